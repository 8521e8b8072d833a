// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_expect.h"

#include <math.h>

const char *const expect_quantity_names[] = {
    [EXPECT_LINE_TIME] = "line time",
    [EXPECT_LEAST_HEADWAY] = "least headway",
    [EXPECT_RUNS] = "runs",
    [EXPECT_RUNS_UNDER_WAY] = "runs under way",
    [EXPECT_SHORTEST_RUN] = "shortest run",
    [EXPECT_LONGEST_RUN] = "longest run",
    [EXPECT_GREATEST_LATENESS] = "greatest lateness",
    [EXPECT_KNOCK_ON] = "knock-on",
    [EXPECT_TRAINS_TOO_MANY] = "trains too many",
    [EXPECT_TRAINS_OPPOSED] = "trains opposed",
    [EXPECT_ROUTES_WRONG] = "routes wrong",
    [EXPECT_TRIPS] = "trips",
    [EXPECT_UNDER_WAY] = "trips under way",
    [EXPECT_TOTAL_TRAVEL_TIME] = "total travel time",
    [EXPECT_MEAN_TRAVEL_TIME] = "mean travel time",
    [EXPECT_MEAN_DELAY] = "mean delay",
    [EXPECT_SHORTEST_TRAVEL_TIME] = "shortest travel time",
    [EXPECT_LONGEST_TRAVEL_TIME] = "longest travel time",
    [EXPECT_ENTERED] = "entered",
    [EXPECT_LEFT] = "left",
    [EXPECT_ON_LINK] = "on link",
    [EXPECT_VEHICLES] = "vehicles",
    [EXPECT_INFLOW] = "inflow",
    [EXPECT_FLOW] = "flow",
    [EXPECT_FLOW_RATIO] = "flow ratio",
    [EXPECT_DENSITY] = "density",
    [EXPECT_SPEED] = "speed",
    [EXPECT_TRAVEL_TIME] = "travel time",
    [EXPECT_DELAY] = "delay",
    [EXPECT_QUEUE] = "queue",
    [EXPECT_TRAVEL_TIME_AT] = "travel time at",
    [EXPECT_TRAVEL_TIME_OVER_TIME] = "travel time over time",
    [EXPECT_CURVE_SHIFT] = "curve shift",
    [EXPECT_ENTERED_CURVE] = "entered curve",
    [EXPECT_LEFT_CURVE] = "left curve",
    [EXPECT_QUANTITY_COUNT] = NULL,
};

const char *const expect_quantity_units[] = {
    [EXPECT_LINE_TIME] = "s",
    [EXPECT_LEAST_HEADWAY] = "s",
    [EXPECT_RUNS] = "runs",
    [EXPECT_RUNS_UNDER_WAY] = "runs",
    [EXPECT_SHORTEST_RUN] = "s",
    [EXPECT_LONGEST_RUN] = "s",
    [EXPECT_GREATEST_LATENESS] = "s",
    [EXPECT_KNOCK_ON] = "s",
    [EXPECT_TRAINS_TOO_MANY] = "trains",
    [EXPECT_TRAINS_OPPOSED] = "pairs",
    [EXPECT_ROUTES_WRONG] = "answers",
    [EXPECT_TRIPS] = "trips",
    [EXPECT_UNDER_WAY] = "trips",
    [EXPECT_TOTAL_TRAVEL_TIME] = "s",
    [EXPECT_MEAN_TRAVEL_TIME] = "s",
    [EXPECT_MEAN_DELAY] = "s",
    [EXPECT_SHORTEST_TRAVEL_TIME] = "s",
    [EXPECT_LONGEST_TRAVEL_TIME] = "s",
    [EXPECT_ENTERED] = "veh",
    [EXPECT_LEFT] = "veh",
    [EXPECT_ON_LINK] = "veh",
    [EXPECT_VEHICLES] = "veh",
    [EXPECT_INFLOW] = "veh/s",
    [EXPECT_FLOW] = "veh/s",
    [EXPECT_FLOW_RATIO] = "1",
    [EXPECT_DENSITY] = "veh/m",
    [EXPECT_SPEED] = "m/s",
    [EXPECT_TRAVEL_TIME] = "s",
    [EXPECT_DELAY] = "s",
    [EXPECT_QUEUE] = "veh",
    [EXPECT_TRAVEL_TIME_AT] = "s",
    [EXPECT_TRAVEL_TIME_OVER_TIME] = "s",
    [EXPECT_CURVE_SHIFT] = "s",
    [EXPECT_ENTERED_CURVE] = "veh",
    [EXPECT_LEFT_CURVE] = "veh",
    [EXPECT_QUANTITY_COUNT] = NULL,
};

