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
    case TRANSIT_DOORS_CLOSE:
        transit_run_close(transit, act, event_subject(event), event_argument(event));
        break;
    case TRANSIT_VEHICLE_DEPARTS:
        transit_run_depart(transit, act, event_subject(event), event_argument(event));
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
    transit->stops = mem_alloc(timetable->stop_count, sizeof *transit->stops, err);
    if (transit->passengers == NULL || transit->calls == NULL || transit->ways == NULL ||
        transit->runs == NULL || transit->stops == NULL)
        return STATUS_RESOURCE;

    for (uint32_t i = 0; i < timetable->call_count; i++)
        transit->calls[i].waiting = (struct passenger_list){NONE, NONE, 0};
    for (uint32_t i = 0; i < timetable->run_count; i++) {
        transit->runs[i].aboard = (struct passenger_list){NONE, NONE, 0};
        if (timetable->run_depart_ms[i] < transit->start_ms)
            continue;
        /* Nobody boards at the last call, so nothing is left to wait for there. */
        const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[i]];
        for (uint32_t seq = 0; seq + 1 < pattern->call_count; seq++)
            transit->calls[pattern->first_call + seq].runs_left++;
    }
    return STATUS_OK;
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
                                   calls[i + 1].arrive_ms - calls[i].depart_ms);
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
    transit->change_ms = (uint32_t)llround(parameters->change_s * MS_PER_S);
    transit->weight = parameters->weight > 0 ? parameters->weight : 1.0;
    transit->start_ms = kernel_now_ms(kernel);
    transit->person_count = person_count;
    enum status status = state_alloc(transit, err);
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

enum status transit_start(const struct transit *transit, struct kernel *kernel, struct error *err)
{
    const struct timetable *timetable = transit->timetable;
    for (uint32_t run = 0; run < timetable->run_count; run++) {
        uint32_t depart_ms = timetable->run_depart_ms[run];
        if (depart_ms < transit->start_ms)
            continue;
        const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
        uint32_t stop = timetable->calls[pattern->first_call].stop;
        enum status status = kernel_post(
            kernel,
            event_make(depart_ms, transit_stop_process(transit, stop), TRANSIT_DOORS_CLOSE, run, 0),
            err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

void transit_destroy(struct transit *transit)
{
    if (transit == NULL)
        return;
    mem_free(transit->passengers);
    mem_free(transit->calls);
    mem_free(transit->ways);
    mem_free(transit->runs);
    mem_free(transit->stops);
    transit_street_destroy(transit->street);
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

void transit_begin(struct transit *transit, struct activation *act, uint32_t person,
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

struct transit_totals transit_totals(const struct transit *transit)
{
    struct transit_totals totals = {0};
    for (uint32_t i = 0; i < transit->timetable->stop_count; i++) {
        const struct stop_state *stop = &transit->stops[i];
        totals.boardings += stop->boardings;
        totals.denied_boardings += stop->denied_boardings;
        totals.stranded += stop->stranded;
        totals.run_count_started += stop->run_count_started;
        totals.run_count_finished += stop->run_count_finished;
    }
    for (uint32_t i = 0; i < transit->person_count; i++)
        totals.passengers_under_way += transit->passengers[i].is_under_way;
    return totals;
}

uint32_t transit_run_max_load(const struct transit *transit, uint32_t run)
{
    return transit->runs[run].max_load;
}
