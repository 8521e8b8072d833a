// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/calibration.h"
#include "demand/choice_taste.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOURS      3000u
#define TRIPS_MOST 4u
#define BANDS      3u
#define RIDGE      1e-12

static const struct choice_parameters parameters = {
    .spread_eur = 2, .nest_car = 0.7, .nest_pt = 0.6};

/** Made-up tours of 2 to 4 trips; short steps of tours by public transport are walked, and every
 * third person has no car. */
struct example {
    struct calibration_tour tours[TOURS];
    struct calibration_trip trips[TOURS * TRIPS_MOST];
    struct calibration_share shares[CALIBRATION_SHARES_MAX];
    struct calibration_input input;
    uint32_t next;
};

static double draw(struct example *example)
{
    example->next = example->next * 1664525u + 1013904223u;
    return (example->next >> 8) / 16777216.0;
}

static const uint32_t sets[] = {1u << MODE_WALK, 1u << MODE_BIKE, 1u << MODE_CAR, 1u << MODE_RIDE,
                                1u << MODE_PT | 1u << MODE_PARK_RIDE};
#define SETS (sizeof sets / sizeof sets[0])

static struct example *example_make(void)
{
    struct example *example = calloc(1, sizeof *example);
    assert_non_null(example);
    example->next = 7;
    uint32_t trip = 0;
    for (uint32_t i = 0; i < TOURS; i++) {
        struct calibration_tour *tour = &example->tours[i];
        tour->trip_count = 2 + (uint32_t)(3 * draw(example));
        for (uint32_t m = 0; m < MODE_TRUCK; m++) {
            tour->is_possible[m] = m != MODE_BIKE_RIDE && (m != MODE_CAR || i % 3 != 0);
            tour->cost_eur[m] = 3 + 6 * draw(example);
        }
        for (uint32_t t = 0; t < tour->trip_count; t++, trip++) {
            struct calibration_trip *made = &example->trips[trip];
            made->band = (uint8_t)(BANDS * draw(example));
            for (uint8_t m = 0; m < MODE_COUNT; m++)
                made->mode[m] = made->band == 0 && m == MODE_PT ? MODE_WALK : m;
        }
    }
    for (uint8_t b = 0; b < BANDS; b++)
        for (uint32_t s = 0; s < SETS; s++)
            example->shares[b * SETS + s] = (struct calibration_share){b, sets[s], 0.2};
    example->input = (struct calibration_input){
        &parameters, example->tours, example->trips, example->shares, TOURS, BANDS * SETS, RIDGE};
    return example;
}

/** Adds a constant to every trip by modes of a set in a band. */
static void add_constants(struct example *example, const double *eur, double sign)
{
    const struct calibration_trip *trip = example->trips;
    for (uint32_t i = 0; i < TOURS; trip += example->tours[i++].trip_count)
        for (uint32_t m = 0; m < MODE_TRUCK; m++)
            for (uint32_t t = 0; t < example->tours[i].trip_count; t++)
                for (uint32_t s = 0; s < SETS; s++)
                    if (sets[s] >> trip[t].mode[m] & 1u)
                        example->tours[i].cost_eur[m] += sign * eur[trip[t].band * SETS + s];
}

static void known_constants_are_found(void **state)
{
    (void)state;
    struct example *example = example_make();
    double eur[BANDS * SETS], known[BANDS * SETS];
    struct error err = {0};
    struct team *team = team_create(2, &err);
    struct calibration_fit fit;
    for (uint32_t i = 0; i < BANDS * SETS; i++)
        eur[i] = i % SETS == 0 ? 0 : 4 * draw(example) - 2;

    add_constants(example, eur, 1);
    assert_int_equal(calibration_fit(&example->input, team, &fit, &err), STATUS_OK);
    for (uint32_t i = 0; i < BANDS * SETS; i++)
        known[i] = fit.before[i];
    for (uint32_t i = 0; i < BANDS * SETS; i++)
        example->shares[i].share = known[i];
    add_constants(example, eur, -1);
    assert_int_equal(calibration_fit(&example->input, team, &fit, &err), STATUS_OK);
    assert_true(fit.worst_before > 0.02);
    assert_true(fit.worst_after < 1e-6);
    for (uint32_t i = 0; i < BANDS * SETS; i++)
        if (fabs(fit.move_eur[i] - eur[i]) > 1e-3)
            fail_msg("share %u: moved by %g EUR, not %g", i, fit.move_eur[i], eur[i]);

    /* The same on another number of threads, to the last bit. */
    struct team *alone = team_create(1, &err);
    struct calibration_fit again;
    assert_int_equal(calibration_fit(&example->input, alone, &again, &err), STATUS_OK);
    assert_memory_equal(again.move_eur, fit.move_eur, sizeof fit.move_eur);
    team_destroy(alone);
    team_destroy(team);
    free(example);
}

