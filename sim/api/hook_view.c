// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/hook_day.h"

#include "base/memory.h"
#include "road/road_now.h"
#include "transit/transit_now.h"

#include <string.h>

#define SECONDS_PER_HOUR 3600.0

/** Real vehicles for `all` simulated ones, of which `buses` stand for themselves. */
static double real_vehicles(const struct hook_day *day, uint64_t all, uint64_t buses)
{
    return day->weight * (double)(all - buses) + (double)buses;
}

/** What has passed the link since the hook last asked, up to now; NULL: out of memory. */
static const struct link_watch *watch_look(struct hook_day *day, uint32_t link, struct error *err)
{
    const struct world *world = day->world;
    struct hook_entry *entry = day->current;
    uint32_t links = world->network->link_count;
    if (!entry->watch_of) {
        entry->watch_of = mem_alloc(links, sizeof *entry->watch_of, err);
        if (!entry->watch_of)
            return NULL;
        for (uint32_t i = 0; i < links; i++)
            entry->watch_of[i] = NONE;
    }
    if (entry->watch_of[link] == NONE) {
        if (MEM_RESERVE(&day->watches, &day->watch_capacity, day->watch_count + 1, err) !=
            STATUS_OK)
            return NULL;
        day->watches[day->watch_count] =
            (struct link_watch){.since_ms = world->start_ms, .at_ms = world->start_ms};
        entry->watch_of[link] = (uint32_t)day->watch_count++;
    }
    struct link_watch *watch = &day->watches[entry->watch_of[link]];
    if (watch->at_ms != day->t_ms) { /* else it has been asked in this call already */
        watch->since_ms = watch->at_ms;
        watch->since = watch->at;
        watch->bus_since = watch->bus_at;
        watch->at_ms = day->t_ms;
        watch->at = road_link_totals(world->road, link);
        watch->bus_at = road_link_bus_totals(world->road, link);
    }
    return watch;
}

static enum status read_link(struct hook_day *day, const char *name, struct hook_link *out,
                             struct error *err)
{
    const struct world *world = day->world;
    const struct network *network = world->network;
    uint32_t link = hook_find(&network->link_names, "link", name, err);
    if (link == NONE)
        return err->status;
    const struct link_watch *watch = watch_look(day, link, err);
    if (!watch)
        return STATUS_RESOURCE;
    struct road_link_now on = road_link_now(world->road, link, day->t_ms);
    struct link_now now = network_link_at(network, link, day->t_ms);
    double left = real_vehicles(day, watch->at.left - watch->since.left,
                                watch->bus_at.left - watch->bus_since.left);
    double travel_s = real_vehicles(day, watch->at.travel_ms_sum - watch->since.travel_ms_sum,
                                    watch->bus_at.travel_ms_sum - watch->bus_since.travel_ms_sum) /
                      1000.0;
    double hours = (watch->at_ms - watch->since_ms) / (1000.0 * SECONDS_PER_HOUR);
    *out = (struct hook_link){
        .vehicles = real_vehicles(day, on.vehicles, on.buses),
        .queue = real_vehicles(day, on.queue, on.queued_buses),
        .entered = real_vehicles(day, watch->at.entered, watch->bus_at.entered),
        .left = real_vehicles(day, watch->at.left, watch->bus_at.left),
        .flow_vph = hours > 0 ? left / hours : 0,
        .speed_mps = left > 0 ? (double)network->links[link].length_m * left / travel_s
                              : (double)now.speed_mps,
        .free_speed_mps = (double)now.speed_mps,
        .capacity_vph = (double)now.capacity_vps * SECONDS_PER_HOUR,
        .toll_eur = now.toll_meur / 1000.0,
        .is_open = now.is_open};
    return STATUS_OK;
}

static bool is_under_way(const struct transit_run_now *now)
{
    return now->phase == TRANSIT_RUN_AT_STOP || now->phase == TRANSIT_RUN_ON_WAY;
}

