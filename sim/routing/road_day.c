// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/road_day.h"

#include "base/memory.h"

#include <string.h>

struct day_update {
    struct road_day *day;
    struct team *alone; /**< of one: the workers are busy with a slice each */
    const uint32_t *slices;
    enum status *statuses; /**< by item */
};

static enum status picture_create(struct road_day *day, const struct road_day_frame *frame,
                                  struct road_metric **out_metric, struct road_fans **out_fans,
                                  struct error *err)
{
    enum status status = road_metric_create(day->hierarchy, out_metric, err);
    return status == STATUS_OK
               ? road_fans_create(*out_metric, frame->nodes, frame->node_count, out_fans, err)
               : status;
}

static enum status day_fill(struct road_day *day, const struct road_day_frame *frame,
                            struct error *err)
{
    uint32_t slices = day->slice_count;
    size_t cells = (size_t)slices * day->hierarchy->network->link_count;
    day->link_ms = mem_alloc(cells, sizeof *day->link_ms, err);
    day->found_in = mem_alloc(slices, sizeof *day->found_in, err);
    day->metrics = mem_alloc(slices, sizeof(struct road_metric *), err);
    day->fans = mem_alloc(slices, sizeof(struct road_fans *), err);
    if (!day->link_ms || !day->found_in || !day->metrics || !day->fans)
        return STATUS_RESOURCE;
    enum status status = STATUS_OK;
    for (uint32_t s = 0; s < slices && status == STATUS_OK; s++) {
        day->found_in[s] = s;
        status = picture_create(day, frame, &day->metrics[s], &day->fans[s], err);
    }
    if (status != STATUS_OK || frame->toll_ms_per_meur <= 0)
        return status;
    day->toll_ms_per_meur = frame->toll_ms_per_meur;
    day->toll_meur = mem_alloc(cells, sizeof *day->toll_meur, err);
    return day->toll_meur ? picture_create(day, frame, &day->free_metric, &day->free_fans, err)
                          : STATUS_RESOURCE;
}

enum status road_day_create(const struct road_hierarchy *hierarchy,
                            const struct road_day_frame *frame, struct road_day **out,
                            struct error *err)
{
    if (frame->slice_count == 0 || frame->slice_ms == 0)
        return error_fail(err, STATUS_USAGE,
                          "travel times for %u slices of %u ms: give one slice of 1 ms at least",
                          frame->slice_count, frame->slice_ms);
    struct road_day *day = mem_alloc(1, sizeof *day, err);
    if (!day)
        return STATUS_RESOURCE;
    day->hierarchy = hierarchy;
    day->start_ms = frame->start_ms;
    day->slice_ms = frame->slice_ms;
    day->slice_count = frame->slice_count;
    enum status status = day_fill(day, frame, err);
    if (status == STATUS_OK)
        *out = day;
    else
        road_day_destroy(day);
    return status;
}

void road_day_destroy(struct road_day *day)
{
    if (!day)
        return;
    for (uint32_t s = 0; s < day->slice_count; s++) {
        if (day->fans)
            road_fans_destroy(day->fans[s]);
        if (day->metrics)
            road_metric_destroy(day->metrics[s]);
    }
    road_fans_destroy(day->free_fans);
    road_metric_destroy(day->free_metric);
    mem_free(day->toll_meur);
    mem_free(day->link_ms);
    mem_free(day->found_in);
    mem_free(day->metrics);
    mem_free(day->fans);
    mem_free(day);
}

static const uint32_t *slice_link_ms(const struct road_day *day, uint32_t slice)
{
    return day->link_ms + (size_t)slice * day->hierarchy->network->link_count;
}

static const uint32_t *slice_toll_meur(const struct road_day *day, uint32_t slice)
{
    return day->toll_meur + (size_t)slice * day->hierarchy->network->link_count;
}

static enum status picture_update(struct road_metric *metric, struct road_fans *fans,
                                  const uint32_t *link_ms, struct team *alone)
{
    enum status status = road_metric_customise(metric, link_ms, alone, NULL);
    return status == STATUS_OK ? road_fans_update(fans, alone, NULL) : status;
}

/** The picture of a slice whose times are longer by what its tolls are worth. */
static enum status picture_update_tolls(const struct road_day *day, uint32_t slice,
                                        struct team *alone)
{
    uint32_t links = day->hierarchy->network->link_count;
    const uint32_t *link_ms = slice_link_ms(day, slice), *toll_meur = slice_toll_meur(day, slice);
    uint32_t *felt_ms = mem_alloc(links, sizeof *felt_ms, NULL);
    if (!felt_ms)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < links; i++)
        felt_ms[i] = road_toll_felt_ms(link_ms[i], toll_meur[i], day->toll_ms_per_meur);
    enum status status = picture_update(day->metrics[slice], day->fans[slice], felt_ms, alone);
    mem_free(felt_ms);
    return status;
}