const char *const expect_quantity_docs[] = {
    [EXPECT_LINE_TIME] = "Scheduled time of `line` from leaving `from_stop` to reaching `to_stop`.",
    [EXPECT_LEAST_HEADWAY] = "Of trains of `line` on its tracks: the longest blocking time (UIC "
                             "406), by tracks of the section.",
    [EXPECT_RUNS] = "Runs that have arrived at their last call; `line` narrows it, as all runs.",
    [EXPECT_RUNS_UNDER_WAY] = "Runs that have started and not arrived at their last call.",
    [EXPECT_SHORTEST_RUN] =
        "Simulated time of a run of `line` from leaving `from_stop` to reaching `to_stop`.",
    [EXPECT_LONGEST_RUN] = "The same, of the run that took longest.",
    [EXPECT_GREATEST_LATENESS] = "Of an arrival, against the timetable; at least 0.",
    [EXPECT_KNOCK_ON] = "Sum over all calls of the time waited for tracks.",
    [EXPECT_TRAINS_TOO_MANY] =
        "Trains that were given a block or station whose tracks were all occupied.",
    [EXPECT_TRAINS_OPPOSED] =
        "Pairs of trains with opposite directions on one single track at the same time.",
    [EXPECT_ROUTES_WRONG] = "Of 200 random questions from stop to stop, those whose arrival or "
                            "number of rides differs from a search through all runs.",
    [EXPECT_TRIPS] = "Drives that have arrived; `from_node` and `to_node` narrow it, as all trips.",
    [EXPECT_UNDER_WAY] = "Drives that have started and not arrived.",
    [EXPECT_TOTAL_TRAVEL_TIME] = "Sum over the arrived drives, from the wish to start.",
    [EXPECT_MEAN_TRAVEL_TIME] = "Mean over the arrived drives.",
    [EXPECT_MEAN_DELAY] = "The same less the time of the route in free flow.",
    [EXPECT_SHORTEST_TRAVEL_TIME] = "Of an arrived drive.",
    [EXPECT_LONGEST_TRAVEL_TIME] = "Of an arrived drive.",
    [EXPECT_ENTERED] = "Vehicles that have entered `link` before `at`: A(t).",
    [EXPECT_LEFT] = "Vehicles that have left `link` before `at`: D(t).",
    [EXPECT_ON_LINK] = "Entered less left.",
    [EXPECT_VEHICLES] = "Vehicles that left `link` between `from` and `to`.",
    [EXPECT_INFLOW] = "Vehicles that entered between `from` and `to`, per second.",
    [EXPECT_FLOW] = "Vehicles that left between `from` and `to`, per second.",
    [EXPECT_FLOW_RATIO] = "Those who left `link`, per one who left the link `of`.",
    [EXPECT_DENSITY] = "Time spent on `link` between `from` and `to`, per time and length (Edie).",
    [EXPECT_SPEED] = "Length per mean time on the link, of those who left.",
    [EXPECT_TRAVEL_TIME] = "Mean time on the link, of those who left.",
    [EXPECT_DELAY] = "The same less the time of a car in free flow.",
    [EXPECT_QUEUE] = "Mean number on the link less those of free flow: Little's law.",
    [EXPECT_TRAVEL_TIME_AT] = "Time on the link of the first vehicle that enters at or after `at`.",
    [EXPECT_TRAVEL_TIME_OVER_TIME] =
        "Mean over the samples from `from` to `to` of the time on the link of who entered last; "
        "before the first one, and while the last one is on the way, that of the one before.",
    [EXPECT_CURVE_SHIFT] =
        "Greatest difference, over all vehicles, of leaving time less own travel time and entering "
        "time: A(t) = D(t + travel time(t)).",
    [EXPECT_ENTERED_CURVE] = "Greatest distance of A(t) from `curve`, over all samples.",
    [EXPECT_LEFT_CURVE] = "Greatest distance of D(t) from `curve`, over all samples.",
    [EXPECT_QUANTITY_COUNT] = NULL,
};

