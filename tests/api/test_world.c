// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/world.h"

static struct spec *read_spec(const char *path)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct error err = {0};
    struct spec *spec = NULL;
    if (scenario_read(path, folders, &spec, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return spec;
}

static enum status count_row(void *self, const struct record_kind *kind, const void *row,
                             struct error *err)
{
    uint64_t *rows = self;
    (void)kind, (void)row, (void)err;
    ++*rows;
    return STATUS_OK;
}

static struct world *make_world(const char *path, uint32_t threads)
{
    struct error err = {0};
    struct world *world = NULL;
    if (world_create(read_spec(path), threads, &world, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return world;
}

static void a_world_has_network_and_timetable(void **state)
{
    (void)state;
    struct world *world = make_world("tests/fixtures/small/small.lua", 2);
    assert_int_equal(world->network->node_count, 8);
    assert_int_equal(world->network->link_count, 16);
    assert_int_equal(world->network->place_count, 8);
    assert_int_equal(world->timetable->line_count, 3);
    assert_int_equal(world->timetable->stop_count, 5);
    assert_int_equal(world->start_ms, 0);
    assert_int_equal(world->stop_ms, 28 * 3600 * 1000);
    assert_int_equal(team_size(world->team), 2);
    assert_int_equal(world->population.person_count, 0);
    assert_null(world->kernel);
    assert_null(world->people);
    world_destroy(world);
    world_destroy(NULL);
}

/** Processes: one per node, stop and place; everybody is at the start, nobody under way. */
static void populating_adds_people_and_models(void **state)
{
    (void)state;
    uint64_t rows = 0;
    struct error err = {0};
    struct world *world = make_world("tests/fixtures/small/small.lua", 1);
    struct record_sink sink = {.self = &rows, .put = count_row};
    assert_int_equal(world_populate(world, 4, &err), STATUS_OK);
    assert_int_equal(world_begin_day(world, sink, &err), STATUS_OK);
    assert_int_equal(world->partition_count, 4);
    assert_int_equal(world->population.person_count, SMALL_PERSONS);
    assert_int_equal(road_node_process(world->road, 7), 7);
    assert_int_equal(transit_stop_process(world->transit, 0), 8);
    assert_int_equal(rail_process(world->rail), 13);
    assert_int_equal(people_place_process(world->people, 0), 14);
    assert_int_equal(kernel_now_ms(world->kernel), 0);
    assert_int_equal(people_totals(world->people, kernel_now_ms(world->kernel)).not_started,
                     world->population.trip_count);

    assert_int_equal(kernel_run_until(world->kernel, world->stop_ms, &err), STATUS_OK);
    struct people_totals totals = people_totals(world->people, kernel_now_ms(world->kernel));
    uint64_t arrived = 0, under_way = 0;
    for (int m = 0; m < MODE_COUNT; m++) {
        arrived += totals.modes[m].arrived;
        under_way += totals.modes[m].under_way;
    }
    assert_int_equal(arrived + under_way + totals.not_started, world->population.trip_count);
    assert_true(rows > arrived); /* legs and calls of vehicles too */
    assert_int_equal(totals.modes[MODE_TRUCK].arrived, 30);
    world_destroy(world);
}

/** By default one partition for one thread, else four per thread. */
static void partitions_follow_the_threads(void **state)
{
    (void)state;
    static const struct {
        uint32_t threads, wanted, expected;
    } cases[] = {{1, 0, 1}, {2, 0, 8}, {3, 0, 12}, {1, 64, 64}, {3, 1, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint64_t rows = 0;
        struct error err = {0};
        struct world *world = make_world("tests/fixtures/small/small.lua", cases[i].threads);
        struct record_sink sink = {.self = &rows, .put = count_row};
        assert_int_equal(world_populate(world, cases[i].wanted, &err), STATUS_OK);
        assert_int_equal(world_begin_day(world, sink, &err), STATUS_OK);
        assert_int_equal(world->partition_count, cases[i].expected);
        world_destroy(world);
    }
}

/** A table that contradicts another one: the finding names file and line, nothing is left over. */
static void a_wrong_table_is_refused(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    struct world *world = NULL;
    api_write(
        &folder, "signals.csv",
        "node,cycle_s,offset_s,source,quality\nN3,60,10,made up,test\nN33,60,0,made up,test\n");
    const char *path = api_scenario(&folder, "s.network.signals = here .. \"/signals.csv\"");
    assert_int_equal(world_create(read_spec(path), 1, &world, &err), STATUS_DATA);
    assert_null(world);
    assert_has(err.text, "signals.csv:3: ");
    assert_has(err.text, "N33");
    assert_int_equal(err.finding_count, 1);
    api_folder_remove(&folder);
}

/** The demand is checked when people are added; the world can still be destroyed. */
static void a_wrong_demand_is_refused(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    api_write(&folder, "gates.csv",
              "gate,place,source,quality\nWEST,G_W,made up,test\nEAST,G_X,made up,test\n");
    struct world *world =
        make_world(api_scenario(&folder, "s.demand.gates = here .. \"/gates.csv\""), 1);
    assert_int_equal(world_populate(world, 0, &err), STATUS_DATA);
    assert_has(err.text, "gates.csv:3: ");
    assert_has(err.text, "G_X");
    assert_int_equal(world->start_ms, 6 * 3600 * 1000);
    assert_int_equal(world->stop_ms, 9 * 3600 * 1000);
    world_destroy(world);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_world_has_network_and_timetable),
        cmocka_unit_test(populating_adds_people_and_models),
        cmocka_unit_test(partitions_follow_the_threads),
        cmocka_unit_test(a_wrong_table_is_refused),
        cmocka_unit_test(a_wrong_demand_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
