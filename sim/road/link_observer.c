// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/link_observer.h"

#include "base/memory.h"

enum status link_observer_init(const struct road *road, uint32_t link_count,
                               struct link_observer *out, struct error *err)
{
    *out = (struct link_observer){.road = road};
    out->left = mem_alloc(link_count, sizeof *out->left, err);
    out->travel_ms_sum = mem_alloc(link_count, sizeof *out->travel_ms_sum, err);
    return out->left && out->travel_ms_sum ? STATUS_OK : STATUS_RESOURCE;
}

void link_observer_deinit(struct link_observer *observer)
{
    mem_free(observer->left);
    mem_free(observer->travel_ms_sum);
    *observer = (struct link_observer){0};
}

uint32_t link_observer_look(struct link_observer *observer, uint32_t link, uint32_t t_ms,
                            uint32_t free_ms)
{
    struct road_link_totals totals = road_link_totals(observer->road, link);
    uint64_t left = totals.left - observer->left[link];
    uint64_t travel_ms = totals.travel_ms_sum - observer->travel_ms_sum[link];
    uint64_t there = totals.entered - totals.left;

    observer->left[link] = totals.left;
    observer->travel_ms_sum[link] = totals.travel_ms_sum;
    if (left > 0)
        return (uint32_t)(travel_ms / left);
    if (there == 0)
        return free_ms;
    /* Who left had entered at left_ms - travel_ms: what remains of the sum are the entries of those
     * still there. */
    uint64_t entered_ms_sum = totals.entered_ms_sum - (totals.left_ms_sum - totals.travel_ms_sum);
    uint32_t age_ms = (uint32_t)(t_ms - entered_ms_sum / there);
    return age_ms > free_ms ? age_ms : free_ms;
}

void link_observer_archive(struct link_observer *observer, uint32_t link_count,
                           struct archive *archive)
{
    archive_values(archive, observer->left, link_count, sizeof *observer->left);
    archive_values(archive, observer->travel_ms_sum, link_count, sizeof *observer->travel_ms_sum);
}
