// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_traits.h"

#include "base/memory.h"
#include "demand/apportion.h"
#include "demand/day_plan.h"
#include "demand/furness.h"
#include "kernel/random.h"

#include <math.h>

#define BALANCE_TOLERANCE 1e-6
#define TRAIT_GROUPS      (GROUP_COMMUTER + 1)
#define CELLS             (2u * TRAIT_GROUPS) /* of an area: group, with or without a car */

/* Persons of a group of an area with or without a car, of whom so many have something. */
struct cell {
    uint32_t persons, tickets, bicycles;
};

struct traits_build {
    const struct demand_tables *tables;
    const struct demand_world *world;
    struct demand_people *people;
    uint64_t seed;
    const struct trait_row *rows[CELLS];
    uint32_t area_count; /* municipalities, and the outside */
    struct cell *cells;  /* [area_count][CELLS] */
};

static uint32_t cell_index(uint32_t group, bool has_car)
{
    return 2 * group + has_car;
}

/* The cell of a resident or commuter; their car must be known. */
static struct cell *cell_of(const struct traits_build *build, uint32_t person)
{
    const struct demand_person *who = &build->people->persons[person];
    uint32_t zone = build->world->network->places[who->home].zone;
    uint32_t area = build->world->areas.of_zone[zone];
    if (area >= build->area_count - 1) {
        area = build->area_count - 1;
    }
    bool has_car = (build->people->traits[person] & TRAIT_CAR) != 0;
    return &build->cells[area * CELLS + cell_index(who->group, has_car)];
}

static void count_cells(struct traits_build *build)
{
    struct day_source source = {build->world, NULL, build->people, build->seed};
    for (uint32_t i = 0; i < build->people->count; i++) {
        bool passes = build->people->persons[i].group >= TRAIT_GROUPS;
        build->people->traits[i] = passes || day_has_car(&source, i) ? TRAIT_CAR : 0;
        if (!passes) {
            cell_of(build, i)->persons++;
        }
    }
}

static enum status read_rows(struct traits_build *build, struct error *err)
{
    const struct table *table = &build->tables->traits;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct trait_row *row = TABLE_ROW(table, struct trait_row, i);
        if (row->group >= TRAIT_GROUPS) {
            return table_fail(table, row->line, err, "group '%s' has neither ticket nor bicycle",
                              person_group_names[row->group]);
        }
        build->rows[cell_index((uint32_t)row->group, row->has_car)] = row;
    }
    for (uint32_t i = 0; i < build->area_count * CELLS; i++) {
        if (build->cells[i].persons > 0 && build->rows[i % CELLS] == NULL) {
            return error_fail(err, STATUS_DATA, "%s: no row for group '%s' %s a car", table->path,
                              person_group_names[i % CELLS / 2], i % 2 ? "with" : "without");
        }
    }
    return STATUS_OK;
}

static void apply_shares(struct traits_build *build)
{
    for (uint32_t i = 0; i < build->area_count * CELLS; i++) {
        struct cell *cell = &build->cells[i];
        const struct trait_row *row = build->rows[i % CELLS];
        if (cell->persons > 0) {
            cell->tickets = (uint32_t)lround(cell->persons * row->ticket_share);
            cell->bicycles = (uint32_t)lround(cell->persons * row->bicycle_share);
        }
    }
}

