// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_FIXTURE_H
#define PEOPLE_FIXTURE_H

/** A small world in memory where every arrival can be computed by hand:
 *
 *      S              roads (car):  P-Q 2,000 m, 100 s      P-S 1,500 m, 75 s
 *     / \                           Q-R 3,000 m, 150 s      S-R 5,000 m, 250 s
 *    P-Q-R - X        doors: p 100 m and p2 50 m from P, q 200 m from Q, r 300 m from R
 *
 * X is an external zone, 2,000 m (100 s) beyond R. A bus leaves A (at P) for B (at R), 10 minutes.
 */

#include "support/network_fixture.h"

#include "network/timetable.h"
#include "people/people.h"
#include "people/people_state.h"

#define AT(hour, minute, second) ((((hour)*60u + (minute)) * 60u + (second)) * 1000u)

enum { PLACE_P, PLACE_P2, PLACE_Q, PLACE_R, PLACE_X };

/** One person with one trip. */
struct lone_traveller {
    struct population population;
    uint32_t start_place, first_trip[2];
    struct planned_trip trip;
    uint8_t group;
};

struct people_fixture {
    struct lone_traveller lone;
    struct network_fixture roads;
    struct transit_tables transit_tables;
    struct timetable *timetable;
    const struct network *network;
};

struct people_row {
    const struct record_kind *kind;
    unsigned char bytes[RECORD_ROW_MAX];
};

/** One run of the world. */
struct people_run {
    struct team *team;
    struct kernel *kernel;
    struct road *road;
    struct transit *transit;
    struct shuttle *shuttle;
    struct people *people;
    struct people_row *rows;
    size_t row_count, row_capacity;
    struct error err;
};

/** How a world is run. */
struct people_setting {
    uint32_t threads, partitions, start_ms;
    double guidance_s, change_s, road_weight, let_pass, bicycle_aboard, toll_ms_per_meur;
    struct route_book *routes;
    const struct shuttle_fleets *fleets; /**< NULL: no shuttles */
};

#define PEOPLE_ALONE ((struct people_setting){.threads = 1, .partitions = 1})

/** Appends rows, one per line of `rows`, fields in the order of the field table. */
static inline void transit_add(struct people_fixture *fixture, const char *key, const char *rows)
{
    const struct table_kind *kind = transit_table_kinds;
    while (strcmp(kind->key, key) != 0)
        kind++;
    struct table *table = (struct table *)((char *)&fixture->transit_tables + kind->offset);
    while (*rows) {
        char text[256];
        unsigned char row[256] = {0};
        size_t length = strcspn(rows, "\n");
        snprintf(text, sizeof text, "%.*s", (int)length, rows);
        char *rest = text;
        for (const struct field *field = kind->fields; field->name; field++) {
            const char *value = rest ? strsep(&rest, ",") : "";
            if (field_set_text(field, row, value, &table->text, key, &fixture->roads.err) !=
                STATUS_OK)
                fail_msg("%s", fixture->roads.err.text);
        }
        fixture_add_row(&fixture->roads, table, row);
        rows += length + (rows[length] == '\n');
    }
}

/** A door at metres from the middle of the fixture. */
static inline void people_place(struct people_fixture *fixture, struct place_row row, double x_m,
                                double y_m)
{
    double east_m = FIXTURE_DEGREE_M * cos(FIXTURE_LAT * 3.14159265358979323846 / 180);
    row.lat = FIXTURE_LAT + y_m / FIXTURE_DEGREE_M;
    row.lon = FIXTURE_LON + x_m / east_m;
    fixture_add_row(&fixture->roads, &fixture->roads.tables.places, &row);
}

/** A stop at metres from the middle of the fixture. */
static inline void people_stop(struct people_fixture *fixture, const char *id, double x_m,
                               double y_m)
{
    double east_m = FIXTURE_DEGREE_M * cos(FIXTURE_LAT * 3.14159265358979323846 / 180);
    struct stop_row row = {.id = id,
                           .name = id,
                           .lat = FIXTURE_LAT + y_m / FIXTURE_DEGREE_M,
                           .lon = FIXTURE_LON + x_m / east_m};
    fixture_add_row(&fixture->roads, &fixture->transit_tables.stops, &row);
}

