// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/bus_stop.h"

#include "base/memory.h"
#include "kernel/kernel.h"
#include "kernel/random.h"

#include <gsl/gsl_randist.h>

#include <math.h>

#define MS_MAX 4294000000.0 /* of a 32-bit clock */

enum { STOP_BUS, STOP_PASSENGER };

/** One replication. */
struct stop {
    const struct bus_stop_design *design;
    struct random_stream passengers, headways;
    double next_bus_s, next_passenger_s; /**< unrounded, so that rounding does not add up */
    uint32_t buses;
    uint64_t waiting, boarded;
    double arrived_ms_sum; /**< of those who wait */
    double waits_ms_sum;
};

static void stop_schedule(struct activation *act, double t_s, uint8_t type)
{
    if (1000 * t_s > MS_MAX)
        activation_fail(act, STATUS_USAGE, "the buses of a case do not fit into 49 days");
    else
        activation_schedule(act, (uint32_t)lround(1000 * t_s), type, 0, 0);
}

static double stop_draw_headway_s(struct stop *stop)
{
    double variation = stop->design->variation, mean_s = stop->design->headway_s;
    if (variation == 0)
        return mean_s;
    double shape = 1 / (variation * variation);
    return gsl_ran_gamma(&stop->headways.rng, shape, mean_s / shape);
}

/** Takes all who wait. The first bus, at 0, only opens the count. */
static void stop_bus(struct stop *stop, struct activation *act)
{
    if (stop->buses++ > 0) {
        stop->waits_ms_sum += (double)stop->waiting * act->t_ms - stop->arrived_ms_sum;
        stop->boarded += stop->waiting;
    }
    stop->waiting = 0;
    stop->arrived_ms_sum = 0;
    if (stop->buses <= stop->design->buses) {
        stop->next_bus_s += stop_draw_headway_s(stop);
        stop_schedule(act, stop->next_bus_s, STOP_BUS);
    }
}

static void stop_handle(struct activation *act, struct event event)
{
    struct stop *stop = (struct stop *)act->model + act->self; /* the only processes */
    if (event_type(event) == STOP_BUS) {
        stop_bus(stop, act);
        return;
    }
    stop->waiting++;
    stop->arrived_ms_sum += act->t_ms;
    if (stop->buses <= stop->design->buses) {
        stop->next_passenger_s +=
            gsl_ran_exponential(&stop->passengers.rng, 1 / stop->design->passengers_per_s);
        stop_schedule(act, stop->next_passenger_s, STOP_PASSENGER);
    }
}

static const struct process_kind stop_kind = {.name = "stop of a case", .handle = stop_handle};

static enum status stops_run(struct stop *stops, uint32_t count, struct kernel *kernel,
                             struct error *err)
{
    uint32_t first;
    enum status status = kernel_add_processes(kernel, &stop_kind, stops, count, &first, err);
    for (uint32_t i = 0; status == STATUS_OK && i < count; i++) {
        kernel_place(kernel, first + i, i * team_size(kernel_team(kernel)) / count);
        status = kernel_post(kernel, event_make(0, first + i, STOP_BUS, 0, 0), err);
        if (status == STATUS_OK)
            status = kernel_post(kernel, event_make(0, first + i, STOP_PASSENGER, 0, 0), err);
    }
    return status == STATUS_OK ? kernel_run_until(kernel, (uint32_t)MS_MAX, err) : status;
}

enum status bus_stop_run(const struct bus_stop_design *design, uint64_t seed, uint32_t count,
                         uint32_t threads, double *out_waits_s, struct error *err)
{
    struct stop *stops = mem_alloc(count, sizeof *stops, err);
    struct team *team = stops ? team_create(threads, err) : NULL;
    struct kernel *kernel = team ? kernel_create(team, team_size(team), 0,
                                                 (struct record_sink){.put = record_drop}, err)
                                 : NULL;
    enum status status = kernel ? STATUS_OK : STATUS_RESOURCE;

    if (status == STATUS_OK) {
        for (uint32_t i = 0; i < count; i++) {
            stops[i].design = design;
            random_stream_init(&stops[i].passengers, seed, i, RANDOM_CASE_ARRIVAL);
            random_stream_init(&stops[i].headways, seed, i, RANDOM_CASE_SERVICE);
        }
        status = stops_run(stops, count, kernel, err);
    }
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
        out_waits_s[i] = stops[i].waits_ms_sum / 1000 / (double)stops[i].boarded;
    kernel_destroy(kernel);
    team_destroy(team);
    mem_free(stops);
    return status;
}
