// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/road_audit.h"

#include "base/names.h"

/** What is looked at, and where its violation is told. */
struct audit {
    const struct road *road;
    struct error *err;
    uint32_t t_ms, link;
};

static enum status audit_fail(const struct audit *audit, const char *law, long long expected,
                              long long found)
{
    return error_fail(audit->err, STATUS_INTERNAL,
                      "audit of link '%s' at %.3f s: %s should be %lld, but is %lld",
                      names_text(&audit->road->network->link_names, audit->link),
                      audit->t_ms / 1000.0, law, expected, found);
}

/** The vehicle of this number, as the link holds it. */
static const struct slot *audit_slot(const struct audit *audit, uint32_t number)
{
    return slot_at(audit->road, &audit->road->links[audit->link].end.slots, number);
}

/** Vehicles between the ends, by the routes that they are on: the word before the cursor is the
 * link. */
static uint32_t audit_present(const struct audit *audit)
{
    const struct road_link_state *at = &audit->road->links[audit->link];
    uint32_t found = 0;
    for (uint32_t i = at->end.left; i != at->start.entered; i++) {
        uint32_t cursor = slot_cursor(audit_slot(audit, i)->ref);
        found += cursor > 0 && *route_word_at(audit->road->words, cursor - 1) == audit->link;
    }
    return found;
}

/** Numbers count on and wrap: how far `to` is ahead of `from`. */
static enum status audit_counters(const struct audit *audit)
{
    const struct road_link_state *at = &audit->road->links[audit->link];
    uint32_t entered = at->start.entered, seen = at->start.seen, held = entered - seen;
    uint32_t slots = at->end.slots.mask + 1;

    if (held > slots)
        return audit_fail(audit, "the most vehicles that hold space", slots, held);
    if (entered - at->end.left > held)
        return audit_fail(audit, "the most vehicles between its ends", held,
                          entered - at->end.left);
    if (entered - at->end.tail > entered - at->end.left)
        return audit_fail(audit, "the most vehicles that its end has no news of",
                          entered - at->end.left, entered - at->end.tail);
    if (at->end.is_local && at->end.tail != entered)
        return audit_fail(audit, "the number of vehicles known at its end", entered, at->end.tail);
    uint32_t present = audit_present(audit);
    if (present != entered - at->end.left)
        return audit_fail(audit, "the number of vehicles that entered and did not leave", present,
                          entered - at->end.left);
    return STATUS_OK;
}

static enum status audit_space(const struct audit *audit)
{
    const struct road *road = audit->road;
    const struct link_start *start = &road->links[audit->link].start;
    long long units = start->free_units;
    for (uint32_t i = start->seen; i != start->entered; i++)
        units += road->units[slot_class(audit_slot(audit, i)->ref)];
    if (units != road->constants[audit->link].storage_units)
        return audit_fail(audit, "free space and the space of its vehicles, thousandths of a car,",
                          road->constants[audit->link].storage_units, units);
    return STATUS_OK;
}

/** Of the vehicles `from` ... `to` the times must not fall. */
static enum status audit_times(const struct audit *audit, uint32_t from, uint32_t to)
{
    uint32_t last_ms = 0;
    for (uint32_t i = from; i != to; i++) {
        uint32_t t_ms = audit_slot(audit, i)->t_ms;
        if (t_ms < last_ms)
            return audit_fail(audit, "the least time, ms, of the next in order", last_ms, t_ms);
        last_ms = t_ms;
    }
    return STATUS_OK;
}

static enum status audit_order(const struct audit *audit)
{
    const struct road_link_state *at = &audit->road->links[audit->link];
    uint32_t seen = at->start.seen, left = at->end.left, tail = at->end.tail;
    enum status status = audit_times(audit, seen, left);
    if (status == STATUS_OK)
        status = audit_times(audit, left, at->start.entered);
    if (status != STATUS_OK)
        return status;
    if (left != seen && audit_slot(audit, left - 1)->t_ms >= audit->t_ms)
        return audit_fail(audit, "the latest time, ms, of the last that left",
                          (long long)audit->t_ms - 1, audit_slot(audit, left - 1)->t_ms);
    if (at->end.is_local)
        return STATUS_OK; /* the end knows of all, wherever they are */
    if (tail != left && audit_slot(audit, tail - 1)->t_ms >= audit->t_ms)
        return audit_fail(audit, "the latest time, ms, of the last reported at its end",
                          (long long)audit->t_ms - 1, audit_slot(audit, tail - 1)->t_ms);
    if (tail != at->start.entered && audit_slot(audit, tail)->t_ms < audit->t_ms)
        return audit_fail(audit, "the least time, ms, of the next to be reported at its end",
                          audit->t_ms, audit_slot(audit, tail)->t_ms);
    return STATUS_OK;
}

/** Who came to the node has gone on, arrived, or waits to start. */
static enum status audit_node(const struct road *road, uint32_t index, uint32_t t_ms,
                              struct error *err)
{
    const struct network *network = road->network;
    const struct road_node *node = &network->nodes[index];
    uint64_t came = road->nodes[index].started, gone = road->nodes[index].finished;
    for (uint32_t k = 0; k < node->in_count; k++)
        came += road->links[network->in_links[node->first_in + k]].end.left;
    for (uint32_t k = 0; k < node->out_count; k++) {
        uint32_t link = network->out_links[node->first_out + k];
        gone += road->links[link].start.entered;
        uint32_t vehicle = road->approaches[road->link_count + link].head;
        for (; vehicle != NONE; vehicle = road->starters[vehicle].next)
            gone++;
    }
    if (came == gone)
        return STATUS_OK;
    return error_fail(err, STATUS_INTERNAL,
                      "audit of node '%s' at %.3f s: %llu vehicles left the links that reach it or "
                      "started, but %llu entered a link, arrived, or wait to start",
                      names_text(&network->node_names, index), t_ms / 1000.0,
                      (unsigned long long)came, (unsigned long long)gone);
}

enum status road_audit(const struct road *road, uint32_t t_ms, struct error *err)
{
    struct audit audit = {road, err, t_ms, 0};
    for (; audit.link < road->link_count; audit.link++) {
        enum status status = audit_counters(&audit);
        if (status == STATUS_OK)
            status = audit_space(&audit);
        if (status == STATUS_OK)
            status = audit_order(&audit);
        if (status != STATUS_OK)
            return status;
    }
    for (uint32_t n = 0; n < road->node_count; n++) {
        enum status status = audit_node(road, n, t_ms, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

enum status road_audit_watch(void *road, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    (void)kernel;
    return road_audit(road, t_ms, err);
}
