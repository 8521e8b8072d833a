// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit.h"

#include "transit/transit_state.h"

#include <math.h>

uint32_t transit_least_egress_ms(void)
{
    return TIMETABLE_LEAST_WALK_MS;
}

uint32_t transit_least_access_ms(void)
{
    return TIMETABLE_LEAST_WALK_MS;
}

uint32_t transit_stop_process(const struct transit *transit, uint32_t stop)
{
    return transit->first_process + stop;
}

static void stop_handle(struct activation *act, struct event event)
{
    struct transit *transit = act->model;
    switch (event_type(event)) {
    case TRANSIT_VEHICLE_OFF_ROAD:
        transit_street_off_road(transit, act, event_subject(event));
        break;
    case TRANSIT_STRETCH_ENDS:
        transit_street_end(transit, act, event_subject(event), event_argument(event));
        break;
    case TRANSIT_VEHICLE_ARRIVES:
        transit_run_arrive(transit, act, event_subject(event), event_argument(event));
        break;
    case TRANSIT_PASSENGER_REACHES:
        transit_passenger_reach(transit, act, event_subject(event));
        break;
    case TRANSIT_DOORS:
        transit_run_doors(transit, act, event_subject(event), event_argument(event));
        break;
    case TRANSIT_VEHICLE_DEPARTS:
        transit_run_depart(transit, act, event_subject(event), event_argument(event));
        break;
    case TRANSIT_RUN_CANCELLED:
        transit_run_cancel(transit, act, event_subject(event), event_argument(event));
        break;
    default:
        activation_fail(act, STATUS_INTERNAL, "stop %u got an event of type %u at %u ms",
                        act->self - transit->first_process, (unsigned)event_type(event), act->t_ms);
    }
}

static const struct process_kind stop_kind = {.name = "stop", .handle = stop_handle};

static enum status state_alloc(struct transit *transit, struct error *err)
{
    const struct timetable *timetable = transit->timetable;
    transit->passengers = mem_alloc(transit->person_count, sizeof *transit->passengers, err);
    transit->calls = mem_alloc(timetable->call_count, sizeof *transit->calls, err);
    transit->ways = mem_alloc(timetable->call_count, sizeof *transit->ways, err);
    transit->runs = mem_alloc(timetable->run_count, sizeof *transit->runs, err);
    transit->hop_loads =
        mem_alloc(timetable->run_first_hop[timetable->run_count], sizeof *transit->hop_loads, err);
    transit->stops = mem_alloc(timetable->stop_count, sizeof *transit->stops, err);
    if (transit->passengers == NULL || transit->calls == NULL || transit->ways == NULL ||
        transit->runs == NULL || transit->hop_loads == NULL || transit->stops == NULL)
        return STATUS_RESOURCE;

    for (uint32_t i = 0; i < timetable->call_count; i++)
        transit->calls[i].waiting = (struct passenger_list){NONE, NONE, 0};
    for (uint32_t i = 0; i < timetable->run_count; i++) {
        transit->runs[i].aboard = (struct passenger_list){NONE, NONE, 0};
        transit->runs[i].cancelled_from = NONE;
        transit->runs[i].seq = transit->runs[i].kept_seq = NONE;
        if (timetable->run_depart_ms[i] < transit->start_ms)
            continue;
        /* Nobody boards at the last call, so nothing is left to wait for there. */
        const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[i]];
        for (uint32_t seq = 0; seq + 1 < pattern->call_count; seq++)
            transit->calls[pattern->first_call + seq].runs_left++;
    }
    for (uint32_t i = 0; i < timetable->incident_count; i++) {
        const struct incident *incident = &timetable->incidents[i];
        struct run_state *run = &transit->runs[incident->run];
        if (incident->is_cancelled && incident->seq < run->cancelled_from)
            run->cancelled_from = incident->seq;
    }
    return STATUS_OK;
}

