// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail.h"

#include "base/memory.h"
#include "rail/rail_audit.h"
#include "rail/rail_state.h"

#include <math.h>

/** Between a stop and the control centre, which are in the same partition. */
#define LEAST_DELAY_MS 1u

const struct pattern *rail_pattern(const struct rail *rail, uint32_t run)
{
    return &rail->timetable->patterns[rail->timetable->run_pattern[run]];
}

uint32_t rail_first_spot(const struct rail *rail, uint32_t run)
{
    const struct pattern *pattern = rail_pattern(rail, run);
    for (uint32_t seq = 0; seq < pattern->call_count; seq++)
        if (rail->ways.hop_first_spot[pattern->first_call + seq] != NONE)
            return rail->ways.hop_first_spot[pattern->first_call + seq];
    return NONE;
}

static void rail_handle(struct activation *act, struct event event)
{
    struct rail *rail = act->model;
    uint32_t run = event_subject(event), argument = event_argument(event);
    switch (event_type(event)) {
    case RAIL_CLEAR:
        train_clear(rail, act, run, rail_first_spot(rail, run) + argument);
        break;
    case RAIL_END:
        train_end(rail, act, run);
        break;
    case RAIL_PASS:
        train_pass(rail, act, run, rail_first_spot(rail, run) + argument);
        break;
    case RAIL_READY:
        train_ready(rail, act, run, argument);
        break;
    case RAIL_ASK:
        rail_ask(rail, act, run);
        break;
    case RAIL_RECHECK:
        rail_dispatch(rail, act);
        break;
    default:
        activation_fail(act, STATUS_INTERNAL, "the control centre got an event of type %u",
                        (unsigned)event_type(event));
    }
}

static const struct process_kind rail_kind = {.name = "control centre", .handle = rail_handle};

static enum status rail_alloc(struct rail *rail, struct error *err)
{
    const struct rail_network *network = rail->network;
    uint32_t run_count = rail->timetable->run_count;
    rail->trains = mem_alloc(run_count, sizeof *rail->trains, err);
    rail->sections = mem_alloc(network->section_count, sizeof *rail->sections, err);
    rail->groups = mem_alloc(network->group_count, sizeof *rail->groups, err);
    rail->uses_stop = mem_alloc(rail->timetable->stop_count, sizeof *rail->uses_stop, err);
    rail->waiting = mem_alloc(run_count, sizeof *rail->waiting, err);
    rail->active = mem_alloc(run_count, sizeof *rail->active, err);
    return rail->trains && rail->sections && rail->groups && rail->uses_stop && rail->waiting &&
                   rail->active
               ? rail_safety_init(&rail->safety, rail, err)
               : STATUS_RESOURCE;
}

static uint32_t to_ms(double time_s)
{
    return (uint32_t)llround(time_s * MS_PER_S);
}

/** The stops at both ends of the hops over these tracks. */
static void find_stops(struct rail *rail)
{
    const struct timetable *timetable = rail->timetable;
    for (uint32_t i = 0; i < timetable->call_count; i++)
        if (rail_has_hop(rail, i))
            rail->uses_stop[timetable->calls[i].stop] =
                rail->uses_stop[timetable->calls[i + 1].stop] = true;
}

enum status rail_create(const struct rail_network *network,
                        const struct rail_parameters *parameters, struct kernel *kernel,
                        struct rail **out, struct error *err)
{
    struct rail *rail = mem_alloc(1, sizeof *rail, err);
    if (rail == NULL)
        return STATUS_RESOURCE;
    rail->network = network;
    rail->timetable = network->timetable;
    rail->policy = dispatch_policy_get(parameters->dispatching);
    rail->start_ms = kernel_now_ms(kernel);
    rail->setting_ms = to_ms(parameters->route_setting_s);
    rail->release_ms = to_ms(parameters->release_s);
    rail->sight_ms = to_ms(parameters->sight_s);
    rail->hold_ms = to_ms(parameters->hold_s);
    rail->clear_ms = to_ms(parameters->clear_s);

