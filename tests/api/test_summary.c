// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/summary.h"
#include "base/memory.h"
#include "people/people_state.h"

static enum status drop_row(void *self, const struct record_kind *kind, const void *row,
                            struct error *err)
{
    (void)self, (void)kind, (void)row, (void)err;
    return STATUS_OK;
}

/** The small town, run from 6:00 to 9:00 with a share of its people. */
static struct world *run_world(double sample)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    struct spec *spec = NULL;
    struct world *world = NULL;
    assert_int_equal(scenario_read(api_scenario(&folder, ""), folders, &spec, &err), STATUS_OK);
    spec->demand.sample = sample;
    if (world_create(spec, 1, &world, &err) != STATUS_OK ||
        world_populate(world, 1, &err) != STATUS_OK ||
        world_begin_day(world, (struct record_sink){.put = drop_row}, &err) != STATUS_OK ||
        kernel_run_until(world->kernel, world->stop_ms, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    api_folder_remove(&folder);
    return world;
}

static void modes_repeat_what_people_counted(void **state)
{
    (void)state;
    struct world *world = run_world(1);
    struct ardey_summary summary = {0};
    struct error err = {0};
    assert_int_equal(summary_fill(world, &summary, &err), STATUS_OK);
    struct people_totals totals = people_totals(world->people, kernel_now_ms(world->kernel));
    assert_int_equal(summary.persons, SMALL_PERSONS);
    assert_int_equal(summary.trips_planned, world->population.trip_count);
    assert_int_equal(summary.trips_not_started, totals.not_started);
    for (int m = 0; m < ARDEY_MODES; m++) {
        const struct ardey_mode_summary *mode = &summary.modes[m];
        const struct mode_totals *counted = &totals.modes[m];
        assert_string_equal(mode->name, mode_names[m]);
        assert_int_equal(mode->departed, counted->departed);
        assert_int_equal(mode->arrived, counted->arrived);
        assert_int_equal(mode->departed, mode->arrived + mode->under_way);
        double arrived = counted->arrived ? (double)counted->arrived : 1;
        assert_true(fabs(mode->mean_minutes * arrived * 60000 - (double)counted->travel_ms_sum) <
                    1e-3);
        assert_true(fabs(mode->mean_km * arrived * 1000 - (double)counted->distance_m_sum) < 1e-3);
    }
    assert_true(summary.modes[MODE_WALK].arrived > 100);
    struct kernel_statistics statistics = kernel_statistics(world->kernel);
    assert_int_equal(summary.events, statistics.event_count);
    assert_int_equal(summary.windows, statistics.window_count);
    assert_int_equal(summary.threads, 1);
    assert_int_equal(summary.partitions, 1);
    assert_true(summary.lookahead_s >= 0 && summary.lookahead_s < 1e-12);
    world_destroy(world);
}

/** Buses stand for themselves, whatever the sample. */
static double vehicles_expected(const struct world *world, uint32_t link, double sample)
{
    double buses = (double)road_link_bus_totals(world->road, link).left;
    return ((double)road_link_totals(world->road, link).left - buses) / sample + buses;
}

/** Largest first, without the connector; the counter is the sum of its two links. */
static void links_are_sorted_and_scaled(void **state)
{
    (void)state;
    static const double samples[] = {1, 0.5};
    for (int k = 0; k < 2; k++) {
        struct world *world = run_world(samples[k]);
        struct ardey_summary summary = {0};
        struct error err = {0};
        assert_int_equal(summary_fill(world, &summary, &err), STATUS_OK);
        assert_int_equal(summary.link_count, ARDEY_TOP);
        uint64_t traversals = 0;
        for (uint32_t i = 0; i < world->network->link_count; i++)
            traversals += road_link_totals(world->road, i).left;
        assert_int_equal(summary.link_traversals, traversals);
        for (uint32_t i = 0; i < ARDEY_TOP; i++) {
            char name[ARDEY_NAME_SIZE];
            snprintf(name, sizeof name, "%s", summary.links[i].name);
            *strchr(name, ' ') = '\0';
            uint32_t link = names_find(&world->network->link_names, name);
            double expected = vehicles_expected(world, link, samples[k]);
            assert_true(fabs(summary.links[i].vehicles - expected) < 1e-9);
            assert_true(i == 0 || summary.links[i].vehicles <= summary.links[i - 1].vehicles);
            assert_int_not_equal(world->network->links[link].class, ROAD_CLASS_CONNECTOR);
        }
        uint32_t there = names_find(&world->network->link_names, "L6");
        double both = vehicles_expected(world, there, samples[k]) +
                      vehicles_expected(world, there + 1, samples[k]);
        assert_int_equal(summary.counter_count, 1);
        assert_string_equal(summary.counters[0].name, "Oststrasse");
        assert_true(fabs(summary.counters[0].simulated - both) < 1e-9);
        assert_true(fabs(summary.counters[0].counted - 1000) < 1e-9);
        world_destroy(world);
    }
}

/** Rail only, fullest first. */
static void trains_are_sorted_by_load(void **state)
{
    (void)state;
    struct world *world = run_world(1);
    struct ardey_summary summary = {0};
    struct error err = {0};
    assert_int_equal(summary_fill(world, &summary, &err), STATUS_OK);
    assert_int_equal(summary.run_count, ARDEY_TOP);
    assert_true(summary.trains[0].load > 0);
    for (uint32_t i = 0; i < ARDEY_TOP; i++) {
        assert_int_equal(summary.trains[i].capacity, 180);
        assert_true(summary.trains[i].load <= summary.trains[i].capacity);
        assert_true(i == 0 || summary.trains[i].load <= summary.trains[i - 1].load);
        assert_null(strstr(summary.trains[i].name, "B7"));
    }
    assert_int_equal(summary.boardings, transit_totals(world->transit).boardings);
    assert_true(summary.boardings > 10);
    world_destroy(world);
}

/** If somebody went missing, the run would fail with the numbers. */
static void a_missing_person_is_an_internal_error(void **state)
{
    (void)state;
    struct world *world = run_world(1);
    struct ardey_summary summary = {0};
    struct error err = {0};
    uint64_t departed =
        people_totals(world->people, kernel_now_ms(world->kernel)).modes[MODE_BIKE].departed;
    char text[64];
    world->people->counts[3].departed[MODE_BIKE]++;
    assert_int_equal(summary_fill(world, &summary, &err), STATUS_INTERNAL);
    snprintf(text, sizeof text, "%llu trips by bike departed", (unsigned long long)departed + 1);
    assert_has(err.text, text);
    assert_int_equal(err.finding_count, 1);
    world_destroy(world);
}

/** The same for drives. */
static void a_missing_drive_is_an_internal_error(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct spec *spec = NULL;
    struct world *world = NULL;
    struct error err = {0};
    struct ardey_summary summary = {0};
    const char *scenario = api_roads(&folder, "");
    if (scenario_read(scenario, NULL, &spec, &err) != STATUS_OK ||
        world_create(spec, 1, &world, &err) != STATUS_OK ||
        world_populate(world, 1, &err) != STATUS_OK ||
        world_begin_day(world, (struct record_sink){.put = drop_row}, &err) != STATUS_OK ||
        kernel_run_until(world->kernel, world->stop_ms, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_int_equal(summary_fill(world, &summary, &err), STATUS_OK);
    assert_int_equal(summary.drives.given, API_DRIVES);
    assert_int_equal(summary.drives.arrived, API_DRIVES);
    world->drives.items[1].depart_ms = UINT32_MAX; /* it has arrived, but never left */
    assert_int_equal(summary_fill(world, &summary, &err), STATUS_INTERNAL);
    assert_has(err.text,
               "14 drives are given, but 0 were due before the start, 1 did not start and "
               "14 departed");
    world_destroy(world);
    api_folder_remove(&folder);
}

/** Writing twice gives the same digest. */
static void indicators_and_counters_are_written(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct world *world = run_world(1);
    struct ardey_summary summary = {0};
    struct error err = {0};
    char digests[2][DIGEST_TEXT_SIZE];
    static const char *const names[] = {"0.h5", "1.h5"};
    assert_int_equal(summary_fill(world, &summary, &err), STATUS_OK);
    for (int i = 0; i < 2; i++) {
        struct results *results =
            results_create(api_path(&folder, names[i]), "2026-03-02", world->team, &err);
        assert_non_null(results);
        assert_int_equal(summary_write(world, &summary, results, &err), STATUS_OK);
        assert_int_equal(results_finish(results, digests[i], &err), STATUS_OK);
    }
    assert_string_equal(digests[0], digests[1]);
    char *text = NULL;
    assert_int_equal(results_describe(api_path(&folder, "0.h5"), &text, &err), STATUS_OK);
    assert_has(text, "indicators [indicator: 89]");
    assert_has(text, "counters [counter: 1]");
    mem_free(text);
    world_destroy(world);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modes_repeat_what_people_counted),
        cmocka_unit_test(links_are_sorted_and_scaled),
        cmocka_unit_test(trains_are_sorted_by_load),
        cmocka_unit_test(a_missing_person_is_an_internal_error),
        cmocka_unit_test(a_missing_drive_is_an_internal_error),
        cmocka_unit_test(indicators_and_counters_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