/** Shares of a band that cannot all be met are missed evenly: 1.2 in sum instead of 1. */
static void what_cannot_be_met_is_shared(void **state)
{
    (void)state;
    struct example *example = example_make();
    struct error err = {0};
    struct team *team = team_create(1, &err);
    struct calibration_fit fit;
    for (uint32_t i = 0; i < BANDS * SETS; i++)
        example->shares[i].share = 0.24;
    assert_int_equal(calibration_fit(&example->input, team, &fit, &err), STATUS_OK);
    for (uint32_t i = SETS; i < BANDS * SETS; i++)
        assert_true(fabs(fit.after[i] - 0.2) < 0.005);
    assert_true(fit.worst_after < 0.045);
    team_destroy(team);
    free(example);
}

static void mistakes_are_told(void **state)
{
    (void)state;
    struct example *example = example_make();
    struct error err = {0};
    struct team *team = team_create(1, &err);
    struct calibration_fit fit;
    struct calibration_input none = example->input;
    none.tour_count = 0;
    assert_int_equal(calibration_fit(&none, team, &fit, &err), STATUS_DATA);
    assert_non_null(strstr(err.text, "0 tours and 15 observed shares"));

    struct error wrong = {0};
    example->shares[1].share = 1.5;
    assert_int_equal(calibration_fit(&example->input, team, &fit, &wrong), STATUS_DATA);
    assert_non_null(strstr(wrong.text, "1.5 in band 0 must be 0 to 1"));

    struct error twice = {0};
    example->shares[1] = (struct calibration_share){0, 1u << MODE_WALK, 0.2};
    assert_int_equal(calibration_fit(&example->input, team, &fit, &twice), STATUS_DATA);
    assert_non_null(strstr(twice.text, "walk stands in two observed shares of band 0"));

    struct error empty = {0};
    example->shares[1] = (struct calibration_share){BANDS, 1u << MODE_WALK, 0.2};
    assert_int_equal(calibration_fit(&example->input, team, &fit, &empty), STATUS_DATA);
    assert_non_null(strstr(empty.text, "no trip of the tours lies in length band 3"));

    struct error nobody = {0};
    example->shares[1] = (struct calibration_share){0, 1u << MODE_BIKE_RIDE, 0.2};
    assert_int_equal(calibration_fit(&example->input, team, &fit, &nobody), STATUS_DATA);
    assert_non_null(
        strstr(nobody.text, "20.0 % were observed in length band 0 for modes by which"));
    team_destroy(team);
    free(example);
}

/** Against differences of the shares. */
static void slopes_are_those_of_the_shares(void **state)
{
    (void)state;
    const double h = 1e-5;
    const bool is_possible[MODE_COUNT] = {true, true, true, true, true, true, false, false};
    double cost_eur[MODE_COUNT] = {5, 4.5, 3, 3.5, 4, 4.2, 0, 0};
    double shares[MODE_COUNT], slopes[MODE_COUNT][MODE_COUNT], up[MODE_COUNT], down[MODE_COUNT];
    choice_taste_shares(&parameters, is_possible, cost_eur, shares);
    choice_taste_slopes(&parameters, shares, slopes);
    for (uint32_t j = 0; j < MODE_COUNT; j++) {
        cost_eur[j] += h;
        choice_taste_shares(&parameters, is_possible, cost_eur, up);
        cost_eur[j] -= 2 * h;
        choice_taste_shares(&parameters, is_possible, cost_eur, down);
        cost_eur[j] += h;
        for (uint32_t m = 0; m < MODE_COUNT; m++)
            assert_true(fabs(slopes[m][j] - (up[m] - down[m]) / (2 * h)) < 1e-8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_constants_are_found), cmocka_unit_test(what_cannot_be_met_is_shared),
        cmocka_unit_test(mistakes_are_told), cmocka_unit_test(slopes_are_those_of_the_shares)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
