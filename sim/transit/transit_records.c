// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_state.h"

struct leg_row {
    int32_t person, line, run, board_stop, alight_stop, denied;
    double wait_from_s, board_s, alight_s;
};

struct call_row {
    int32_t run, line, call_seq, stop;
    int32_t boarded, alighted, denied, aboard;
    double scheduled_arrive_s, arrive_s, scheduled_depart_s, depart_s;
    int8_t direction;
    int8_t unused[7]; /**< fills the row up, so that equal rows are equal byte by byte */
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
               .long_name = "time of departure with the passenger"),
    LEG_COLUMN("alight", alight_s, COLUMN_F64, .units = RECORD_CLOCK,
               .long_name = "time of arrival where the ride ends"),
    LEG_COLUMN("denied", denied, COLUMN_I32, .units = "1",
               .long_name = "full vehicles that left without the passenger"),
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
                .long_name = "passengers left behind because the vehicle was full"),
    CALL_COLUMN("aboard", aboard, COLUMN_I32, .units = "1",
                .long_name = "passengers aboard after departure"),
    {.name = NULL}};

const struct record_kind transit_call_record = {.group = "trains",
                                                .index = "call",
                                                .long_name = "vehicles at stops, all modes",
                                                .columns = call_columns,
                                                .row_size = sizeof(struct call_row)};

static double seconds(uint32_t t_ms)
{
    return t_ms / 1000.0;
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

void transit_records_call(struct activation *act, const struct visit *visit, uint32_t arrive_ms,
                          uint32_t depart_ms, struct call_counts counts)
{
    uint32_t scheduled_arrive_ms = visit->run_depart_ms + visit->call->arrive_ms;
    bool is_last = visit->seq + 1 == visit->pattern->call_count;
    uint32_t scheduled_depart_ms =
        is_last ? scheduled_arrive_ms : visit->run_depart_ms + visit->call->depart_ms;
    struct call_row row = {.run = (int32_t)visit->run,
                           .line = (int32_t)visit->pattern->line,
                           .direction = (int8_t)visit->pattern->direction,
                           .call_seq = (int32_t)visit->seq,
                           .stop = (int32_t)visit->stop,
                           .boarded = (int32_t)counts.boarded,
                           .alighted = (int32_t)counts.alighted,
                           .denied = (int32_t)counts.denied,
                           .aboard = (int32_t)counts.aboard,
                           .scheduled_arrive_s = seconds(scheduled_arrive_ms),
                           .arrive_s = seconds(arrive_ms),
                           .scheduled_depart_s = seconds(scheduled_depart_ms),
                           .depart_s = seconds(depart_ms)};
    activation_record(act, &transit_call_record, &row);
}
