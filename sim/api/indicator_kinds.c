/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/indicator_kinds.h"

#include "base/page.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define LOWER     INDICATOR_LOWER
#define NEUTRAL   INDICATOR_NEUTRAL
#define SIMULATED INDICATOR_SIMULATED
#define EVERYBODY INDICATOR_EVERYBODY
#define RATIO     INDICATOR_RATIO

static const struct indicator_kind kinds[] = {
    {"persons", NULL, "1", NEUTRAL, SIMULATED, "persons, those who pass through included"},
    {"trips_planned", NULL, "1", NEUTRAL, SIMULATED, "trips in the plans of the day"},
    {"trips_before_start", NULL, "1", NEUTRAL, SIMULATED, "of them, due before the run began"},
    {"trips_not_started", NULL, "1", NEUTRAL, SIMULATED,
     "of them, whose turn did not come before the end"},
    {"trips_departed", "mode", "1", NEUTRAL, SIMULATED, "trips that began"},
    {"trips_arrived", "mode", "1", NEUTRAL, SIMULATED, "of them, those that ended"},
    {"trips_under_way", "mode", "1", LOWER, SIMULATED,
     "of them, those that the end of the run cut"},
    {"mean_travel_time", "mode", "min", LOWER, RATIO, "of the trips that arrived"},
    {"mean_distance", "mode", "km", NEUTRAL, RATIO, "of the trips that arrived"},
    {"share_of_trips", "mode", "1", NEUTRAL, RATIO, "of the trips that departed"},
    {"share_of_km", "mode", "1", NEUTRAL, RATIO, "of the kilometres of the trips that arrived"},
    {"trips_no_service", NULL, "1", LOWER, SIMULATED,
     "trips that found no public transport and were made as a car passenger"},
    {"trips_stranded", NULL, "1", LOWER, SIMULATED,
     "trips that public transport left at a stop and a car finished"},
    {"cars_at_stops", NULL, "1", NEUTRAL, SIMULATED,
     "cars that wait at stops with park and ride, or drive there, at the end"},
    {"bicycles_at_stops", NULL, "1", NEUTRAL, SIMULATED, "likewise bicycles"},
    {"trips_replanned", NULL, "1", NEUTRAL, SIMULATED,
     "times that somebody left at a stop found another way by public transport"},
    {"drives_rerouted", NULL, "1", NEUTRAL, SIMULATED,
     "times that a driver under way turned off before a link that had closed"},
    {"runs_cancelled", NULL, "1", LOWER, EVERYBODY, "runs of public transport that did not start"},
    {"boardings", NULL, "1", NEUTRAL, SIMULATED, "passengers who got in"},
    {"denied_boardings", NULL, "1", LOWER, SIMULATED, "times that a vehicle left somebody behind"},
    {"forced_moves", NULL, "1", LOWER, SIMULATED, "vehicles moved by force in a gridlock"},
    {"link_traversals", NULL, "1", NEUTRAL, SIMULATED, "times that a vehicle left a road link"},
    {"vehicle_distance", NULL, "km", NEUTRAL, EVERYBODY, "of all vehicles on road links"},
    {"vehicle_time", NULL, "h", LOWER, EVERYBODY, "of all vehicles on road links"},
    {"vehicle_time_lost", NULL, "h", LOWER, EVERYBODY,
     "of it, what is above the time on empty roads at free speed; signals count as loss"},
    {"trains_ended", NULL, "1", NEUTRAL, EVERYBODY, "rail runs that reached their last stop"},
    {"trains_late", NULL, "1", LOWER, EVERYBODY, "of them, those 3 minutes late or more there"},
    {"trains_mean_late", NULL, "min", LOWER, RATIO,
     "mean lateness there; early ones count below 0"},
    {"revenue", "tolls, parking, fares, season_tickets, shuttles", "EUR", NEUTRAL, EVERYBODY,
     "what people paid"},
    {"driven", "drive", "km", NEUTRAL, EVERYBODY, "kilometres by kind of drive"},
    {"energy", "drive", "kWh", LOWER, EVERYBODY, "energy at the vehicle"},
    {"co2", "drive", "kg", LOWER, EVERYBODY, "CO2 at the vehicle"},
    {"co2_supply", "drive", "kg", LOWER, EVERYBODY, "CO2 where fuel and electricity come from"},
    {"drives_given", NULL, "1", NEUTRAL, EVERYBODY, "vehicles of the group `traffic`"},
    {"drives_before_start", NULL, "1", NEUTRAL, EVERYBODY, "of them, due before the run began"},
    {"drives_not_started", NULL, "1", NEUTRAL, EVERYBODY, "of them, due after its end"},
    {"drives_departed", NULL, "1", NEUTRAL, EVERYBODY, "of them, those that began"},
    {"drives_arrived", NULL, "1", NEUTRAL, EVERYBODY, "of them, those that ended"},
    {"drives_under_way", NULL, "1", LOWER, EVERYBODY, "of them, those that the end cut"},
    {"mean_travel_time_drives", NULL, "min", LOWER, RATIO, "of the drives that arrived"},
    {"mean_distance_drives", NULL, "km", NEUTRAL, RATIO, "of the drives that arrived"},
    {"rail_trains_begun", NULL, "1", NEUTRAL, EVERYBODY, "trains that came on the blocks"},
    {"rail_trains_ended", NULL, "1", NEUTRAL, EVERYBODY, "of them, those that left them"},
    {"rail_hops", NULL, "1", NEUTRAL, EVERYBODY, "hops between stops over blocks"},
    {"rail_hindered_hops", NULL, "1", LOWER, EVERYBODY, "of them, those with a wait for the track"},
    {"rail_lost_time", NULL, "min", LOWER, EVERYBODY, "of these waits, all together"},
    {"street_ways_begun", NULL, "1", NEUTRAL, EVERYBODY,
     "ways of buses and trams among the cars, from stop to stop"},
    {"street_ways_ended", NULL, "1", NEUTRAL, EVERYBODY, "of them, those that ended"},
    {"street_ways_on_road", NULL, "1", NEUTRAL, EVERYBODY, "vehicles on such a way at the end"},
    {"street_mean_late", NULL, "s", LOWER, RATIO,
     "how much longer such a way takes than alone on the road"},
    {"street_share_of_hops", NULL, "1", NEUTRAL, RATIO,
     "hops of buses and trams that lie on road links"},
    {"street_share_of_km", NULL, "1", NEUTRAL, RATIO, "likewise kilometres"},
    {"shuttle_requests", NULL, "1", NEUTRAL, SIMULATED, "rides that people asked for"},
    {"shuttle_served", NULL, "1", NEUTRAL, SIMULATED, "of them, those that ended"},
    {"shuttle_refused", NULL, "1", LOWER, SIMULATED, "of them, those that no vehicle could take"},
    {"shuttle_late", NULL, "1", LOWER, SIMULATED, "rides that began later than promised"},
    {"shuttle_mean_wait", NULL, "min", LOWER, RATIO, "from asking to the vehicle at the door"},
    {"shuttle_mean_detour", NULL, "1", NEUTRAL, RATIO, "time of rides over that of direct ways"},
    {"shuttle_distance_empty", NULL, "km", NEUTRAL, EVERYBODY, "of vehicles without passengers"},
    {"shuttle_distance_loaded", NULL, "km", NEUTRAL, EVERYBODY, "of vehicles with passengers"},
};

