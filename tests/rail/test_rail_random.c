// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_line.h"

/** Random lines with single track, loops, through stations, stops within a single track and
 * crossings on the level; random trains that turn on the way, leave the tracks and come back, with
 * delays and vehicles that turn, under all policies: nobody meets, nobody is stuck for ever,
 * everybody arrives. */

#define LINES 3000u

static void random_patterns(struct rail_line *line, const struct line_plan *plan,
                            struct random_stream *random)
{
    for (uint32_t pattern = between(random, 1, 8); pattern > 0; pattern--) {
        uint32_t from = random_below(random, plan->station_count), to, at[LINE_STATIONS_MAX];
        do
            to = random_below(random, plan->station_count);
        while (to == from);
        at[0] = from;
        uint32_t count = random_calls(random, from, to, 1, at), back = random_below(random, 3);
        if (back == 0 && count + (to > from ? to - from : from - to) <= LINE_STATIONS_MAX)
            count = random_calls(random, to, from, count, at);
        uint32_t first = line->timetable.call_count;
        uint32_t id = line_add_pattern(line, plan, at, count, random_below(random, 2));
        for (uint32_t i = 0; i + 1 < count; i++)
            if (random_below(random, 16) == 0)
                line->hops[first + i].step_count = 0;
        for (uint32_t run = between(random, 1, 8); run > 0; run--)
            line_add_run(line, id, LINE_HOUR_MS + 1000 * random_below(random, 5400));
    }
}

/** The station of a call of the run. */
static uint32_t station_of(const struct rail_line *line, uint32_t run, bool last)
{
    const struct pattern *pattern = &line->patterns[line->run_pattern[run]];
    return line->calls[pattern->first_call + (last ? pattern->call_count - 1 : 0)].stop;
}

/** Vehicles that go on with a later run from where they arrive. */
static void random_turns(struct rail_line *line, struct random_stream *random)
{
    for (uint32_t run = 0; run < line->timetable.run_count; run++)
        for (uint32_t next = 0; next < line->timetable.run_count; next++)
            if (line->runs[run].next == NONE && !line->runs[next].is_next &&
                line->runs[run].leaves_at == NONE &&
                line->run_depart_ms[next] > line->run_depart_ms[run] &&
                station_of(line, run, true) == station_of(line, next, false) &&
                random_below(random, 8) == 0) {
                line->runs[run].next = next;
                line->runs[next].is_next = true;
            }
}

static void random_line(struct rail_line *line, uint64_t seed)
{
    struct random_stream random;
    random_stream_init(&random, seed, 0, RANDOM_TEST);
    struct line_plan plan = random_plan(&random, 2);
    line_init(line, &plan);
    line->parameters.dispatching = (int)random_below(&random, 3);
    random_stops(line, &plan, &random);
    random_patterns(line, &plan, &random);
    if (random_below(&random, 2) == 0)
        random_crossings(line, &plan, &random);
    for (uint32_t run = 0; run < line->timetable.run_count; run++) {
        struct line_run *state = &line->runs[run];
        bool is_late = random_below(&random, 4) == 0;
        state->late_ms = is_late ? 1000 * random_below(&random, 1800) : 0;
        for (uint32_t i = 0; i < LINE_STATIONS_MAX; i++)
            state->dwell_ms[i] = 1000 * random_below(&random, is_late ? 300 : 40);
        if (random_below(&random, 12) == 0)
            state->leaves_at = between(&random, 1, LINE_STATIONS_MAX);
    }
    random_turns(line, &random);
    line->audit_ms = seed % 8 == 0 ? 61000 : 0;
    if (random_below(&random, 4) == 0)
        random_change(line, &random, LINE_HOUR_MS);
}

/** The hops of a run over tracks took their least time at least; returns how often it came onto the
 * tracks. */
static uint32_t check_hops(const struct rail_line *line, uint32_t id, uint64_t seed)
{
    const struct line_run *run = &line->runs[id];
    const struct pattern *pattern = &line->patterns[line->run_pattern[id]];
    uint32_t begun = 0;
    bool was_on = false;
    for (uint32_t i = 1; i < pattern->call_count && i <= run->leaves_at; i++) {
        uint32_t call = pattern->first_call + i - 1, took_ms;
        bool is_on = rail_has_hop(line->rail, call);
        begun += is_on && !was_on;
        was_on = is_on;
        took_ms = run->arrive_ms[i] - run->depart_ms[i - 1];
        if (is_on && took_ms < rail_hop_least_ms(line->rail, call))
            fail_msg("seed %llu: run %u takes %u ms, the least are %u", (unsigned long long)seed,
                     id, took_ms, rail_hop_least_ms(line->rail, call));
    }
    return begun;
}

static void check_runs(const struct rail_line *line, uint64_t seed)
{
    uint32_t begun = 0;
    for (uint32_t id = 0; id < line->timetable.run_count; id++) {
        if (!line->runs[id].is_through)
            fail_msg("seed %llu: run %u of %u has not arrived", (unsigned long long)seed, id,
                     line->timetable.run_count);
        begun += check_hops(line, id, seed);
    }
    struct rail_totals totals = rail_totals(line->rail);
    assert_int_equal(totals.trains_begun, begun);
    assert_int_equal(totals.trains_ended, begun);
    assert_int_equal(totals.trains_on_tracks, 0);
}

static uint32_t line_count(void)
{
    const char *sanitize = getenv("ARDEY_SANITIZE");
    return sanitize && *sanitize ? LINES / 20 : LINES;
}

static void test_random_lines(void **state)
{
    (void)state;
    uint64_t lost_ms = 0, unsafe = 0, runs = 0;
    for (uint64_t seed = 1; seed <= line_count(); seed++) {
        struct rail_line *line = malloc(sizeof *line);
        assert_non_null(line);
        random_line(line, seed);
        line_run(line, 1, 200 * LINE_HOUR_MS);
        check_runs(line, seed);
        check_sections(line, seed);
        struct rail_totals totals = rail_totals(line->rail);
        lost_ms += totals.lost_ms_sum;
        unsafe += totals.refused_unsafe;
        runs += line->timetable.run_count;
        line_deinit(line);
        free(line);
    }
    /* The lines are crowded enough to need the rules. */
    assert_true(lost_ms > 60000 * runs / 10);
    assert_true(unsafe > runs / 10);
}

static void test_partitions(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= line_count() / 20; seed++) {
        struct rail_line *line = malloc(2 * sizeof *line);
        assert_non_null(line);
        for (uint32_t i = 0; i < 2; i++) {
            random_line(&line[i], seed);
            line_run(&line[i], i == 0 ? 1 : 3, 200 * LINE_HOUR_MS);
        }
        assert_int_equal(line[0].row_count, line[1].row_count);
        assert_memory_equal(line[0].rows, line[1].rows, line[0].row_count * sizeof *line[0].rows);
        assert_memory_equal(line[0].runs, line[1].runs, sizeof line[0].runs);
        for (uint32_t i = 0; i < 2; i++)
            line_deinit(&line[i]);
        free(line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_lines),
        cmocka_unit_test(test_partitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
