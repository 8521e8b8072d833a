// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "rail/running_time.h"

#include <math.h>

#define KMH(speed) ((speed) / 3.6)
#define assert_near(found, expected, tolerance)                                                    \
    assert_true(fabs((found) - (expected)) <= (tolerance))

static double run_time(const struct track_section *sections, uint32_t count,
                       const struct train_motion *train)
{
    struct error err = {0};
    double time_s = -1;
    struct track_run run = {.sections = sections, .count = count};
    if (track_run_time(&run, train, &time_s, (struct track_times){0}, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return time_s;
}

static void test_ten_kilometres(void **state)
{
    (void)state;
    struct track_section fast = {10000, KMH(160)}, slow = {10000, KMH(120)};
    assert_near(run_time(&fast, 1, &(struct train_motion){0.5, 0.5, 100, NULL}), 313.889, 0.0005);
    assert_near(run_time(&slow, 1, &(struct train_motion){0.7, 0.7, 100, NULL}), 347.619, 0.0005);
    /* The train's own speed does the same as the limit. */
    assert_near(run_time(&fast, 1, &(struct train_motion){0.7, 0.7, KMH(120), NULL}), 347.619,
                0.0005);
}

/** Too short for the limit: up to sqrt(2 a b L / (a + b)) and down again. */
static void test_triangle(void **state)
{
    (void)state;
    struct track_section section = {1000, 100};
    double top_mps = sqrt(2 * 0.5 * 1.0 * 1000 / 1.5);
    assert_near(run_time(&section, 1, &(struct train_motion){0.5, 1.0, 100, NULL}),
                top_mps / 0.5 + top_mps / 1.0, 1e-9);
}

static void test_cut_sections_change_nothing(void **state)
{
    (void)state;
    struct train_motion train = {0.5, 0.7, 100, NULL};
    struct track_section whole = {10000, KMH(160)}, parts[100];
    for (uint32_t i = 0; i < 100; i++)
        parts[i] = (struct track_section){i % 2 ? 150 : 50, KMH(160)};
    assert_near(run_time(parts, 100, &train), run_time(&whole, 1, &train), 1e-8);
}

/** 20 m/s, a slow stretch of 10 m/s, 20 m/s again, 1 m/s2: braked before, accelerated after. */
static void test_slow_stretch(void **state)
{
    (void)state;
    struct train_motion train = {1, 1, 100, NULL};
    struct track_section sections[] = {{1000, 20}, {100, 10}, {1000, 20}};
    struct track_run run = {.sections = sections, .count = 3};
    struct error err = {0};
    double total_s, times_s[3];
    assert_int_equal(
        track_run_time(&run, &train, &total_s, (struct track_times){times_s, NULL}, &err),
        STATUS_OK);
    /* 200 m up, 150 m down to 10 m/s, 650 m between */
    assert_near(times_s[0], 20 + 10 + 650.0 / 20, 1e-9);
    assert_near(times_s[1] - times_s[0], 10, 1e-9);
    assert_near(times_s[2] - times_s[1], 10 + 20 + 650.0 / 20, 1e-9);
    assert_near(total_s, times_s[2], 0);
}

/** Lower limits on both sides of a short high one, so that neither pass alone gives the speed.
 * Compared with steps of a millimetre. */
static void test_against_small_steps(void **state)
{
    (void)state;
    struct train_motion train = {0.6, 0.8, 40, NULL};
    struct track_section sections[] = {{300, 15},  {80, 30}, {200, 8},
                                       {2000, 45}, {50, 5},  {400, 25}};
    enum { STEPS = 3030000 };
    static double speeds_mps[STEPS + 1];
    uint32_t at = 0;
    for (uint32_t i = 0; i < 6; i++)
        for (uint32_t k = 0; k < (uint32_t)(sections[i].length_m * 1000); k++)
            speeds_mps[at++] = fmin(sections[i].speed_mps, train.speed_mps);
    assert_int_equal(at, STEPS);
    speeds_mps[0] = speeds_mps[STEPS] = 0;
    for (uint32_t k = 1; k <= STEPS; k++)
        speeds_mps[k] =
            fmin(speeds_mps[k], sqrt(speeds_mps[k - 1] * speeds_mps[k - 1] + 2 * 0.6 * 1e-3));
    double time_s = 0;
    for (uint32_t k = STEPS; k-- > 0;) {
        speeds_mps[k] =
            fmin(speeds_mps[k], sqrt(speeds_mps[k + 1] * speeds_mps[k + 1] + 2 * 0.8 * 1e-3));
        time_s += 2e-3 / (speeds_mps[k] + speeds_mps[k + 1]);
    }
    assert_near(run_time(sections, 6, &train), time_s, 0.01);
}

static void test_moving_ends(void **state)
{
    (void)state;
    struct track_section section = {1000, 20};
    struct train_motion train = {1, 1, 100, NULL};
    struct error err = {0};
    double time_s;
    struct track_run run = {&section, 1, 20, 20};
    assert_int_equal(track_run_time(&run, &train, &time_s, (struct track_times){0}, &err),
                     STATUS_OK);
    assert_near(time_s, 50, 1e-9);
    run.exit_mps = 10;
    assert_int_equal(track_run_time(&run, &train, &time_s, (struct track_times){0}, &err),
                     STATUS_OK);
    assert_near(time_s, 850.0 / 20 + 10, 1e-9);
}

static void test_wrong_values(void **state)
{
    (void)state;
    struct track_section section = {10, 20};
    struct train_motion train = {1, 1, 100, NULL}, dead = {0, 1, 100, NULL};
    struct error err = {0};
    double time_s = -1;
    struct track_run run = {&section, 1, 20, 0};
    assert_int_equal(track_run_time(&run, &train, &time_s, (struct track_times){0}, &err),
                     STATUS_USAGE);
    assert_string_equal(err.text,
                        "entry at 20 m/s, but only from 4.47214 m/s can the train brake in time");
    error_reset(&err);
    run.entry_mps = 21;
    assert_int_equal(track_run_time(&run, &train, &time_s, (struct track_times){0}, &err),
                     STATUS_USAGE);
    assert_string_equal(err.text, "entry at 21 m/s where 20 m/s are allowed");
    assert_int_equal(track_run_time(&run, &dead, &time_s, (struct track_times){0}, &err),
                     STATUS_USAGE);
    run.count = 0;
    assert_int_equal(track_run_time(&run, &train, &time_s, (struct track_times){0}, &err),
                     STATUS_USAGE);
    section.speed_mps = 0;
    run.count = 1;
    assert_int_equal(track_run_time(&run, &train, &time_s, (struct track_times){0}, &err),
                     STATUS_USAGE);
    assert_near(time_s, -1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ten_kilometres),
        cmocka_unit_test(test_triangle),
        cmocka_unit_test(test_cut_sections_change_nothing),
        cmocka_unit_test(test_slow_stretch),
        cmocka_unit_test(test_against_small_steps),
        cmocka_unit_test(test_moving_ends),
        cmocka_unit_test(test_wrong_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
