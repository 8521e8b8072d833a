// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/kernel.h"

#include <stdlib.h>
#include <string.h>

/** Notes what arrives at all its processes. Processes of several partitions write here only because
 * the team has one worker; across partitions the order within a window is open. */
struct notes {
    uint32_t count;
    struct event events[64];
};

static void notes_handle(struct activation *act, struct event event)
{
    struct notes *notes = act->model;
    if (notes->count < 64)
        notes->events[notes->count] = event;
    notes->count++;
}

static int event_compare(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    return event_before(*y, *x) - event_before(*x, *y);
}

static const struct process_kind notes_kind = {.name = "notes", .handle = notes_handle};

static enum status count_rows(void *self, const struct record_kind *kind, const void *row,
                              struct error *err)
{
    (void)kind, (void)row, (void)err;
    ++*(uint32_t *)self;
    return STATUS_OK;
}

struct world {
    struct team *team;
    struct kernel *kernel;
    struct notes notes;
    uint32_t row_count;
    struct error err;
};

static void world_init(struct world *world, uint32_t partitions, uint32_t processes)
{
    uint32_t first = 99;
    *world = (struct world){0};
    world->team = team_create(1, &world->err);
    world->kernel = kernel_create(
        world->team, partitions, 1000,
        (struct record_sink){.self = &world->row_count, .put = count_rows}, &world->err);
    assert_non_null(world->kernel);
    assert_int_equal(kernel_add_processes(world->kernel, &notes_kind, &world->notes, processes,
                                          &first, &world->err),
                     STATUS_OK);
    assert_int_equal(first, 0);
}

static void world_deinit(struct world *world)
{
    kernel_destroy(world->kernel);
    team_destroy(world->team);
}

static void test_create_checks_the_partitions(void **state)
{
    (void)state;
    struct error err = {0};
    struct team *team = team_create(1, &err);

    assert_null(kernel_create(team, 0, 0, (struct record_sink){0}, &err));
    assert_int_equal(err.status, STATUS_USAGE);
    assert_string_equal(err.text, "0 partitions: must be between 1 and 65535");
    error_reset(&err);
    assert_null(kernel_create(team, 70000, 0, (struct record_sink){0}, &err));
    assert_string_equal(err.text, "70000 partitions: must be between 1 and 65535");
    kernel_destroy(NULL);
    team_destroy(team);
}

static void test_ids_follow_the_registration(void **state)
{
    (void)state;
    struct world world;
    uint32_t first = 99;

    world_init(&world, 4, 10);
    assert_int_equal(
        kernel_add_processes(world.kernel, &notes_kind, &world.notes, 0, &first, &world.err),
        STATUS_OK);
    assert_int_equal(first, 10);
    assert_int_equal(
        kernel_add_processes(world.kernel, &notes_kind, &world.notes, 7, &first, &world.err),
        STATUS_OK);
    assert_int_equal(first, 10);
    assert_int_equal(
        kernel_add_processes(world.kernel, &notes_kind, &world.notes, 1, &first, &world.err),
        STATUS_OK);
    assert_int_equal(first, 17);
    world_deinit(&world);
}

/** Each range goes to its own kind and model. */
static void test_events_reach_their_model(void **state)
{
    (void)state;
    struct world world;
    static struct notes others[300];
    uint32_t first = 0, ranges = 0;

    world_init(&world, 3, 1);
    while (ranges < 300 && kernel_add_processes(world.kernel, &notes_kind, &others[ranges], 2,
                                                &first, &world.err) == STATUS_OK)
        ranges++;
    assert_int_equal(ranges, 254); /* 255 kinds with the first */
    assert_int_equal(world.err.status, STATUS_INTERNAL);
    assert_non_null(strstr(world.err.text, "too many processes: 511 of kind notes"));
    error_reset(&world.err);

    for (uint32_t process = 0; process < 509; process++) {
        kernel_place(world.kernel, process, process);
        kernel_post(world.kernel, event_make(2000 + process, process, 1, process, 0), &world.err);
    }
    assert_int_equal(kernel_run_until(world.kernel, 5000, &world.err), STATUS_OK);
    assert_int_equal(world.notes.count, 1);
    for (uint32_t i = 0; i < 254; i++) {
        assert_int_equal(others[i].count, 2);
        qsort(others[i].events, 2, sizeof(struct event), event_compare);
        assert_int_equal(event_subject(others[i].events[0]), 2 * i + 1);
        assert_int_equal(event_subject(others[i].events[1]), 2 * i + 2);
    }
    world_deinit(&world);
}