uint32_t transit_turnaround_ms(const struct transit *transit, const struct transit_line *line)
{
    const struct transit_parameters *parameters = &transit->parameters;
    bool is_rail = line->mode == SERVICE_RAIL;
    return (uint32_t)llround(MS_PER_S *
                             (is_rail ? parameters->train_turnaround_s : parameters->turnaround_s));
}

/** Only runs that take place in this simulation have vehicles. */
static enum status vehicles_rotate(struct transit *transit, struct error *err)
{
    const struct timetable *timetable = transit->timetable;
    uint32_t *turnaround_ms = mem_alloc(timetable->line_count, sizeof *turnaround_ms, err);
    uint8_t *parts = mem_alloc(timetable->run_count, sizeof *parts, err);
    enum status status = turnaround_ms && parts ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK) {
        for (uint32_t i = 0; i < timetable->line_count; i++)
            turnaround_ms[i] = transit_turnaround_ms(transit, &timetable->lines[i]);
        for (uint32_t run = 0; run < timetable->run_count; run++) {
            uint32_t end = transit->runs[run].cancelled_from;
            if (timetable->run_depart_ms[run] >= transit->start_ms && end > 0)
                parts[run] = ROTATION_STARTS | (end == NONE ? ROTATION_ENDS : 0);
        }
        status = rotation_build(timetable, turnaround_ms, parts, &transit->rotation, err);
    }
    mem_free(turnaround_ms);
    mem_free(parts);
    return status;
}

static void channels_declare(const struct transit *transit, struct kernel *kernel)
{
    const struct timetable *timetable = transit->timetable;
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        const struct pattern *pattern = &timetable->patterns[p];
        const struct call *calls = timetable->calls + pattern->first_call;
        for (uint32_t i = 0; i + 1 < pattern->call_count; i++)
            kernel_declare_channel(kernel, transit_stop_process(transit, calls[i].stop),
                                   transit_stop_process(transit, calls[i + 1].stop),
                                   transit_hop_least_ms(transit, pattern->first_call + i));
    }
    kernel_declare_channels(kernel, transit->first_process, timetable->stop_count,
                            transit->first_process, timetable->stop_count, TIMETABLE_LEAST_WALK_MS);
}

enum status transit_create(const struct timetable *timetable,
                           const struct transit_parameters *parameters, uint32_t person_count,
                           struct kernel *kernel, struct transit **out, struct error *err)
{
    struct transit *transit = mem_alloc(1, sizeof *transit, err);
    if (transit == NULL)
        return STATUS_RESOURCE;
    transit->timetable = timetable;
    transit->parameters = *parameters;
    if (!(parameters->weight > 0))
        transit->parameters.weight = 1;
    transit->change_ms = (uint32_t)llround(parameters->change_s * MS_PER_S);
    transit->early_ms = (uint32_t)llround(parameters->early_s * MS_PER_S);
    transit->dwell = transit_dwell_rules(parameters);
    transit->start_ms = kernel_now_ms(kernel);
    transit->person_count = person_count;
    enum status status = state_alloc(transit, err);
    if (status == STATUS_OK)
        status = vehicles_rotate(transit, err);
    if (status == STATUS_OK)
        status = kernel_add_processes(kernel, &stop_kind, transit, timetable->stop_count,
                                      &transit->first_process, err);
    if (status != STATUS_OK) {
        transit_destroy(transit);
        return status;
    }
    channels_declare(transit, kernel);
    *out = transit;
    return STATUS_OK;
}

uint32_t transit_run_open_ms(const struct transit *transit, uint32_t run)
{
    uint32_t depart_ms = transit->timetable->run_depart_ms[run];
    uint32_t room_ms = depart_ms - transit->start_ms, early_ms = transit->early_ms;
    uint32_t ahead_ms = transit_hop_ahead_ms(transit, transit_visit(transit, run, 0).call_id);
    if (early_ms < ahead_ms) /* the exit has to be ordered in time */
        early_ms = ahead_ms;
    return depart_ms - (room_ms < early_ms ? room_ms : early_ms);
}

