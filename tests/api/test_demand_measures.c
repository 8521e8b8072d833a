// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle_fixture.h"

#include "api/settle.h"

/* What measures of demand do to people who settle, in the small town. */

static enum status put(void *self, const struct record_kind *kind, const void *row,
                       struct error *err)
{
    (void)self, (void)kind, (void)row, (void)err;
    return STATUS_OK;
}

/** Settled in two iterations, with a list of measures. */
static struct world *settled_with(const char *measures)
{
    struct api_folder folder = api_folder_make();
    struct settle_watch watch = {0};
    struct error err = {0};
    char text[500];
    snprintf(text, sizeof text, "s.equilibrium = { iterations = 2, gap = 0 }\ns.measures = { %s }",
             measures);
    struct world *world = settle_world(settle_scenario(&folder, text), 2);
    if (settle(world, &watch, (struct record_sink){.self = NULL, .put = put}, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    api_folder_remove(&folder);
    return world;
}

static uint32_t routes_over(const struct world *world, const char *name)
{
    uint32_t count = 0, length, link = settle_link(world, name);
    for (uint32_t t = 0; t < world->population.trip_count; t++) {
        const uint32_t *route = route_book_read(world->routes, t, &length);
        for (uint32_t i = 0; i < length; i++)
            count += route[i] == link;
    }
    return count;
}

static uint32_t trips_by(const struct world *world, uint8_t mode)
{
    uint32_t count = 0;
    for (uint32_t t = 0; t < world->population.trip_count; t++)
        count += world->population.trips[t].mode == mode;
    return count;
}

/** Planned trips by car to a place by those who do not live there. */
static uint32_t drives_to(const struct world *world, const char *place)
{
    const struct population *p = &world->population;
    uint32_t count = 0, to = settle_place(world, place);
    for (uint32_t i = 0; i < p->person_count; i++)
        for (uint32_t t = p->first_trip[i]; t < p->first_trip[i + 1]; t++)
            count += p->trips[t].mode == MODE_CAR && p->trips[t].to_place == to &&
                     p->start_place[i] != to;
    return count;
}

/** Prices move people away from what they are asked for. */
static void test_prices(void **state)
{
    (void)state;
    struct world *base = settled_with("");
    struct world *toll = settled_with("ardey.toll { link = { 'L3', 'L3r' }, toll = 1 }");
    assert_true(routes_over(base, "L3") > 20);
    assert_true(2 * routes_over(toll, "L3") < routes_over(base, "L3"));
    assert_true(trips_by(toll, MODE_CAR) < trips_by(base, MODE_CAR));
    world_destroy(toll);

    struct world *parking = settled_with("ardey.parking_price { place = 'B1_1', stay = 5 }");
    assert_true(drives_to(base, "B1_1") > 30);
    assert_true(3 * drives_to(parking, "B1_1") < 2 * drives_to(base, "B1_1"));
    world_destroy(parking);

    struct world *fares = settled_with("ardey.fares { day = 0, trip = 5 }");
    assert_true(3 * trips_by(fares, MODE_PT) < 2 * trips_by(base, MODE_PT));
    world_destroy(fares);
    world_destroy(base);
}

/** Visitors of an event choose as all do: some by car, some by bus; and who keeps a mode keeps it.
 */
static void test_visitors_choose(void **state)
{
    (void)state;
    struct world *world = settled_with(
        "ardey.event { place = 'B1_1', visitors = 300, from = '07:30', to = '08:30', outside = 0.2 "
        "}, ardey.extra_demand { from = 'A1', to = 'B1', persons = 50, purpose = 'leisure', "
        "arrive_from = '07:00', arrive_to = '08:00', mode = 'bike' }");
    const struct population *p = &world->population;
    uint32_t visitors = 0, modes[MODE_COUNT] = {0};
    assert_int_equal(p->person_count, SMALL_PERSONS + 350);
    for (uint32_t i = SMALL_PERSONS; i < p->person_count; i++) {
        const struct planned_trip *trip = &p->trips[p->first_trip[i]];
        visitors += trip->purpose == PURPOSE_EVENT;
        if (trip->purpose == PURPOSE_EVENT)
            modes[trip->mode]++;
        else
            assert_int_equal(trip->mode, MODE_BIKE);
    }
    assert_int_equal(visitors, 300);
    assert_true(modes[MODE_CAR] > 30);
    assert_true(modes[MODE_PT] + modes[MODE_BIKE_RIDE] + modes[MODE_PARK_RIDE] > 30);
    world_destroy(world);
}

/** Tolls, prices, visitors and drives: the same bytes for any number of threads and partitions. */
static void test_threads_and_partitions_change_no_byte(void **state)
{
    (void)state;
    static const struct {
        uint32_t threads, partitions;
    } cases[] = {{1, 1}, {1, 16}, {3, 4}};
    struct api_folder folder = api_folder_make();
    const char *first = api_path(&folder, "first.h5"), *output = api_path(&folder, "out.h5");
    api_write(&folder, "fleet.csv",
              "drive,share,energy_kwh_km,co2_g_km,supply_g_km\npetrol,0.5,0.7,180,40\n"
              "battery,0.5,0.2,0,80\n");
    const char *scenario = settle_scenario(
        &folder,
        "s.demand.fleet = here .. '/fleet.csv'\ns.equilibrium = { gap = 0, iterations = 1 }\n"
        "s.measures = { ardey.toll { link = 'L3', from = '06:30', to = '08:00', toll = 0.2 },\n"
        "ardey.parking_price { place = 'B1_1', hour = 1 },\n"
        "ardey.event { place = 'B1_1', visitors = 200, from = '07:30', to = '08:30' } }");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ardey_options options = api_options(scenario, i == 0 ? first : output);
        options.threads = cases[i].threads;
        options.partitions = cases[i].partitions;
        api_run(&options);
        if (i > 0)
            assert_same_bytes(first, output);
    }
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prices),
        cmocka_unit_test(test_visitors_choose),
        cmocka_unit_test(test_threads_and_partitions_change_no_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
