// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle_fixture.h"

#include "api/settle.h"

#define ROWS_MOST 64u

/** The rows of iterations as a result file would get them, and as who watches does. */
struct told {
    uint32_t count, watched, stop_after;
    double gap[ROWS_MOST], changed[ROWS_MOST], shares[ROWS_MOST][MODE_COUNT];
    struct settle_row last;
};

static double column_value(const struct record_kind *kind, const void *row, const char *name)
{
    const struct column *column = kind->columns;
    while (column->name && strcmp(column->name, name) != 0)
        column++;
    assert_non_null(column->name);
    const char *at = (const char *)row + column->offset;
    float narrow;
    double wide;
    memcpy(&narrow, at, sizeof narrow);
    memcpy(&wide, at, column->type == COLUMN_F64 ? sizeof wide : sizeof narrow);
    return column->type == COLUMN_F64 ? wide : (double)narrow;
}

static enum status put(void *self, const struct record_kind *kind, const void *row,
                       struct error *err)
{
    struct told *told = self;
    (void)err;
    assert_ptr_equal(kind, &settle_iteration_record);
    assert_true(told->count < ROWS_MOST);
    told->gap[told->count] = column_value(kind, row, "relative_gap");
    told->changed[told->count] = column_value(kind, row, "share_who_changed");
    for (int m = 0; m < MODE_COUNT; m++) {
        char name[32];
        snprintf(name, sizeof name, "share_%s", mode_names[m]);
        told->shares[told->count][m] = column_value(kind, row, name);
    }
    told->count++;
    return STATUS_OK;
}

static bool watch(void *self, const struct settle_row *row)
{
    struct told *told = self;
    assert_int_equal(row->iteration.iteration, told->watched++);
    told->last = *row;
    return told->watched != told->stop_after;
}

static enum status settle_told(struct world *world, struct told *told, struct error *err)
{
    const struct settle_watch watches = {.self = told, .iteration = watch};
    return settle(world, &watches, (struct record_sink){.self = told, .put = put}, err);
}

