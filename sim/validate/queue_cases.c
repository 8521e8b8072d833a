// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/queue_cases.h"

#include "validate/bus_stop.h"
#include "validate/interval.h"
#include "validate/server_queue.h"

#include <stdio.h>

#define REPLICATIONS  20u
#define SEED          1u
#define WARM_UP       2000u
#define SERVICE_S     1.0
#define STAY_S        20.0
#define HEADWAY_S     600.0
#define QUANTITY_SIZE 128

enum measure { MEASURE_WAITING, MEASURE_WAIT, MEASURE_STAY, MEASURE_BLOCKED };

/** Picks one number of each replication; times in units of the mean service. */
static void report_measure(struct report *report, const struct interval_claim *claim,
                           const struct server_result *results, enum measure measure)
{
    double values[REPLICATIONS];
    for (uint32_t i = 0; i < REPLICATIONS; i++)
        values[i] = measure == MEASURE_WAITING ? results[i].mean_waiting
                    : measure == MEASURE_WAIT  ? results[i].mean_wait_s / SERVICE_S
                    : measure == MEASURE_STAY  ? results[i].mean_stay_s / SERVICE_S
                                               : results[i].blocked;
    interval_report(report, claim, values, REPLICATIONS);
}

static struct server_design single(double load, enum server_service service, uint32_t customers)
{
    return (struct server_design){
        .arrivals_per_s = load / SERVICE_S,
        .service_s = SERVICE_S,
        .service = service,
        .servers = 1,
        .waiting_places = UINT32_MAX,
        .customers = customers,
        .warm_up = WARM_UP,
    };
}

static enum status run_mm1(struct report *report, uint32_t threads, struct error *err)
{
    struct server_result results[REPLICATIONS];
    struct server_design design = single(0.8, SERVICE_EXPONENTIAL, 120000);
    enum status status = server_queue_run(&design, SEED, REPLICATIONS, threads, results, err);
    if (status != STATUS_OK)
        return status;
    report_measure(report,
                   &(struct interval_claim){"mean queue at load 0.8", "customers", NULL, 3.2, 0.03},
                   results, MEASURE_WAITING);
    report_measure(
        report,
        &(struct interval_claim){"mean time in the system at load 0.8", "services", NULL, 5, 0.03},
        results, MEASURE_STAY);
    return STATUS_OK;
}

static enum status run_md1(struct report *report, uint32_t threads, struct error *err)
{
    static const struct interval_claim claims[] = {
        {"mean queue at load 0.5", "customers", NULL, 0.25, 0.03},
        {"mean queue at load 0.8", "customers", NULL, 1.6, 0.03},
        {"mean queue at load 0.9", "customers", NULL, 4.05, 0.03},
    };
    static const double loads[] = {0.5, 0.8, 0.9};
    static const uint32_t customers[] = {20000, 60000, 140000};
    for (uint32_t i = 0; i < 3; i++) {
        struct server_result results[REPLICATIONS];
        struct server_design design = single(loads[i], SERVICE_CONSTANT, customers[i]);
        enum status status = server_queue_run(&design, SEED, REPLICATIONS, threads, results, err);
        if (status != STATUS_OK)
            return status;
        report_measure(report, &claims[i], results, MEASURE_WAITING);
    }
    return STATUS_OK;
}

static enum status run_mm2(struct report *report, uint32_t threads, struct error *err)
{
    struct server_result results[REPLICATIONS];
    struct server_design design = single(1.6, SERVICE_EXPONENTIAL, 120000);
    design.servers = 2;
    enum status status = server_queue_run(&design, SEED, REPLICATIONS, threads, results, err);
    if (status != STATUS_OK)
        return status;
    report_measure(report, &(struct interval_claim){"mean wait", "services", NULL, 1.77778, 0.03},
                   results, MEASURE_WAIT);
    return STATUS_OK;
}

static enum status run_parking_lot(struct report *report, uint32_t threads, struct error *err)
{
    static const struct {
        uint32_t places, customers;
        double offered, blocked, width_share;
    } systems[] = {{10, 20000, 10, 0.21458, 0.03},
                   {50, 80000, 45, 0.0541045, 0.04},
                   {100, 140000, 90, 0.0269574, 0.05}};
    static const char *const stays[] = {"exponential", "constant", "uniform"};

    for (uint32_t s = 0; s < 3; s++)
        for (uint32_t d = 0; d < 3; d++) {
            struct server_result results[REPLICATIONS];
            char quantity[QUANTITY_SIZE];
            struct server_design design = {
                .arrivals_per_s = systems[s].offered / STAY_S,
                .service_s = STAY_S,
                .service = (enum server_service)d,
                .servers = systems[s].places,
                .is_lot = true,
                .customers = systems[s].customers,
                .warm_up = WARM_UP,
            };
            enum status status =
                server_queue_run(&design, SEED, REPLICATIONS, threads, results, err);
            if (status != STATUS_OK)
                return status;
            snprintf(quantity, sizeof quantity, "blocked, %u spaces, offered %g, %s stays",
                     systems[s].places, systems[s].offered, stays[d]);
            report_measure(report,
                           &(struct interval_claim){quantity, "1", NULL, systems[s].blocked,
                                                    systems[s].width_share},
                           results, MEASURE_BLOCKED);
        }
    return STATUS_OK;
}

static enum status run_bus_wait(struct report *report, uint32_t threads, struct error *err)
{
    static const double variations[] = {0, 0.5, 1};
    for (uint32_t i = 0; i < 3; i++) {
        double waits_s[REPLICATIONS];
        char quantity[QUANTITY_SIZE];
        struct bus_stop_design design = {HEADWAY_S, variations[i], 0.02, 3000};
        enum status status = bus_stop_run(&design, SEED, REPLICATIONS, threads, waits_s, err);
        if (status != STATUS_OK)
            return status;
        snprintf(quantity, sizeof quantity, "mean wait, headway %g s, variation %g", HEADWAY_S,
                 variations[i]);
        double expected_s = HEADWAY_S / 2 * (1 + variations[i] * variations[i]);
        interval_report(report, &(struct interval_claim){quantity, "s", NULL, expected_s, 0.03},
                        waits_s, REPLICATIONS);
    }
    return STATUS_OK;
}

const struct builtin_case queue_cases[] = {
    {"queue-mm1", "One server, Poisson arrivals, exponential services",
     "Erlang 1909; Kleinrock 1975, Queueing systems I, ch. 3", run_mm1},
    {"queue-md1", "One server, Poisson arrivals, constant services",
     "Pollaczek 1930, Khinchin 1932; Kleinrock 1975, ch. 5", run_md1},
    {"queue-mm2", "Two servers, arrivals 1.6, service 1", "Erlang 1917; Kleinrock 1975, ch. 3",
     run_mm2},
    {"queue-parking-lot",
     "A parking lot: who finds no space is lost, however the stays are distributed",
     "Erlang 1917, loss formula", run_parking_lot},
    {"queue-bus-wait", "Passengers who do not know the timetable: H/2 (1 + CV^2)",
     "Welding 1957; Osuna, Newell 1972", run_bus_wait},
    {0},
};
