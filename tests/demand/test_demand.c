// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand_fixture.h"
#include "kernel/random.h"

#include <math.h>

#define SEED    5u
#define OUTSIDE 240u /* commuters from X1 and X2 */
#define THROUGH 231u

static enum status build(struct fixture *f, double sample, uint32_t threads, struct population *out)
{
    struct demand_parameters parameters = {sample, 1.3, SEED};
    struct team *team = team_create(threads, &f->err);
    enum status status =
        demand_build(&f->demand_tables, f->network, &parameters, team, out, &f->err);
    team_destroy(team);
    return status;
}

static void everybody_has_a_sound_plan(void **state)
{
    (void)state;
    static struct fixture f;
    struct population p = {0};
    fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(build(&f, 1.0, 1, &p), STATUS_OK);
    assert_int_equal(p.person_count, FIXTURE_RESIDENTS + OUTSIDE + THROUGH);
    assert_int_equal(p.first_trip[0], 0);
    assert_int_equal(p.first_trip[p.person_count], p.trip_count);
    for (uint32_t i = 0; i < p.person_count; i++) {
        uint32_t at = p.start_place[i], last_ms = 0;
        for (uint32_t t = p.first_trip[i]; t < p.first_trip[i + 1]; t++) {
            const struct planned_trip *trip = &p.trips[t];
            bool is_outside = at >= 6 || trip->to_place >= 6;
            assert_true(trip->depart_ms >= last_ms && trip->depart_ms <= DAY_END_S * 1000u);
            assert_true(trip->distance_m >= 100 && trip->min_stay_s <= 14400);
            assert_true(trip->mode != MODE_CAR || at != trip->to_place);
            assert_true(!is_outside || trip->mode >= MODE_CAR);
            assert_true(p.group[i] > GROUP_PUPIL || trip->mode != MODE_CAR);
            last_ms = trip->depart_ms;
            at = trip->to_place;
        }
        bool returns = p.group[i] <= GROUP_COMMUTER;
        assert_true(!returns || at == p.start_place[i]);
        assert_true(returns || p.first_trip[i + 1] - p.first_trip[i] == 1);
    }
    population_deinit(&p);
    fixture_free(&f, NULL);
}

static void assert_same(const struct population *a, const struct population *b)
{
    assert_int_equal(a->person_count, b->person_count);
    assert_int_equal(a->trip_count, b->trip_count);
    assert_memory_equal(a->start_place, b->start_place, a->person_count * sizeof *a->start_place);
    assert_memory_equal(a->first_trip, b->first_trip,
                        ((size_t)a->person_count + 1) * sizeof *a->first_trip);
    assert_memory_equal(a->group, b->group, a->person_count);
    assert_memory_equal(a->traits, b->traits, a->person_count);
    assert_memory_equal(a->home, b->home, a->person_count * sizeof *a->home);
    assert_memory_equal(a->trips, b->trips, a->trip_count * sizeof *a->trips);
}

static void teams_do_not_matter(void **state)
{
    (void)state;
    static struct fixture f;
    struct population one = {0}, three = {0};
    fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(build(&f, 1.0, 1, &one), STATUS_OK);
    assert_int_equal(build(&f, 1.0, 3, &three), STATUS_OK);
    assert_same(&one, &three);
    population_deinit(&one);
    population_deinit(&three);
    fixture_free(&f, NULL);
}

static void a_sample_keeps_the_plans(void **state)
{
    (void)state;
    static struct fixture f;
    struct population all = {0}, some = {0};
    fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(build(&f, 1.0, 1, &all), STATUS_OK);
    assert_int_equal(build(&f, 0.25, 1, &some), STATUS_OK);
    assert_in_range(some.person_count, 540, 700); /* a quarter of 2471 */
    uint32_t kept = 0;
    for (uint32_t i = 0; i < all.person_count; i++) {
        struct random_stream stream;
        random_stream_init(&stream, SEED, i, RANDOM_SAMPLE);
        if (random_unit(&stream) >= 0.25) {
            continue;
        }
        uint32_t trips = all.first_trip[i + 1] - all.first_trip[i];
        assert_int_equal(some.first_trip[kept + 1] - some.first_trip[kept], trips);
        assert_int_equal(some.start_place[kept], all.start_place[i]);
        assert_int_equal(some.traits[kept], all.traits[i]);
        assert_memory_equal(&some.home[kept], &all.home[i], sizeof *all.home);
        assert_memory_equal(some.trips + some.first_trip[kept], all.trips + all.first_trip[i],
                            trips * sizeof *all.trips);
        kept++;
    }
    assert_int_equal(kept, some.person_count);
    population_deinit(&all);
    population_deinit(&some);
    fixture_free(&f, NULL);
}

/** Evenly over a disc of 1.5 times `access_m` (100 m): mean distance 100 m, a quarter of all within
 * half the radius, no side preferred. */
static void homes_lie_around_their_place(void **state)
{
    (void)state;
    static struct fixture f;
    struct population p = {0};
    double sum_m = 0.0, east_m = 0.0, north_m = 0.0, near = 0.0;
    fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(build(&f, 1.0, 1, &p), STATUS_OK);
    for (uint32_t i = 0; i < p.person_count; i++) {
        double distance_m = hypot(p.home[i].east_m, p.home[i].north_m);
        assert_true(distance_m <= 151.0);
        assert_int_equal(population_has_home(&p, i), i < FIXTURE_RESIDENTS);
        assert_true(i < FIXTURE_RESIDENTS || distance_m <= 0.0);
        sum_m += distance_m;
        east_m += p.home[i].east_m;
        north_m += p.home[i].north_m;
        near += distance_m <= 75.0 && i < FIXTURE_RESIDENTS ? 1.0 : 0.0;
    }
    assert_true(fabs(sum_m / FIXTURE_RESIDENTS - 100.0) < 2.5); /* standard error 0.8 */
    assert_true(fabs(east_m / FIXTURE_RESIDENTS) < 5.0);        /* 1.7 */
    assert_true(fabs(north_m / FIXTURE_RESIDENTS) < 5.0);
    assert_true(fabs(near / FIXTURE_RESIDENTS - 0.25) < 0.03);
    population_deinit(&p);
    fixture_free(&f, NULL);
}

static void errors_leave_the_population_alone(void **state)
{
    (void)state;
    static struct fixture f;
    struct population p = {0};
    fixture_init(&f);
    fixture_build(&f);
    f.commuters[0].from = "Avile";
    f.presence[1].activity = "uni";
    assert_int_equal(build(&f, 1.0, 1, &p), STATUS_DATA);
    assert_finding(&f, "did you mean 'Aville'?");
    assert_finding(&f, "presence.csv:3: unknown activity 'uni'");
    assert_int_equal(p.person_count, 0);
    assert_null(p.trips);
    fixture_free(&f, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_has_a_sound_plan), cmocka_unit_test(teams_do_not_matter),
        cmocka_unit_test(a_sample_keeps_the_plans), cmocka_unit_test(homes_lie_around_their_place),
        cmocka_unit_test(errors_leave_the_population_alone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
