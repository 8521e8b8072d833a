// SPDX-License-Identifier: GPL-3.0-or-later
#include "hook_fixture.h"

#include "transit/transit_now.h"

static struct hook_entry entry_of(struct hook_world *w, uint32_t t_ms)
{
    struct hook_day *day = w->world->hook_day;
    day->current = &day->entries[0];
    day->t_ms = t_ms;
    return day->entries[0];
}

static enum status ask(struct hook_world *w, enum hook_reading_kind kind, const char *name,
                       union hook_answer *out, uint32_t *out_count)
{
    const struct hook_question question = {.name = name};
    w->err = (struct error){0};
    memset(out, 0, sizeof *out);
    *out_count = 1;
    return hook_view_read(w->world->hook_day, kind, &question, out, out_count, &w->err);
}

#define ANY_HOOK "s.hooks = {{ every = '3 h', run = function() end }}"

/** A link as the sums of the model say, between two questions. */
static void test_link(void **state)
{
    (void)state;
    struct hook_world w;
    union hook_answer answer;
    uint32_t count;
    hook_world_begin(&w, ANY_HOOK, 1, 1);
    uint32_t link = names_find(&w.world->network->link_names, "L6");
    assert_int_equal(hook_world_run(&w, 8 * 3600), STATUS_OK);
    entry_of(&w, 8 * 3600000);
    struct road_link_totals first = road_link_totals(w.world->road, link);
    assert_int_equal(ask(&w, HOOK_LINK, "L6", &answer, &count), STATUS_OK);
    assert_true(first.left > 10);
    assert_near(answer.link.left, (double)first.left, 0);
    assert_near(answer.link.flow_vph, (double)first.left / 2, 1e-9); /* since 6:00 */
    assert_near(answer.link.vehicles, (double)(first.entered - first.left), 0);
    assert_near(answer.link.free_speed_mps, 60 / 3.6, 1e-5);
    assert_near(answer.link.capacity_vph, 900, 1e-3);
    assert_true(answer.link.is_open && answer.link.queue <= answer.link.vehicles);

    assert_int_equal(hook_world_run(&w, 8.5 * 3600), STATUS_OK);
    entry_of(&w, 30600000);
    struct road_link_totals second = road_link_totals(w.world->road, link);
    for (int again = 0; again < 2; again++) { /* twice in a call: the same */
        assert_int_equal(ask(&w, HOOK_LINK, "L6", &answer, &count), STATUS_OK);
        double left = (double)(second.left - first.left);
        assert_near(answer.link.flow_vph, 2 * left, 1e-9);
        assert_near(answer.link.speed_mps,
                    2300 * left / ((double)(second.travel_ms_sum - first.travel_ms_sum) / 1000),
                    1e-6);
    }
    assert_int_equal(ask(&w, HOOK_LINK, "L66", &answer, &count), STATUS_USAGE);
    assert_string_equal(w.err.text, "unknown link 'L66', did you mean 'L6'?");
    hook_world_end(&w);
}

/** Calls of a stop in order, those that have gone are not there; expected times are not before now.
 */
static void test_departures_and_arrivals(void **state)
{
    (void)state;
    struct hook_world w;
    union hook_answer answer;
    uint32_t count;
    const double t_s = 7 * 3600 + 330;
    hook_world_begin(&w, ANY_HOOK, 1, 1);
    assert_int_equal(hook_world_run(&w, t_s), STATUS_OK);
    entry_of(&w, (uint32_t)(1000 * t_s));
    for (int kind = HOOK_DEPARTURES; kind <= HOOK_ARRIVALS; kind++) {
        assert_int_equal(ask(&w, (enum hook_reading_kind)kind, "S2", &answer, &count), STATUS_OK);
        assert_int_equal(count, HOOK_CALLS_MAX);
        for (uint32_t i = 0; i < count; i++) {
            const struct hook_call *call = &answer.calls[i];
            assert_string_equal(call->line, "B7");
            assert_true(i == 0 || call->planned_s >= answer.calls[i - 1].planned_s);
            assert_true(call->expected_s >= t_s && call->expected_s >= call->planned_s);
            struct transit_run_now now =
                transit_run_now(w.world->transit, (uint32_t)call->run, w.world->hook_day->t_ms);
            assert_near(call->delay_s, now.delay_ms / 1000.0, 0);
            assert_true(now.phase != TRANSIT_RUN_OVER);
            assert_int_equal(call->is_here,
                             now.phase == TRANSIT_RUN_AT_STOP && now.seq == 1 + call->direction);
        }
        /* Every quarter of an hour in each direction. */
        assert_near(answer.calls[2].planned_s - answer.calls[0].planned_s, 900, 600);
    }
    assert_int_equal(ask(&w, HOOK_DEPARTURES, "SX", &answer, &count), STATUS_OK);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(answer.calls[i].direction, 1); /* the others end there */
    const struct hook_question question = {.name = "S1", .line = "IC9"};
    assert_int_equal(
        hook_view_read(w.world->hook_day, HOOK_DEPARTURES, &question, &answer, &count, &w.err),
        STATUS_OK);
    assert_int_equal(count, 2);
    assert_near(answer.calls[0].planned_s, 12 * 3600 + 13 * 60, 0);
    hook_world_end(&w);
}