    enum status status = rail_alloc(rail, err);
    if (status == STATUS_OK)
        status = rail_ways_init(&rail->ways, network, parameters, err);
    if (status == STATUS_OK)
        status = rail_passages_init(rail, err);
    if (status == STATUS_OK)
        status = kernel_add_processes(kernel, &rail_kind, rail, 1, &rail->process, err);
    if (status == STATUS_OK && network->section_count > 0)
        status = kernel_add_sync(kernel, RAIL_AUDIT_MS, rail_audit_watch, rail, err);
    if (status != STATUS_OK) {
        rail_destroy(rail);
        return status;
    }
    find_stops(rail);
    *out = rail;
    return STATUS_OK;
}

void rail_destroy(struct rail *rail)
{
    if (rail == NULL)
        return;
    rail_ways_deinit(&rail->ways);
    mem_free(rail->trains);
    mem_free(rail->sections);
    mem_free(rail->groups);
    mem_free(rail->passages);
    mem_free(rail->uses_stop);
    mem_free(rail->waiting);
    mem_free(rail->active);
    rail_safety_deinit(&rail->safety);
    mem_free(rail);
}

void rail_connect(struct rail *rail, struct rail_stops stops, struct kernel *kernel)
{
    rail->stops = stops;
    for (uint32_t stop = 0; stop < rail->timetable->stop_count; stop++) {
        if (!rail->uses_stop[stop])
            continue;
        uint32_t process = stops.first_process + stop;
        kernel_declare_channel(kernel, process, rail->process, LEAST_DELAY_MS);
        kernel_declare_channel(kernel, rail->process, process, LEAST_DELAY_MS);
    }
}

uint32_t rail_process(const struct rail *rail)
{
    return rail->process;
}

bool rail_uses_stop(const struct rail *rail, uint32_t stop)
{
    return rail->uses_stop[stop];
}

bool rail_has_hop(const struct rail *rail, uint32_t call_id)
{
    return rail->ways.hop_first_spot[call_id] != NONE;
}

uint32_t rail_lead_ms(const struct rail *rail)
{
    return rail->setting_ms + LEAST_DELAY_MS;
}

void rail_ready(const struct rail *rail, struct activation *act, uint32_t run, uint32_t seq,
                uint32_t t_ms)
{
    uint32_t told_ms = act->t_ms + LEAST_DELAY_MS;
    if (t_ms > told_ms + rail->setting_ms)
        told_ms = t_ms - rail->setting_ms;
    activation_send(act, event_make(told_ms, rail->process, RAIL_READY, run, seq));
}

void rail_leave(const struct rail *rail, struct activation *act, uint32_t run)
{
    activation_send(act, event_make(act->t_ms + LEAST_DELAY_MS, rail->process, RAIL_END, run, 0));
}

uint32_t rail_lost_ms(const struct rail *rail, uint32_t run)
{
    return rail->trains[run].lost_ms;
}

uint32_t rail_hop_least_ms(const struct rail *rail, uint32_t call_id)
{
    return rail->ways.spots[rail->ways.hop_end_spot[call_id] - 1].leave_ms;
}

struct rail_totals rail_totals(const struct rail *rail)
{
    struct rail_totals totals = rail->totals;
    totals.trains_on_tracks = rail->active_count;
    return totals;
}

void rail_archive(struct rail *rail, struct archive *archive)
{
    const struct rail_network *network = rail->network;
    struct rail_safety *safety = &rail->safety;
    size_t runs = rail->timetable->run_count, passage_count = 0;
    for (uint32_t i = 0; i < network->section_count; i++)
        passage_count += rail->sections[i].passage_count;

    archive_section(archive, "rail");
    archive_values(archive, rail->trains, runs, sizeof *rail->trains);
    archive_values(archive, rail->sections, network->section_count, sizeof *rail->sections);
    archive_values(archive, rail->groups, network->group_count, sizeof *rail->groups);
    archive_values(archive, rail->passages, passage_count, sizeof *rail->passages);
    ARCHIVE_VALUE(archive, rail->waiting_count);
    archive_values(archive, rail->waiting, runs, sizeof *rail->waiting);
    ARCHIVE_VALUE(archive, rail->active_count);
    archive_values(archive, rail->active, runs, sizeof *rail->active);
    ARCHIVE_VALUE(archive, safety->plan_count);
    archive_values(archive, safety->plan, safety->plan_size, sizeof *safety->plan);
    ARCHIVE_VALUE(archive, rail->totals);
}
