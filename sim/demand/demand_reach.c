// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_reach.h"

#include "base/memory.h"

#include <math.h>

/* Two doors are never nearer than this, even when two places have the same coordinates. */
#define DISTANCE_MIN_M 100.0

/* Beyond this the attraction of an external zone falls with 1 / distance. Own assumption. */
#define FAR_M 10000.0

static void fill_attractions(const struct network *network, struct demand_reach *reach)
{
    uint32_t n = reach->place_count;
    for (uint32_t p = 0; p < n; p++) {
        const struct place *place = &network->places[p];
        const struct zone *zone = &network->zones[place->zone];
        const struct zone_row *row = TABLE_ROW(&network->tables->zones, struct zone_row, zone->row);
        double share = (double)place->share;
        reach->attraction[ATTRACTION_SHOPPING * n + p] = share * row->shopping_index;
        reach->attraction[ATTRACTION_LEISURE * n + p] = share * row->leisure_index;
        reach->attraction[ATTRACTION_RESIDENTS * n + p] = share * row->residents;
        reach->attraction[ATTRACTION_JOBS * n + p] = share * row->jobs;
        reach->attraction[ATTRACTION_MIXED * n + p] = share * (row->residents + row->jobs);
        reach->attraction[ATTRACTION_EDUCATION * n + p] =
            share * (row->pupil_places + row->university_places);
        reach->node[p] = place->node;
        reach->is_external[p] = zone->kind == ZONE_EXTERNAL;
    }
}

/* Sorts the places around `from` by band (counting sort: ties by id) and sums their attractions
 * within it. */
static void fill_place(const struct network *network, const struct demand_rules *rules,
                       double detour_factor, uint32_t from, struct demand_reach *reach)
{
    uint32_t n = reach->place_count;
    float *distance_m = reach->distance_m + (size_t)from * n;
    uint32_t *first = reach->band_first + (size_t)from * (reach->band_count + 1);
    uint32_t *order = reach->order + (size_t)from * n;
    uint32_t next[DEMAND_BANDS_MAX + 1] = {0};
    for (uint32_t p = 0; p < n; p++) {
        double straight_m = point_distance_m(network->places[from].point, network->places[p].point);
        distance_m[p] = p == from ? 0.0F : (float)fmax(straight_m * detour_factor, DISTANCE_MIN_M);
        next[demand_rules_band(rules, (double)distance_m[p]) + 1]++;
    }
    for (uint32_t b = 0; b < reach->band_count; b++) {
        next[b + 1] += next[b];
    }
    for (uint32_t b = 0; b <= reach->band_count; b++) {
        first[b] = next[b];
    }
    for (uint32_t p = 0; p < n; p++) {
        order[next[demand_rules_band(rules, (double)distance_m[p])]++] = p;
    }
    for (uint32_t a = 0; a < ATTRACTION_COUNT; a++) {
        float *cumulative = reach->cumulative + ((size_t)a * n + from) * n;
        for (uint32_t b = 0; b < reach->band_count; b++) {
            double sum = 0.0;
            for (uint32_t i = first[b]; i < first[b + 1]; i++) {
                uint32_t to = order[i];
                double divisor =
                    reach->is_external[to] ? fmax((double)distance_m[to] / FAR_M, 1.0) : 1.0;
                sum += reach->attraction[a * n + to] / divisor;
                cumulative[i] = (float)sum;
            }
        }
    }
}

enum status demand_reach_build(const struct network *network, const struct demand_rules *rules,
                               double detour_factor, struct demand_reach *out, struct error *err)
{
    uint32_t n = network->place_count;
    size_t pairs = (size_t)n * n;
    struct demand_reach reach = {.place_count = n, .band_count = rules->band_count};
    reach.distance_m = mem_alloc(pairs, sizeof *reach.distance_m, err);
    reach.order = mem_alloc(pairs, sizeof *reach.order, err);
    reach.band_first =
        mem_alloc((size_t)n * (rules->band_count + 1), sizeof *reach.band_first, err);
    reach.cumulative = mem_alloc(pairs * ATTRACTION_COUNT, sizeof *reach.cumulative, err);
    reach.attraction = mem_alloc((size_t)n * ATTRACTION_COUNT, sizeof *reach.attraction, err);
    reach.node = mem_alloc(n, sizeof *reach.node, err);
    reach.is_external = mem_alloc(n, sizeof *reach.is_external, err);
    if (reach.distance_m == NULL || reach.order == NULL || reach.band_first == NULL ||
        reach.cumulative == NULL || reach.attraction == NULL || reach.node == NULL ||
        reach.is_external == NULL) {
        demand_reach_deinit(&reach);
        return STATUS_RESOURCE;
    }
    fill_attractions(network, &reach);
    for (uint32_t from = 0; from < n; from++) {
        fill_place(network, rules, detour_factor, from, &reach);
    }
    *out = reach;
    return STATUS_OK;
}

void demand_reach_deinit(struct demand_reach *reach)
{
    mem_free(reach->distance_m);
    mem_free(reach->order);
    mem_free(reach->band_first);
    mem_free(reach->cumulative);
    mem_free(reach->attraction);
    mem_free(reach->node);
    mem_free(reach->is_external);
    *reach = (struct demand_reach){0};
}

enum attraction demand_reach_attraction(enum purpose purpose)
{
    switch (purpose) {
    case PURPOSE_SHOPPING:
        return ATTRACTION_SHOPPING;
    case PURPOSE_LEISURE:
        return ATTRACTION_LEISURE;
    case PURPOSE_ESCORT:
        return ATTRACTION_RESIDENTS;
    case PURPOSE_WORK:
    case PURPOSE_BUSINESS:
        return ATTRACTION_JOBS;
    case PURPOSE_EDUCATION:
        return ATTRACTION_EDUCATION;
    default:
        return ATTRACTION_MIXED;
    }
}

double demand_reach_total(const struct demand_reach *reach, enum attraction attraction,
                          uint32_t from, uint32_t band)
{
    const uint32_t *first = reach->band_first + (size_t)from * (reach->band_count + 1);
    if (first[band] == first[band + 1]) {
        return 0.0;
    }
    size_t row = ((size_t)attraction * reach->place_count + from) * reach->place_count;
    return (double)reach->cumulative[row + first[band + 1] - 1];
}

uint32_t demand_reach_draw(const struct demand_reach *reach, enum attraction attraction,
                           uint32_t from, uint32_t band, double unit)
{
    const uint32_t *first = reach->band_first + (size_t)from * (reach->band_count + 1);
    const float *cumulative =
        reach->cumulative + ((size_t)attraction * reach->place_count + from) * reach->place_count;
    double mark = unit * (double)cumulative[first[band + 1] - 1];
    uint32_t low = first[band], high = first[band + 1] - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if ((double)cumulative[middle] > mark) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return reach->order[(size_t)from * reach->place_count + low];
}
