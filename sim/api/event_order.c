// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/event_order.h"

#include "base/memory.h"

#include <stdlib.h>

static enum status event_order_flush(void *self, struct error *err)
{
    struct event_order *order = self;
    enum status status = STATUS_OK;
    if (order->count > 1)
        qsort(order->rows, order->count, sizeof *order->rows, event_row_compare);
    for (size_t i = 0; status == STATUS_OK && i < order->count; i++)
        status = order->sink.put(order->sink.self, &event_log_record, &order->rows[i], err);
    order->count = 0;
    return status;
}

static enum status event_order_put(void *self, const struct record_kind *kind, const void *row,
                                   struct error *err)
{
    struct event_order *order = self;
    const struct event_row *next = row;
    enum status status = STATUS_OK;
    if (kind != &event_log_record)
        return order->sink.put(order->sink.self, kind, row, err);
    if (order->count > 0 && order->rows[0].t_s < next->t_s)
        status = event_order_flush(order, err);
    if (status == STATUS_OK)
        status = MEM_RESERVE(&order->rows, &order->capacity, order->count + 1, err);
    if (status == STATUS_OK)
        order->rows[order->count++] = *next;
    return status;
}

struct record_sink event_order_sink(struct event_order *order)
{
    return (struct record_sink){.self = order, .put = event_order_put, .turn = event_order_flush};
}

void event_order_deinit(struct event_order *order)
{
    mem_free(order->rows);
    order->rows = NULL;
    order->count = order->capacity = 0;
}
