// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/flows.h"

#include "base/memory.h"
#include "kernel/random.h"
#include "road/route.h"

#include <math.h>
#include <string.h>

/** When the vehicles of a flow depart, one after the other. */
struct departures {
    const struct flow_row *row;
    struct random_stream stream;
    uint64_t count;
    double last_s;
};

static double departures_next_s(struct departures *departures)
{
    const struct flow_row *row = departures->row;
    if (row->spacing == FLOW_EVEN)
        return row->from_s + ((double)departures->count++ + 0.5) / row->flow_vps;
    departures->last_s += -log(1.0 - random_unit(&departures->stream)) / row->flow_vps;
    return departures->last_s;
}

static enum status flow_add(const struct flow_row *row, struct departures *departures,
                            const struct kept_route *route, struct drives *drives,
                            struct error *err)
{
    departures->row = row;
    departures->last_s = row->from_s;
    if (row->flow_vps <= 0)
        return STATUS_OK;
    for (;;) {
        double t_s = departures_next_s(departures);
        if (t_s >= row->until_s)
            return STATUS_OK;
        enum status status =
            drives_add(drives, route, (uint8_t)row->class, (uint32_t)lround(1000.0 * t_s), err);
        if (status != STATUS_OK)
            return status;
    }
}

enum status flows_add(const struct table *flows, const struct network *network, uint64_t seed,
                      struct drives *drives, struct error *err)
{
    enum status worst = STATUS_OK;
    struct route_reader *reader = NULL;
    uint32_t *links = mem_alloc(ROUTE_LINKS_MAX, sizeof *links, err);
    if (!links || route_reader_create(network, &reader, err) != STATUS_OK) {
        mem_free(links);
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < flows->count && worst != STATUS_RESOURCE; i++) {
        const struct flow_row *row = TABLE_ROW(flows, struct flow_row, i);
        struct route_text text = {row->route, strlen(row->route), flows->path, row->line};
        struct kept_route route;
        struct departures departures = {0};
        uint32_t length;

        enum status status = route_read(reader, &text, links, &length, err);
        if (status == STATUS_OK && row->until_s <= row->from_s)
            status = table_fail(flows, row->line, err, "until_s is %g, must be after from_s, %g",
                                row->until_s, row->from_s);
        if (status == STATUS_OK)
            status = drives_keep_route(drives, network, links, length, &route, err);
        if (status == STATUS_OK) {
            random_stream_init(&departures.stream, seed, i, RANDOM_FLOW);
            status = flow_add(row, &departures, &route, drives, err);
        }
        if (status != STATUS_OK)
            worst = status;
    }
    route_reader_destroy(reader);
    mem_free(links);
    return worst;
}
