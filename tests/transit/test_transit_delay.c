// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_fixture.h"

#include "transit/transit_state.h"

#define RUNS 400

/** A line with a run every minute behind the lines `before`, and delays by the rows. */
static void world_behind(struct fixture *f, struct world *world, const char *before,
                         const char *delays, uint64_t seed)
{
    char row[64];
    fixture_init(f);
    fixture_add_stops(f);
    fixture_add(f, "vehicles", FIXTURE_BUS);
    if (before[0] != '\0') {
        fixture_add(f, "lines", "0,,bus,,bus\n");
        fixture_add(f, "line_stops", "0,0,1,A,0,0,0\n0,0,2,B,5,6,1\n");
        fixture_add(f, "departures", before);
    }
    fixture_add(f, "lines", "1,,bus,,bus\n");
    for (uint32_t minute = 0; minute < RUNS; minute++) {
        snprintf(row, sizeof row, "1,0,%02u:%02u\n", 6 + minute / 60, minute % 60);
        fixture_add(f, "departures", row);
    }
    fixture_add(f, "line_stops",
                "1,0,1,A,0,0,0\n1,0,2,B,5,6,1\n1,0,3,C,12,13,2\n1,0,4,D,20,20,3\n");
    fixture_add(f, "delays", delays);
    fixture_build(f);
    struct transit_parameters parameters = {.change_s = 60, .seed = seed};
    world_init(world, f->timetable, 1, 60,
               (struct world_size){.threads = 1, .partitions = 1, .parameters = &parameters});
}

static void world_delays(struct fixture *f, struct world *world, const char *delays, uint64_t seed)
{
    world_behind(f, world, "", delays, seed);
}

struct sample {
    double mean_s, deviation_s, hit;
};

static struct sample delays_sample(const struct world *world, uint32_t seq)
{
    double sum = 0, squares = 0, hit = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct visit visit = transit_visit(world->transit, run, seq);
        double delay_s = transit_delay_ms(world->transit, &visit) / 1000.0;
        sum += delay_s;
        squares += delay_s * delay_s;
        hit += delay_s > 0;
    }
    double mean = sum / RUNS;
    return (struct sample){mean, sqrt(squares / RUNS - mean * mean), hit / RUNS};
}

/** 400 draws: mean and deviation within about four standard errors. */
static void check_distribution(const char *row, double mean_s, double deviation_s, double hit)
{
    struct fixture f;
    struct world world;
    world_delays(&f, &world, row, 3);
    struct sample sample = delays_sample(&world, 1);
    double mean_error_s = 4 * deviation_s / sqrt(RUNS);
    assert_near(sample.mean_s, mean_s, mean_error_s + 1e-9);
    assert_near(sample.deviation_s, deviation_s, 0.35 * deviation_s + 1e-9);
    assert_near(sample.hit, hit, hit == 1 ? 0 : 0.08);
    world_deinit(&world);
    fixture_deinit(&f);
}

static void test_distributions(void **state)
{
    (void)state;
    check_distribution("*,*,,,,1,fixed,40,\n", 40, 0, 1);
    check_distribution("*,*,,,,1,exponential,60,\n", 60, 60, 1);
    check_distribution("*,*,,,,1,lognormal,60,0.5\n", 60, 30, 1);
    /* Weibull of shape 2 is Rayleigh: deviation / mean = sqrt(4 / pi - 1). */
    check_distribution("*,*,,,,1,weibull,60,2\n", 60, 60 * sqrt(4 / 3.14159265358979 - 1), 1);
    check_distribution("1,B,0,06:00,18:00,0.25,fixed,40,\n", 10, 40 * sqrt(0.25 * 0.75), 0.25);
}

/** Line, stop, direction and time of day choose the calls; rows add up; seeds differ. */
static void test_rows(void **state)
{
    (void)state;
    struct fixture f;
    struct world world, other;
    world_delays(&f, &world, "1,B,,07:06,08:06,,fixed,10,\n1,*,1,,,,fixed,99,\n*,,0,,,,fixed,5,\n",
                 3);
    for (uint32_t run = 0; run < RUNS; run++) {
        struct visit at_a = transit_visit(world.transit, run, 0);
        struct visit at_b = transit_visit(world.transit, run, 1);
        bool is_in = run >= 60 && run < 120;
        assert_int_equal(transit_delay_ms(world.transit, &at_a), 5000);
        assert_int_equal(transit_delay_ms(world.transit, &at_b), is_in ? 15000 : 5000);
    }
    world_deinit(&world);
    fixture_deinit(&f);

    world_delays(&f, &world, "*,*,,,,,exponential,60,\n", 3);
    struct transit_parameters parameters = {.change_s = 60, .seed = 4};
    world_init(&other, f.timetable, 1, 60,
               (struct world_size){.threads = 1, .partitions = 1, .parameters = &parameters});
    uint32_t equal = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct visit visit = transit_visit(world.transit, run, 1);
        struct visit next = transit_visit(world.transit, run, 2);
        uint32_t delay_ms = transit_delay_ms(world.transit, &visit);
        assert_int_equal(delay_ms, transit_delay_ms(world.transit, &visit));
        equal += delay_ms == transit_delay_ms(other.transit, &visit);
        equal += delay_ms == transit_delay_ms(world.transit, &next);
    }
    assert_in_range(equal, 0, 3);
    world_deinit(&world);
    world_deinit(&other);
    fixture_deinit(&f);
}

/** Other lines and other rows before it, a wider time and a larger share: who was late is as late
 * as before. */
static void test_changes_elsewhere(void **state)
{
    (void)state;
    struct fixture f, other;
    struct world world, changed;
    world_behind(&f, &world, "", "1,C,,07:00,08:00,0.4,exponential,60,\n", 5);
    world_behind(&other, &changed, "0,0,06:01\n0,0,06:03\n",
                 "0,,,,,1,fixed,30,\n1,C,,06:30,09:00,0.7,exponential,60,\n", 5);
    uint32_t late = 0, more = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct visit before = transit_visit(world.transit, run, 2);
        struct visit after = transit_visit(changed.transit, run + 2, 2);
        uint32_t delay_ms = transit_delay_ms(world.transit, &before);
        assert_int_equal(before.depart_ms, after.depart_ms);
        if (delay_ms > 0)
            assert_int_equal(transit_delay_ms(changed.transit, &after), delay_ms);
        else
            more += transit_delay_ms(changed.transit, &after) > 0;
        late += delay_ms > 0;
    }
    assert_in_range(late, 12, 36);  /* 60 calls, 0.4 */
    assert_in_range(more, 60, 120); /* 150 calls, 0.7, less those */
    world_deinit(&world);
    world_deinit(&changed);
    fixture_deinit(&f);
    fixture_deinit(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_distributions),
                                       cmocka_unit_test(test_rows),
                                       cmocka_unit_test(test_changes_elsewhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