enum status transit_post_doors(const struct transit *transit, uint32_t run, struct kernel *kernel,
                               struct error *err)
{
    uint32_t open_ms = transit_run_open_ms(transit, run), now_ms = kernel_now_ms(kernel);
    uint32_t stop = transit_visit(transit, run, 0).stop;
    return kernel_post(kernel,
                       event_make(open_ms > now_ms ? open_ms : now_ms,
                                  transit_stop_process(transit, stop), TRANSIT_DOORS, run, 0),
                       err);
}

enum status transit_post_cancelled(const struct transit *transit, uint32_t run,
                                   struct kernel *kernel, struct error *err)
{
    uint32_t count = transit_visit(transit, run, 0).pattern->call_count;
    uint32_t now_ms = kernel_now_ms(kernel);
    enum status status = STATUS_OK;
    for (uint32_t seq = transit->runs[run].cancelled_from; status == STATUS_OK && seq < count;
         seq++) {
        struct visit at = transit_visit(transit, run, seq);
        status = kernel_post(kernel,
                             event_make(at.depart_ms > now_ms ? at.depart_ms : now_ms,
                                        transit_stop_process(transit, at.stop),
                                        TRANSIT_RUN_CANCELLED, run, seq),
                             err);
    }
    return status;
}

/** The vehicle comes from the depot, if it does not have a run before this one. */
static enum status run_post(const struct transit *transit, uint32_t run, struct kernel *kernel,
                            struct error *err)
{
    enum status status = STATUS_OK;
    if (transit->runs[run].cancelled_from > 0 && transit->rotation.run_before[run] == NONE)
        status = transit_post_doors(transit, run, kernel, err);
    return status == STATUS_OK ? transit_post_cancelled(transit, run, kernel, err) : status;
}

enum status transit_start(const struct transit *transit, struct kernel *kernel, struct error *err)
{
    const struct timetable *timetable = transit->timetable;
    enum status status = STATUS_OK;
    for (uint32_t run = 0; status == STATUS_OK && run < timetable->run_count; run++)
        if (timetable->run_depart_ms[run] >= transit->start_ms)
            status = run_post(transit, run, kernel, err);
    return status;
}

void transit_destroy(struct transit *transit)
{
    if (transit == NULL)
        return;
    mem_free(transit->passengers);
    mem_free(transit->calls);
    mem_free(transit->ways);
    mem_free(transit->runs);
    mem_free(transit->hop_loads);
    mem_free(transit->stops);
    transit_street_destroy(transit->street);
    rotation_deinit(&transit->rotation);
    mem_free(transit);
}

static bool leg_fits(const struct timetable *timetable, const struct itinerary_leg *leg)
{
    return leg->board_call < leg->alight_call && leg->alight_call < timetable->call_count &&
           timetable->calls[leg->board_call].pattern == timetable->calls[leg->alight_call].pattern;
}

/** Whether the rides exist. Walks between them are not checked: any stop can be walked to. */
static bool itinerary_fits(const struct timetable *timetable, const struct itinerary *itinerary)
{
    if (itinerary->leg_count < 1 || itinerary->leg_count > ITINERARY_LEGS_MAX)
        return false;
    for (uint32_t i = 0; i < itinerary->leg_count; i++)
        if (!leg_fits(timetable, &itinerary->legs[i]))
            return false;
    return true;
}

