// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_schools.h"

#include "base/memory.h"
#include "demand/demand_gravity.h"

/* Who goes where, how far. The deterrences are own assumptions. */
struct school_kind {
    uint8_t group;
    bool is_constrained, is_internal;
    struct demand_deterrence deterrence;
};

static const struct school_kind school_kinds[] = {
    {GROUP_CHILD, false, true, {1000.0, 4.0}},
    {GROUP_PUPIL, true, true, {1000.0, 2.5}},
    {GROUP_STUDENT, false, false, {2000.0, 2.0}},
};

static double places_of(const struct zone_row *row, uint8_t group)
{
    return group == GROUP_CHILD   ? row->residents
           : group == GROUP_PUPIL ? row->pupil_places
                                  : row->university_places;
}

static enum status assign_kind(const struct demand_world *world, const struct school_kind *kind,
                               uint64_t seed, double *weights, struct demand_people *people,
                               struct error *err)
{
    const struct network *network = world->network;
    double total = 0.0;
    for (uint32_t p = 0; p < network->place_count; p++) {
        const struct zone *zone = &network->zones[network->places[p].zone];
        const struct zone_row *row = TABLE_ROW(&network->tables->zones, struct zone_row, zone->row);
        bool is_open = zone->kind == ZONE_INTERNAL || !kind->is_internal;
        weights[p] = is_open ? (double)network->places[p].share * places_of(row, kind->group) : 0.0;
        total += weights[p];
    }
    if (total <= 0.0) {
        return STATUS_OK;
    }
    uint8_t *keep = mem_alloc(people->count, sizeof *keep, err);
    if (keep == NULL) {
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < people->resident_count; i++) {
        keep[i] = people->persons[i].group == kind->group;
    }
    struct demand_queue queue = {0};
    enum status status = demand_queue_build(people, keep, network->place_count, seed, &queue, err);
    if (status == STATUS_OK) {
        struct demand_gravity gravity = {&world->reach, &world->rules,    &queue,
                                         weights,       kind->deterrence, kind->is_constrained};
        status = demand_gravity_assign(&gravity, seed, people, err);
    }
    demand_queue_deinit(&queue);
    mem_free(keep);
    return status;
}

enum status demand_schools_assign(const struct demand_world *world, uint64_t seed,
                                  struct demand_people *people, struct error *err)
{
    double *weights = mem_alloc(world->network->place_count, sizeof *weights, err);
    enum status status = weights != NULL ? STATUS_OK : STATUS_RESOURCE;
    for (size_t k = 0; status == STATUS_OK && k < sizeof school_kinds / sizeof school_kinds[0];
         k++) {
        status = assign_kind(world, &school_kinds[k], seed, weights, people, err);
    }
    mem_free(weights);
    return status;
}
