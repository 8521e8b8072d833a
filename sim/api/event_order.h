// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_EVENT_ORDER_H
#define API_EVENT_ORDER_H

#include "kernel/record.h"
#include "network/event_log.h"

/** Brings the rows of the event log, which come in the order of time and process, into the order of
 * their content within each millisecond: who reads them need not know processes. */
struct event_order {
    struct record_sink sink; /**< gets the rows in order, and all other rows as they come */
    struct event_row *rows;  /**< [count] of one millisecond */
    size_t count, capacity;
};

/** A sink that hands everything on to `order->sink`. Between windows `order` holds no row. */
struct record_sink event_order_sink(struct event_order *order);

/** Frees the memory. */
void event_order_deinit(struct event_order *order);

#endif
