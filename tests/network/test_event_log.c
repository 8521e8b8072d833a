// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"
#include "kernel/kernel.h"
#include "network/event_log.h"

#include <string.h>

#define HOUR_S 3600.0

static struct event_log log_of(const char *kinds, double from_s, double to_s)
{
    struct event_parameters parameters = {kinds, from_s, to_s};
    struct event_log log = {0};
    struct error err = {0};
    if (event_log_init(&log, &parameters, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return log;
}

static void names_are_kinds_families_or_all(void **state)
{
    (void)state;
    assert_int_equal(log_of("", 0, HOUR_S).kinds, 0);
    assert_int_equal(log_of(NULL, 0, HOUR_S).kinds, 0);
    assert_int_equal(log_of("all", 0, HOUR_S).kinds, (1u << EVENT_KIND_COUNT) - 1);
    assert_int_equal(log_of("board;alight", 0, HOUR_S).kinds,
                     1u << EVENT_BOARD | 1u << EVENT_ALIGHT);
    uint32_t roads = log_of("roads", 0, HOUR_S).kinds;
    assert_int_equal(roads, 1u << EVENT_START_DRIVE | 1u << EVENT_LEAVE_LINK |
                                1u << EVENT_ENTER_LINK | 1u << EVENT_END_DRIVE);
    assert_int_equal(log_of("roads;people;transit;rail", 0, HOUR_S).kinds,
                     (1u << EVENT_KIND_COUNT) - 1);
    assert_int_equal(log_of("roads", 7 * HOUR_S, 9 * HOUR_S).from_ms, 25200000);
    assert_int_equal(log_of("roads", 7 * HOUR_S, 9 * HOUR_S).to_ms, 32400000);
}

static void wrong_names_and_times_are_refused(void **state)
{
    (void)state;
    struct event_log log = {.kinds = 77};
    struct error err = {0};
    const struct event_parameters misspelt = {"board;alihgt", 0, HOUR_S};
    assert_int_equal(event_log_init(&log, &misspelt, &err), STATUS_USAGE);
    assert_string_equal(err.text,
                        "events has 'alihgt', which is none of all, people, roads, transit, rail "
                        "and the kinds that docs/results.md lists; did you mean 'alight'?");
    error_reset(&err);
    const struct event_parameters empty = {"all", 2 * HOUR_S, HOUR_S};
    assert_int_equal(event_log_init(&log, &empty, &err), STATUS_USAGE);
    assert_string_equal(err.text, "events_to is 3600 s after midnight, must be after events_from, "
                                  "which is 7200 s");
    assert_int_equal(log.kinds, 77);
}

/** A process that notes an event of each kind at every second that it is called. */
static void note_all(struct activation *act, struct event event)
{
    (void)event;
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        event_log_note(act->model, act, (enum event_kind)kind, event_passenger(3, 4), 5);
    event_log_note(NULL, act, EVENT_BOARD, event_person(1), 1);
}

static const struct process_kind note_kind = {.name = "note", .handle = note_all};

struct kept {
    struct event_row rows[64];
    size_t count;
};

static enum status keep(void *self, const struct record_kind *kind, const void *row,
                        struct error *err)
{
    struct kept *kept = self;
    (void)err;
    assert_ptr_equal(kind, &event_log_record);
    memcpy(&kept->rows[kept->count++], row, sizeof(struct event_row));
    return STATUS_OK;
}

/** Notes in the milliseconds 999, 1000, 1999 and 2000. */
static struct kept run(struct event_log *log)
{
    struct kept kept = {.count = 0};
    struct error err = {0};
    struct team *team = team_create(1, &err);
    struct kernel *kernel =
        kernel_create(team, 1, 0, (struct record_sink){.self = &kept, .put = keep}, &err);
    uint32_t first;
    assert_int_equal(kernel_add_processes(kernel, &note_kind, log, 1, &first, &err), STATUS_OK);
    static const uint32_t times[] = {999, 1000, 1999, 2000};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(kernel_post(kernel, event_make(times[i], first, 0, 0, 0), &err),
                         STATUS_OK);
    assert_int_equal(kernel_run_until(kernel, 5000, &err), STATUS_OK);
    kernel_destroy(kernel);
    team_destroy(team);
    return kept;
}

static void rows_say_what_where_and_when(void **state)
{
    (void)state;
    struct event_log log = log_of("enter_link;board;park;clear_section", 1, 2);
    struct kept kept = run(&log);
    assert_int_equal(kept.count, 8); /* 1.000 and 1.999 s, four kinds each */
    const struct event_row *row = &kept.rows[0];
    assert_true(row->t_s == 1.0 && kept.rows[4].t_s == 1.999);
    assert_int_equal(row->kind, EVENT_ENTER_LINK);
    assert_int_equal(row->person, 3);
    assert_int_equal(row->drive, -1);
    assert_int_equal(row->run, 4);
    assert_int_equal(row->link, 5);
    assert_int_equal(row->stop, -1);
    assert_int_equal(kept.rows[1].place, 5);
    assert_int_equal(kept.rows[1].link, -1);
    assert_int_equal(kept.rows[2].stop, 5);
    assert_int_equal(kept.rows[3].section, 5);
    for (size_t i = 1; i < kept.count; i++)
        assert_true(event_row_compare(&kept.rows[i - 1], &kept.rows[i]) < 0);
}

static void rows_are_in_order_of_all_they_hold(void **state)
{
    (void)state;
    const struct event_row base = {.t_s = 5, .person = 1, .link = 2, .kind = EVENT_ALIGHT};
    struct event_row more[] = {base, base, base, base};
    more[0].t_s = 6, more[0].kind = EVENT_DEPART;
    more[1].kind = EVENT_BOARD, more[1].person = 0;
    more[2].person = 2, more[2].link = 0;
    more[3].section = 1;
    for (size_t i = 0; i < 4; i++) {
        assert_true(event_row_compare(&base, &more[i]) < 0);
        assert_true(event_row_compare(&more[i], &base) > 0);
    }
    assert_int_equal(event_row_compare(&base, &base), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_kinds_families_or_all),
        cmocka_unit_test(wrong_names_and_times_are_refused),
        cmocka_unit_test(rows_say_what_where_and_when),
        cmocka_unit_test(rows_are_in_order_of_all_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
