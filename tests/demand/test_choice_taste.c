// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/choice_taste.h"

#include <math.h>

#define DRAWS 200000u

static const struct choice_parameters parameters = {
    .spread_eur = 2.0, .nest_car = 0.6, .nest_pt = 0.4};

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.9g is not %.9g +- %g", found, expected, tolerance);
}

/** By hand: costs 0 but for car (2) and pt (1), spread 2. */
static void test_closed_form(void **state)
{
    (void)state;
    static const bool is_possible[MODE_COUNT] = {true, false, true, true, true, true};
    static const double cost_eur[MODE_COUNT] = {
        [MODE_CAR] = 2, [MODE_PT] = 1, [MODE_PARK_RIDE] = 3};
    double shares[MODE_COUNT], sum = 0;
    choice_taste_shares(&parameters, is_possible, cost_eur, shares);
    double car = exp(-1 / 0.6), ride = 1, pt = exp(-0.5 / 0.4), hub = exp(-1.5 / 0.4);
    double nest_car = pow(car + ride, 0.6), nest_pt = pow(pt + hub, 0.4);
    double all = 1 + nest_car + nest_pt;
    assert_near(shares[MODE_WALK], 1 / all, 1e-12);
    assert_near(shares[MODE_CAR], nest_car / all * car / (car + ride), 1e-12);
    assert_near(shares[MODE_RIDE], nest_car / all * ride / (car + ride), 1e-12);
    assert_near(shares[MODE_PT], nest_pt / all * pt / (pt + hub), 1e-12);
    assert_near(shares[MODE_PARK_RIDE], nest_pt / all * hub / (pt + hub), 1e-12);
    assert_near(shares[MODE_BIKE] + shares[MODE_BIKE_RIDE] + shares[MODE_TRUCK], 0, 0);
    for (int m = 0; m < MODE_COUNT; m++)
        sum += shares[m];
    assert_near(sum, 1, 1e-12);

    /* Without nests it is the plain logit, and a common addend changes nothing. */
    struct choice_parameters plain = {.spread_eur = 2, .nest_car = 1, .nest_pt = 1};
    static const double dear_eur[MODE_COUNT] = {1000, 1000, 1002, 1000, 1001, 1003, 1000, 1000};
    choice_taste_shares(&plain, is_possible, dear_eur, shares);
    all = 2 + exp(-1) + exp(-0.5) + exp(-1.5);
    assert_near(shares[MODE_CAR], exp(-1) / all, 1e-12);
    assert_near(shares[MODE_PARK_RIDE], exp(-1.5) / all, 1e-12);
}

/** Whoever takes the least cost less taste has the shares of the formula. */
static void test_shares(void **state)
{
    (void)state;
    static const bool is_possible[MODE_COUNT] = {true, true, true, true, true, true, true};
    static const double cost_eur[MODE_COUNT] = {
        [MODE_WALK] = 3, [MODE_BIKE] = 2,        [MODE_CAR] = 1,        [MODE_RIDE] = 2.5,
        [MODE_PT] = 2,   [MODE_PARK_RIDE] = 2.2, [MODE_BIKE_RIDE] = 3.5};
    double shares[MODE_COUNT], tastes[MODE_COUNT];
    uint32_t counts[MODE_COUNT] = {0};
    choice_taste_shares(&parameters, is_possible, cost_eur, shares);
    for (uint32_t person = 0; person < DRAWS; person++) {
        uint32_t best = MODE_WALK;
        choice_taste_draw(&parameters, 7, person, 0, tastes);
        for (uint32_t m = 0; m < MODE_TRUCK; m++)
            best = cost_eur[m] - tastes[m] < cost_eur[best] - tastes[best] ? m : best;
        counts[best]++;
    }
    for (uint32_t m = 0; m < MODE_TRUCK; m++)
        assert_near((double)counts[m] / DRAWS, shares[m],
                    3.5 * sqrt(shares[m] * (1 - shares[m]) / DRAWS));
}

/** Each term is Gumbel with the spread: mean 0.5772 * 2, variance pi^2 / 6 * 4. In a nest of l the
 * correlation is 1 - l^2, across nests and tours none. */
static void test_moments(void **state)
{
    (void)state;
    double sum[MODE_COUNT] = {0}, square[MODE_COUNT] = {0};
    double car_ride = 0, pt_hub = 0, car_pt = 0, tours = 0, tastes[MODE_COUNT], other[MODE_COUNT];
    for (uint32_t person = 0; person < DRAWS; person++) {
        choice_taste_draw(&parameters, 8, person, 0, tastes);
        choice_taste_draw(&parameters, 8, person, 1, other);
        for (uint32_t m = 0; m < MODE_TRUCK; m++) {
            sum[m] += tastes[m];
            square[m] += tastes[m] * tastes[m];
        }
        car_ride += tastes[MODE_CAR] * tastes[MODE_RIDE];
        pt_hub += tastes[MODE_PT] * tastes[MODE_PARK_RIDE];
        car_pt += tastes[MODE_CAR] * tastes[MODE_PT];
        tours += tastes[MODE_CAR] * other[MODE_CAR];
    }
    double mean = 0.5772156649 * 2, variance = 1.6449340668 * 4;
    for (uint32_t m = 0; m < MODE_TRUCK; m++) {
        assert_near(sum[m] / DRAWS, mean, 4 * sqrt(variance / DRAWS));
        assert_near(square[m] / DRAWS - mean * mean, variance, 0.1);
    }
    assert_near((car_ride / DRAWS - mean * mean) / variance, 1 - 0.6 * 0.6, 0.015);
    assert_near((pt_hub / DRAWS - mean * mean) / variance, 1 - 0.4 * 0.4, 0.015);
    assert_near((car_pt / DRAWS - mean * mean) / variance, 0, 0.015);
    assert_near((tours / DRAWS - mean * mean) / variance, 0, 0.015);
}

static void test_frozen(void **state)
{
    (void)state;
    double first[MODE_COUNT], again[MODE_COUNT];
    choice_taste_draw(&parameters, 1, 4711, 2, first);
    choice_taste_draw(&parameters, 1, 4712, 2, again);
    assert_true(fabs(first[MODE_WALK] - again[MODE_WALK]) > 1e-6);
    choice_taste_draw(&parameters, 1, 4711, 2, again);
    assert_memory_equal(first, again, sizeof first);
    assert_near(first[MODE_TRUCK], 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closed_form),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_frozen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
