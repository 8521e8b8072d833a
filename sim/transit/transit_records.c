// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

#include <math.h>

struct leg_row {
    int32_t person, line, run, board_stop, alight_stop, denied;
    double wait_from_s, board_s, alight_s;
};

struct call_row {
    double scheduled_arrive_s, arrive_s, scheduled_depart_s, depart_s;
    int32_t run, line, call_seq, stop;
    int32_t boarded, alighted, denied, aboard, standing, bicycles;
    int32_t primary_ms, turnaround_ms, dwell_excess_ms, running_ms, knock_on_ms, recovered_ms;
    int8_t direction, cancelled;
    int8_t unused[6]; /**< fills the row up, so that equal rows are equal byte by byte */
};

struct denied_row {
    double t_s;
    int32_t stop, line, run, person;
    int8_t reason, action;
    int8_t unused[6];
};

#define LEG_COLUMN(column, member, storage, ...)                                                   \
    {                                                                                              \
        .name = column, .type = storage, .offset = offsetof(struct leg_row, member), __VA_ARGS__   \
    }

static const struct column leg_columns[] = {
    LEG_COLUMN("person", person, COLUMN_I32, .long_name = "person who rides"),
    LEG_COLUMN("line", line, COLUMN_I32, .names_of = "transit/lines", .long_name = "line"),
    LEG_COLUMN("run", run, COLUMN_I32, .long_name = "run of the day, as in trains"),
    LEG_COLUMN("board_stop", board_stop, COLUMN_I32, .names_of = "transit/stops",
               .long_name = "stop where the ride starts"),
    LEG_COLUMN("alight_stop", alight_stop, COLUMN_I32, .names_of = "transit/stops",
               .long_name = "stop where the ride ends"),
    LEG_COLUMN("wait_from", wait_from_s, COLUMN_F64, .units = RECORD_CLOCK,
               .long_name = "time when the passenger was at the stop"),
    LEG_COLUMN("board", board_s, COLUMN_F64, .units = RECORD_CLOCK,
               .long_name = "time when the passenger got in"),
    LEG_COLUMN("alight", alight_s, COLUMN_F64, .units = RECORD_CLOCK,
               .long_name = "time of arrival where the ride ends"),
    LEG_COLUMN("denied", denied, COLUMN_I32, .units = "1",
               .long_name = "vehicles that left without the passenger"),
    {.name = NULL}};

const struct record_kind transit_leg_record = {.group = "legs",
                                               .index = "leg",
                                               .long_name = "rides by public transport",
                                               .columns = leg_columns,
                                               .row_size = sizeof(struct leg_row)};

#define CALL_COLUMN(column, member, storage, ...)                                                  \
    {                                                                                              \
        .name = column, .type = storage, .offset = offsetof(struct call_row, member), __VA_ARGS__  \
    }

static const char *const no_yes[] = {"no", "yes", NULL};

static const struct column call_columns[] = {
    CALL_COLUMN("run", run, COLUMN_I32, .long_name = "run of the day"),
    CALL_COLUMN("line", line, COLUMN_I32, .names_of = "transit/lines", .long_name = "line"),
    CALL_COLUMN("direction", direction, COLUMN_I8, .long_name = "direction of the line, 0 or 1"),
    CALL_COLUMN("call_seq", call_seq, COLUMN_I32, .units = "1",
                .long_name = "calls of the run before this one"),
    CALL_COLUMN("stop", stop, COLUMN_I32, .names_of = "transit/stops", .long_name = "stop"),
    CALL_COLUMN("scheduled_arrive", scheduled_arrive_s, COLUMN_F64, .units = RECORD_CLOCK,
                .long_name = "arrival by the timetable"),
    CALL_COLUMN("arrive", arrive_s, COLUMN_F64, .units = RECORD_CLOCK, .long_name = "arrival"),
    CALL_COLUMN("scheduled_depart", scheduled_depart_s, COLUMN_F64, .units = RECORD_CLOCK,
                .long_name = "departure by the timetable; at the last call the arrival"),
    CALL_COLUMN("depart", depart_s, COLUMN_F64, .units = RECORD_CLOCK,
                .long_name = "departure; at the last call the arrival"),
    CALL_COLUMN("boarded", boarded, COLUMN_I32, .units = "1", .long_name = "passengers who got in"),
    CALL_COLUMN("alighted", alighted, COLUMN_I32, .units = "1",
                .long_name = "passengers who got off"),
    CALL_COLUMN("denied", denied, COLUMN_I32, .units = "1",
                .long_name = "passengers left behind because there was no place for them"),
    CALL_COLUMN("aboard", aboard, COLUMN_I32, .units = "1",
                .long_name = "passengers aboard after departure"),
    CALL_COLUMN("standing", standing, COLUMN_I32, .units = "1",
                .long_name = "of them without a seat"),
    CALL_COLUMN("bicycles", bicycles, COLUMN_I32, .units = "1",
                .long_name = "bicycles aboard after departure"),
    CALL_COLUMN("primary", primary_ms, COLUMN_I32, .units = "ms",
                .long_name = "delay that arose here: drawn, or an incident"),
    CALL_COLUMN("turnaround", turnaround_ms, COLUMN_I32, .units = "ms",
                .long_name = "late because the vehicle's run before was late"),
    CALL_COLUMN("dwell_excess", dwell_excess_ms, COLUMN_I32, .units = "ms",
                .long_name = "stood longer than planned because of passengers"),
    CALL_COLUMN("running", running_ms, COLUMN_I32, .units = "ms",
                .long_name = "slower than planned since the last departure, on a free track"),
    CALL_COLUMN("knock_on", knock_on_ms, COLUMN_I32, .units = "ms",
                .long_name = "waited for the track since the last departure, and here"),
    CALL_COLUMN("recovered", recovered_ms, COLUMN_I32, .units = "ms",
                .long_name = "won back since the last departure, and here"),
    CALL_COLUMN("cancelled", cancelled, COLUMN_I8, .flags = no_yes,
                .long_name = "did not leave, or did not come"),
    {.name = NULL}};

