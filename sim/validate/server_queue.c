// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/server_queue.h"

#include "base/memory.h"
#include "kernel/random.h"
#include "road/parking.h"
#include "validate/process_run.h"

#include <gsl/gsl_randist.h>

#include <math.h>

#define FIRST_PLACES 64u

enum { SERVER_ARRIVE, SERVER_DONE };

/** One replication. */
struct server {
    const struct server_design *design;
    struct random_stream arrivals, services;
    double next_arrival_s; /**< unrounded, so that rounding does not add up */
    uint32_t arrived, busy;
    struct parking lot;   /**< when the design says so; then nobody is `busy` */
    uint32_t *waiting_ms; /**< ring of the times of arrival, [1 << k] */
    uint32_t places, first, waiting;
    uint32_t since_ms; /**< last change of `waiting` */
    uint32_t counted_from_ms, counted_until_ms;
    double waiting_ms_sum; /**< customers times ms, while counting */
    double wait_ms_sum, stay_ms_sum;
    uint64_t stays, blocked, counted;
};

static bool server_counts(const struct server *server)
{
    return server->arrived > server->design->warm_up && server->arrived < server->design->customers;
}

static void server_take_time(struct server *server, uint32_t t_ms)
{
    if (server_counts(server))
        server->waiting_ms_sum += (double)server->waiting * (double)(t_ms - server->since_ms);
    server->since_ms = t_ms;
}

static uint32_t server_draw_service_ms(struct server *server)
{
    double mean_ms = 1000 * server->design->service_s, drawn_ms = mean_ms;
    if (server->design->service == SERVICE_EXPONENTIAL)
        drawn_ms = gsl_ran_exponential(&server->services.rng, mean_ms);
    else if (server->design->service == SERVICE_UNIFORM)
        drawn_ms = 2 * mean_ms * random_unit(&server->services);
    return (uint32_t)lround(drawn_ms);
}

static void server_begin(struct server *server, struct activation *act, uint32_t arrived_ms)
{
    uint32_t service_ms = server_draw_service_ms(server);
    server->busy += !server->design->is_lot;
    if (server_counts(server)) {
        server->wait_ms_sum += act->t_ms - arrived_ms;
        server->stay_ms_sum += (double)(act->t_ms - arrived_ms) + (double)service_ms;
        server->stays++;
    }
    activation_schedule(act, act->t_ms + service_ms, SERVER_DONE, 0, 0);
}

/** Makes room in the ring for one more. */
static bool server_reserve(struct server *server, struct activation *act)
{
    struct error err = {0};
    if (server->waiting < server->places)
        return true;
    uint32_t places = server->places ? 2 * server->places : FIRST_PLACES;
    uint32_t *grown = mem_alloc(places, sizeof *grown, &err);
    if (!grown) {
        activation_fail(act, STATUS_RESOURCE, "%s", err.text);
        return false;
    }
    for (uint32_t i = 0; i < server->waiting; i++)
        grown[i] = server->waiting_ms[(server->first + i) & (server->places - 1)];
    mem_free(server->waiting_ms);
    server->waiting_ms = grown;
    server->places = places;
    server->first = 0;
    return true;
}

/** Posts the next arrival unless it was the last one; false when the clock ends before. */
static void server_schedule_arrival(struct server *server, struct activation *act)
{
    if (server->arrived == server->design->customers)
        return;
    server->next_arrival_s +=
        gsl_ran_exponential(&server->arrivals.rng, 1 / server->design->arrivals_per_s);
    if (1000 * server->next_arrival_s > PROCESS_RUN_LAST_MS)
        activation_fail(act, STATUS_USAGE, "%u customers at %g per s do not fit into 49 days",
                        server->design->customers, server->design->arrivals_per_s);
    else
        activation_schedule(act, (uint32_t)lround(1000 * server->next_arrival_s), SERVER_ARRIVE, 0,
                            0);
}

/** A car that finds the lot full drives on. */
static void server_park(struct server *server, struct activation *act, bool counts)
{
    if (parking_arrive(&server->lot, act->t_ms).spot == PARKING_LOT) {
        server_begin(server, act, act->t_ms);
    } else {
        server->blocked += counts;
        parking_leave(&server->lot, PARKING_OUTSIDE, act->t_ms);
    }
}

static void server_arrive(struct server *server, struct activation *act)
{
    const struct server_design *design = server->design;
    if (++server->arrived == design->warm_up + 1)
        server->counted_from_ms = act->t_ms;
    if (server->arrived == design->customers)
        server->counted_until_ms = act->t_ms;
    bool counts = server_counts(server);
    server->counted += counts;
    if (design->is_lot) {
        server_park(server, act, counts);
    } else if (server->busy < design->servers) {
        server_begin(server, act, act->t_ms);
    } else if (server->waiting >= design->waiting_places) {
        server->blocked += counts;
    } else if (server_reserve(server, act)) {
        server->waiting_ms[(server->first + server->waiting++) & (server->places - 1)] = act->t_ms;
    }
    server_schedule_arrival(server, act);
}

static void server_handle(struct activation *act, struct event event)
{
    struct server *server = (struct server *)act->model + act->self; /* the only processes */
    server_take_time(server, act->t_ms);
    if (event_type(event) == SERVER_ARRIVE) {
        server_arrive(server, act);
        return;
    }
    if (server->design->is_lot)
        parking_leave(&server->lot, PARKING_LOT, act->t_ms);
    else
        server->busy--;
    if (server->waiting > 0) {
        uint32_t arrived_ms = server->waiting_ms[server->first];
        server->first = (server->first + 1) & (server->places - 1);
        server->waiting--;
        server_begin(server, act, arrived_ms);
    }
}

static const struct process_kind server_kind = {.name = "server", .handle = server_handle};

static struct server_result server_result(const struct server *server)
{
    double counted_ms = (double)(server->counted_until_ms - server->counted_from_ms);
    return (struct server_result){
        .mean_waiting = server->waiting_ms_sum / counted_ms,
        .mean_wait_s = server->wait_ms_sum / 1000 / (double)server->stays,
        .mean_stay_s = server->stay_ms_sum / 1000 / (double)server->stays,
        .blocked = (double)server->blocked / (double)server->counted,
    };
}

enum status server_queue_run(const struct server_design *design, uint64_t seed, uint32_t count,
                             uint32_t threads, struct server_result *out_results, struct error *err)
{
    static const uint8_t first_events[] = {SERVER_ARRIVE};
    struct server *servers = mem_alloc(count, sizeof *servers, err);
    if (!servers)
        return STATUS_RESOURCE;

    for (uint32_t i = 0; i < count; i++) {
        servers[i].design = design;
        parking_init(&servers[i].lot,
                     &(struct parking_rules){.spaces = design->servers, .weight = 1}, 0);
        random_stream_init(&servers[i].arrivals, seed, i, RANDOM_CASE_ARRIVAL);
        random_stream_init(&servers[i].services, seed, i, RANDOM_CASE_SERVICE);
    }
    const struct process_run run = {.kind = &server_kind,
                                    .model = servers,
                                    .count = count,
                                    .start_ms = 1,
                                    .first_events = first_events,
                                    .first_event_count = 1};
    enum status status = process_run(&run, threads, err);
    for (uint32_t i = 0; i < count; i++) {
        if (status == STATUS_OK)
            out_results[i] = server_result(&servers[i]);
        mem_free(servers[i].waiting_ms);
    }
    mem_free(servers);
    return status;
}
