// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/hooks.h"

#include <math.h>

/** A number in a reading. */
#define REAL(owner, key, member, kind, about)                                                      \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_##kind,                              \
        .offset = offsetof(struct owner, member), .doc = about                                     \
    }
#define OTHER(owner, key, member, kind, about)                                                     \
    {                                                                                              \
        .name = key, .type = FIELD_##kind, .offset = offsetof(struct owner, member), .doc = about  \
    }

static const struct field link_fields[] = {
    REAL(hook_link, "vehicles", vehicles, NUMBER, "Vehicles on the link now."),
    REAL(hook_link, "queue", queue, NUMBER, "Of these, vehicles that wait at its end."),
    REAL(hook_link, "entered", entered, NUMBER, "Vehicles that have entered it since the start."),
    REAL(hook_link, "left", left, NUMBER, "Vehicles that have left it since the start."),
    REAL(hook_link, "flow", flow_vph, NUMBER,
         "Vehicles per hour that left it since this hook last asked, at first since the start."),
    REAL(hook_link, "speed", speed_mps, SPEED,
         "Length of the link over the mean travel time of these vehicles, m/s; its speed in free "
         "flow when there are none."),
    REAL(hook_link, "free_speed", free_speed_mps, SPEED, "Speed in free flow now, m/s."),
    REAL(hook_link, "capacity", capacity_vph, NUMBER, "Capacity now, vehicles per hour."),
    REAL(hook_link, "toll", toll_eur, NUMBER, "What a vehicle pays that enters now, EUR."),
    OTHER(hook_link, "open", is_open, BOOL, "Whether vehicles may enter."),
    FIELD_END};

static const struct field line_fields[] = {
    REAL(hook_line, "runs", runs, NUMBER, "Runs under way now, in both directions."),
    REAL(hook_line, "delay", delay_s, TIME, "Their mean delay, s; 0 without any."),
    REAL(hook_line, "aboard", aboard, NUMBER, "Passengers aboard them."),
    REAL(hook_line, "load", load, SHARE, "Passengers aboard over the seats; 0 without runs."),
    FIELD_END};

static const struct field run_fields[] = {
    OTHER(hook_run, "run", run, INT, "Number of the run, as in the results."),
    OTHER(hook_run, "line", line, TEXT, "Its line."),
    OTHER(hook_run, "direction", direction, INT, "Its direction, 0 or 1."),
    OTHER(hook_run, "phase", phase, TEXT,
          "Where it is: `ahead` (has not begun), `at_stop`, `on_way`, `over`."),
    OTHER(hook_run, "stop", stop, TEXT, "Stop where it stands, or that it left last."),
    REAL(hook_run, "delay", delay_s, TIME, "How late it is, s; negative when early."),
    REAL(hook_run, "aboard", aboard, NUMBER, "Passengers aboard."),
    FIELD_END};

static const struct field call_fields[] = {
    OTHER(hook_call, "run", run, INT, "Number of the run: for `now:run` and for `hold`."),
    OTHER(hook_call, "line", line, TEXT, "Its line."),
    OTHER(hook_call, "direction", direction, INT, "Its direction, 0 or 1."),
    REAL(hook_call, "planned", planned_s, TIME, "Time by the timetable, s since midnight."),
    REAL(hook_call, "expected", expected_s, TIME,
         "That time and the delay that the run has now, s since midnight; not before now."),
    REAL(hook_call, "delay", delay_s, TIME, "How late the run is, s."),
    REAL(hook_call, "aboard", aboard, NUMBER, "Passengers aboard."),
    OTHER(hook_call, "here", is_here, BOOL, "Whether it stands at the stop now."),
    FIELD_END};

static const struct field stop_fields[] = {
    REAL(hook_stop, "waiting", waiting, NUMBER, "Passengers who wait there now."), FIELD_END};

static const struct field parking_fields[] = {
    REAL(hook_parking, "spaces", spaces, NUMBER, "Parking spaces."),
    REAL(hook_parking, "occupied", occupied, NUMBER, "Of these, taken now."),
    REAL(hook_parking, "outside", outside, NUMBER, "Cars that found it full and stand outside."),
    FIELD_END};

static const struct field totals_fields[] = {
    REAL(hook_totals, "trips_departed", trips_departed, NUMBER, "Trips begun so far."),
    REAL(hook_totals, "trips_arrived", trips_arrived, NUMBER, "Trips that have arrived."),
    REAL(hook_totals, "trips_under_way", trips_under_way, NUMBER, "Trips under way now."),
    REAL(hook_totals, "vehicles", vehicles, NUMBER, "Vehicles on links now."),
    REAL(hook_totals, "vehicles_waiting", vehicles_waiting, NUMBER,
         "Vehicles that wait to enter their first link."),
    REAL(hook_totals, "passengers", passengers, NUMBER,
         "Passengers on their way by public transport, walks to stops included."),
    FIELD_END};

