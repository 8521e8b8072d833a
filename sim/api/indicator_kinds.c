/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api/indicator_kinds.h"

#include "base/names.h"
#include "base/page.h"
#include "people/population.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NAME_SIZE 96

#define LOWER     INDICATOR_LOWER
#define NEUTRAL   INDICATOR_NEUTRAL
#define SIMULATED INDICATOR_SIMULATED
#define EVERYBODY INDICATOR_EVERYBODY
#define RATIO     INDICATOR_RATIO

static const char *const payment_names[] = {"tolls",          "parking",  "fares",
                                            "season_tickets", "shuttles", NULL};

#define PLAIN      NULL, NULL
#define BY_MODE    "mode", mode_names
#define BY_DRIVE   "drive", drive_kind_names
#define BY_PAYMENT NULL, payment_names

static const struct indicator_kind kinds[] = {
    {"persons", PLAIN, "1", NEUTRAL, SIMULATED, "persons, those who pass through included"},
    {"trips_planned", PLAIN, "1", NEUTRAL, SIMULATED, "trips in the plans of the day"},
    {"trips_before_start", PLAIN, "1", NEUTRAL, SIMULATED, "of them, due before the run began"},
    {"trips_not_started", PLAIN, "1", NEUTRAL, SIMULATED,
     "of them, whose turn did not come before the end"},
    {"trips_departed", BY_MODE, "1", NEUTRAL, SIMULATED, "trips that began"},
    {"trips_arrived", BY_MODE, "1", NEUTRAL, SIMULATED, "of them, those that ended"},
    {"trips_under_way", BY_MODE, "1", LOWER, SIMULATED,
     "of them, those that the end of the run cut"},
    {"mean_travel_time", BY_MODE, "min", LOWER, RATIO, "of the trips that arrived"},
    {"mean_distance", BY_MODE, "km", NEUTRAL, RATIO, "of the trips that arrived"},
    {"mean_travel_time", PLAIN, "min", LOWER, RATIO, "of the trips that arrived"},
    {"mean_distance", PLAIN, "km", NEUTRAL, RATIO, "of the trips that arrived"},
    {"share_of_trips", BY_MODE, "1", NEUTRAL, RATIO, "of the trips that departed"},
    {"share_of_km", BY_MODE, "1", NEUTRAL, RATIO, "of the kilometres of the trips that arrived"},
    {"trips_no_service", PLAIN, "1", LOWER, SIMULATED,
     "trips that found no public transport and were made as a car passenger"},
    {"trips_stranded", PLAIN, "1", LOWER, SIMULATED,
     "trips that public transport left at a stop and a car finished"},
    {"cars_at_stops", PLAIN, "1", NEUTRAL, SIMULATED,
     "cars that wait at stops with park and ride, or drive there, at the end"},
    {"bicycles_at_stops", PLAIN, "1", NEUTRAL, SIMULATED, "likewise bicycles"},
    {"trips_replanned", PLAIN, "1", NEUTRAL, SIMULATED,
     "times that somebody left at a stop found another way by public transport"},
    {"drives_rerouted", PLAIN, "1", NEUTRAL, SIMULATED,
     "times that a driver under way turned off before a link that had closed"},
    {"runs_cancelled", PLAIN, "1", LOWER, EVERYBODY, "runs of public transport that did not start"},
    {"boardings", PLAIN, "1", NEUTRAL, SIMULATED, "passengers who got in"},
    {"denied_boardings", PLAIN, "1", LOWER, SIMULATED, "times that a vehicle left somebody behind"},
    {"forced_moves", PLAIN, "1", LOWER, SIMULATED, "vehicles moved by force in a gridlock"},
    {"link_traversals", PLAIN, "1", NEUTRAL, SIMULATED, "times that a vehicle left a road link"},
    {"vehicle_distance", PLAIN, "km", NEUTRAL, EVERYBODY, "of all vehicles on road links"},
    {"vehicle_time", PLAIN, "h", LOWER, EVERYBODY, "of all vehicles on road links"},
    {"vehicle_time_lost", PLAIN, "h", LOWER, EVERYBODY,
     "of it, what is above the time on empty roads at free speed; signals count as loss"},
    {"trains_ended", PLAIN, "1", NEUTRAL, EVERYBODY, "rail runs that reached their last stop"},
    {"trains_late", PLAIN, "1", LOWER, EVERYBODY, "of them, those 3 minutes late or more there"},
    {"trains_mean_late", PLAIN, "min", LOWER, RATIO,
     "mean lateness there; early ones count below 0"},
    {"revenue", BY_PAYMENT, "EUR", NEUTRAL, EVERYBODY, "what people paid"},
    {"driven", BY_DRIVE, "km", NEUTRAL, EVERYBODY, "kilometres by kind of drive"},
    {"energy", BY_DRIVE, "kWh", LOWER, EVERYBODY, "energy at the vehicle"},
    {"co2", BY_DRIVE, "kg", LOWER, EVERYBODY, "CO2 at the vehicle"},
    {"co2_supply", BY_DRIVE, "kg", LOWER, EVERYBODY, "CO2 where fuel and electricity come from"},
    {"drives_given", PLAIN, "1", NEUTRAL, EVERYBODY, "vehicles of the group `traffic`"},
    {"drives_before_start", PLAIN, "1", NEUTRAL, EVERYBODY, "of them, due before the run began"},
    {"drives_not_started", PLAIN, "1", NEUTRAL, EVERYBODY, "of them, due after its end"},
    {"drives_departed", PLAIN, "1", NEUTRAL, EVERYBODY, "of them, those that began"},
    {"drives_arrived", PLAIN, "1", NEUTRAL, EVERYBODY, "of them, those that ended"},
    {"drives_under_way", PLAIN, "1", LOWER, EVERYBODY, "of them, those that the end cut"},
    {"mean_travel_time_drives", PLAIN, "min", LOWER, RATIO, "of the drives that arrived"},
    {"mean_distance_drives", PLAIN, "km", NEUTRAL, RATIO, "of the drives that arrived"},
    {"rail_trains_begun", PLAIN, "1", NEUTRAL, EVERYBODY, "trains that came on the blocks"},
    {"rail_trains_ended", PLAIN, "1", NEUTRAL, EVERYBODY, "of them, those that left them"},
    {"rail_hops", PLAIN, "1", NEUTRAL, EVERYBODY, "hops between stops over blocks"},
    {"rail_hindered_hops", PLAIN, "1", LOWER, EVERYBODY,
     "of them, those with a wait for the track"},
    {"rail_lost_time", PLAIN, "min", LOWER, EVERYBODY, "of these waits, all together"},
    {"street_ways_begun", PLAIN, "1", NEUTRAL, EVERYBODY,
     "ways of buses and trams among the cars, from stop to stop"},
    {"street_ways_ended", PLAIN, "1", NEUTRAL, EVERYBODY, "of them, those that ended"},
    {"street_ways_on_road", PLAIN, "1", NEUTRAL, EVERYBODY, "vehicles on such a way at the end"},
    {"street_mean_late", PLAIN, "s", LOWER, RATIO,
     "how much longer such a way takes than alone on the road"},
    {"street_share_of_hops", PLAIN, "1", NEUTRAL, RATIO,
     "hops of buses and trams that lie on road links"},
    {"street_share_of_km", PLAIN, "1", NEUTRAL, RATIO, "likewise kilometres"},
    {"shuttle_requests", PLAIN, "1", NEUTRAL, SIMULATED, "rides that people asked for"},
    {"shuttle_served", PLAIN, "1", NEUTRAL, SIMULATED, "of them, those that ended"},
    {"shuttle_refused", PLAIN, "1", LOWER, SIMULATED, "of them, those that no vehicle could take"},
    {"shuttle_late", PLAIN, "1", LOWER, SIMULATED, "rides that began later than promised"},
    {"shuttle_mean_wait", PLAIN, "min", LOWER, RATIO, "from asking to the vehicle at the door"},
    {"shuttle_mean_detour", PLAIN, "1", NEUTRAL, RATIO, "time of rides over that of direct ways"},
    {"shuttle_distance_empty", PLAIN, "km", NEUTRAL, EVERYBODY, "of vehicles without passengers"},
    {"shuttle_distance_loaded", PLAIN, "km", NEUTRAL, EVERYBODY, "of vehicles with passengers"},
};

