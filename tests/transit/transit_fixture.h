// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TRANSIT_FIXTURE_H
#define TRANSIT_FIXTURE_H

/** A tiny public transport in memory, and a world that runs it, for the tests of transit and
 * routing. */

#include "test_support.h"

#include "network/timetable.h"
#include "transit/transit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MINUTE_MS   60000u
#define HOUR_MS     3600000u
#define FIXTURE_BUS "bus,2,1,3,12,80,1,1.2,220,diesel,11.5,4\n"

static inline void assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance))
        fail_msg("%.17g is not %.17g within %g", value, expected, tolerance);
}

struct fixture {
    struct transit_tables tables;
    struct network network;
    struct timetable *timetable;
    struct error err;
};

static inline const struct table_kind *fixture_kind(const char *key)
{
    const struct table_kind *kind = transit_table_kinds;
    while (kind->key != NULL && strcmp(kind->key, key) != 0)
        kind++;
    assert_non_null(kind->key);
    return kind;
}

/** Sets the fields of a row in their order from comma-separated text. */
static inline enum status fixture_row(struct table *table, char *text, struct error *err)
{
    assert_int_equal(MEM_RESERVE((char **)&table->rows, &table->capacity,
                                 (size_t)(table->count + 1) * table->row_size, err),
                     STATUS_OK);
    char *row = (char *)table->rows + table->count * table->row_size;
    memset(row, 0, table->row_size);
    uint32_t line = table->count + 2;
    memcpy(row, &line, sizeof line);
    table->count++;
    for (const struct field *field = table->fields; field->name != NULL; field++) {
        char *comma = text != NULL ? strchr(text, ',') : NULL;
        if (comma != NULL)
            *comma = '\0';
        enum status status =
            field_set_text(field, row, text != NULL ? text : "", &table->text, table->path, err);
        if (status != STATUS_OK)
            return status;
        text = comma != NULL ? comma + 1 : NULL;
    }
    return STATUS_OK;
}

/** Appends rows, one per line of `rows`; the first row of a table is line 2 of its file. */
static inline void fixture_add_rows(struct table *table, const char *rows, struct error *err)
{
    while (*rows != '\0') {
        char text[512];
        size_t length = strcspn(rows, "\n");
        assert_true(length < sizeof text);
        memcpy(text, rows, length);
        text[length] = '\0';
        if (fixture_row(table, text, err) != STATUS_OK)
            fail_msg("%s: %s", table->path, err->text);
        rows += length + (rows[length] == '\n');
    }
}

/** Appends rows to the table `key`. */
static inline void fixture_add(struct fixture *fixture, const char *key, const char *rows)
{
    struct table *table = (struct table *)((char *)&fixture->tables + fixture_kind(key)->offset);
    fixture_add_rows(table, rows, &fixture->err);
}

static inline void fixture_init(struct fixture *fixture)
{
    static const char *const paths[] = {"stops.csv",       "lines.csv",    "departures.csv",
                                        "line_stops.csv",  "vehicles.csv", "transfers.csv",
                                        "place_stops.csv", "delays.csv",   "incidents.csv",
                                        "park_ride.csv",   "closures.csv"};
    *fixture = (struct fixture){.network = {.ref_lat = 51.5, .ref_lon = 7.45}};
    for (int i = 0; transit_table_kinds[i].key != NULL; i++) {
        const struct table_kind *kind = &transit_table_kinds[i];
        struct table *table = (struct table *)((char *)&fixture->tables + kind->offset);
        table->path = paths[i];
        table->fields = kind->fields;
        table->row_size = kind->row_size;
    }
    uint32_t place;
    assert_int_equal(names_add(&fixture->network.place_names, "X01", &place, NULL, &fixture->err),
                     STATUS_OK);
}

static inline void fixture_deinit(struct fixture *fixture)
{
    timetable_destroy(fixture->timetable);
    transit_tables_deinit(&fixture->tables);
    names_deinit(&fixture->network.place_names);
}

static inline void fixture_build(struct fixture *fixture)
{
    enum status status =
        timetable_build(&fixture->tables, &fixture->network, &fixture->timetable, &fixture->err);
    if (status != STATUS_OK)
        fail_msg("%s", fixture->err.text);
}

