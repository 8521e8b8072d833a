// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/random.h"
#include "road/parking.h"

#include <math.h>

#define SPACES_MAX 100

static void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.9g is not within %g of %.9g", found, tolerance, expected);
}

static struct parking lot_of(uint32_t spaces, double search_s)
{
    struct parking lot;
    parking_init(&lot, &(struct parking_rules){spaces, 1, search_s, 0}, 0);
    return lot;
}

/** Spaces looked at until the first free one, over all orders of `n` spaces of which the first
 * `free` are free: the mean of the position of the first free one, by its definition. */
static double inspected_by_definition(uint32_t n, uint32_t free)
{
    double mean = 0, none_before = 1;
    for (uint32_t k = 1; k <= n - free + 1; k++) {
        double left = n - (k - 1);
        mean += k * none_before * free / left;
        none_before *= (left - free) / left;
    }
    return mean;
}

static void test_search_time_grows_as_the_lot_fills(void **state)
{
    (void)state;
    static const uint32_t expected_ms[] = {2000, 2200, 2444, 2750, 3143,
                                           3667, 4400, 5500, 7333, 11000};
    struct parking lot = lot_of(10, 2);

    for (uint32_t i = 0; i < 10; i++) {
        struct parking_stay stay = parking_arrive(&lot, 1000 * i);
        assert_int_equal(stay.spot, PARKING_LOT);
        assert_int_equal(stay.search_ms, expected_ms[i]);
        assert_near(stay.search_ms, 2000 * inspected_by_definition(10, 10 - i), 0.5);
    }
    struct parking_stay refused = parking_arrive(&lot, 10000);
    assert_int_equal(refused.spot, PARKING_OUTSIDE);
    assert_int_equal(refused.search_ms, 20000); /* all ten in vain */
}

static void test_books(void **state)
{
    (void)state;
    struct parking lot;
    parking_init(&lot, &(struct parking_rules){2, 1, 0, 0}, 1000);
    assert_int_equal(parking_add(&lot), PARKING_LOT);
    assert_int_equal(parking_arrive(&lot, 2000).spot, PARKING_LOT);
    assert_int_equal(parking_arrive(&lot, 3000).spot, PARKING_OUTSIDE);
    assert_int_equal(parking_add(&lot), PARKING_OUTSIDE);
    parking_leave(&lot, PARKING_LOT, 5000);
    parking_leave(&lot, PARKING_OUTSIDE, 6000);
    parking_leave(&lot, PARKING_NONE, 7000);
    assert_true(parking_is_balanced(&lot));

    assert_int_equal(lot.initial, 1);
    assert_int_equal(lot.initial_outside, 1);
    assert_int_equal(lot.arrived, 2);
    assert_int_equal(lot.parked, 1);
    assert_int_equal(lot.refused, 1);
    assert_int_equal(lot.left, 1);
    assert_int_equal(lot.left_outside, 1);
    assert_int_equal(lot.occupied, 1);
    assert_int_equal(lot.outside, 1);
    assert_int_equal(lot.peak, 2);
    /* one car for 1 s, two for 3 s, one for 5 s */
    assert_near(parking_mean_occupied(&lot, 10000), 12.0 / 9.0, 1e-12);
    assert_int_equal(parking_arrive(&lot, 11000).spot, PARKING_LOT);
    assert_string_equal(parking_spot_names[PARKING_OUTSIDE], "outside");

    lot.left++;
    assert_false(parking_is_balanced(&lot));
}

/** Two cars that pay, 3 s and 6 s so far, and one that does not. */
static void test_meters(void **state)
{
    (void)state;
    struct parking lot = lot_of(2, 0);
    parking_arrive(&lot, 1000);
    parking_meter_start(&lot, 1000);
    parking_arrive(&lot, 2000);
    parking_arrive(&lot, 2000);
    parking_meter_start(&lot, 2000);
    parking_leave(&lot, PARKING_LOT, 4000);
    parking_meter_stop(&lot, 4000);
    assert_int_equal(lot.metered_stays, 2);
    assert_int_equal(parking_metered_ms(&lot, 4000), 5000);
    assert_int_equal(parking_metered_ms(&lot, 8000), 9000);
    assert_true(parking_is_balanced(&lot));
}

/** Nobody searches for longer than the bound, in a lot that is nearly full or full. */
static void test_search_is_bounded(void **state)
{
    (void)state;
    static const uint32_t expected_ms[] = {2000, 2500, 3333, 4000, 4000};
    struct parking lot;
    parking_init(&lot, &(struct parking_rules){4, 1, 2, 4}, 0);
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(parking_arrive(&lot, 0).search_ms, expected_ms[i]);
    assert_int_equal(lot.refused, 1);
    parking_init(&lot, &(struct parking_rules){1, 1, 1e9, 0}, 0);
    assert_int_equal(parking_arrive(&lot, 0).search_ms, UINT32_MAX);
}

