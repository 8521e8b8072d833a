// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_workers.h"

#include "base/memory.h"
#include "demand/apportion.h"
#include "demand/demand_gravity.h"
#include "demand/furness.h"

/* Way to work. Own assumption, checked against the length bands of all trips
 * (docs/model/demand.md). */
static const struct demand_deterrence work_deterrence = {.scale_m = 2000.0, .exponent = 2.0};

#define BALANCE_TOLERANCE 1e-4

enum status demand_workers_add_outside(const struct demand_areas *areas,
                                       struct demand_people *people, struct error *err)
{
    uint32_t before = people->count;
    for (uint32_t from = areas->internal_count; from < areas->count; from++) {
        for (uint32_t to = 0; to < areas->internal_count; to++) {
            struct demand_person person = {areas->place[from], NONE, GROUP_COMMUTER};
            enum status status =
                demand_people_add(people, areas->commuters[from * areas->count + to], person, err);
            if (status != STATUS_OK) {
                return status;
            }
        }
    }
    people->commuter_count = people->count - before;
    return STATUS_OK;
}

struct scratch {
    uint32_t *work_area; /* [person] area where they work, or NONE */
    uint8_t *keep;       /* [person] */
    double *weights;     /* [place] */
};

/* The choice of the area where the residents of one municipality work. */
struct area_choice {
    const struct demand_world *world;
    uint32_t from;         /* the municipality */
    uint32_t column_count; /* areas that are destinations, then "no way to work" */
    uint32_t *columns;     /* [areas + 1] areas; NONE: no way to work */
    uint32_t *column_sums; /* [areas + 1] */
    uint32_t *row_sums;    /* [place] employed residents */
    double *cells;         /* [place * columns] */
    double *sums;          /* [place + columns] */
    uint32_t *whole;       /* [place * columns] */
};

/* Attraction of an area as seen from a place: the jobs weighted by deterrence; an external area
 * counts as one. */
static double pull(const struct demand_world *world, uint32_t from, uint32_t area)
{
    if (area == NONE) {
        return 1.0;
    }
    const struct demand_reach *reach = &world->reach;
    if (world->areas.place[area] != NONE) {
        return demand_deterrence_value(&work_deterrence, reach, &world->rules, from,
                                       world->areas.place[area]);
    }
    double sum = 0.0;
    for (uint32_t p = 0; p < reach->place_count; p++) {
        if (world->areas.of_zone[world->network->places[p].zone] == area) {
            sum += reach->attraction[ATTRACTION_JOBS * reach->place_count + p] *
                   demand_deterrence_value(&work_deterrence, reach, &world->rules, from, p);
        }
    }
    return sum;
}

/* Lists the destinations with their persons: as published, or scaled down to the employed
 * residents. */
static enum status list_columns(struct area_choice *choice, uint32_t employed, struct error *err)
{
    const struct demand_areas *areas = &choice->world->areas;
    uint64_t published = 0;
    choice->column_count = 0;
    for (uint32_t to = 0; to < areas->count; to++) {
        uint32_t commuters = areas->commuters[choice->from * areas->count + to];
        if (commuters > 0) {
            choice->columns[choice->column_count] = to;
            choice->sums[choice->column_count] = (double)commuters;
            choice->column_sums[choice->column_count++] = commuters;
            published += commuters;
        }
    }
    if (published > employed) {
        return apportion(choice->sums, choice->column_count, employed, choice->column_sums, err);
    }
    if (published < employed) {
        choice->columns[choice->column_count] = NONE;
        choice->column_sums[choice->column_count++] = employed - (uint32_t)published;
    }
    return STATUS_OK;
}