void transit_resume(struct transit *transit, struct activation *act, uint32_t person,
                    const struct itinerary *itinerary, struct transit_return whom_to_tell)
{
    if (person >= transit->person_count) {
        activation_fail(act, STATUS_INTERNAL, "person %u rides, there are %u", person,
                        transit->person_count);
        return;
    }
    struct passenger *passenger = &transit->passengers[person];
    if (passenger->is_under_way) {
        activation_fail(act, STATUS_INTERNAL, "person %u begins an itinerary inside another one",
                        person);
        return;
    }
    if (!itinerary_fits(transit->timetable, itinerary)) {
        activation_fail(act, STATUS_INTERNAL,
                        "the itinerary of person %u does not fit the timetable (%u legs)", person,
                        itinerary->leg_count);
        return;
    }
    passenger->whom_to_tell = whom_to_tell;
    passenger->is_under_way = true;
    passenger->has_bicycle = itinerary->has_bicycle;
    passenger->leg = 0;
    passenger->leg_count = (uint8_t)itinerary->leg_count;
    for (uint32_t i = 0; i < itinerary->leg_count; i++)
        passenger->legs[i] = itinerary->legs[i];

    uint32_t access_ms = itinerary->access_ms;
    if (access_ms < TIMETABLE_LEAST_WALK_MS)
        access_ms = TIMETABLE_LEAST_WALK_MS;
    uint32_t stop = transit->timetable->calls[itinerary->legs[0].board_call].stop;
    activation_send(act, event_make(act->t_ms + access_ms, transit_stop_process(transit, stop),
                                    TRANSIT_PASSENGER_REACHES, person, 0));
}

void transit_begin(struct transit *transit, struct activation *act, uint32_t person,
                   const struct itinerary *itinerary, struct transit_return whom_to_tell)
{
    if (person < transit->person_count && !transit->passengers[person].is_under_way)
        transit->passengers[person].wait_stop = NONE;
    transit_resume(transit, act, person, itinerary, whom_to_tell);
}

const struct transit_refusal *transit_refusal(const struct transit *transit, uint32_t person)
{
    return &transit->passengers[person].refusal;
}

bool transit_takes_bicycles(const struct transit *transit, const struct itinerary *itinerary)
{
    const struct timetable *timetable = transit->timetable;
    for (uint32_t i = 0; i < itinerary->leg_count; i++) {
        uint32_t pattern = timetable->calls[itinerary->legs[i].board_call].pattern;
        if (timetable->lines[timetable->patterns[pattern].line].bicycle_places == 0)
            return false;
    }
    return true;
}

struct transit_totals transit_totals(const struct transit *transit)
{
    struct transit_totals totals = {0};
    for (uint32_t i = 0; i < transit->timetable->stop_count; i++) {
        const struct stop_state *stop = &transit->stops[i];
        totals.boardings += stop->boardings;
        totals.denied_boardings += stop->denied_boardings;
        totals.stranded += stop->stranded;
        totals.sent_back += stop->sent_back;
        totals.run_count_started += stop->run_count_started;
        totals.run_count_finished += stop->run_count_finished;
        totals.run_count_cancelled += stop->run_count_cancelled;
    }
    for (uint32_t i = 0; i < transit->person_count; i++)
        totals.passengers_under_way += transit->passengers[i].is_under_way;
    return totals;
}

struct transit_call_totals transit_call_totals(const struct transit *transit, uint32_t call_id)
{
    return transit->calls[call_id].totals;
}

uint32_t transit_run_max_load(const struct transit *transit, uint32_t run)
{
    return transit->runs[run].max_load;
}

void transit_archive(struct transit *transit, struct archive *archive)
{
    const struct timetable *timetable = transit->timetable;
    size_t hops = timetable->run_first_hop[timetable->run_count];
    archive_section(archive, "transit");
    archive_values(archive, transit->passengers, transit->person_count,
                   sizeof *transit->passengers);
    archive_values(archive, transit->calls, timetable->call_count, sizeof *transit->calls);
    archive_values(archive, transit->runs, timetable->run_count, sizeof *transit->runs);
    archive_values(archive, transit->rotation.run_next, timetable->run_count,
                   sizeof *transit->rotation.run_next);
    archive_values(archive, transit->rotation.run_before, timetable->run_count,
                   sizeof *transit->rotation.run_before);
    archive_values(archive, transit->hop_loads, hops, sizeof *transit->hop_loads);
    archive_values(archive, transit->stops, timetable->stop_count, sizeof *transit->stops);
    if (transit->street)
        transit_street_archive(transit, archive);
}

bool transit_run_end_late(const struct transit *transit, uint32_t run, int32_t *out_ms)
{
    if (!transit->runs[run].has_ended)
        return false;
    *out_ms = transit->runs[run].late_ms;
    return true;
}
