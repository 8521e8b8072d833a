// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

#include "kernel/random.h"
#include "network/rotation.h"

/** Line 1 from A to B (5 min) and back; line 2 ends at B as well. */
static void fixture_shuttle(struct fixture *f)
{
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    fixture_add(f, "lines", "1,,bus,,bus\n2,,bus,,bus\n");
    fixture_add(f, "line_stops",
                "1,0,1,A,0,0,0\n1,0,2,B,5,5,1\n1,1,1,B,0,0,0\n1,1,2,A,5,5,1\n"
                "2,0,1,C,0,0,0\n2,0,2,B,1,1,1\n");
    fixture_add(f, "departures",
                "1,0,06:00\n1,0,06:10\n1,0,06:30\n1,1,06:06\n1,1,06:07\n1,1,06:30\n2,0,06:00\n");
    fixture_build(f);
}

static void fixture_rotate(const struct fixture *f, uint32_t turnaround_ms, const uint8_t *parts,
                           struct rotation *out)
{
    uint32_t turnarounds_ms[2] = {turnaround_ms, turnaround_ms};
    struct error err = {0};
    assert_int_equal(rotation_build(f->timetable, turnarounds_ms, parts, out, &err), STATUS_OK);
}

/** Runs: 0-2 from A at 0, 10, 30; 3-5 from B at 6, 7, 30; 6 is the other line's. */
static void test_first_in_first_out(void **state)
{
    (void)state;
    struct fixture f;
    struct rotation rotation;
    fixture_shuttle(&f);
    uint8_t parts[7] = {3, 3, 3, 3, 3, 3, 3};

    /* The vehicle of run 0 is at B at 6:05 and leaves at 6:06; the one of run 1, at B at 6:15, at
     * 6:30. Run 4 leaves B before another vehicle is there: from the depot. */
    fixture_rotate(&f, MINUTE_MS, parts, &rotation);
    static const uint32_t before[7] = {NONE, NONE, 3, 0, NONE, 1, NONE};
    static const uint32_t next[7] = {3, 5, NONE, 2, NONE, NONE, NONE};
    for (uint32_t run = 0; run < 7; run++) {
        assert_int_equal(rotation.run_before[run], before[run]);
        assert_int_equal(rotation.run_next[run], next[run]);
    }
    rotation_deinit(&rotation);

    /* One millisecond more than there is: the next departure, of which there is one at 6:07. */
    fixture_rotate(&f, MINUTE_MS + 1, parts, &rotation);
    assert_int_equal(rotation.run_before[3], NONE);
    assert_int_equal(rotation.run_before[4], 0);
    rotation_deinit(&rotation);
    fixture_deinit(&f);
}

/** A run that is cut short brings no vehicle; one that does not take place needs none. */
static void test_parts(void **state)
{
    (void)state;
    struct fixture f;
    struct rotation rotation;
    fixture_shuttle(&f);
    uint8_t parts[7] = {ROTATION_STARTS, 3, 3, 3, 3, 0, 3};
    fixture_rotate(&f, MINUTE_MS, parts, &rotation);
    assert_int_equal(rotation.run_next[0], NONE);
    assert_int_equal(rotation.run_before[3], NONE);
    assert_int_equal(rotation.run_before[5], NONE);
    assert_int_equal(rotation.run_next[1], NONE);
    rotation_deinit(&rotation);
    fixture_deinit(&f);
}

/** On 500 random shuttles: pairs are mutual, at the same stop, with time to turn; and no vehicle
 * that could have been used stands longer than the one that is. */
static void test_random(void **state)
{
    (void)state;
    uint32_t pairs = 0;
    for (uint32_t n = 0; n < 500; n++) {
        struct random_stream random;
        struct fixture f;
        struct rotation rotation;
        char row[64];
        random_stream_init(&random, 11, n, RANDOM_TEST);
        fixture_init(&f);
        fixture_add_stops(&f);
        fixture_add(&f, "vehicles", FIXTURE_BUS);
        fixture_add(&f, "lines", "1,,bus,,bus\n");
        fixture_add(&f, "line_stops",
                    "1,0,1,A,0,0,0\n1,0,2,B,5,5,1\n1,1,1,B,0,0,0\n1,1,2,A,7,7,1\n");
        for (uint32_t d = 0; d < 2; d++)
            for (uint32_t minute = 360; minute < 480; minute += 1 + random_below(&random, 20)) {
                snprintf(row, sizeof row, "1,%u,%02u:%02u\n", d, minute / 60, minute % 60);
                fixture_add(&f, "departures", row);
            }
        fixture_build(&f);
        uint32_t turnaround_ms = random_below(&random, 8) * MINUTE_MS;
        uint8_t parts[400];
        memset(parts, 3, sizeof parts);
        fixture_rotate(&f, turnaround_ms, parts, &rotation);
        const struct timetable *t = f.timetable;
        for (uint32_t run = 0; run < t->run_count; run++) {
            uint32_t before = rotation.run_before[run];
            if (before == NONE)
                continue;
            pairs++;
            assert_int_equal(rotation.run_next[before], run);
            assert_int_not_equal(t->run_pattern[before], t->run_pattern[run]);
            uint32_t ride_ms = t->run_pattern[before] == 0 ? 5 * MINUTE_MS : 7 * MINUTE_MS;
            uint32_t there_ms = t->run_depart_ms[before] + ride_ms + turnaround_ms;
            assert_true(there_ms <= t->run_depart_ms[run]);
            /* Runs of a pattern stand in order: earlier arrivals were taken by earlier runs. */
            if (before > 0 && t->run_pattern[before - 1] == t->run_pattern[before]) {
                assert_true(rotation.run_next[before - 1] != NONE);
                assert_true(rotation.run_next[before - 1] < run);
            }
        }
        rotation_deinit(&rotation);
        fixture_deinit(&f);
    }
    assert_true(pairs > 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_first_in_first_out),
                                       cmocka_unit_test(test_parts), cmocka_unit_test(test_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
