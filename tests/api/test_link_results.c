// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/people_fixture.h"

#include "api/link_results.h"

#define SLABS_MAX  64
#define LINKS_MAX  16
#define DRIVERS    360u /* one every 10 s for an hour */
#define INTERVAL_S 300u

/** What the tests take in place of a result file. */
struct slabs {
    uint32_t count;
    uint32_t t_ms[SLABS_MAX], interval_ms[SLABS_MAX];
    double flow[SLABS_MAX][LINKS_MAX], speed[SLABS_MAX][LINKS_MAX], density[SLABS_MAX][LINKS_MAX];
};

/** Stands in for the result file's function of this name. */
enum status results_append_slab(struct results *results, const struct cube_kind *kind,
                                const struct results_slab *slab, struct error *err)
{
    struct slabs *slabs = (struct slabs *)(void *)results;
    (void)err;
    assert_string_equal(kind->group, "links");
    assert_string_equal(kind->names_of, "network/links");
    assert_string_equal(kind->variables[0].units, "h-1");
    assert_string_equal(kind->variables[1].units, "m s-1");
    assert_string_equal(kind->variables[2].units, "km-1");
    assert_true(slabs->count < SLABS_MAX && slab->column_count <= LINKS_MAX);
    slabs->t_ms[slabs->count] = slab->t_ms;
    slabs->interval_ms[slabs->count] = slab->interval_ms;
    for (uint32_t i = 0; i < slab->column_count; i++) {
        slabs->flow[slabs->count][i] = (double)slab->values[0][i];
        slabs->speed[slabs->count][i] = (double)slab->values[1][i];
        slabs->density[slabs->count][i] = (double)slab->values[2][i];
    }
    slabs->count++;
    return STATUS_OK;
}

/** Drivers from P to Q, who enter the link PQ at 0:20 and every 10 s. */
struct stream {
    struct people_fixture fixture;
    struct people_run run;
    struct population population;
    uint32_t start_place[DRIVERS], first_trip[DRIVERS + 1];
    struct planned_trip trips[DRIVERS];
    uint8_t group[DRIVERS];
    struct link_results *link_results;
    struct slabs slabs;
    uint32_t pq;
};

static void stream_init(struct stream *stream, uint32_t driver_count, double weight)
{
    *stream = (struct stream){.slabs.count = 0};
    for (uint32_t i = 0; i < driver_count; i++) {
        stream->start_place[i] = PLACE_P;
        stream->first_trip[i + 1] = i + 1;
        stream->trips[i] =
            (struct planned_trip){.depart_ms = i * 10000, .to_place = PLACE_Q, .mode = MODE_CAR};
    }
    stream->population = (struct population){.person_count = driver_count,
                                             .trip_count = driver_count,
                                             .start_place = stream->start_place,
                                             .first_trip = stream->first_trip,
                                             .trips = stream->trips,
                                             .group = stream->group};
    people_fixture_standard(&stream->fixture);
    people_run_init(&stream->run, &stream->fixture, &stream->population, PEOPLE_ALONE);
    stream->pq = fixture_link_id(&stream->fixture.roads, "PQ");
    struct results *results = (struct results *)(void *)&stream->slabs;
    assert_good(&stream->run,
                link_results_create(stream->fixture.network, stream->run.road, results, weight,
                                    &stream->link_results, &stream->run.err));
    link_results_begin(stream->link_results, 0);
    assert_good(&stream->run,
                kernel_add_sync(stream->run.kernel, INTERVAL_S * 1000, link_results_append,
                                stream->link_results, &stream->run.err));
}

static void stream_deinit(struct stream *stream)
{
    link_results_destroy(stream->link_results);
    people_run_deinit(&stream->run);
    people_fixture_deinit(&stream->fixture);
}

/** A car every 10 s on 2 km at 20 m/s: 360 per hour, 10 cars on the link, 5 per km; and flow =
 * speed x density. */
static void a_steady_stream_has_the_known_numbers(void **state)
{
    (void)state;
    static struct stream stream;
    stream_init(&stream, DRIVERS, 1);
    people_run_until(&stream.run, 3600000);
    assert_int_equal(stream.slabs.count, 12);
    for (uint32_t k = 1; k < 12; k++) {
        assert_int_equal(stream.slabs.t_ms[k], k * INTERVAL_S * 1000);
        assert_int_equal(stream.slabs.interval_ms[k], INTERVAL_S * 1000);
        assert_near(stream.slabs.flow[k][stream.pq], 360, 1e-3);
        assert_near(stream.slabs.speed[k][stream.pq], 20, 1e-4);
        assert_near(stream.slabs.density[k][stream.pq], 5, 1e-5);
    }
    /* 18 cars leave in the first interval, from 120 s on. 19 spend their 100 s in it, the next nine
     * 90 s, 80 s ... 10 s. */
    assert_near(stream.slabs.flow[0][stream.pq], 18 * 12, 1e-3);
    assert_near(stream.slabs.density[0][stream.pq], 2350.0 / 300 / 2, 1e-5);
    stream_deinit(&stream);
}

