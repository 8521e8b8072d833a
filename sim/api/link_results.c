// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/link_results.h"

#include "base/memory.h"
#include "road/road_now.h"

#include <math.h>

#define SECONDS_PER_HOUR 3600.0

enum { BUS_FLOW, FLOW, SPEED, DENSITY, QUEUE, VARIABLE_COUNT };

static const struct cube_variable link_variables[] = {
    {"bus_flow", "h-1", "buses among the vehicles that leave the link, per hour"},
    {"flow", "h-1", "vehicles that leave the link, per hour"},
    {"speed", "m s-1",
     "length of the link over the mean travel time of the vehicles that leave it"},
    {"density", "km-1", "vehicles on the link per km, mean over the interval"},
    {"queue", "1",
     "vehicles that wait at the end of the link to cross its node, at the end of the interval"},
    {0},
};

/** Where runs of public transport are among the cars; elsewhere nobody asks for buses. */
static const struct cube_kind street_cube = {"links", "link", "network/links",
                                             "Road traffic by link and interval", link_variables};
static const struct cube_kind link_cube = {
    "links", "link", "network/links", "Road traffic by link and interval", link_variables + FLOW};

struct link_results {
    const struct network *network;
    const struct road *road;
    struct results *results;
    double weight;
    uint32_t since_ms;
    struct road_link_totals *before;     /**< [link_count] totals at since_ms */
    struct road_link_totals *bus_before; /**< [link_count] of the buses among them */
    float *values[VARIABLE_COUNT];       /**< [link_count] */
};

enum status link_results_create(const struct network *network, const struct road *road,
                                struct results *results, double weight, struct link_results **out,
                                struct error *err)
{
    struct link_results *made = mem_alloc(1, sizeof *made, err);
    if (!made)
        return STATUS_RESOURCE;
    *made = (struct link_results){
        .network = network, .road = road, .results = results, .weight = weight};
    made->before = mem_alloc(network->link_count, sizeof *made->before, err);
    made->bus_before = mem_alloc(network->link_count, sizeof *made->bus_before, err);
    bool all = made->before && made->bus_before;
    for (int v = 0; v < VARIABLE_COUNT; v++) {
        made->values[v] = mem_alloc(network->link_count, sizeof *made->values[v], err);
        all = all && made->values[v];
    }
    if (!all) {
        link_results_destroy(made);
        return STATUS_RESOURCE;
    }
    *out = made;
    return STATUS_OK;
}

void link_results_destroy(struct link_results *link_results)
{
    if (!link_results)
        return;
    mem_free(link_results->before);
    mem_free(link_results->bus_before);
    for (int v = 0; v < VARIABLE_COUNT; v++)
        mem_free(link_results->values[v]);
    mem_free(link_results);
}

void link_results_begin(struct link_results *link_results, uint32_t start_ms)
{
    link_results->since_ms = start_ms;
}

/** Vehicle-milliseconds spent on the link since `since_ms`: who was there all the time, plus the
 * rest of the interval for everyone who entered, minus the rest of the interval for everyone who
 * left. */
static double link_time_spent_ms(const struct road_link_totals *before,
                                 const struct road_link_totals *now, uint32_t since_ms,
                                 uint32_t t_ms)
{
    double there = (double)(before->entered - before->left) * (double)(t_ms - since_ms);
    double entered = (double)(now->entered - before->entered) * (double)t_ms -
                     (double)(now->entered_ms_sum - before->entered_ms_sum);
    double left = (double)(now->left - before->left) * (double)t_ms -
                  (double)(now->left_ms_sum - before->left_ms_sum);
    return there + entered - left;
}

/** Sums over the vehicles of a link in an interval. */
struct interval_sums {
    double left, travel_s, spent_s;
};

static struct interval_sums interval_sums(const struct road_link_totals *before,
                                          const struct road_link_totals *now, uint32_t since_ms,
                                          uint32_t t_ms)
{
    return (struct interval_sums){
        .left = (double)(now->left - before->left),
        .travel_s = (double)(now->travel_ms_sum - before->travel_ms_sum) / 1000.0,
        .spent_s = link_time_spent_ms(before, now, since_ms, t_ms) / 1000.0,
    };
}

/** Fills the values of a link. A vehicle stands for `weight` of them, a bus for itself alone. */
static void link_results_fill(struct link_results *made, uint32_t link, uint32_t t_ms)
{
    struct road_link_totals now = road_link_totals(made->road, link);
    struct road_link_totals bus_now = road_link_bus_totals(made->road, link);
    double interval_s = (t_ms - made->since_ms) / 1000.0;
    double length_m = (double)made->network->links[link].length_m;
    struct interval_sums all = interval_sums(&made->before[link], &now, made->since_ms, t_ms);
    struct interval_sums bus =
        interval_sums(&made->bus_before[link], &bus_now, made->since_ms, t_ms);
    double left = made->weight * (all.left - bus.left) + bus.left;
    double travel_s = made->weight * (all.travel_s - bus.travel_s) + bus.travel_s;
    double spent_s = made->weight * (all.spent_s - bus.spent_s) + bus.spent_s;

    made->values[FLOW][link] = (float)(left * SECONDS_PER_HOUR / interval_s);
    made->values[SPEED][link] = left > 0 ? (float)(length_m * left / travel_s) : NAN;
    made->values[DENSITY][link] = (float)(spent_s / interval_s / length_m * 1000.0);
    struct road_link_now at = road_link_now(made->road, link, t_ms);
    made->values[QUEUE][link] =
        (float)(made->weight * (at.queue - at.queued_buses) + at.queued_buses);
    made->values[BUS_FLOW][link] = (float)(bus.left * SECONDS_PER_HOUR / interval_s);
    made->before[link] = now;
    made->bus_before[link] = bus_now;
}

enum status link_results_append(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct link_results *made = self;
    uint32_t since_ms = made->since_ms, link_count = made->network->link_count;
    (void)kernel;

    for (uint32_t i = 0; i < link_count; i++)
        link_results_fill(made, i, t_ms);
    made->since_ms = t_ms;
    bool has_runs = road_has_runs(made->road);
    const float *const *values = (const float *const *)made->values;
    return results_append_slab(made->results, has_runs ? &street_cube : &link_cube,
                               &(struct results_slab){since_ms, t_ms - since_ms, link_count,
                                                      has_runs ? values : values + FLOW},
                               err);
}

enum status link_results_end(struct link_results *link_results, struct kernel *kernel,
                             struct error *err)
{
    uint32_t now_ms = kernel_now_ms(kernel);
    if (now_ms == link_results->since_ms)
        return STATUS_OK;
    return link_results_append(link_results, kernel, now_ms, err);
}

void link_results_archive(struct link_results *link_results, struct archive *archive)
{
    size_t links = link_results->network->link_count;
    archive_section(archive, "link intervals");
    ARCHIVE_VALUE(archive, link_results->since_ms);
    archive_values(archive, link_results->before, links, sizeof *link_results->before);
    archive_values(archive, link_results->bus_before, links, sizeof *link_results->bus_before);
}
