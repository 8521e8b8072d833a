// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "api/checkpoint_clock.h"

#define MINUTE_MS 60000u

static void nothing_is_due_unasked(void **state)
{
    (void)state;
    struct checkpoint_clock clock = {0};
    checkpoint_clock_begin(&clock, 100);
    for (uint32_t i = 0; i < 100; i++)
        assert_int_equal(checkpoint_clock_look(&clock, 100 + 1000 * i, i * MINUTE_MS),
                         CHECKPOINT_GO_ON);
}

/** Ten seconds after the beginning, then ten seconds after the last one. */
static void by_the_clock_on_the_wall(void **state)
{
    (void)state;
    struct checkpoint_clock clock = {.every_wall_s = 10};
    checkpoint_clock_begin(&clock, 100);
    assert_int_equal(checkpoint_clock_look(&clock, 109, 0), CHECKPOINT_GO_ON);
    assert_int_equal(checkpoint_clock_look(&clock, 110, 0), CHECKPOINT_SAVE);
    checkpoint_clock_saved(&clock, 110, 113);
    assert_int_equal(checkpoint_clock_look(&clock, 122, 0), CHECKPOINT_GO_ON);
    assert_int_equal(checkpoint_clock_look(&clock, 123, 0), CHECKPOINT_SAVE);
}

/** At the first look at or after each multiple of half an hour; neither a run that goes on from
 * 7:40 nor the next day begins with one. */
static void by_simulated_time(void **state)
{
    (void)state;
    static const uint32_t minutes[] = {460, 479, 481, 482, 540, 1000};
    static const uint32_t next_day[] = {5, 29, 30};
    static const int due[] = {0, 0, 1, 0, 1, 1}, next_due[] = {0, 0, 1};
    struct checkpoint_clock clock = {.every_sim_ms = 30 * MINUTE_MS};
    checkpoint_clock_begin(&clock, 0);
    for (int i = 0; i < 6; i++)
        assert_int_equal(
            checkpoint_clock_look(&clock, i, minutes[i] * MINUTE_MS) == CHECKPOINT_SAVE, due[i]);
    assert_int_equal(checkpoint_clock_look(&clock, 7, CHECKPOINT_BETWEEN_DAYS), CHECKPOINT_GO_ON);
    for (int i = 0; i < 3; i++)
        assert_int_equal(checkpoint_clock_look(&clock, 8 + i, next_day[i] * MINUTE_MS) ==
                             CHECKPOINT_SAVE,
                         next_due[i]);
}

/** Of 100 s, when looks are 5 s apart, two ways to the next look and the least time for a
 * checkpoint are left over: 12 s; and 16 s once a checkpoint has taken 3 s. */
static void before_the_walltime_ends(void **state)
{
    (void)state;
    struct checkpoint_clock clock = {.walltime_s = 100};
    for (int save_s = 0; save_s <= 3; save_s += 3) {
        double t_s = 1000;
        checkpoint_clock_begin(&clock, 1000);
        if (save_s > 0)
            checkpoint_clock_saved(&clock, 1000, 1003);
        while (checkpoint_clock_look(&clock, t_s, 0) == CHECKPOINT_GO_ON)
            t_s += 5;
        assert_int_equal(t_s, save_s > 0 ? 1085 : 1090);
    }
}

/** What comes before the first look, such as building, is no sign of how far looks are apart. */
static void a_long_beginning_does_not_count(void **state)
{
    (void)state;
    struct checkpoint_clock clock = {.walltime_s = 100};
    checkpoint_clock_begin(&clock, 0);
    assert_int_equal(checkpoint_clock_look(&clock, 60, 0), CHECKPOINT_GO_ON);
    assert_int_equal(checkpoint_clock_look(&clock, 61, 0), CHECKPOINT_GO_ON);
    assert_int_equal(checkpoint_clock_look(&clock, 61.5, 0), CHECKPOINT_GO_ON);
    assert_int_equal(checkpoint_clock_look(&clock, 90, 0), CHECKPOINT_SAVE_AND_STOP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_due_unasked),
        cmocka_unit_test(by_the_clock_on_the_wall),
        cmocka_unit_test(by_simulated_time),
        cmocka_unit_test(before_the_walltime_ends),
        cmocka_unit_test(a_long_beginning_does_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