/** A process may be placed after the events for it were posted. */
static void test_post_before_placing(void **state)
{
    (void)state;
    struct world world;

    world_init(&world, 8, 8);
    for (uint32_t p = 0; p < 8; p++)
        kernel_post(world.kernel, event_make(1000 + p, p, 0, p, 0), &world.err);
    for (uint32_t p = 0; p < 8; p++)
        kernel_place(world.kernel, p, p + 8 * p); /* counted modulo the partitions */
    assert_int_equal(kernel_statistics(world.kernel).pending_count, 0);
    assert_int_equal(kernel_now_ms(world.kernel), 1000);
    assert_int_equal(kernel_run_until(world.kernel, 1004, &world.err), STATUS_OK);
    assert_int_equal(kernel_now_ms(world.kernel), 1004);
    assert_int_equal(world.notes.count, 4);
    assert_int_equal(kernel_statistics(world.kernel).pending_count, 4);
    assert_int_equal(kernel_run_until(world.kernel, 1008, &world.err), STATUS_OK);
    assert_int_equal(world.notes.count, 8);
    assert_int_equal(kernel_statistics(world.kernel).event_count, 8);
    assert_int_equal(kernel_statistics(world.kernel).pending_count, 0);
    world_deinit(&world);
}

static void test_post_refuses_the_past_and_the_unknown(void **state)
{
    (void)state;
    struct world world;

    world_init(&world, 2, 8);
    assert_int_equal(kernel_post(world.kernel, event_make(999, 3, 0, 0, 0), &world.err),
                     STATUS_INTERNAL);
    assert_string_equal(world.err.text, "an event for process 3 at 999 ms was posted at 1000 ms");
    error_reset(&world.err);
    assert_int_equal(kernel_post(world.kernel, event_make(2000, 8, 0, 0, 0), &world.err),
                     STATUS_INTERNAL);
    assert_string_equal(world.err.text, "an event for process 8 at 2000 ms was posted at 1000 ms");
    error_reset(&world.err);
    assert_int_equal(kernel_run_until(world.kernel, 3000, &world.err), STATUS_OK);
    assert_int_equal(kernel_post(world.kernel, event_make(2999, 3, 0, 0, 0), &world.err),
                     STATUS_INTERNAL);
    assert_int_equal(world.notes.count, 0);
    world_deinit(&world);
}

static enum status hook_post(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct world *world = self;
    static const struct record_kind kind = {"rows", "row", "Rows", NULL, sizeof(uint32_t)};

    assert_int_equal(world->notes.count, t_ms == 2000 ? 0 : 3 * (t_ms / 1000 - 2));
    assert_int_equal(kernel_record(kernel, &kind, &t_ms, err), STATUS_OK);
    assert_int_equal(kernel_post(kernel, event_make(t_ms - 1, 0, 0, 0, 0), NULL), STATUS_INTERNAL);
    assert_int_equal(kernel_post(kernel, event_make(t_ms, 5, 0, t_ms, 0), err), STATUS_OK);
    assert_int_equal(kernel_post(kernel, event_make(t_ms + 999, 2, 0, t_ms, 0), err), STATUS_OK);
    return kernel_post(kernel, event_make(t_ms + 1, 7, 0, t_ms, 0), err);
}

/** From a hook an event may be posted for the hook's own time; it is handled after the hook. */
static void test_post_from_hooks(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 8; partitions *= 2) {
        struct world world;
        world_init(&world, partitions, 8);
        for (uint32_t p = 0; p < 8; p++)
            kernel_place(world.kernel, p, p);
        kernel_add_sync(world.kernel, 1000, hook_post, &world, &world.err);
        assert_int_equal(kernel_run_until(world.kernel, 6000, &world.err), STATUS_OK);
        assert_int_equal(world.row_count, 5);
        assert_int_equal(world.notes.count, 12);
        assert_int_equal(kernel_statistics(world.kernel).pending_count, 3);
        qsort(world.notes.events, 12, sizeof(struct event), event_compare);
        for (uint32_t i = 0; i < 12; i++) {
            static const uint32_t receivers[] = {5, 7, 2}, after_ms[] = {0, 1, 999};
            assert_int_equal(event_receiver(world.notes.events[i]), receivers[i % 3]);
            assert_int_equal(event_t_ms(world.notes.events[i]),
                             2000 + i / 3 * 1000 + after_ms[i % 3]);
        }
        world_deinit(&world);
    }
}

