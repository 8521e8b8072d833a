// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "network/network_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int change_compare(const void *left, const void *right)
{
    const struct link_change *a = left, *b = right;
    if (a->link != b->link)
        return a->link < b->link ? -1 : 1;
    return (a->from_ms > b->from_ms) - (a->from_ms < b->from_ms);
}

/** Equal begins in order of their rows, so that a finding names the later one. */
static int change_compare_rows(const void *left, const void *right)
{
    const struct link_change *a = left, *b = right;
    int order = change_compare(a, b);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/** The first change of `link` that begins at or after `from_ms`, or where it would stand. */
static uint32_t changes_search(const struct network *network, uint32_t link, uint32_t from_ms)
{
    const struct link_change key = {.link = link, .from_ms = from_ms};
    uint32_t low = 0, high = network->change_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (change_compare(&network->changes[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct link_change *network_link_changes(const struct network *network, uint32_t link,
                                               uint32_t *out_count)
{
    *out_count = 0;
    if (!network->links[link].has_changes)
        return network->changes;
    uint32_t first = changes_search(network, link, 0);
    *out_count = changes_search(network, link + 1, 0) - first;
    return network->changes + first;
}

struct link_now network_link_at(const struct network *network, uint32_t link, uint32_t t_ms)
{
    const struct road_link *at = &network->links[link];
    struct link_now now = {at->speed_mps, at->capacity_vps, true, UINT32_MAX, 0};
    if (!at->has_changes)
        return now;
    uint32_t next = changes_search(network, link, t_ms + 1);
    const struct link_change *change = &network->changes[next];
    if (next < network->change_count && change->link == link)
        now.until_ms = change->from_ms;
    change--; /* the last one that has begun */
    if (next == 0 || change->link != link || change->until_ms <= t_ms)
        return now;
    now.speed_mps = change->speed_mps > 0 ? change->speed_mps : now.speed_mps;
    now.capacity_vps = change->capacity_vps > 0 ? change->capacity_vps : now.capacity_vps;
    now.is_open = change->is_open;
    now.until_ms = change->until_ms;
    now.toll_meur = change->toll_meur;
    return now;
}

float network_link_speed_min(const struct network *network, uint32_t link)
{
    float speed_mps = network->links[link].speed_mps;
    uint32_t count;
    const struct link_change *changes = network_link_changes(network, link, &count);
    for (uint32_t i = 0; i < count; i++)
        if (changes[i].speed_mps > 0 && changes[i].speed_mps < speed_mps)
            speed_mps = changes[i].speed_mps;
    return speed_mps;
}

float network_link_speed_max(const struct network *network, uint32_t link)
{
    float speed_mps = network->links[link].speed_mps;
    uint32_t count;
    const struct link_change *changes = network_link_changes(network, link, &count);
    for (uint32_t i = 0; i < count; i++)
        if (changes[i].speed_mps > speed_mps)
            speed_mps = changes[i].speed_mps;
    return speed_mps;
}

static void changes_build_row(struct network *network, uint32_t index, struct error *err)
{
    const struct table *table = &network->tables->changes;
    const struct link_change_row *row = TABLE_ROW(table, struct link_change_row, index);
    uint32_t link = network_find(&network->link_names, "link", row->link, table, row->line, err);

    if (link == NONE)
        return;
    if (!(row->until_s > row->from_s))
        table_fail(table, row->line, err,
                   "the change of link '%s' ends at %.0f s, not after its "
                   "begin at %.0f s",
                   row->link, row->until_s, row->from_s);
    else if (row->is_open && row->speed_mps <= 0 && row->capacity_vps <= 0 && row->toll_eur <= 0)
        table_fail(table, row->line, err,
                   "nothing changes: link '%s' stays open with its speed and capacity", row->link);
    network->links[link].has_changes = true;
    network->has_tolls = network->has_tolls || row->toll_eur > 0;
    network->changes[network->change_count++] =
        (struct link_change){.link = link,
                             .from_ms = (uint32_t)lround(1000 * row->from_s),
                             .until_ms = (uint32_t)lround(1000 * row->until_s),
                             .speed_mps = (float)row->speed_mps,
                             .capacity_vps = (float)row->capacity_vps,
                             .toll_meur = (uint32_t)lround(1000 * row->toll_eur),
                             .is_open = row->is_open,
                             .row = index};
}

/** Two changes of a link at one time would leave open which of them holds. */
static void changes_find_overlaps(const struct network *network, struct error *err)
{
    const struct table *table = &network->tables->changes;
    for (uint32_t i = 1; i < network->change_count; i++) {
        const struct link_change *change = &network->changes[i], *before = change - 1;
        const struct link_change_row *row = TABLE_ROW(table, struct link_change_row, change->row);
        const struct link_change_row *other = TABLE_ROW(table, struct link_change_row, before->row);
        if (change->link == before->link && change->from_ms < before->until_ms)
            table_fail(table, row->line, err, "this change of link '%s' overlaps the one of %s",
                       row->link, table_line_text(table, other->line).text);
    }
}

enum status network_changes_build(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->changes;

    network->changes = mem_alloc(table->count, sizeof *network->changes, err);
    if (!network->changes)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < table->count; i++)
        changes_build_row(network, i, err);
    qsort(network->changes, network->change_count, sizeof *network->changes, change_compare_rows);
    if (err->finding_count == 0)
        changes_find_overlaps(network, err);
    return err->finding_count ? err->status : STATUS_OK;
}

/** Makes `changes` an array of its own with room for `count`, so that the planned ones stay. */
static enum status changes_reserve(struct network *network, size_t count, struct error *err)
{
    if (network->day_changes)
        return MEM_RESERVE(&network->changes, &network->day_capacity, count, err);
    struct link_change *copy = NULL;
    size_t capacity = 0;
    enum status status = MEM_RESERVE(&copy, &capacity, count, err);
    if (status != STATUS_OK)
        return status;
    if (network->change_count > 0)
        memcpy(copy, network->changes, network->change_count * sizeof *copy);
    network->planned = network->changes;
    network->planned_count = network->change_count;
    network->changes = copy;
    network->day_capacity = capacity;
    network->day_changes = true;
    return STATUS_OK;
}

/** Adds a change; there is room, and no other one of its link holds at its time. */
static void changes_insert(struct network *network, const struct link_change *change)
{
    uint32_t at = changes_search(network, change->link, change->from_ms);
    memmove(&network->changes[at + 1], &network->changes[at],
            (network->change_count - at) * sizeof *network->changes);
    network->changes[at] = *change;
    network->change_count++;
}

enum status network_changes_put(struct network *network, const struct link_change *change,
                                struct error *err)
{
    enum status status = changes_reserve(network, (size_t)network->change_count + 2, err);
    if (status != STATUS_OK)
        return status;
    uint32_t first = changes_search(network, change->link, 0);
    struct link_change rest = {.until_ms = 0};
    for (uint32_t i = first; i < network->change_count; i++) {
        struct link_change *other = &network->changes[i];
        if (other->link != change->link)
            break;
        if (other->until_ms <= change->from_ms || other->from_ms >= change->until_ms)
            continue;
        if (other->until_ms > change->until_ms) {
            rest = *other;
            rest.from_ms = change->until_ms;
        }
        if (other->from_ms < change->from_ms) {
            other->until_ms = change->from_ms;
            continue;
        }
        memmove(other, other + 1, (network->change_count - i - 1) * sizeof *other);
        network->change_count--;
        i--;
    }
    changes_insert(network, change);
    if (rest.until_ms > 0)
        changes_insert(network, &rest);
    network->links[change->link].has_changes = true;
    return STATUS_OK;
}

void network_changes_restore(struct network *network)
{
    if (!network->day_changes)
        return;
    for (uint32_t i = 0; i < network->change_count; i++)
        network->links[network->changes[i].link].has_changes = false;
    mem_free(network->changes);
    network->changes = network->planned;
    network->change_count = network->planned_count;
    network->day_changes = false;
    for (uint32_t i = 0; i < network->change_count; i++)
        network->links[network->changes[i].link].has_changes = true;
}

void network_changes_archive(struct network *network, struct archive *archive)
{
    struct error err = {0};
    size_t count = network->change_count;
    bool day_changes = network->day_changes;
    archive_section(archive, "network changes");
    ARCHIVE_VALUE(archive, day_changes);
    if (!day_changes || archive_status(archive) != STATUS_OK)
        return;
    if (changes_reserve(network, count, &err) != STATUS_OK)
        archive_fail(archive, "%s", err.text);
    for (uint32_t i = 0; i < network->change_count; i++)
        network->links[network->changes[i].link].has_changes = false;
    ARCHIVE_ARRAY(archive, &network->changes, &count, &network->day_capacity);
    for (size_t i = 0; i < count; i++) {
        if (network->changes[i].link >= network->link_count) {
            archive_fail(archive, "a change of link %u, there are %u", network->changes[i].link,
                         network->link_count);
            return;
        }
        network->links[network->changes[i].link].has_changes = true;
    }
    network->change_count = (uint32_t)count;
}
