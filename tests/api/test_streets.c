// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/streets.h"
#include "transit/transit_street.h"

static enum status drop_row(void *self, const struct record_kind *kind, const void *row,
                            struct error *err)
{
    (void)self, (void)kind, (void)row, (void)err;
    return STATUS_OK;
}

/** The small town from 6:00 to 9:00, with changes. */
static struct world *run_world(const char *changes)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    struct spec *spec = NULL;
    struct world *world = NULL;
    if (scenario_read(api_scenario(&folder, changes), folders, &spec, &err) != STATUS_OK ||
        world_create(spec, 2, &world, &err) != STATUS_OK ||
        world_populate(world, 4, &err) != STATUS_OK ||
        world_begin_day(world, (struct record_sink){.put = drop_row}, &err) != STATUS_OK ||
        kernel_run_until(world->kernel, world->stop_ms, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    api_folder_remove(&folder);
    return world;
}

/** The bus B7 takes the main street, three links each way; the trains take nothing. */
static void the_bus_of_the_town(void **state)
{
    (void)state;
    static const char *const samples[] = {"", "s.demand.sample = 0.25"};
    for (int i = 0; i < 2; i++) {
        struct world *world = run_world(samples[i]);
        const struct timetable *timetable = world->timetable;
        assert_int_equal(streets_run_count(timetable), timetable->run_count);
        assert_int_equal(world->street_ways.stretch_count, 6);
        assert_int_equal(world->street_ways.street_hops, world->street_ways.hops);
        for (uint32_t k = 0; k < timetable->call_count; k++) {
            uint32_t line = timetable->patterns[timetable->calls[k].pattern].line;
            if (timetable->lines[line].mode == SERVICE_RAIL)
                assert_int_equal(world->street_ways.stretch_of_call[k], NONE);
        }
        uint32_t link = names_find(&world->network->link_names, "L2");
        struct road_link_totals buses = road_link_bus_totals(world->road, link);
        struct transit_street_totals totals = transit_street_totals(world->transit);
        /* Every 15 minutes from 6 to 9 o'clock. */
        assert_in_range(buses.entered, 11, 13);
        assert_in_range(totals.begun, 66, 78);
        assert_in_range(totals.begun - totals.ended, 0, 4);
        assert_true(totals.late_ms_sum < 60000 * totals.ended);
        world_destroy(world);
    }
}

/** Without a line in the street there is nothing to find. */
static void no_line_in_the_street(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    char change[256];
    const char *lines =
        api_write(&folder, "lines.csv",
                  "id,route,mode,vehicle,hw_06_09,first_dep0,last_dep0,first_dep1,last_dep1,way\n"
                  "B7,r,bus,bus,15,06:00,09:00,06:00,09:00,own\n"
                  "R1,r,rail,train,30,06:00,09:00,06:00,09:00,\nIC9,r,rail,train,,,,,,\n");
    snprintf(change, sizeof change, "s.transit.lines = '%s'", lines);
    struct world *world = run_world(change);
    assert_int_equal(streets_run_count(world->timetable), 0);
    assert_int_equal(world->street_ways.stretch_count, 0);
    assert_int_equal(transit_street_totals(world->transit).begun, 0);
    assert_false(road_has_runs(world->road));
    world_destroy(world);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_bus_of_the_town),
                                       cmocka_unit_test(no_line_in_the_street)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