/** Builds, expects STATUS_DATA with `count` findings, one of which holds `text`. */
static inline void fixture_build_fails(struct fixture *fixture, unsigned count, const char *text)
{
    struct timetable *untouched = (struct timetable *)fixture;
    fixture->timetable = untouched;
    assert_int_equal(
        timetable_build(&fixture->tables, &fixture->network, &fixture->timetable, &fixture->err),
        STATUS_DATA);
    assert_ptr_equal(fixture->timetable, untouched);
    fixture->timetable = NULL;
    if (strstr(fixture->err.text, text) == NULL)
        fail_msg("'%s' is not in '%s'", text, fixture->err.text);
    assert_int_equal(fixture->err.finding_count, count);
}

/** Stops A ... E on a line, 1 km apart. */
static inline void fixture_add_stops(struct fixture *fixture)
{
    fixture_add(fixture, "stops",
                "A,Alpha,51.50,7.40\nB,Beta,51.51,7.40\nC,Gamma,51.52,7.40\n"
                "D,Delta,51.53,7.40\nE,Epsilon,51.54,7.40\n");
}

/** The number in a row of a record, by the name of its column. */
static inline double row_number(const struct record_kind *kind, const void *row, const char *name)
{
    const struct column *column = kind->columns;
    while (column->name != NULL && strcmp(column->name, name) != 0)
        column++;
    assert_non_null(column->name);
    const char *at = (const char *)row + column->offset;
    double real;
    int32_t whole;
    switch (column->type) {
    case COLUMN_F64:
        memcpy(&real, at, sizeof real);
        return real;
    case COLUMN_I32:
        memcpy(&whole, at, sizeof whole);
        return whole;
    case COLUMN_I8:
        return *(const int8_t *)at;
    default:
        fail_msg("column %s has a type that the test does not know", name);
        return 0;
    }
}

/* ---- a world: one door per person, which sends them on their way and notes how it ended ---- */

enum door_event { DOOR_BEGIN = 1, DOOR_ARRIVED = 2, DOOR_REFUSED = 3 };

struct person_log {
    struct itinerary itinerary;
    uint32_t begin_ms;
    uint32_t arrived_ms, stranded_ms; /**< 0: not */
    uint32_t stranded_stop;
    uint32_t refused; /**< how often */
    struct transit_refusal refusal;
};

struct logged_row {
    const struct record_kind *kind;
    unsigned char bytes[RECORD_ROW_MAX];
};

struct world {
    struct team *team;
    struct kernel *kernel;
    struct transit *transit;
    uint32_t first_door, person_count;
    struct person_log *persons;
    struct logged_row *rows;
    size_t row_count, row_capacity;
    /** Finds the way from a stop for somebody who was refused there; false, or NULL: there is none.
     */
    bool (*find_way)(struct world *world, struct activation *act, uint32_t person, uint32_t stop,
                     struct itinerary *out);
    void *finder; /**< of `find_way` */
    struct error err;
};

static inline void door_refused(struct world *world, struct activation *act, uint32_t person,
                                uint32_t stop)
{
    struct person_log *log = &world->persons[person];
    struct itinerary way;
    log->refusal = *transit_refusal(world->transit, person);
    log->refused++;
    if (world->find_way != NULL && world->find_way(world, act, person, stop, &way)) {
        bool waits = way.legs[0].board_call == log->refusal.call_id;
        struct transit_return whom = {act->self, DOOR_ARRIVED, DOOR_REFUSED};
        transit_record_refusal(world->transit, act, person,
                               waits ? TRANSIT_WAITS_ON : TRANSIT_OTHER_WAY);
        transit_resume(world->transit, act, person, &way, whom);
        return;
    }
    transit_record_refusal(world->transit, act, person, TRANSIT_BY_CAR);
    log->stranded_ms = act->t_ms;
    log->stranded_stop = stop;
}

static inline void door_handle(struct activation *act, struct event event)
{
    struct world *world = act->model;
    uint32_t person = event_subject(event);
    struct person_log *log = &world->persons[person];
    if (event_type(event) == DOOR_BEGIN) {
        struct transit_return whom = {act->self, DOOR_ARRIVED, DOOR_REFUSED};
        transit_begin(world->transit, act, person, &log->itinerary, whom);
    } else if (event_type(event) == DOOR_ARRIVED) {
        log->arrived_ms = act->t_ms;
    } else {
        door_refused(world, act, person, event_argument(event));
    }
}