static enum status read_line(struct hook_day *day, const char *name, struct hook_line *out,
                             struct error *err)
{
    const struct timetable *timetable = day->world->timetable;
    uint32_t line = hook_find(&timetable->line_names, "line", name, err);
    int64_t delay_ms = 0;
    uint32_t runs = 0, aboard = 0;
    if (line == NONE)
        return err->status;
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        const struct pattern *pattern = &timetable->patterns[p];
        for (uint32_t i = 0; pattern->line == line && i < pattern->run_count; i++) {
            struct transit_run_now now =
                transit_run_now(day->world->transit, pattern->first_run + i, day->t_ms);
            if (!is_under_way(&now))
                continue;
            runs++;
            delay_ms += now.delay_ms;
            aboard += now.aboard;
        }
    }
    double seats = (double)runs * timetable->lines[line].seats;
    *out = (struct hook_line){.runs = runs,
                              .delay_s = runs > 0 ? (double)delay_ms / runs / 1000.0 : 0,
                              .aboard = day->weight * aboard};
    out->load = seats > 0 ? out->aboard / seats : 0;
    return STATUS_OK;
}

static const struct pattern *run_pattern(const struct timetable *timetable, uint32_t run)
{
    return &timetable->patterns[timetable->run_pattern[run]];
}

static enum status read_run(struct hook_day *day, int64_t number, struct hook_run *out,
                            struct error *err)
{
    static const char *const phases[] = {"ahead", "at_stop", "on_way", "over"};
    const struct timetable *timetable = day->world->timetable;
    if (number < 0 || number >= timetable->run_count)
        return error_fail(err, STATUS_USAGE, "there is no run %lld, they are numbered from 0 to %u",
                          (long long)number, timetable->run_count - 1);
    uint32_t run = (uint32_t)number;
    const struct pattern *pattern = run_pattern(timetable, run);
    struct transit_run_now now = transit_run_now(day->world->transit, run, day->t_ms);
    uint32_t stop = timetable->calls[pattern->first_call + now.seq].stop;
    *out = (struct hook_run){.line = names_text(&timetable->line_names, pattern->line),
                             .stop = names_text(&timetable->stop_names, stop),
                             .phase = phases[now.phase],
                             .run = number,
                             .direction = pattern->direction,
                             .delay_s = now.delay_ms / 1000.0,
                             .aboard = day->weight * now.aboard};
    return STATUS_OK;
}

/** Whether the run is still to leave its call `seq`, or to come to it. */
static bool call_is_ahead(const struct transit_run_now *now, uint32_t seq, bool is_arrival)
{
    if (is_arrival ? seq > now->end_seq : seq >= now->end_seq)
        return false;
    return now->phase == TRANSIT_RUN_AHEAD ||
           (now->phase == TRANSIT_RUN_AT_STOP && now->seq <= seq) ||
           (now->phase == TRANSIT_RUN_ON_WAY && now->seq < seq);
}

/** Puts a call where it belongs by its planned time, then its run; the last ones fall out. */
static void calls_add(struct hook_call *calls, uint32_t *count, const struct hook_call *call)
{
    uint32_t at = *count;
    while (at > 0 &&
           (calls[at - 1].planned_s > call->planned_s ||
            (calls[at - 1].planned_s >= call->planned_s && calls[at - 1].run > call->run)))
        at--;
    if (at == HOOK_CALLS_MAX)
        return;
    uint32_t last = *count < HOOK_CALLS_MAX ? (*count)++ : HOOK_CALLS_MAX - 1;
    memmove(&calls[at + 1], &calls[at], (last - at) * sizeof *calls);
    calls[at] = *call;
}

/** Adds the runs of a pattern that are still to leave its call, or to come to it. */
static void calls_of_pattern(const struct hook_day *day, uint32_t call_id, bool is_arrival,
                             struct hook_call *calls, uint32_t *count)
{
    const struct timetable *timetable = day->world->timetable;
    const struct call *call = &timetable->calls[call_id];
    const struct pattern *pattern = &timetable->patterns[call->pattern];
    uint32_t seq = call_id - pattern->first_call;
    if (is_arrival && seq == 0)
        return;
    for (uint32_t run = pattern->first_run; run < pattern->first_run + pattern->run_count; run++) {
        struct transit_run_now now = transit_run_now(day->world->transit, run, day->t_ms);
        if (!call_is_ahead(&now, seq, is_arrival))
            continue;
        uint32_t planned_ms =
            timetable->run_depart_ms[run] + (is_arrival ? call->arrive_ms : call->depart_ms);
        int64_t expected_ms = (int64_t)planned_ms + (now.delay_ms > 0 ? now.delay_ms : 0);
        if (expected_ms < day->t_ms)
            expected_ms = day->t_ms;
        calls_add(
            calls, count,
            &(struct hook_call){.line = names_text(&timetable->line_names, pattern->line),
                                .run = run,
                                .direction = pattern->direction,
                                .planned_s = planned_ms / 1000.0,
                                .expected_s = (double)expected_ms / 1000.0,
                                .delay_s = now.delay_ms / 1000.0,
                                .aboard = day->weight * now.aboard,
                                .is_here = now.phase == TRANSIT_RUN_AT_STOP && now.seq == seq});
    }
}