static void slice_update(void *context, uint32_t item, uint32_t worker)
{
    const struct day_update *update = context;
    const struct road_day *day = update->day;
    uint32_t slice = update->slices[item];
    (void)worker;
    update->statuses[item] = day->toll_meur
                                 ? picture_update_tolls(day, slice, update->alone)
                                 : picture_update(day->metrics[slice], day->fans[slice],
                                                  slice_link_ms(day, slice), update->alone);
}

static bool slice_is_as_before(const struct road_day *day, uint32_t slice)
{
    size_t bytes = day->hierarchy->network->link_count * sizeof *day->link_ms;
    return memcmp(slice_link_ms(day, slice - 1), slice_link_ms(day, slice), bytes) == 0 &&
           (!day->toll_meur ||
            memcmp(slice_toll_meur(day, slice - 1), slice_toll_meur(day, slice), bytes) == 0);
}

/** Lists the slices whose ways must be found, and where the others find theirs. */
static uint32_t day_list_slices(struct road_day *day, uint32_t *out)
{
    uint32_t count = 0;
    for (uint32_t s = 0; s < day->slice_count; s++) {
        if (s == 0 || !slice_is_as_before(day, s))
            out[count++] = s;
        day->found_in[s] = out[count - 1];
    }
    return count;
}

static uint32_t emptiest_slice(const struct road_day *day)
{
    uint32_t links = day->hierarchy->network->link_count, best = 0;
    uint64_t least = UINT64_MAX;
    for (uint32_t s = 0; s < day->slice_count; s++) {
        uint64_t sum = 0;
        for (uint32_t l = 0; l < links; l++)
            sum += slice_link_ms(day, s)[l];
        best = sum < least ? s : best;
        least = sum < least ? sum : least;
    }
    return best;
}

enum status road_day_update(struct road_day *day, struct team *team, struct error *err)
{
    uint32_t *slices = mem_alloc(day->slice_count, sizeof *slices, err);
    enum status *statuses = mem_alloc(day->slice_count, sizeof *statuses, err);
    struct day_update update = {day, team_create(1, err), slices, statuses};
    enum status status = slices && statuses && update.alone ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK) {
        uint32_t count = day_list_slices(day, slices);
        team_run(team, count, slice_update, &update);
        for (uint32_t i = 0; i < count && status == STATUS_OK; i++)
            if (statuses[i] != STATUS_OK)
                status = error_fail(err, statuses[i],
                                    "the best ways of slice %u of %u were not found: out of memory",
                                    slices[i], day->slice_count);
        day->emptiest = emptiest_slice(day);
    }
    if (status == STATUS_OK && day->free_metric)
        status = picture_update(day->free_metric, day->free_fans, slice_link_ms(day, day->emptiest),
                                update.alone);
    team_destroy(update.alone);
    mem_free(slices);
    mem_free(statuses);
    return status;
}

uint32_t road_day_slice(const struct road_day *day, uint32_t t_ms)
{
    uint32_t slice = t_ms > day->start_ms ? (t_ms - day->start_ms) / day->slice_ms : 0;
    return slice < day->slice_count ? slice : day->slice_count - 1;
}

uint32_t road_day_run(const struct road_day *day, struct road_query *query, uint32_t slice,
                      uint32_t from, uint32_t to)
{
    uint32_t felt_ms = road_fans_run(day->fans[day->found_in[slice]], query, from, to);
    if (!day->toll_meur || felt_ms == ROAD_NO_WAY_MS)
        return felt_ms;
    return road_query_sum(query, slice_link_ms(day, slice));
}

uint32_t road_day_run_toll_meur(const struct road_day *day, struct road_query *query,
                                uint32_t slice)
{
    return day->toll_meur ? road_query_sum(query, slice_toll_meur(day, slice)) : 0;
}

uint32_t road_day_least(const struct road_day *day, struct road_query *query, uint32_t from,
                        uint32_t to)
{
    const struct road_fans *fans =
        day->free_fans ? day->free_fans : day->fans[day->found_in[day->emptiest]];
    return road_fans_run(fans, query, from, to);
}

uint32_t road_day_follow(const struct road_day *day, const uint32_t *route, uint32_t length,
                         uint32_t t_ms)
{
    uint32_t way_ms = 0;
    for (uint32_t i = 0; i < length; i++)
        way_ms += slice_link_ms(day, road_day_slice(day, t_ms + way_ms))[route[i]];
    return way_ms;
}

uint32_t road_day_follow_toll_meur(const struct road_day *day, const uint32_t *route,
                                   uint32_t length, uint32_t t_ms)
{
    uint32_t way_ms = 0, toll_meur = 0;
    for (uint32_t i = 0; day->toll_meur && i < length; i++) {
        uint32_t slice = road_day_slice(day, t_ms + way_ms);
        toll_meur += slice_toll_meur(day, slice)[route[i]];
        way_ms += slice_link_ms(day, slice)[route[i]];
    }
    return toll_meur;
}