const struct record_kind transit_call_record = {.group = "trains",
                                                .index = "call",
                                                .long_name = "vehicles at stops, all modes",
                                                .columns = call_columns,
                                                .row_size = sizeof(struct call_row)};

#define DENIED_COLUMN(column, member, storage, ...)                                                \
    {                                                                                              \
        .name = column, .type = storage, .offset = offsetof(struct denied_row, member),            \
        __VA_ARGS__                                                                                \
    }

/** Kept in order of enum transit_reason and of enum transit_action. */
static const char *const reason_names[] = {"full", "bicycle", "cancelled", "no_service", NULL};
static const char *const action_names[] = {"waits_on", "other_way", "car", NULL};

static const struct column denied_columns[] = {
    DENIED_COLUMN("time", t_s, COLUMN_F64, .units = RECORD_CLOCK,
                  .long_name = "time when the vehicle left without the passenger"),
    DENIED_COLUMN("stop", stop, COLUMN_I32, .names_of = "transit/stops", .long_name = "stop"),
    DENIED_COLUMN("line", line, COLUMN_I32, .names_of = "transit/lines",
                  .long_name = "line that the passenger wanted, or was put out of"),
    DENIED_COLUMN("run", run, COLUMN_I32, .long_name = "run of the day, as in trains; -1: none"),
    DENIED_COLUMN("person", person, COLUMN_I32, .long_name = "passenger"),
    DENIED_COLUMN("reason", reason, COLUMN_I8, .flags = reason_names,
                  .long_name = "full; bicycle: no place for it; cancelled: the run, or the rest of "
                               "it; no_service: no run of this kind comes any more"),
    DENIED_COLUMN("action", action, COLUMN_I8, .flags = action_names,
                  .long_name = "waits_on: for the next run of the same kind; other_way: by public "
                               "transport; car: is fetched, as a passenger"),
    {.name = NULL}};

const struct record_kind transit_denied_record = {.group = "denied",
                                                  .index = "refusal",
                                                  .long_name = "passengers left behind or put out",
                                                  .columns = denied_columns,
                                                  .row_size = sizeof(struct denied_row)};

static double seconds(uint32_t t_ms)
{
    return t_ms == NONE ? (double)NAN : t_ms / 1000.0;
}

void transit_records_leg(struct activation *act, const struct transit *transit,
                         const struct visit *visit, uint32_t person)
{
    const struct passenger *passenger = &transit->passengers[person];
    uint32_t board_call = passenger->legs[passenger->leg].board_call;
    struct leg_row row = {.person = (int32_t)person,
                          .line = (int32_t)visit->pattern->line,
                          .run = (int32_t)visit->run,
                          .board_stop = (int32_t)transit->timetable->calls[board_call].stop,
                          .alight_stop = (int32_t)visit->stop,
                          .denied = passenger->denied,
                          .wait_from_s = seconds(passenger->wait_from_ms),
                          .board_s = seconds(passenger->board_ms),
                          .alight_s = seconds(act->t_ms)};
    activation_record(act, &transit_leg_record, &row);
}

void transit_records_call(struct activation *act, const struct transit *transit,
                          const struct visit *visit, const struct call_report *report)
{
    struct call_row row = {.run = (int32_t)visit->run,
                           .line = (int32_t)visit->pattern->line,
                           .direction = (int8_t)visit->pattern->direction,
                           .call_seq = (int32_t)visit->seq,
                           .stop = (int32_t)visit->stop,
                           .denied = (int32_t)report->denied,
                           .standing = (int32_t)report->standing,
                           .cancelled = report->is_cancelled,
                           .scheduled_arrive_s = seconds(visit->arrive_ms),
                           .arrive_s = seconds(report->arrive_ms),
                           .scheduled_depart_s = seconds(visit->depart_ms),
                           .depart_s = seconds(report->depart_ms)};
    /* A run that does not come is not here: its state is not this stop's to read. */
    if (report->arrive_ms != NONE) {
        const struct run_state *run = &transit->runs[visit->run];
        row.boarded = (int32_t)run->exchange.boarded;
        row.alighted = (int32_t)run->exchange.alighted;
        row.aboard = (int32_t)run->aboard.count;
        row.bicycles = (int32_t)run->bicycles;
        row.primary_ms = (int32_t)run->causes.primary;
        row.turnaround_ms = (int32_t)run->causes.turnaround;
        row.dwell_excess_ms = (int32_t)run->causes.dwell_excess;
        row.running_ms = (int32_t)run->causes.running;
        row.knock_on_ms = (int32_t)run->causes.knock_on;
        row.recovered_ms = (int32_t)run->causes.recovered;
    }
    activation_record(act, &transit_call_record, &row);
}

void transit_record_refusal(const struct transit *transit, struct activation *act, uint32_t person,
                            enum transit_action action)
{
    const struct transit_refusal *refusal = &transit->passengers[person].refusal;
    uint32_t pattern = transit->timetable->calls[refusal->call_id].pattern;
    struct denied_row row = {.t_s = seconds(refusal->t_ms),
                             .stop = (int32_t)refusal->stop,
                             .line = (int32_t)transit->timetable->patterns[pattern].line,
                             .run = refusal->run == NONE ? -1 : (int32_t)refusal->run,
                             .person = (int32_t)person,
                             .reason = (int8_t)refusal->reason,
                             .action = (int8_t)action};
    activation_record(act, &transit_denied_record, &row);
}