/** Begins a fixture with empty tables. */
static inline void people_fixture_init(struct people_fixture *fixture)
{
    *fixture = (struct people_fixture){0};
    network_fixture_init(&fixture->roads);
    for (const struct table_kind *kind = transit_table_kinds; kind->key; kind++) {
        struct table *table = (struct table *)((char *)&fixture->transit_tables + kind->offset);
        table->fields = kind->fields;
        table->row_size = kind->row_size;
        table->path =
            text_arena_copy(&table->text, kind->key, strlen(kind->key), &fixture->roads.err);
    }
}

static inline void people_add_link(struct people_fixture *fixture, const char *id, const char *from,
                                   const char *to, double length_m)
{
    fixture_link(&fixture->roads,
                 (struct road_link_row){.id = id, .from = from, .to = to, .length_m = length_m});
}

/** The roads and doors of the world above; links may be added or changed before the build. */
static inline void people_add_world(struct people_fixture *fixture)
{
    struct network_fixture *roads = &fixture->roads;
    struct zone_row outside = {.id = "out", .name = "", .municipality = "", .kind = ZONE_EXTERNAL};
    outside.lat = FIXTURE_LAT;
    outside.lon = FIXTURE_LON;
    fixture_node(roads, "P", 0, 0);
    fixture_node(roads, "Q", 1900, 0);
    fixture_node(roads, "R", 4000, 0);
    fixture_node(roads, "S", 1000, 1000);
    fixture_node_of_kind(roads, "X", 5900, 0, ROAD_NODE_EXTERNAL);
    people_add_link(fixture, "PQ", "P", "Q", 2000);
    people_add_link(fixture, "QR", "Q", "R", 3000);
    people_add_link(fixture, "PS", "P", "S", 1500);
    people_add_link(fixture, "SR", "S", "R", 5000);
    people_add_link(fixture, "RX", "R", "X", 2000);
    fixture_zone(roads, "in");
    fixture_add_row(roads, &roads->tables.zones, &outside);
    people_place(fixture, (struct place_row){0, "p", "in", "P", 0, 0, 0.25, 100}, 0, 0);
    people_place(fixture, (struct place_row){0, "p2", "in", "P", 0, 0, 0.25, 50}, 400, 0);
    people_place(fixture, (struct place_row){0, "q", "in", "Q", 0, 0, 0.25, 200}, 1900, 0);
    people_place(fixture, (struct place_row){0, "r", "in", "R", 0, 0, 0.25, 300}, 4000, 0);
    people_place(fixture, (struct place_row){0, "x", "out", "X", 0, 0, 1, 500}, 5900, 0);
}

/** A bus with `seats` places from A at P to B at R, 10 minutes, at the given times. */
static inline void people_add_bus(struct people_fixture *fixture, unsigned seats,
                                  const char *departures)
{
    char vehicle[128];
    snprintf(vehicle, sizeof vehicle, "bus,%u,0,2,12,80,1,1,220,diesel,11,4", seats);
    people_stop(fixture, "A", 0, 0);
    people_stop(fixture, "B", 4000, 0);
    transit_add(fixture, "lines", "7,A - B,bus,,bus");
    transit_add(fixture, "departures", departures);
    transit_add(fixture, "line_stops", "7,0,1,A,0,0,0\n7,0,2,B,10,10,4");
    transit_add(fixture, "vehicles", vehicle);
}

static inline void people_fixture_build(struct people_fixture *fixture)
{
    fixture->network = fixture_build(&fixture->roads);
    if (timetable_build(&fixture->transit_tables, fixture->network, &fixture->timetable,
                        &fixture->roads.err) != STATUS_OK)
        fail_msg("%s", fixture->roads.err.text);
}

