// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail_fixture.h"

#include "rail/blocking_time.h"

#define TRAINS 20u

/** Three stations, two tracks each way or one, blocks between them; calls everywhere or only at the
 * ends. The hops take `hop_ms`, NULL: with the supplement of the fixture. */
static struct rail_line *line_make(float length_m, bool is_single, bool calls,
                                   const uint32_t *hop_ms, uint32_t headway_ms)
{
    struct rail_line *line = malloc(sizeof *line);
    struct line_plan plan = {.station_count = 3,
                             .tracks = {4, calls ? 1 : 2, 8},
                             .blocks = {3, 2, 0},
                             .is_single = {is_single, is_single, false},
                             .length_m = length_m,
                             .speed_mps = 25};
    assert_non_null(line);
    line_init(line, &plan);
    uint32_t at[] = {0, 1, 2};
    uint32_t pattern = calls ? line_add_pattern(line, &plan, at, 3, 0)
                             : line_add_pattern(line, &plan, (uint32_t[]){0, 2}, 2, 0);
    for (uint32_t i = 1; hop_ms && i < line->timetable.call_count; i++) {
        line->calls[i].arrive_ms = line->calls[i - 1].depart_ms + hop_ms[i - 1];
        bool is_last = i + 1 == line->timetable.call_count;
        line->calls[i].depart_ms = line->calls[i].arrive_ms + (is_last ? 0 : 30000);
    }
    for (uint32_t i = 0; i < TRAINS; i++)
        line->runs[line_add_run(line, pattern, LINE_HOUR_MS + i * headway_ms)].dwell_ms[1] = 30000;
    line_run(line, 1, 100 * LINE_HOUR_MS);
    return line;
}

static void line_free(struct rail_line *line)
{
    line_deinit(line);
    free(line);
}

/** How late the last train is in the end, ms. */
static uint32_t last_late_ms(const struct rail_line *line)
{
    const struct pattern *pattern = &line->patterns[0];
    uint32_t last = pattern->call_count - 1, run = TRAINS - 1;
    assert_true(line->runs[run].is_through);
    return line->runs[run].arrive_ms[last] - line->run_depart_ms[run] -
           line->calls[pattern->first_call + last].arrive_ms;
}

static uint32_t headway_ms(const struct rail_line *line)
{
    struct least_headway least = {0};
    struct error err = {0};
    assert_int_equal(least_headway_find(line->rail, 0, &least, &err), STATUS_OK);
    assert_in_range(least.headway_ms, 40000, 600000);
    return least.headway_ms;
}

/** Trains at the headway of the blocking-time calculation do not touch each other; at one second
 * less they do, and without supplement each following one is a second later. So the calculation is
 * the capacity of the line. */
static void test_capacity(void **state)
{
    (void)state;
    static const float lengths_m[] = {400, 900, 1600, 2600};
    for (int i = 0; i < 16; i++) {
        float length_m = lengths_m[i / 4];
        bool is_single = i % 2 == 1, calls = i / 2 % 2 == 1;
        struct rail_line *line = line_make(length_m, is_single, calls, NULL, 2 * LINE_HOUR_MS);
        uint32_t hop_ms[] = {rail_hop_least_ms(line->rail, 0),
                             calls ? rail_hop_least_ms(line->rail, 1) : 0};
        assert_int_equal(last_late_ms(line), 0);
        uint32_t planned_ms = headway_ms(line);
        line_free(line);

        line = line_make(length_m, is_single, calls, NULL, planned_ms);
        assert_int_equal(last_late_ms(line), 0);
        assert_int_equal(rail_totals(line->rail).lost_ms_sum, 0);
        line_free(line);

        line = line_make(length_m, is_single, calls, hop_ms, 2 * LINE_HOUR_MS);
        uint32_t least_ms = headway_ms(line);
        line_free(line);
        line = line_make(length_m, is_single, calls, hop_ms, least_ms);
        assert_int_equal(last_late_ms(line), 0);
        line_free(line);
        line = line_make(length_m, is_single, calls, hop_ms, least_ms - 1000);
        assert_int_equal(last_late_ms(line), (TRAINS - 1) * 1000);
        line_free(line);
    }
}

/** The stairway by hand: every block 1,000 m at 25 m/s, train of 100 m. */
static void test_stairway(void **state)
{
    (void)state;
    struct rail_line *line = line_make(1000, false, false, NULL, 2 * LINE_HOUR_MS);
    struct blocking_time times[16];
    uint32_t count = blocking_times(line->rail, 0, times, 16);
    /* start, 3 blocks, station passed, 2 blocks, end */
    assert_int_equal(count, 8);
    double stretch = (double)line->calls[1].arrive_ms / rail_hop_least_ms(line->rail, 0);
    assert_true(stretch > 1);
    double accel_s = 25 / 0.7, accel_m = 25 * 25 / 1.4;
    /* The third block begins at 2,300 m; its distant signal stands at 1,300 m. */
    double distant_s = accel_s + (1300 - accel_m) / 25, leave_s = accel_s + (3300 - accel_m) / 25;
    assert_near((double)times[3].from_ms / 1000, distant_s * stretch - 8 - 10, 0.01);
    assert_near((double)times[3].until_ms / 1000, leave_s * stretch + 4 + 5, 0.01);
    for (uint32_t i = 0; i < count; i++)
        assert_true(times[i].from_ms < times[i].until_ms);
    /* What the calculation says is what happens. */
    for (uint32_t i = 0; i < line->row_count; i++)
        if (line->rows[i].run == 0)
            for (uint32_t k = 0; k < count; k++)
                if ((int32_t)times[k].section == line->rows[i].section) {
                    assert_near(line->rows[i].set_s, 3600 + (double)times[k].from_ms / 1000, 0.002);
                    assert_near(line->rows[i].clear_s, 3600 + (double)times[k].until_ms / 1000,
                                0.002);
                }
    line_free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capacity),
        cmocka_unit_test(test_stairway),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
