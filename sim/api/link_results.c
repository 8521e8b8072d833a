// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/link_results.h"

#include "base/memory.h"

#include <math.h>

#define SECONDS_PER_HOUR 3600.0

enum { FLOW, SPEED, DENSITY, VARIABLE_COUNT };

static const struct cube_variable link_variables[] = {
    {"flow", "h-1", "vehicles that leave the link, per hour"},
    {"speed", "m s-1",
     "length of the link over the mean travel time of the vehicles that leave it"},
    {"density", "km-1", "vehicles on the link per km, mean over the interval"},
    {0},
};

static const struct cube_kind link_cube = {"links", "link", "network/links",
                                           "Road traffic by link and interval", link_variables};

struct link_results {
    const struct network *network;
    const struct road *road;
    struct results *results;
    double weight;
    uint32_t since_ms;
    struct road_link_totals *before; /**< [link_count] totals at since_ms */
    float *values[VARIABLE_COUNT];   /**< [link_count] */
};

enum status link_results_create(const struct network *network, const struct road *road,
                                struct results *results, double weight, struct link_results **out,
                                struct error *err)
{
    struct link_results *made = mem_alloc(1, sizeof *made, err);
    if (!made)
        return STATUS_RESOURCE;
    *made = (struct link_results){network, road, results, weight, 0, NULL, {NULL}};
    made->before = mem_alloc(network->link_count, sizeof *made->before, err);
    bool all = made->before != NULL;
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

enum status link_results_append(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct link_results *made = self;
    double interval_s = (t_ms - made->since_ms) / 1000.0;
    (void)kernel;

    for (uint32_t i = 0; i < made->network->link_count; i++) {
        struct road_link_totals now = road_link_totals(made->road, i);
        const struct road_link_totals *before = &made->before[i];
        double length_m = (double)made->network->links[i].length_m;
        double left = (double)(now.left - before->left);
        double travel_s = (double)(now.travel_ms_sum - before->travel_ms_sum) / 1000.0;
        double spent_s = link_time_spent_ms(before, &now, made->since_ms, t_ms) / 1000.0;

        made->values[FLOW][i] = (float)(made->weight * left * SECONDS_PER_HOUR / interval_s);
        made->values[SPEED][i] = left > 0 ? (float)(length_m * left / travel_s) : NAN;
        made->values[DENSITY][i] = (float)(made->weight * spent_s / interval_s / length_m * 1000.0);
        made->before[i] = now;
    }
    uint32_t since_ms = made->since_ms;
    made->since_ms = t_ms;
    return results_append_slab(made->results, &link_cube,
                               &(struct results_slab){since_ms, t_ms - since_ms,
                                                      made->network->link_count,
                                                      (const float *const *)made->values},
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