static void test_lines_runs_and_the_rest(void **state)
{
    (void)state;
    struct hook_world w;
    union hook_answer answer;
    uint32_t count;
    hook_world_begin(&w, ANY_HOOK, 1, 1);
    assert_int_equal(hook_world_run(&w, 8 * 3600), STATUS_OK);
    entry_of(&w, 28800000);
    const struct timetable *timetable = w.world->timetable;
    uint32_t runs = 0, aboard = 0;
    for (uint32_t run = 0; run < timetable->run_count; run++) {
        struct transit_run_now now = transit_run_now(w.world->transit, run, 28800000);
        const struct hook_question question = {.run = run};
        bool is_b7 = timetable->patterns[timetable->run_pattern[run]].line ==
                     names_find(&timetable->line_names, "B7");
        bool is_under_way = now.phase == TRANSIT_RUN_AT_STOP || now.phase == TRANSIT_RUN_ON_WAY;
        runs += is_b7 && is_under_way;
        aboard += is_b7 && is_under_way ? now.aboard : 0;
        assert_int_equal(
            hook_view_read(w.world->hook_day, HOOK_RUN, &question, &answer, &count, &w.err),
            STATUS_OK);
        assert_int_equal(strcmp(answer.run.line, "B7") == 0, is_b7);
    }
    assert_true(runs > 0);
    assert_int_equal(ask(&w, HOOK_LINE, "B7", &answer, &count), STATUS_OK);
    assert_near(answer.line.runs, runs, 0);
    assert_near(answer.line.aboard, aboard, 0);
    assert_int_equal(ask(&w, HOOK_STOP, "S2", &answer, &count), STATUS_OK);
    assert_near(answer.stop.waiting, transit_waiting(w.world->transit, 1), 0);
    assert_int_equal(ask(&w, HOOK_TOTALS, NULL, &answer, &count), STATUS_OK);
    assert_near(answer.totals.trips_departed,
                answer.totals.trips_arrived + answer.totals.trips_under_way, 0);
    assert_true(answer.totals.trips_arrived > 100);
    assert_near(answer.totals.vehicles, (double)road_totals(w.world->road).on_links, 0);
    assert_int_equal(ask(&w, HOOK_PARKING, "B1_1", &answer, &count), STATUS_USAGE);
    assert_has(w.err.text, "place 'B1_1' has room for everybody");
    const struct hook_question wrong = {.run = 100000};
    w.err = (struct error){0};
    assert_int_equal(hook_view_read(w.world->hook_day, HOOK_RUN, &wrong, &answer, &count, &w.err),
                     STATUS_USAGE);
    assert_has(w.err.text, "there is no run 100000, they are numbered from 0 to ");
    hook_world_end(&w);
}

static void test_parking(void **state)
{
    (void)state;
    struct hook_world w;
    union hook_answer answer;
    uint32_t count;
    struct api_folder folder = api_folder_make();
    char changes[512];
    const char *table = api_write(&folder, "parking.csv", "place,spaces\nB1_1,40\n");
    snprintf(changes, sizeof changes, "s.network.parking = '%s' " ANY_HOOK, table);
    hook_world_begin(&w, changes, 1, 1);
    assert_int_equal(hook_world_run(&w, 9 * 3600), STATUS_OK);
    entry_of(&w, 9 * 3600000);
    assert_int_equal(ask(&w, HOOK_PARKING, "B1_1", &answer, &count), STATUS_OK);
    assert_near(answer.parking.spaces, 40, 0);
    assert_true(answer.parking.occupied > 0 && answer.parking.occupied <= 40);
    hook_world_end(&w);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_link),
        cmocka_unit_test(test_departures_and_arrivals),
        cmocka_unit_test(test_lines_runs_and_the_rest),
        cmocka_unit_test(test_parking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