#define TEXT(owner, key, member, is_optional, about)                                               \
    {                                                                                              \
        .name = key, .type = FIELD_TEXT, .offset = offsetof(struct owner, member),                 \
        .optional = is_optional, .doc = about                                                      \
    }
#define REAL(key, kind, member, is_optional, least, most, about)                                   \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = kind,                                         \
        .offset = offsetof(struct expectation, member), .optional = is_optional, .min = least,     \
        .max = most, .doc = about                                                                  \
    }

const struct field expect_case_fields[] = {
    TEXT(expect_case, "title", title, false, "What the case is, in one line."),
    TEXT(expect_case, "source", source, false, "Where the numbers were published."),
    TEXT(expect_case, "note", note, true,
         "Which of our parameters take the place of those of the source."),
    {.name = "runs",
     .type = FIELD_INT,
     .offset = offsetof(struct expect_case, runs),
     .optional = true,
     .min = 1,
     .max = 1000,
     .standard = "1",
     .doc = "How often it runs, with seeds that follow the scenario's; means are compared."},
    {.name = "sample",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct expect_case, sample_s),
     .optional = true,
     .min = 0.1,
     .max = 86400,
     .standard = "1 s",
     .doc = "Interval of looking at the links; all times must be multiples of it."},
    FIELD_END,
};

const struct field expectation_fields[] = {
    {.name = "quantity",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct expectation, quantity),
     .choices = expect_quantity_names,
     .doc = "What is measured."},
    REAL("value", QUANTITY_NUMBER, value, false, 0, 0, "The published number."),
    REAL("tolerance", QUANTITY_NUMBER, tolerance, true, 0, INFINITY,
         "Greatest difference, absolute."),
    REAL("vehicles", QUANTITY_NUMBER, vehicles, true, 0, INFINITY,
         "The same in whole vehicles of the measured window; adds to `tolerance`."),
    REAL("width", QUANTITY_SHARE, width, true, 0, 0.1,
         "In place of a tolerance, with several runs: the value must lie in their 99 % interval, "
         "whose half width must be at most this share of it."),
    TEXT(expectation, "why", why, true,
         "What the tolerance stands for; needed where there is one."),
    TEXT(expectation, "link", link, true, "Directed link that is measured."),
    TEXT(expectation, "of", of, true, "Link that a ratio divides by."),
    TEXT(expectation, "from_node", from_node, true, "Only drives that start at this node."),
    TEXT(expectation, "to_node", to_node, true, "Only drives that end at this node."),
    TEXT(expectation, "line", line, true, "Line of public transport."),
    TEXT(expectation, "from_stop", from_stop, true, "Stop that the line leaves."),
    TEXT(expectation, "to_stop", to_stop, true,
         "Stop that it reaches later in the same direction."),
    REAL("from", QUANTITY_TIME, from_s, true, 0, 172800, "Start of the window, after midnight."),
    REAL("to", QUANTITY_TIME, until_s, true, 0, 172800,
         "End of the window; left out: the end of the run."),
    REAL("at", QUANTITY_TIME, at_s, true, 0, 172800, "The instant, after midnight."),
    TEXT(expectation, "curve", curve, true,
         "Corners of a curve, `time count` with commas between: \"0 0, 50 0, 550 100\"."),
    TEXT(expectation, "source", source, true, "Where this number is from, if not as the others."),
    FIELD_END,
};