static enum status read_calls(struct hook_day *day, const struct hook_question *question,
                              bool is_arrival, struct hook_call *out, uint32_t *out_count,
                              struct error *err)
{
    const struct timetable *timetable = day->world->timetable;
    uint32_t stop = hook_find(&timetable->stop_names, "stop", question->name, err), line = NONE;
    if (stop == NONE)
        return err->status;
    if (question->line) {
        line = hook_find(&timetable->line_names, "line", question->line, err);
        if (line == NONE)
            return err->status;
    }
    uint32_t count = 0;
    for (uint32_t i = timetable->stop_first_call[stop]; i < timetable->stop_first_call[stop + 1];
         i++) {
        uint32_t call_id = timetable->stop_calls[i];
        const struct pattern *pattern = &timetable->patterns[timetable->calls[call_id].pattern];
        if (line == NONE || pattern->line == line)
            calls_of_pattern(day, call_id, is_arrival, out, &count);
    }
    *out_count = count;
    return STATUS_OK;
}

/** The lot of a place or of a stop, or NONE and an error. */
static uint32_t find_lot(const struct world *world, const char *name, struct error *err)
{
    const struct network *network = world->network;
    const struct table *hubs = &world->spec->transit_tables.park_ride;
    uint32_t place = names_find(&network->place_names, name);
    if (place != NONE && network->places[place].parking != NONE)
        return network->places[place].parking;
    for (uint32_t i = 0; i < hubs->count; i++)
        if (strcmp(TABLE_ROW(hubs, struct park_ride_row, i)->stop, name) == 0)
            return network->parking_count + i;
    if (place != NONE)
        error_fail(err, STATUS_USAGE,
                   "place '%.60s' has room for everybody: no row of "
                   "network.parking",
                   name);
    else
        hook_find(&network->place_names, "place", name, err);
    return NONE;
}

static enum status read_parking(struct hook_day *day, const char *name, struct hook_parking *out,
                                struct error *err)
{
    uint32_t lot = find_lot(day->world, name, err);
    if (lot == NONE)
        return err->status;
    struct people_lot_now now = people_lot_now(day->world->people, lot);
    *out = (struct hook_parking){.spaces = day->weight * now.spaces,
                                 .occupied = day->weight * now.occupied,
                                 .outside = day->weight * now.outside};
    return STATUS_OK;
}

static void read_totals(struct hook_day *day, struct hook_totals *out)
{
    const struct world *world = day->world;
    struct people_totals people = people_totals(world->people, day->t_ms);
    struct road_totals road = road_totals(world->road);
    for (int m = 0; m < MODE_COUNT; m++) {
        out->trips_departed += day->weight * (double)people.modes[m].departed;
        out->trips_arrived += day->weight * (double)people.modes[m].arrived;
        out->trips_under_way += day->weight * (double)people.modes[m].under_way;
    }
    out->vehicles = day->weight * (double)road.on_links;
    out->vehicles_waiting = day->weight * (double)road.at_start;
    out->passengers = day->weight * transit_totals(world->transit).passengers_under_way;
}

enum status hook_view_read(void *self, enum hook_reading_kind kind,
                           const struct hook_question *question, union hook_answer *out,
                           uint32_t *out_count, struct error *err)
{
    struct hook_day *day = self;
    uint32_t stop;
    switch (kind) {
    case HOOK_LINK:
        return read_link(day, question->name, &out->link, err);
    case HOOK_LINE:
        return read_line(day, question->name, &out->line, err);
    case HOOK_RUN:
        return read_run(day, question->run, &out->run, err);
    case HOOK_DEPARTURES:
    case HOOK_ARRIVALS:
        return read_calls(day, question, kind == HOOK_ARRIVALS, out->calls, out_count, err);
    case HOOK_STOP:
        stop = hook_find(&day->world->timetable->stop_names, "stop", question->name, err);
        if (stop == NONE)
            return err->status;
        out->stop.waiting = day->weight * transit_waiting(day->world->transit, stop);
        return STATUS_OK;
    case HOOK_PARKING:
        return read_parking(day, question->name, &out->parking, err);
    default:
        read_totals(day, &out->totals);
        return STATUS_OK;
    }
}
