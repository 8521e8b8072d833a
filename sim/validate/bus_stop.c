// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/bus_stop.h"

#include "base/memory.h"
#include "kernel/random.h"
#include "validate/process_run.h"

#include <gsl/gsl_randist.h>

#include <math.h>

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
    if (1000 * t_s > PROCESS_RUN_LAST_MS)
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

enum status bus_stop_run(const struct bus_stop_design *design, uint64_t seed, uint32_t count,
                         uint32_t threads, double *out_waits_s, struct error *err)
{
    static const uint8_t first_events[] = {STOP_BUS, STOP_PASSENGER};
    struct stop *stops = mem_alloc(count, sizeof *stops, err);
    if (!stops)
        return STATUS_RESOURCE;

    for (uint32_t i = 0; i < count; i++) {
        stops[i].design = design;
        random_stream_init(&stops[i].passengers, seed, i, RANDOM_CASE_ARRIVAL);
        random_stream_init(&stops[i].headways, seed, i, RANDOM_CASE_SERVICE);
    }
    const struct process_run run = {.kind = &stop_kind,
                                    .model = stops,
                                    .count = count,
                                    .start_ms = 0,
                                    .first_events = first_events,
                                    .first_event_count = 2};
    enum status status = process_run(&run, threads, err);
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
        out_waits_s[i] = stops[i].waits_ms_sum / 1000 / (double)stops[i].boarded;
    mem_free(stops);
    return status;
}