const char *const indicator_scale_names[INDICATOR_SCALE_COUNT + 1] = {"simulated", "everybody",
                                                                      "ratio", NULL};

#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

/** What stands behind the name of a kind, from the first on; "" for a kind that stands for itself.
 * NULL: that was the last. */
static const char *name_end(const struct indicator_kind *kind, uint32_t index)
{
    if (!kind->of_names)
        return index == 0 ? "" : NULL;
    return kind->of_names[index];
}

const struct indicator_kind *indicator_kind_find(const char *name)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        size_t length = strlen(kinds[i].name);
        if (strncmp(name, kinds[i].name, length) != 0)
            continue;
        const char *rest = name + length, *end;
        for (uint32_t k = 0; (end = name_end(&kinds[i], k)) != NULL; k++)
            if (end[0] ? rest[0] == '_' && strcmp(rest + 1, end) == 0 : rest[0] == '\0')
                return &kinds[i];
    }
    return NULL;
}

enum status indicator_check(const char *name, const char *place, struct error *err)
{
    struct names all = {0};
    enum status status = STATUS_OK;
    if (indicator_kind_find(name))
        return STATUS_OK;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const char *end;
        for (uint32_t k = 0; status == STATUS_OK && (end = name_end(&kinds[i], k)) != NULL; k++) {
            char text[NAME_SIZE];
            uint32_t id;
            snprintf(text, sizeof text, "%s%s%s", kinds[i].name, end[0] ? "_" : "", end);
            status = names_add(&all, text, &id, NULL, err);
        }
    }
    const char *similar = names_suggest(&all, name);
    if (status == STATUS_OK)
        status =
            error_fail(err, STATUS_USAGE, "%s: no indicator is called '%.80s'%s%s%s", place, name,
                       similar ? ", did you mean '" : "", similar ? similar : "",
                       similar ? "'?" : "; they are in the group 'indicators' of every result");
    names_deinit(&all);
    return status;
}

/** The column of what stands behind the name. */
static void add_of(struct page *page, const struct indicator_kind *kind)
{
    page_add(page, " | %s", kind->of ? kind->of : "");
    for (uint32_t k = 0; kind->of_names && !kind->of && kind->of_names[k]; k++)
        page_add(page, "%s%s", k > 0 ? ", " : "", kind->of_names[k]);
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
    for (size_t i = 0; i < KIND_COUNT; i++) {
        page_add(&page, "| `%s%s`", kinds[i].name, kinds[i].of_names ? "_..." : "");
        add_of(&page, &kinds[i]);
        page_add(&page, " | %s | %s | %s | %s |\n", kinds[i].unit,
                 kinds[i].better == INDICATOR_LOWER ? "lower" : "",
                 indicator_scale_names[kinds[i].scale], kinds[i].meaning);
    }
    *out_text = page.text;
    return page.status;
}