/** A lot without spaces refuses at once; in a sample each car stands for `weight` real spaces. */
static void test_small_and_weighted_lots(void **state)
{
    (void)state;
    struct parking none = lot_of(0, 5);
    struct parking_stay stay = parking_arrive(&none, 0);
    assert_int_equal(stay.spot, PARKING_OUTSIDE);
    assert_int_equal(stay.search_ms, 0);
    assert_near(parking_mean_occupied(&none, 0), 0, 0);

    struct parking sample;
    parking_init(&sample, &(struct parking_rules){4, 25, 1, 0}, 0);
    assert_int_equal(parking_arrive(&sample, 0).search_ms, 1000);
    assert_int_equal(parking_arrive(&sample, 0).search_ms, 1329); /* 101 / 76 */
    assert_int_equal(parking_arrive(&sample, 0).search_ms, 1980); /* 101 / 51 */
    assert_int_equal(parking_arrive(&sample, 0).search_ms, 3885); /* 101 / 26 */
    assert_int_equal(parking_arrive(&sample, 0).search_ms, 100000);
}

/** The loss formula by its recursion: B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)). Erlang 1917. */
static double erlang_loss(uint32_t spaces, double load)
{
    double loss = 1;
    for (uint32_t n = 1; n <= spaces; n++)
        loss = load * loss / (n + load * loss);
    return loss;
}

static uint32_t exponential_ms(struct random_stream *random, double mean_ms)
{
    return (uint32_t)lround(-mean_ms * log(1 - random_unit(random)));
}

/** Poisson arrivals at a lot, stays of mean `stay_ms` (exponential, or all the same): cars leave
 * in the order of their ends. Cars outside leave after their stay as well. */
static struct parking lot_simulate(uint32_t spaces, double load, bool is_exponential, uint32_t cars)
{
    const double stay_ms = 10000;
    struct parking lot = lot_of(spaces, 0);
    struct random_stream random;
    uint32_t end_ms[SPACES_MAX], t_ms = 0;
    random_stream_init(&random, 7, spaces, RANDOM_TEST);

    for (uint32_t i = 0; i < cars; i++) {
        t_ms += exponential_ms(&random, stay_ms / load);
        for (;;) { /* who leaves before this one comes, first things first */
            uint32_t first = 0;
            for (uint32_t k = 1; k < lot.occupied; k++)
                first = end_ms[k] < end_ms[first] ? k : first;
            if (lot.occupied == 0 || end_ms[first] > t_ms)
                break;
            uint32_t leave_ms = end_ms[first];
            end_ms[first] = end_ms[lot.occupied - 1];
            parking_leave(&lot, PARKING_LOT, leave_ms);
        }
        uint32_t long_ms = is_exponential ? exponential_ms(&random, stay_ms) : (uint32_t)stay_ms;
        if (parking_arrive(&lot, t_ms).spot == PARKING_LOT)
            end_ms[lot.occupied - 1] = t_ms + long_ms;
    }
    return lot;
}

/** A lot with Poisson arrivals is Erlang's loss system; how stays are distributed does not matter,
 * only their mean. Tolerance: six binomial standard errors, since refusals come in clusters. */
static void test_refused_share_is_erlangs(void **state)
{
    (void)state;
    static const struct {
        uint32_t spaces;
        double load, loss;
    } cases[] = {{10, 10, 0.21458}, {50, 45, 0.0541045}, {100, 90, 0.0269574}, {1, 1, 0.5}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int is_exponential = 0; is_exponential < 2; is_exponential++) {
            const uint32_t cars = 400000;
            double loss = erlang_loss(cases[i].spaces, cases[i].load);
            assert_near(loss, cases[i].loss, 6e-6);
            struct parking lot = lot_simulate(cases[i].spaces, cases[i].load, is_exponential, cars);
            double error = sqrt(loss * (1 - loss) / cars);
            assert_int_equal(lot.arrived, cars);
            assert_near((double)lot.refused / cars, loss, 6 * error);
            /* Little: the mean number inside = accepted load. */
            assert_near(parking_mean_occupied(&lot, lot.changed_ms), cases[i].load * (1 - loss),
                        0.01 * cases[i].load);
            assert_true(parking_is_balanced(&lot));
        }
}

/** Empty: one look, 2 s. Of 3 that came to 2 spaces, one looked at (2 + 1) / 3 = 1, one at 1.5, one
 * was refused, which counts as the most that anybody searches. */
static void test_what_drivers_reckon_with(void **state)
{
    (void)state;
    struct parking lot, none, unbounded = lot_of(1, 2);
    parking_init(&lot, &(struct parking_rules){2, 1, 2, 60}, 0);
    parking_init(&none, &(struct parking_rules){0, 1, 2, 60}, 0);
    assert_int_equal(parking_expected_ms(&lot), 2000);
    assert_int_equal(parking_arrive(&lot, 10).search_ms, 2000);
    assert_int_equal(parking_arrive(&lot, 20).search_ms, 3000);
    assert_int_equal(parking_expected_ms(&lot), 2500);
    assert_int_equal(parking_arrive(&lot, 30).search_ms, 4000);
    assert_int_equal(parking_expected_ms(&lot), (2000 + 3000 + 60000) / 3);

    assert_int_equal(parking_expected_ms(&none), 60000);
    parking_add(&unbounded);
    parking_arrive(&unbounded, 10);
    assert_int_equal(parking_expected_ms(&unbounded), 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search_time_grows_as_the_lot_fills),
        cmocka_unit_test(test_books),
        cmocka_unit_test(test_meters),
        cmocka_unit_test(test_search_is_bounded),
        cmocka_unit_test(test_small_and_weighted_lots),
        cmocka_unit_test(test_what_drivers_reckon_with),
        cmocka_unit_test(test_refused_share_is_erlangs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