const char *const indicator_scale_names[INDICATOR_SCALE_COUNT + 1] = {"simulated", "everybody",
                                                                      "ratio", NULL};

#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

const struct indicator_kind *indicator_kind_find(const char *name)
{
    const struct indicator_kind *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        size_t length = strlen(kinds[i].name);
        bool fits = strncmp(name, kinds[i].name, length) == 0 &&
                    (name[length] == '\0' || (kinds[i].of != NULL && name[length] == '_'));
        if (fits && length > longest) {
            best = &kinds[i];
            longest = length;
        }
    }
    return best;
}

enum status indicator_kinds_markdown(char **out_text, struct error *err)
{
    struct page page = {.err = err};
    page_add(&page, "# Indicators\n\nGenerated by `ardey reference --indicators`; do not edit. The "
                    "group `indicators` of a result file has a row for each, with `name`, `unit`, "
                    "`meaning`, `better` and `scale`; rows for what a scenario does not have are "
                    "left out. `scale` says what a figure is in a sample: `simulated` counts the "
                    "simulated persons and their vehicles (divide it by the root attribute "
                    "`sample`), `everybody` is scaled up already, a `ratio` needs no scale. A mean "
                    "over nothing is NaN.\n\n| indicator | of each | unit | better when | scale | "
                    "meaning |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < KIND_COUNT; i++)
        page_add(&page, "| `%s%s` | %s | %s | %s | %s | %s |\n", kinds[i].name,
                 kinds[i].of ? "_..." : "", kinds[i].of ? kinds[i].of : "", kinds[i].unit,
                 kinds[i].better == INDICATOR_LOWER ? "lower" : "",
                 indicator_scale_names[kinds[i].scale], kinds[i].meaning);
    *out_text = page.text;
    return page.status;
}