/** The world with a bus of one place at 8:00. */
static inline void people_fixture_standard(struct people_fixture *fixture)
{
    people_fixture_init(fixture);
    people_add_world(fixture);
    people_add_bus(fixture, 1, "7,0,08:00");
    people_fixture_build(fixture);
}

static inline void people_fixture_deinit(struct people_fixture *fixture)
{
    timetable_destroy(fixture->timetable);
    transit_tables_deinit(&fixture->transit_tables);
    network_fixture_deinit(&fixture->roads);
}

static inline struct people_parameters people_test_parameters(double guidance_s)
{
    return (struct people_parameters){.walk_speed_mps = 1.25,
                                      .bike_speed_mps = 5,
                                      .local_speed_mps = 5,
                                      .detour_factor = 1.2,
                                      .access_radius_m = 1000,
                                      .bike_radius_m = 3000,
                                      .stop_slack_s = 120,
                                      .search_window_s = 7200,
                                      .indifference = 0.2,
                                      .parking_search_s = 2,
                                      .parking_most_s = 900,
                                      .guidance_s = guidance_s > 0 ? guidance_s : 600};
}

static inline struct road_parameters people_road_parameters(double weight)
{
    return (struct road_parameters){.jam_spacing_m = 7.5,
                                    .saturation_vps = 0.5,
                                    .street_factor = 1,
                                    .truck_units = 2.5,
                                    .truck_speed_mps = 16,
                                    .patience_s = 300,
                                    .weight = weight > 0 ? weight : 1};
}

static inline enum status people_put(void *self, const struct record_kind *kind, const void *row,
                                     struct error *err)
{
    struct people_run *run = self;
    enum status status = MEM_RESERVE(&run->rows, &run->row_capacity, run->row_count + 1, err);
    if (status != STATUS_OK)
        return status;
    struct people_row *kept = &run->rows[run->row_count++];
    *kept = (struct people_row){.kind = kind};
    memcpy(kept->bytes, row, kind->row_size);
    return STATUS_OK;
}

static inline void assert_good(const struct people_run *run, enum status status)
{
    if (status != STATUS_OK)
        fail_msg("%d: %s", (int)status, run->err.text);
}

/** Builds the models for a population and spreads the processes over the partitions. */
static inline void people_run_init(struct people_run *run, const struct people_fixture *fixture,
                                   const struct population *population,
                                   struct people_setting setting)
{
    struct error *err = &run->err;
    struct road_parameters road_parameters = people_road_parameters(setting.road_weight);
    struct transit_parameters transit_parameters = {
        .change_s = 60, .weight = 1, .let_pass = setting.let_pass};
    struct people_parameters parameters = people_test_parameters(setting.guidance_s);
    parameters.bicycle_aboard = setting.bicycle_aboard;

    uint32_t shuttles = setting.fleets ? setting.fleets->vehicle_count : 0;