/** Over the day, flow sums to the vehicles and density to the time they spent on the link. */
static void sums_over_intervals_are_the_totals(void **state)
{
    (void)state;
    static struct stream stream;
    double vehicles = 0, spent_s = 0;
    stream_init(&stream, DRIVERS, 1);
    people_run_until(&stream.run, 4500000);
    assert_int_equal(stream.slabs.count, 15);
    for (uint32_t k = 0; k < 15; k++) {
        vehicles += stream.slabs.flow[k][stream.pq] * INTERVAL_S / 3600;
        spent_s += stream.slabs.density[k][stream.pq] * 2 * INTERVAL_S;
    }
    struct road_link_totals totals = road_link_totals(stream.run.road, stream.pq);
    assert_int_equal(totals.left, DRIVERS);
    assert_int_equal(totals.travel_ms_sum, DRIVERS * 100000);
    assert_near(vehicles, DRIVERS, 0.01);
    assert_near(spent_s, DRIVERS * 100, 0.1);
    stream_deinit(&stream);
}

/** One car enters at 290 s and leaves at 390 s: 10 s of it lie in the first interval, 90 s in the
 * second, where it counts as flow. Before and after there is no speed. */
static void a_car_counts_in_both_intervals(void **state)
{
    (void)state;
    static struct stream stream;
    stream_init(&stream, 1, 1);
    stream.trips[0].depart_ms = 270000;
    people_run_deinit(&stream.run);
    link_results_destroy(stream.link_results);
    people_run_init(&stream.run, &stream.fixture, &stream.population, PEOPLE_ALONE);
    assert_good(&stream.run, link_results_create(stream.fixture.network, stream.run.road,
                                                 (struct results *)(void *)&stream.slabs, 1,
                                                 &stream.link_results, &stream.run.err));
    link_results_begin(stream.link_results, 0);
    assert_good(&stream.run,
                kernel_add_sync(stream.run.kernel, INTERVAL_S * 1000, link_results_append,
                                stream.link_results, &stream.run.err));
    people_run_until(&stream.run, 900000);
    static const double flow[] = {0, 12, 0}, density[] = {10.0 / 600, 90.0 / 600, 0};
    for (uint32_t k = 0; k < 3; k++) {
        assert_near(stream.slabs.flow[k][stream.pq], flow[k], 1e-5);
        assert_near(stream.slabs.density[k][stream.pq], density[k], 1e-6);
        assert_int_equal(isnan(stream.slabs.speed[k][stream.pq]) != 0, k != 1);
    }
    assert_near(stream.slabs.speed[1][stream.pq], 20, 1e-5);
    stream_deinit(&stream);
}

/** In a sample every vehicle stands for several: flow and density grow, speed does not. */
static void weight_scales_flow_and_density(void **state)
{
    (void)state;
    static struct stream stream;
    stream_init(&stream, DRIVERS, 4);
    people_run_until(&stream.run, 1200000);
    assert_near(stream.slabs.flow[2][stream.pq], 4 * 360, 1e-2);
    assert_near(stream.slabs.speed[2][stream.pq], 20, 1e-4);
    assert_near(stream.slabs.density[2][stream.pq], 4 * 5, 1e-4);
    stream_deinit(&stream);
}

/** A run that ends between two sync times loses nothing. */
static void the_last_interval_may_be_shorter(void **state)
{
    (void)state;
    static struct stream stream;
    stream_init(&stream, DRIVERS, 1);
    people_run_until(&stream.run, 1000000);
    assert_int_equal(stream.slabs.count, 3);
    assert_good(&stream.run,
                link_results_end(stream.link_results, stream.run.kernel, &stream.run.err));
    assert_int_equal(stream.slabs.count, 4);
    assert_int_equal(stream.slabs.t_ms[3], 900000);
    assert_int_equal(stream.slabs.interval_ms[3], 100000);
    assert_near(stream.slabs.flow[3][stream.pq], 360, 1e-3);
    assert_near(stream.slabs.density[3][stream.pq], 5, 1e-5);
    assert_good(&stream.run,
                link_results_end(stream.link_results, stream.run.kernel, &stream.run.err));
    assert_int_equal(stream.slabs.count, 4);
    stream_deinit(&stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_steady_stream_has_the_known_numbers),
        cmocka_unit_test(sums_over_intervals_are_the_totals),
        cmocka_unit_test(a_car_counts_in_both_intervals),
        cmocka_unit_test(weight_scales_flow_and_density),
        cmocka_unit_test(the_last_interval_may_be_shorter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