static inline enum status world_put(void *self, const struct record_kind *kind, const void *row,
                                    struct error *err)
{
    struct world *world = self;
    enum status status = MEM_RESERVE(&world->rows, &world->row_capacity, world->row_count + 1, err);
    if (status != STATUS_OK)
        return status;
    struct logged_row *logged = &world->rows[world->row_count++];
    *logged = (struct logged_row){.kind = kind};
    memcpy(logged->bytes, row, kind->row_size);
    return STATUS_OK;
}

struct world_size {
    uint32_t threads, partitions, start_ms;
    double weight;                               /**< of a passenger; 0 means 1 */
    const struct transit_parameters *parameters; /**< NULL: doors and passengers take no time */
};

#define WORLD_ALONE ((struct world_size){.threads = 1, .partitions = 1})

/** Creates the world; the caller fills `persons[i].itinerary` and `begin_ms`, then runs. */
static inline void world_init(struct world *world, const struct timetable *timetable,
                              uint32_t person_count, double change_s, struct world_size size)
{
    static const struct process_kind door_kind = {.name = "door", .handle = door_handle};
    struct error *err = &world->err;
    *world = (struct world){.person_count = person_count};
    struct transit_parameters parameters = {.change_s = change_s, .weight = size.weight};
    if (size.parameters != NULL)
        parameters = *size.parameters;
    struct record_sink sink = {.self = world, .put = world_put};
    world->persons = mem_alloc(person_count, sizeof *world->persons, err);
    world->team = team_create(size.threads, err);
    world->kernel = kernel_create(world->team, size.partitions, size.start_ms, sink, err);
    assert_non_null(world->persons);
    assert_non_null(world->kernel);
    assert_int_equal(kernel_add_processes(world->kernel, &door_kind, world, person_count,
                                          &world->first_door, err),
                     STATUS_OK);
    assert_int_equal(
        transit_create(timetable, &parameters, person_count, world->kernel, &world->transit, err),
        STATUS_OK);
    uint32_t first_stop = transit_stop_process(world->transit, 0);
    for (uint32_t i = 0; i < timetable->stop_count; i++)
        kernel_place(world->kernel, first_stop + i, i % size.partitions);
    for (uint32_t i = 0; i < person_count; i++)
        kernel_place(world->kernel, world->first_door + i, i * 7 % size.partitions);
    kernel_declare_channels(world->kernel, world->first_door, person_count, first_stop,
                            timetable->stop_count, transit_least_access_ms());
    kernel_declare_channels(world->kernel, first_stop, timetable->stop_count, world->first_door,
                            person_count, transit_least_egress_ms());
}

static inline enum status world_run(struct world *world, uint32_t stop_ms)
{
    enum status status = transit_start(world->transit, world->kernel, &world->err);
    for (uint32_t i = 0; status == STATUS_OK && i < world->person_count; i++)
        if (world->persons[i].itinerary.leg_count > 0)
            status = kernel_post(
                world->kernel,
                event_make(world->persons[i].begin_ms, world->first_door + i, DOOR_BEGIN, i, 0),
                &world->err);
    return status == STATUS_OK ? kernel_run_until(world->kernel, stop_ms, &world->err) : status;
}

static inline void world_deinit(struct world *world)
{
    transit_destroy(world->transit);
    kernel_destroy(world->kernel);
    team_destroy(world->team);
    mem_free(world->persons);
    mem_free(world->rows);
}

/** The `index`-th row of a kind in the record stream, or NULL. */
static inline const void *world_row(const struct world *world, const struct record_kind *kind,
                                    uint32_t index)
{
    for (size_t i = 0; i < world->row_count; i++)
        if (world->rows[i].kind == kind && index-- == 0)
            return world->rows[i].bytes;
    return NULL;
}

static inline uint32_t world_count_rows(const struct world *world, const struct record_kind *kind)
{
    uint32_t count = 0;
    for (size_t i = 0; i < world->row_count; i++)
        count += world->rows[i].kind == kind;
    return count;
}

/** A number of the `index`-th leg or call. */
static inline double leg_number(const struct world *world, uint32_t index, const char *name)
{
    const void *row = world_row(world, &transit_leg_record, index);
    assert_non_null(row);
    return row_number(&transit_leg_record, row, name);
}

static inline double call_number(const struct world *world, uint32_t index, const char *name)
{
    const void *row = world_row(world, &transit_call_record, index);
    assert_non_null(row);
    return row_number(&transit_call_record, row, name);
}

#endif