const struct hook_reading hook_readings[] = {
    [HOOK_LINK] = {"link", "id", link_fields, sizeof(struct hook_link), false,
                   "A directed link of the roads, such as \"L0139\" or \"L0139r\"."},
    [HOOK_LINE] = {"line", "id", line_fields, sizeof(struct hook_line), false,
                   "All runs of a line of public transport."},
    [HOOK_RUN] = {"run", "number", run_fields, sizeof(struct hook_run), false,
                  "One run of public transport."},
    [HOOK_DEPARTURES] = {"departures", "stop, line", call_fields, sizeof(struct hook_call), true,
                         "The runs that will still leave a stop, at most 20, soonest by the "
                         "timetable first; of one line when it is named."},
    [HOOK_ARRIVALS] = {"arrivals", "stop, line", call_fields, sizeof(struct hook_call), true,
                       "The runs that are still to come to a stop or stand there, likewise."},
    [HOOK_STOP] = {"stop", "id", stop_fields, sizeof(struct hook_stop), false,
                   "A stop of public transport."},
    [HOOK_PARKING] = {"parking", "place", parking_fields, sizeof(struct hook_parking), false,
                      "The parking spaces of a place of `network.parking`, or of a stop of "
                      "`transit.park_ride`."},
    [HOOK_TOTALS] = {"totals", "", totals_fields, sizeof(struct hook_totals), false,
                     "Sums over the whole world."},
    {.name = NULL}};

const struct hook_member hook_members[] = {
    {"time", NULL, "number", "Seconds since midnight of the simulated day."},
    {"clock", NULL, "string", "The same as a text: \"07:30:00\"."},
    {"act", "{...}", "boolean",
     "Does what the table says; false when nothing changes by it: a link is so already, or a run "
     "has left."},
    {"random", "name, number", "number",
     "A random number from 0 to below 1: the same for the same seed, name and number (a whole "
     "number, 0 when left out)."},
    {.name = NULL}};

/** A field of an act. */
#define ACT(key, kind, member, ...)                                                                \
    {                                                                                              \
        .name = key, .type = FIELD_##kind, .optional = true,                                       \
        .offset = offsetof(struct hook_act, member), __VA_ARGS__                                   \
    }

const struct field hook_link_act_fields[] = {
    [HOOK_ACT_LINK] = ACT("link", TEXT, link, .doc = "The directed link."),
    [HOOK_ACT_OPEN] = ACT("open", BOOL, is_open, .doc = "Whether vehicles may enter."),
    [HOOK_ACT_SPEED] = ACT("speed", REAL, speed_mps, .quantity = QUANTITY_SPEED, .min = 1,
                           .max = 100, .doc = "Speed in free flow; not above that of the tables."),
    [HOOK_ACT_CAPACITY] = ACT("capacity", REAL, capacity_vps, .quantity = QUANTITY_FLOW,
                              .min = 0.001, .max = 10, .doc = "Capacity of all lanes together."),
    [HOOK_ACT_LANES] = ACT("lanes", INT, lanes, .min = 1, .max = 20,
                           .doc = "Lanes in use: the capacity is that share of the table's."),
    [HOOK_ACT_TOLL] = ACT("toll", REAL, toll_eur, .max = 1000,
                          .doc = "What a vehicle pays that enters, EUR; 0: nothing."),
    [HOOK_ACT_TO] =
        ACT("to", REAL, to_s, .quantity = QUANTITY_CLOCK, .min = 0, .max = 172800, .scale = 1,
            .doc = "When it ends, a time of day or seconds since midnight; left out: with the "
                   "day."),
    FIELD_END};

const struct field hook_hold_act_fields[] = {
    [HOOK_HOLD_RUN] = ACT("hold", INT, run, .min = 0, .max = (double)INFINITY,
                          .doc = "Number of the run, from `now:departures`."),
    [HOOK_HOLD_STOP] = ACT("stop", TEXT, stop, .doc = "The stop that it shall not leave yet."),
    [HOOK_HOLD_TO] =
        ACT("to", REAL, to_s, .quantity = QUANTITY_CLOCK, .min = 0, .max = 172800, .scale = 1,
            .doc = "Not before this time, a time of day or seconds since midnight."),
    [HOOK_HOLD_AT_MOST] =
        ACT("at_most", REAL, at_most_s, .quantity = QUANTITY_TIME, .min = 0, .max = 7200,
            .doc = "In no case longer than so much after the planned departure."),
    FIELD_END};

/** A time of a hook; -1: not given. */
#define WHEN(key, member, kind, least, about)                                                      \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_##kind, .optional = true,            \
        .offset = offsetof(struct hook_times, member), .min = least, .max = 172800, .doc = about   \
    }

const struct field hook_fields[] = {
    WHEN("every", every_s, TIME, 1, "Time between two calls."),
    WHEN("from", from_s, CLOCK, 0, "First call; left out: one interval after the start."),
    WHEN("to", to_s, CLOCK, 0, "No call after this time; left out: the end of the run."),
    WHEN("at", at_s, CLOCK, 0, "The only call, in place of the other three."), FIELD_END};