static enum status balance_areas(struct area_choice *choice, struct error *err)
{
    uint32_t rows = choice->world->reach.place_count, columns = choice->column_count;
    for (uint32_t r = 0; r < rows; r++) {
        choice->sums[r] = (double)choice->row_sums[r];
        for (uint32_t c = 0; c < columns; c++) {
            choice->cells[r * columns + c] =
                choice->row_sums[r] > 0 ? pull(choice->world, r, choice->columns[c]) : 0.0;
        }
    }
    for (uint32_t c = 0; c < columns; c++) {
        choice->sums[rows + c] = (double)choice->column_sums[c];
    }
    struct furness matrix = {rows, columns, choice->cells, choice->sums, choice->sums + rows};
    enum status status = furness_balance(&matrix, BALANCE_TOLERANCE, NULL, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct apportion_margins margins = {rows, columns, choice->row_sums, choice->column_sums};
    return apportion_matrix(choice->cells, &margins, choice->whole, err);
}

/* Marks in `scratch->work_area` where the employed residents of the municipality work. */
static enum status choose_areas(struct area_choice *choice, uint32_t from, uint64_t seed,
                                const struct demand_people *people, struct scratch *scratch,
                                struct error *err)
{
    const struct network *network = choice->world->network;
    const struct demand_areas *areas = &choice->world->areas;
    uint32_t n = choice->world->reach.place_count, employed = 0;
    for (uint32_t i = 0; i < people->count; i++) {
        scratch->keep[i] = people->persons[i].group == GROUP_EMPLOYED &&
                           areas->of_zone[network->places[people->persons[i].home].zone] == from;
    }
    struct demand_queue queue = {0};
    enum status status = demand_queue_build(people, scratch->keep, n, seed, &queue, err);
    if (status != STATUS_OK) {
        return status;
    }
    for (uint32_t p = 0; p < n; p++) {
        choice->row_sums[p] = queue.first[p + 1] - queue.first[p];
        employed += choice->row_sums[p];
    }
    choice->from = from;
    status = list_columns(choice, employed, err);
    if (status == STATUS_OK && employed > 0) {
        status = balance_areas(choice, err);
    }
    for (uint32_t p = 0; status == STATUS_OK && employed > 0 && p < n; p++) {
        uint32_t next = queue.first[p];
        for (uint32_t c = 0; c < choice->column_count; c++) {
            for (uint32_t k = 0; k < choice->whole[p * choice->column_count + c]; k++) {
                scratch->work_area[queue.persons[next++]] = choice->columns[c];
            }
        }
    }
    demand_queue_deinit(&queue);
    return status;
}

/* The commuters from outside come in the order in which they were added. */
static void mark_outside(const struct demand_areas *areas, uint32_t person, uint32_t *work_area)
{
    for (uint32_t from = areas->internal_count; from < areas->count; from++) {
        for (uint32_t to = 0; to < areas->internal_count; to++) {
            for (uint32_t k = 0; k < areas->commuters[from * areas->count + to]; k++) {
                work_area[person++] = to;
            }
        }
    }
}

/* Gives those who work in `area` their place there. */
static enum status assign_area(const struct demand_world *world, uint32_t area, uint64_t seed,
                               struct scratch *scratch, struct demand_people *people,
                               struct error *err)
{
    const struct demand_reach *reach = &world->reach;
    uint8_t *keep = scratch->keep;
    double *weights = scratch->weights;
    for (uint32_t i = 0; i < people->count; i++) {
        keep[i] = scratch->work_area[i] == area;
        if (keep[i] && world->areas.place[area] != NONE) {
            people->persons[i].main_place = world->areas.place[area];
        }
    }
    if (world->areas.place[area] != NONE) {
        return STATUS_OK;
    }
    for (uint32_t p = 0; p < reach->place_count; p++) {
        bool is_here = world->areas.of_zone[world->network->places[p].zone] == area;
        weights[p] = is_here ? reach->attraction[ATTRACTION_JOBS * reach->place_count + p] : 0.0;
    }
    struct demand_queue queue = {0};
    enum status status = demand_queue_build(people, keep, reach->place_count, seed, &queue, err);
    if (status == STATUS_OK) {
        struct demand_gravity gravity = {reach,   &world->rules,   &queue,
                                         weights, work_deterrence, true};
        status = demand_gravity_assign(&gravity, seed, people, err);
    }
    if (status != STATUS_OK) {
        error_note(err, "while choosing work places in %s", names_text(&world->areas.names, area));
    }
    demand_queue_deinit(&queue);
    return status;
}

static enum status allocate(struct area_choice *choice, struct scratch *scratch, uint32_t persons,
                            struct error *err)
{
    size_t places = choice->world->reach.place_count;
    size_t columns = choice->world->areas.count + 1;
    choice->columns = mem_alloc(columns, sizeof *choice->columns, err);
    choice->column_sums = mem_alloc(columns, sizeof *choice->column_sums, err);
    choice->row_sums = mem_alloc(places, sizeof *choice->row_sums, err);
    choice->cells = mem_alloc(places * columns, sizeof *choice->cells, err);
    choice->sums = mem_alloc(places + columns, sizeof *choice->sums, err);
    choice->whole = mem_alloc(places * columns, sizeof *choice->whole, err);
    scratch->work_area = mem_alloc(persons, sizeof *scratch->work_area, err);
    scratch->keep = mem_alloc(persons, sizeof *scratch->keep, err);
    scratch->weights = mem_alloc(places, sizeof *scratch->weights, err);
    bool has_all = choice->columns != NULL && choice->column_sums != NULL &&
                   choice->row_sums != NULL && choice->cells != NULL && choice->sums != NULL &&
                   choice->whole != NULL && scratch->work_area != NULL && scratch->keep != NULL &&
                   scratch->weights != NULL;
    return has_all ? STATUS_OK : STATUS_RESOURCE;
}

static void release(struct area_choice *choice, struct scratch *scratch)
{
    mem_free(choice->columns);
    mem_free(choice->column_sums);
    mem_free(choice->row_sums);
    mem_free(choice->cells);
    mem_free(choice->sums);
    mem_free(choice->whole);
    mem_free(scratch->work_area);
    mem_free(scratch->keep);
    mem_free(scratch->weights);
}

enum status demand_workers_assign(const struct demand_world *world, uint64_t seed,
                                  struct demand_people *people, struct error *err)
{
    const struct demand_areas *areas = &world->areas;
    struct area_choice choice = {.world = world};
    struct scratch scratch = {0};
    enum status status = allocate(&choice, &scratch, people->count, err);
    for (uint32_t i = 0; status == STATUS_OK && i < people->count; i++) {
        scratch.work_area[i] = NONE;
    }
    for (uint32_t a = 0; status == STATUS_OK && a < areas->internal_count; a++) {
        status = choose_areas(&choice, a, seed, people, &scratch, err);
    }
    if (status == STATUS_OK) {
        mark_outside(areas, people->resident_count, scratch.work_area);
    }
    for (uint32_t a = 0; status == STATUS_OK && a < areas->count; a++) {
        status = assign_area(world, a, seed, &scratch, people, err);
    }
    release(&choice, &scratch);
    return status;
}