/* Makes the tickets of a municipality as many as its own share says. */
static enum status balance_tickets(struct traits_build *build, const struct ticket_row *row,
                                   struct cell *cells, struct error *err)
{
    double values[CELLS][2] = {{0.0}}, persons[CELLS], columns[2];
    uint32_t whole_persons[CELLS], whole_columns[2], whole[CELLS][2], total = 0;
    for (uint32_t c = 0; c < CELLS; c++) {
        whole_persons[c] = cells[c].persons;
        persons[c] = (double)cells[c].persons;
        total += cells[c].persons;
        if (cells[c].persons > 0) {
            values[c][0] = build->rows[c]->ticket_share;
            values[c][1] = 1.0 - values[c][0];
        }
    }
    whole_columns[0] = (uint32_t)lround(total * row->share);
    whole_columns[1] = total - whole_columns[0];
    columns[0] = (double)whole_columns[0];
    columns[1] = (double)whole_columns[1];
    struct furness matrix = {CELLS, 2, &values[0][0], persons, columns};
    double error = 0.0;
    enum status status = furness_balance(&matrix, BALANCE_TOLERANCE, &error, err);
    if (status == STATUS_OK && error > 1e-3) {
        return table_fail(&build->tables->tickets, row->line, err,
                          "the groups of '%s' cannot have tickets at a share of %g: the table of "
                          "traits gives too many of them 0 or 1",
                          row->municipality, row->share);
    }
    struct apportion_margins margins = {CELLS, 2, whole_persons, whole_columns};
    if (status == STATUS_OK) {
        status = apportion_matrix(&values[0][0], &margins, &whole[0][0], err);
    }
    for (uint32_t c = 0; status == STATUS_OK && c < CELLS; c++) {
        cells[c].tickets = whole[c][0];
    }
    return status;
}

static enum status read_tickets(struct traits_build *build, struct error *err)
{
    const struct table *table = &build->tables->tickets;
    const struct names *names = &build->world->areas.names;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; status == STATUS_OK && i < table->count; i++) {
        const struct ticket_row *row = TABLE_ROW(table, struct ticket_row, i);
        uint32_t area = names_find(names, row->municipality);
        if (area >= build->area_count - 1) {
            const char *near = names_suggest(names, row->municipality);
            return table_fail(table, row->line, err, "unknown municipality '%s'%s%s%s",
                              row->municipality, near ? ", did you mean '" : "", near ? near : "",
                              near ? "'?" : "");
        }
        status = balance_tickets(build, row, &build->cells[area * CELLS], err);
    }
    return status;
}

/* Whether the next of `left` persons is one of the `*wanted` that are still to be chosen. */
static bool choose(double unit, uint32_t left, uint32_t *wanted)
{
    bool is_chosen = unit * left < *wanted;
    *wanted -= is_chosen;
    return is_chosen;
}

static void hand_out(struct traits_build *build)
{
    struct demand_people *people = build->people;
    for (uint32_t i = 0; i < people->count; i++) {
        if (people->persons[i].group >= TRAIT_GROUPS) {
            continue;
        }
        struct cell *cell = cell_of(build, i);
        struct random_stream stream;
        random_stream_init(&stream, build->seed, i, RANDOM_TICKET);
        double ticket = random_unit(&stream), bicycle = random_unit(&stream);
        uint8_t traits = choose(ticket, cell->persons, &cell->tickets) ? TRAIT_TICKET : 0;
        traits |= choose(bicycle, cell->persons, &cell->bicycles) ? TRAIT_BICYCLE : 0;
        cell->persons--;
        people->traits[i] |= traits;
    }
}

enum status demand_traits_assign(const struct demand_tables *tables,
                                 const struct demand_world *world, uint64_t seed,
                                 struct demand_people *people, struct error *err)
{
    struct traits_build build = {.tables = tables, .world = world, .people = people, .seed = seed};
    build.area_count = world->areas.internal_count + 1;
    build.cells = mem_alloc((size_t)build.area_count * CELLS, sizeof *build.cells, err);
    people->traits = mem_alloc(people->count, sizeof *people->traits, err);
    if (build.cells == NULL || people->traits == NULL) {
        mem_free(build.cells);
        return STATUS_RESOURCE;
    }
    count_cells(&build);
    enum status status = STATUS_OK;
    if (tables->traits.count > 0) {
        status = read_rows(&build, err);
        if (status == STATUS_OK) {
            apply_shares(&build);
            status = read_tickets(&build, err);
        }
    } else {
        for (uint32_t i = 0; i < build.area_count * CELLS; i++) {
            build.cells[i].bicycles = build.cells[i].persons;
        }
    }
    if (status == STATUS_OK) {
        hand_out(&build);
    }
    mem_free(build.cells);
    return status;
}
