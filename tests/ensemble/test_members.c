// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/ensemble_fixture.h"

#include "ensemble/members.h"

static void seeds_and_manifest(void **state)
{
    (void)state;
    int64_t seeds[] = {7, 3};
    struct variant two[] = {{.name = "a"}, {.name = "b"}};
    const struct variants variants = {.items = two, .count = 2, .baseline = 1};
    const struct sweep_plan plan = {.path = "p.lua", .seeds = seeds, .seed_count = 2};
    struct members members = {0};
    struct manifest_row *rows;
    struct folder folder;
    struct error err = {0};
    uint32_t count = 0;
    for (int i = 0; i < 4; i++)
        assert_int_equal(members_add_seed(&members, &plan, 2, &err), STATUS_OK);
    assert_int_equal(members.count, 8);
    /* The plan's, then those behind its greatest. */
    const int64_t expected[] = {7, 3, 8, 9};
    for (uint32_t i = 0; i < 8; i++) {
        assert_int_equal(members.items[i].seed, expected[i / 2]);
        assert_int_equal(members.items[i].variant, i % 2);
    }
    members.items[5].state = MEMBER_DONE;
    assert_int_equal(members_count(&members, MEMBER_DONE), 1);
    assert_int_equal(members_count(&members, MEMBER_WAITING), 7);

    folder_init(&folder);
    assert_int_equal(manifest_write(folder.path, &variants, &members, &err), STATUS_OK);
    assert_int_equal(manifest_read(folder_path(&folder, "manifest.csv"), &rows, &count, &err),
                     STATUS_OK);
    assert_int_equal(count, 8);
    assert_string_equal(rows[5].variant, "b");
    assert_string_equal(rows[5].result, "members/b-s8.h5");
    assert_int_equal(rows[5].seed, 8);
    assert_true(rows[5].is_baseline && !rows[4].is_baseline);
    mem_free(rows);
    folder_write(&folder, "no.csv", "member,variant\n");
    assert_int_equal(manifest_read(folder_path(&folder, "no.csv"), &rows, &count, &err),
                     STATUS_DATA);
    assert_contains(err.text, "no.csv:1: this is no manifest");
    folder_deinit(&folder);
    members_deinit(&members);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(seeds_and_manifest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
