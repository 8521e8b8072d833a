// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/sweep_fixture.h"

#include <unistd.h>

static bool go_on(void *self, const struct sweep *sweep)
{
    (void)sweep;
    ++*(unsigned *)self;
    return true;
}

static bool stop_at_once(void *self, const struct sweep *sweep)
{
    (void)self;
    (void)sweep;
    return false;
}

/** All members run; the next sweep finds them done, but not those that were changed. */
static void whole(void **state)
{
    (void)state;
    struct sweep_fixture fixture;
    struct error err = {0};
    unsigned looks = 0;
    fixture_init(&fixture, NULL);
    struct sweep *sweep = &fixture.sweep;
    assert_int_equal(sweep->members.count, 4);
    if (sweep_prepare(sweep, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_int_equal(sweep->skipped, 0);

    struct sweep other;
    assert_int_equal(sweep_read(&sweep->options, &other, &err), STATUS_OK);
    assert_int_equal(sweep_prepare(&other, &err), STATUS_USAGE);
    assert_contains(err.text, "another 'ardey sweep' is at work");
    error_reset(&err);
    sweep_deinit(&other);

    assert_int_equal(sweep_run(sweep, go_on, &looks, &err), STATUS_OK);
    assert_true(looks > 2);
    assert_int_equal(members_count(&sweep->members, MEMBER_DONE), 4);
    sweep_deinit(sweep);

    /* A result that is not whole counts for nothing. */
    const char *path = folder_path(&fixture.folder, "runs/members/patience-5min-s2.h5");
    assert_int_equal(truncate(path, 1000), 0);
    assert_int_equal(remove(folder_path(&fixture.folder, "runs/members/patience-6min-s1.h5")), 0);
    fixture_read(&fixture);
    assert_int_equal(sweep_prepare(sweep, &err), STATUS_OK);
    assert_int_equal(sweep->skipped, 2);
    assert_int_equal(sweep->members.items[1].state, MEMBER_WAITING);
    assert_int_equal(sweep->members.items[2].state, MEMBER_WAITING);
    fixture_deinit(&fixture);
}

static void stopped(void **state)
{
    (void)state;
    struct sweep_fixture fixture;
    struct error err = {0};
    fixture_init(&fixture, NULL);
    assert_int_equal(sweep_prepare(&fixture.sweep, &err), STATUS_OK);
    assert_int_equal(sweep_run(&fixture.sweep, stop_at_once, NULL, &err), STATUS_STOPPED);
    assert_contains(err.text, "the same command goes on");
    assert_int_equal(members_count(&fixture.sweep.members, MEMBER_RUNNING), 0);
    assert_int_equal(members_count(&fixture.sweep.members, MEMBER_FAILED), 0);
    fixture_deinit(&fixture);
}

/** An error that may pass is tried again, a wrong input is not. */
static void retries(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        uint32_t attempts;
        int code;
    } cases[] = {{"#!/bin/sh\nexit 4\n", 2, 4},
                 {"#!/bin/sh\nexit 3\n", 1, 3},
                 {"#!/bin/sh\nkill -9 $$\n", 2, 137},
                 {"#!/bin/sh\nexit 0\n", 1, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sweep_fixture fixture;
        struct folder folder;
        struct error err = {0};
        unsigned looks = 0;
        folder_init(&folder);
        const char *program = folder_write(&folder, "fake", cases[i].script);
        assert_int_equal(chmod(program, 0755), 0);
        fixture_init(&fixture, program);
        assert_int_equal(sweep_prepare(&fixture.sweep, &err), STATUS_OK);
        assert_int_equal(sweep_run(&fixture.sweep, go_on, &looks, &err), STATUS_OK);
        for (uint32_t m = 0; m < 4; m++) {
            const struct member *member = &fixture.sweep.members.items[m];
            assert_int_equal(member->state, MEMBER_FAILED);
            assert_int_equal(member->attempts, cases[i].attempts);
            assert_int_equal(member->exit_code, cases[i].code);
        }
        fixture_deinit(&fixture);
        folder_deinit(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole), cmocka_unit_test(stopped),
                                       cmocka_unit_test(retries)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