static void test_channel_without_delay_fails_the_run(void **state)
{
    (void)state;
    struct world world;

    world_init(&world, 2, 8);
    kernel_declare_channel(world.kernel, 3, 4, 0);
    assert_int_equal(kernel_run_until(world.kernel, 3000, &world.err), STATUS_INTERNAL);
    assert_string_equal(world.err.text, "a channel from process 3 to 4 without a delay");
    world_deinit(&world);
}

static uint32_t lookahead_of(struct world *world)
{
    assert_int_equal(kernel_run_until(world->kernel, 1000, &world->err), STATUS_OK);
    return kernel_statistics(world->kernel).lookahead_ms;
}

/** The smallest delay that crosses partitions, of single channels and of ranges. */
static void test_lookahead_is_what_crosses(void **state)
{
    (void)state;
    struct world world;

    world_init(&world, 4, 40);
    for (uint32_t p = 0; p < 40; p++)
        kernel_place(world.kernel, p, p / 10);
    assert_int_equal(lookahead_of(&world), UINT32_MAX);
    kernel_declare_channel(world.kernel, 1, 2, 5); /* stays inside */
    assert_int_equal(lookahead_of(&world), UINT32_MAX);
    kernel_declare_channels(world.kernel, 0, 10, 5, 5, 7); /* stays inside */
    assert_int_equal(lookahead_of(&world), UINT32_MAX);
    kernel_declare_channel(world.kernel, 9, 10, 800);
    assert_int_equal(lookahead_of(&world), 800);
    kernel_declare_channels(world.kernel, 0, 10, 5, 6, 300); /* the last receiver is outside */
    assert_int_equal(lookahead_of(&world), 300);
    kernel_declare_channels(world.kernel, 29, 2, 30, 10, 200); /* the first sender is outside */
    assert_int_equal(lookahead_of(&world), 200);
    kernel_declare_channels(world.kernel, 0, 0, 30, 10, 100); /* nobody */
    kernel_declare_channels(world.kernel, 0, 1, 30, 0, 100);
    assert_int_equal(lookahead_of(&world), 200);
    world_deinit(&world);
}

static void test_one_partition_has_no_lookahead(void **state)
{
    (void)state;
    struct world world;

    world_init(&world, 1, 40);
    kernel_declare_channels(world.kernel, 0, 40, 0, 40, 3);
    assert_int_equal(lookahead_of(&world), UINT32_MAX);
    kernel_post(world.kernel, event_make(1500, 0, 0, 0, 0), &world.err);
    kernel_post(world.kernel, event_make(1900, 39, 0, 0, 0), &world.err);
    assert_int_equal(kernel_run_until(world.kernel, 2000, &world.err), STATUS_OK);
    assert_int_equal(kernel_statistics(world.kernel).window_count, 1);
    assert_int_equal(kernel_statistics(world.kernel).mail_count, 0);
    world_deinit(&world);
}

static enum status hook_nothing(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    (void)self, (void)kernel, (void)t_ms, (void)err;
    return STATUS_OK;
}

static void test_sync_needs_an_interval(void **state)
{
    (void)state;
    struct world world;

    world_init(&world, 1, 1);
    assert_int_equal(kernel_add_sync(world.kernel, 0, hook_nothing, NULL, &world.err),
                     STATUS_INTERNAL);
    assert_string_equal(world.err.text, "sync times 0 ms apart");
    assert_ptr_equal(kernel_team(world.kernel), world.team);
    world_deinit(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_create_checks_the_partitions),
        cmocka_unit_test(test_ids_follow_the_registration),
        cmocka_unit_test(test_events_reach_their_model),
        cmocka_unit_test(test_post_before_placing),
        cmocka_unit_test(test_post_refuses_the_past_and_the_unknown),
        cmocka_unit_test(test_post_from_hooks),
        cmocka_unit_test(test_channel_without_delay_fails_the_run),
        cmocka_unit_test(test_lookahead_is_what_crosses),
        cmocka_unit_test(test_one_partition_has_no_lookahead),
        cmocka_unit_test(test_sync_needs_an_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