    *run = (struct people_run){0};
    run->team = team_create(setting.threads, err);
    run->kernel = kernel_create(run->team, setting.partitions, setting.start_ms,
                                (struct record_sink){.self = run, .put = people_put}, err);
    assert_non_null(run->kernel);
    assert_good(run, road_create(fixture->network, &road_parameters,
                                 (struct road_fleet){.person_count = population->person_count,
                                                     .shuttle_count = shuttles},
                                 run->kernel, &run->road, err));
    assert_good(run, transit_create(fixture->timetable, &transit_parameters,
                                    population->person_count, run->kernel, &run->transit, err));
    assert_good(run, transit_start(run->transit, run->kernel, err));
    struct shuttle_world shuttle = {
        fixture->network, setting.fleets, run->road, population->person_count, 30, 0};
    if (shuttles > 0)
        assert_good(run, shuttle_create(&shuttle, run->kernel, &run->shuttle, err));
    struct people_world world = {.network = fixture->network,
                                 .timetable = fixture->timetable,
                                 .population = population,
                                 .toll_ms_per_meur = setting.toll_ms_per_meur,
                                 .routes = setting.routes,
                                 .road = run->road,
                                 .transit = run->transit,
                                 .shuttle = run->shuttle,
                                 .seed = 1,
                                 .change_s = 60,
                                 .weight = setting.road_weight};
    assert_good(run, people_create(&world, &parameters, run->kernel, &run->people, err));
    struct shuttle_guide guide = people_shuttle_guide(run->people);
    if (shuttles > 0)
        assert_good(run, shuttle_start(run->shuttle, &guide, run->kernel, err));
    for (uint32_t n = 0; shuttles > 0 && n < fixture->network->node_count; n++)
        kernel_place(run->kernel, shuttle_stand_process(run->shuttle, n), n % setting.partitions);
    for (uint32_t n = 0; n < fixture->network->node_count; n++)
        kernel_place(run->kernel, road_node_process(run->road, n), n % setting.partitions);
    for (uint32_t p = 0; p < fixture->network->place_count; p++)
        kernel_place(run->kernel, people_place_process(run->people, p),
                     fixture->network->places[p].node % setting.partitions);
    for (uint32_t h = 0; h < people_hub_count(run->people); h++)
        kernel_place(run->kernel, people_hub_process(run->people, h),
                     people_hub_node(run->people, h) % setting.partitions);
    for (uint32_t s = 0; s < fixture->timetable->stop_count; s++)
        kernel_place(run->kernel, transit_stop_process(run->transit, s),
                     s * 5 % setting.partitions);
}

static inline void people_run_until(struct people_run *run, uint32_t stop_ms)
{
    assert_good(run, kernel_run_until(run->kernel, stop_ms, &run->err));
}

static inline void people_run_deinit(struct people_run *run)
{
    people_destroy(run->people);
    shuttle_destroy(run->shuttle);
    transit_destroy(run->transit);
    road_destroy(run->road);
    kernel_destroy(run->kernel);
    team_destroy(run->team);
    mem_free(run->rows);
}

/** The `index`-th trip of a person in the record stream, or NULL. */
static inline const struct trip_row *people_trip(const struct people_run *run, int32_t person,
                                                 uint32_t index)
{
    for (size_t i = 0; i < run->row_count; i++) {
        const struct trip_row *row = (const struct trip_row *)(const void *)run->rows[i].bytes;
        if (run->rows[i].kind == &people_trip_record && row->person == person && index-- == 0)
            return row;
    }
    return NULL;
}

/** One trip of one person, alone in the world until the next morning; the world stays open. */
static inline const struct trip_row *people_lone_trip(struct people_run *run,
                                                      struct people_fixture *fixture,
                                                      uint32_t from_place, struct planned_trip trip)
{
    struct lone_traveller *lone = &fixture->lone;
    *lone = (struct lone_traveller){
        .start_place = from_place, .first_trip = {0, 1}, .trip = trip, .group = GROUP_EMPLOYED};
    lone->population = (struct population){.person_count = 1,
                                           .trip_count = 1,
                                           .start_place = &lone->start_place,
                                           .first_trip = lone->first_trip,
                                           .trips = &lone->trip,
                                           .group = &lone->group};
    people_run_init(run, fixture, &lone->population, PEOPLE_ALONE);
    people_run_until(run, AT(24, 0, 0));
    const struct trip_row *row = people_trip(run, 0, 0);
    assert_non_null(row);
    assert_int_equal(row->from_place, from_place);
    assert_int_equal(row->to_place, trip.to_place);
    assert_int_equal(row->purpose, trip.purpose);
    assert_int_equal(row->planned_mode, trip.mode);
    return row;
}

/** departed = arrived + under way for every mode, and nobody's trip is missing. */
static inline void assert_conserved(const struct people_run *run,
                                    const struct population *population)
{
    struct people_totals totals = people_totals(run->people, kernel_now_ms(run->kernel));
    uint64_t departed = 0;
    for (int m = 0; m < MODE_COUNT; m++) {
        assert_int_equal(totals.modes[m].departed,
                         totals.modes[m].arrived + totals.modes[m].under_way);
        departed += totals.modes[m].departed;
    }
    assert_int_equal(departed + totals.not_started, population->trip_count);
}

#endif
