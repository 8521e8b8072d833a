// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef VALIDATE_SERVER_QUEUE_H
#define VALIDATE_SERVER_QUEUE_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/** A queue with Poisson arrivals as a kind of process on the kernel: the smallest model whose
 * results are known exactly. It checks clock, event order and random streams, and, with a parking
 * lot in place of the servers, the lot. */

enum server_service {
    SERVICE_EXPONENTIAL,
    SERVICE_CONSTANT,
    SERVICE_UNIFORM /**< 0 to twice the mean */
};

struct server_design {
    double arrivals_per_s, service_s; /**< means; service_s well above 1 ms, the clock's step */
    enum server_service service;
    uint32_t servers;
    uint32_t waiting_places; /**< UINT32_MAX: as many as come; 0: who finds no server is lost */
    bool is_lot;             /**< the servers are spaces of the parking lot that people use; needs
                                no waiting places */
    uint32_t customers;      /**< that arrive; all must fit into 49 days */
    uint32_t warm_up;        /**< first ones that are not counted */
};

/** What one replication found after its warm-up. */
struct server_result {
    double mean_waiting; /**< customers in the queue, without those served, mean over time */
    double mean_wait_s;  /**< of a customer who was served */
    double mean_stay_s;  /**< of a customer, waiting and served */
    double blocked;      /**< share of the customers that were lost */
};

/** Runs `count` replications with streams of their own, `[count]` results. */
enum status server_queue_run(const struct server_design *design, uint64_t seed, uint32_t count,
                             uint32_t threads, struct server_result *out_results,
                             struct error *err);

#endif