static struct world *settled_world(const struct api_folder *folder, const char *changes,
                                   struct told *told)
{
    struct error err = {0};
    struct world *world = settle_world(settle_scenario(folder, changes), 2);
    if (settle_told(world, told, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return world;
}

static struct planned_trip *copy_trips(const struct world *world)
{
    size_t size = world->population.trip_count * sizeof(struct planned_trip);
    struct planned_trip *trips = malloc(size);
    assert_non_null(trips);
    memcpy(trips, world->population.trips, size);
    return trips;
}

static void without_iterations_nothing_changes(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct told told = {0};
    struct error err = {0};
    struct world *world = settle_world(settle_scenario(&folder, ""), 1);
    struct planned_trip *before = copy_trips(world);
    assert_int_equal(settle_told(world, &told, &err), STATUS_OK);
    assert_int_equal(told.count, 0);
    assert_null(world->routes);
    assert_memory_equal(before, world->population.trips,
                        world->population.trip_count * sizeof *before);
    free(before);
    world_destroy(world);
    api_folder_remove(&folder);
}

/** A row per loading, one more than people decide again; nobody changes after the last one. */
static void each_iteration_is_told(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct told told = {0};
    struct world *world =
        settled_world(&folder, "s.equilibrium = { iterations = 3, gap = 0 }", &told);
    assert_int_equal(told.count, 4);
    assert_int_equal(told.watched, 4);
    assert_true(told.changed[0] > 0.2);
    assert_true(told.gap[3] < told.gap[0] / 2);
    assert_true(fabs(told.changed[3]) < 1e-12);
    for (uint32_t i = 0; i < told.count; i++) {
        double sum = 0;
        for (int m = 0; m < MODE_COUNT; m++)
            sum += told.shares[i][m];
        assert_true(fabs(sum - 1) < 1e-6);
        assert_true(told.gap[i] > 0);
    }
    assert_true(told.shares[0][MODE_PARK_RIDE] < 1e-9);
    assert_true(told.shares[3][MODE_PARK_RIDE] > 0);
    assert_true(told.shares[3][MODE_BIKE_RIDE] > 0);
    assert_true(told.last.simulate_s > 0 && told.last.decide_s > 0);
    world_destroy(world);
    api_folder_remove(&folder);
}

static uint32_t routes_over(const struct world *world, uint32_t link)
{
    uint32_t count = 0, length;
    for (uint32_t t = 0; t < world->population.trip_count; t++) {
        const uint32_t *route = route_book_read(world->routes, t, &length);
        for (uint32_t i = 0; i < length; i++)
            count += route[i] == link;
    }
    return count;
}

/** The gap falls to what the scenario asks for. The plans of then stay: modes as in the last row,
 * routes for trips by car alone, over the hill as well as through the town. */
static void the_settled_plans_stay(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct told told = {0};
    struct world *world =
        settled_world(&folder, "s.equilibrium = { iterations = 60, gap = 0.002 }", &told);
    assert_true(told.gap[0] > 0.1);
    assert_true(told.count > 2 && told.count <= 60);
    assert_true(told.gap[told.count - 1] <= 0.002);
    assert_true(fabs(told.changed[told.count - 1]) < 1e-12);

    const struct population *population = &world->population;
    uint32_t modes[MODE_COUNT] = {0}, length;
    for (uint32_t t = 0; t < population->trip_count; t++) {
        uint8_t mode = population->trips[t].mode;
        modes[mode]++;
        assert_true(population->trips[t].hub_stop == NONE || mode == MODE_PARK_RIDE ||
                    mode == MODE_BIKE_RIDE);
        route_book_read(world->routes, t, &length);
        assert_true(length == 0 || mode == MODE_CAR || mode == MODE_TRUCK);
    }
    for (int m = 0; m < MODE_COUNT; m++)
        assert_true(fabs((double)modes[m] / population->trip_count -
                         told.shares[told.count - 1][m]) < 1e-6);
    assert_true(routes_over(world, settle_link(world, SETTLE_STREET)) > 10);
    assert_true(routes_over(world, settle_link(world, "L5")) > 10);
    assert_null(world->kernel);

    /* The day that follows is made by these plans. */
    struct error err = {0};
    assert_int_equal(world_begin_day(world, (struct record_sink){.put = record_drop}, &err),
                     STATUS_OK);
    assert_int_equal(kernel_run_until(world->kernel, world->stop_ms, &err), STATUS_OK);
    assert_int_equal(people_vehicle_totals(world->people).astray, 0);
    struct people_totals totals = people_totals(world->people, world->stop_ms);
    assert_true(totals.modes[MODE_PARK_RIDE].departed > 0);
    assert_int_equal(
        totals.modes[MODE_TRUCK].departed + totals.before_start + totals.not_started > 0, 1);
    world_destroy(world);
    api_folder_remove(&folder);
}

/** A bus that breaks down changes the day of the results, and nobody's plan. */
static void incidents_are_a_surprise(void **state)
{
    (void)state;
    static const char usual_day[] = "s.equilibrium = { iterations = 3 }";
    static const char bad_day[] = "s.equilibrium = { iterations = 3 }\n"
                                  "s.transit.incidents = here .. '/incidents.csv'";
    struct api_folder folder = api_folder_make();
    struct told told = {0}, told_again = {0};
    api_write(&folder, "incidents.csv",
              "line,direction,depart,stop,delay_s,cancelled,source,quality\n"
              "B7,0,07:00,S1,,run,made up,test\n");
    struct world *usual = settled_world(&folder, usual_day, &told);
    struct world *bad = settled_world(&folder, bad_day, &told_again);
    assert_int_equal(usual->timetable->incident_count, 0);
    assert_int_equal(bad->timetable->incident_count, 1);
    assert_int_equal(told.count, told_again.count);
    assert_memory_equal(usual->population.trips, bad->population.trips,
                        usual->population.trip_count * sizeof *usual->population.trips);

    struct error err = {0};
    for (int i = 0; i < 2; i++) {
        struct world *world = i == 0 ? usual : bad;
        struct record_sink nowhere = {.put = record_drop};
        assert_int_equal(world_begin_day(world, nowhere, &err), STATUS_OK);
        assert_int_equal(kernel_run_until(world->kernel, world->stop_ms, &err), STATUS_OK);
        assert_int_equal(transit_totals(world->transit).run_count_cancelled, i);
        world_destroy(world);
    }
    api_folder_remove(&folder);
}

static void who_watches_may_stop(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct told told = {.stop_after = 2};
    struct error err = {0};
    struct world *world =
        settle_world(settle_scenario(&folder, "s.equilibrium = { iterations = 9, gap = 0 }"), 1);
    assert_int_equal(settle_told(world, &told, &err), STATUS_STOPPED);
    assert_has(err.text, "stopped on request after iteration 1");
    assert_int_equal(told.count, 2);
    assert_null(world->kernel);
    world_destroy(world);
    api_folder_remove(&folder);
}

static enum ardey_wish stop_iterating(void *self, const struct ardey_iteration *iteration)
{
    (void)self;
    return iteration->iteration < 1 ? ARDEY_GO_ON : ARDEY_STOP;
}

static enum ardey_wish stop_within_the_day(void *self, double t_s, double stop_s,
                                           uint64_t event_count)
{
    (void)self, (void)stop_s, (void)event_count;
    return t_s < 7 * 3600 ? ARDEY_GO_ON : ARDEY_STOP;
}

/** After an iteration or within its day: no file is left. */
static void a_stopped_run_leaves_no_file(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    const char *output = api_path(&folder, "out.h5");
    const char *scenario = settle_scenario(&folder, "s.equilibrium = { iterations = 9, gap = 0 }");
    for (int i = 0; i < 2; i++) {
        struct ardey_options options = api_options(scenario, output);
        struct ardey_simulation *simulation = NULL;
        struct ardey_error err = {{0}};
        options.iteration = i == 0 ? stop_iterating : NULL;
        options.progress = i == 1 ? stop_within_the_day : NULL;
        assert_int_equal(ardey_open(&options, &simulation, &err), ARDEY_STOPPED);
        assert_null(simulation);
        assert_has(err.text, "stopped on request");
        assert_no_result(output);
    }
    api_folder_remove(&folder);
}

/** The file of a run with iterations, choice, park and ride: the same bytes for any number of
 * threads and partitions. With 0 iterations it is that of a scenario without any. */
static void threads_and_partitions_change_no_byte(void **state)
{
    (void)state;
    static const struct {
        uint32_t threads, partitions;
    } cases[] = {{1, 1}, {1, 4}, {1, 16}, {2, 1}, {2, 4}, {2, 16}, {3, 1}, {3, 4}, {3, 16}};
    struct api_folder folder = api_folder_make();
    const char *scenario = settle_scenario(&folder, "s.equilibrium = { gap = 0 }");
    const char *first = api_path(&folder, "first.h5"), *output = api_path(&folder, "out.h5");
    uint64_t by_park_ride = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ardey_options options = api_options(scenario, i == 0 ? first : output);
        options.threads = cases[i].threads;
        options.partitions = cases[i].partitions;
        options.has_iterations = true;
        options.iterations = 3;
        struct ardey_summary summary = api_run(&options);
        for (int m = 0; i == 0 && m < ARDEY_MODES; m++)
            if (strcmp(summary.modes[m].name, "park_ride") == 0)
                by_park_ride = summary.modes[m].departed;
        if (i > 0)
            assert_same_bytes(first, output);
    }
    assert_true(by_park_ride > 0);
    char *text = NULL;
    struct ardey_error err = {{0}};
    assert_int_equal(ardey_describe(first, &text, &err), ARDEY_OK);
    assert_has(text, "iterations [iteration: 4]");
    ardey_free(text);

    struct ardey_options options = api_options(scenario, first);
    api_run(&options);
    options.output = output;
    options.has_iterations = true;
    api_run(&options);
    assert_same_bytes(first, output);
    assert_int_equal(ardey_describe(first, &text, &err), ARDEY_OK);
    assert_null(strstr(text, "iterations ["));
    ardey_free(text);
    api_folder_remove(&folder);
}

static void too_many_iterations_are_refused(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options = api_options(settle_scenario(&folder, ""), NULL);
    struct ardey_summary summary;
    struct ardey_error err = {{0}};
    options.has_iterations = true;
    options.iterations = 1001;
    assert_int_equal(ardey_run(&options, &summary, &err), ARDEY_USAGE);
    assert_string_equal(err.text, "1001 iterations: must be at most 1000");
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_iterations_nothing_changes),
        cmocka_unit_test(each_iteration_is_told),
        cmocka_unit_test(the_settled_plans_stay),
        cmocka_unit_test(incidents_are_a_surprise),
        cmocka_unit_test(who_watches_may_stop),
        cmocka_unit_test(a_stopped_run_leaves_no_file),
        cmocka_unit_test(threads_and_partitions_change_no_byte),
        cmocka_unit_test(too_many_iterations_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
