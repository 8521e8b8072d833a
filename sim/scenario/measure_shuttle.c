// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#include <stdio.h>
#include <string.h>

#define AREA_SIZE 4096u

/** The name of a fleet that is given none. */
#define STANDARD_ID "shuttle"

struct shuttle_measure {
    const char *id, *zones, *places, *depots;
    int64_t vehicles, seats;
    double from_s, to_s, fare_eur, wait_s, detour, detour_s, boarding_s;
};

#define OPTIONAL(key, type_, member, kind, least, most, text, about)                               \
    {                                                                                              \
        .name = key, .type = type_, .quantity = kind,                                              \
        .offset = offsetof(struct shuttle_measure, member), .optional = true, .min = least,        \
        .max = most, .standard = text, .doc = about                                                \
    }
#define CLOCK(key, member, about)                                                                  \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                               \
        .offset = offsetof(struct shuttle_measure, member), .max = MEASURE_DAY_END_S, .doc = about \
    }

static const struct field fields[] = {
    MEASURE_LIST_OPTIONAL(shuttle_measure, "zone", zones,
                          "Zones where it runs, by id or name: from each to each."),
    MEASURE_LIST_OPTIONAL(shuttle_measure, "place", places, "Single places where it runs, too."),
    MEASURE_LIST(
        shuttle_measure, "depot", depots,
        "Places where the vehicles wait when the day begins, one vehicle after the other."),
    MEASURE_INT(shuttle_measure, "vehicles", vehicles, 1, 10000,
                "Number of vehicles; of a sample as large a share of them, at least one."),
    OPTIONAL("seats", FIELD_INT, seats, QUANTITY_NUMBER, 1, 60, "6",
             "Passengers that a vehicle has room for."),
    CLOCK("from", from_s, "Requests are taken from this time on."),
    CLOCK("to", to_s,
          "No request is taken from this time on, after `from`; 26:00 is 2 o'clock of "
          "the next morning."),
    OPTIONAL("fare", FIELD_REAL, fare_eur, QUANTITY_NUMBER, 0, 1000, "0",
             "Fare of a ride in EUR, also with a season ticket."),
    OPTIONAL("wait", FIELD_REAL, wait_s, QUANTITY_TIME, 60, 7200, "15 min",
             "Promise: the vehicle comes within this time, or the request is refused."),
    OPTIONAL("detour", FIELD_REAL, detour, QUANTITY_NUMBER, 1, 10, "1.5",
             "Promise: a ride takes at most this times the direct one, and detour_time."),
    OPTIONAL("detour_time", FIELD_REAL, detour_s, QUANTITY_TIME, 0, 7200, "5 min",
             "Time on top of that."),
    OPTIONAL("boarding", FIELD_REAL, boarding_s, QUANTITY_TIME, 0, 600, "30 s",
             "Time at the door to board or to alight."),
    OPTIONAL("id", FIELD_TEXT, id, QUANTITY_NUMBER, 0, 0, STANDARD_ID,
             "Name of the fleet, which no other one has."),
    FIELD_END};

/** Lists of names with ';' between. */
struct name_list {
    char text[AREA_SIZE];
    size_t used;
};

static void list_add(struct measure_edit *edit, struct name_list *list, const char *name)
{
    int length = snprintf(list->text + list->used, AREA_SIZE - list->used, "%s%s",
                          list->used > 0 ? ";" : "", name);
    if (length < 0 || list->used + (size_t)length >= AREA_SIZE)
        measure_fail(edit, "names more zones and places than fit into %u characters", AREA_SIZE);
    else
        list->used += (size_t)length;
}

/** Adds the ids of the rows that a list of the author names. */
static void list_find(struct measure_edit *edit, struct name_list *list, const struct table *table,
                      const struct measure_name *by, const char *names)
{
    const char *name;
    while ((name = measure_list_take(edit, &names))) {
        uint32_t i = measure_find(edit, table, by, name);
        if (i != NONE && by == &measure_zone_name)
            list_add(edit, list, TABLE_ROW(table, struct zone_row, i)->id);
        else if (i != NONE)
            list_add(edit, list, TABLE_ROW(table, struct place_row, i)->id);
    }
}

static const char *list_keep(struct measure_edit *edit, const struct name_list *list)
{
    const char *copy = text_arena_copy(&edit->spec->text, list->text, list->used, &edit->scratch);
    if (!copy)
        measure_pass_on(edit, STATUS_RESOURCE);
    return copy ? copy : "";
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct shuttle_measure *measure = parameters;
    const struct network_tables *network = &edit->spec->network_tables;
    struct table *fleets = &edit->spec->shuttle_tables.fleets;
    struct name_list area = {.used = 0}, depots = {.used = 0};
    for (uint32_t i = 0; i < fleets->count; i++)
        if (strcmp(TABLE_ROW(fleets, struct shuttle_row, i)->id, measure->id) == 0) {
            measure_fail(edit,
                         "there is a fleet '%s' already, another one needs an `id` of its own",
                         measure->id);
            return;
        }
    if (measure->zones[0] == '\0' && measure->places[0] == '\0')
        measure_fail(edit, "names no `zone` and no `place` where it runs");
    list_find(edit, &area, &network->zones, &measure_zone_name, measure->zones);
    list_find(edit, &area, &network->places, &measure_place_name, measure->places);
    list_find(edit, &depots, &network->places, &measure_place_name, measure->depots);
    struct shuttle_row *row = measure_add_row(edit, fleets);
    if (!row)
        return;
    row->id = measure->id;
    row->depot = list_keep(edit, &depots);
    row->area = list_keep(edit, &area);
    row->vehicles = measure->vehicles;
    row->seats = measure->seats;
    row->from_s = measure->from_s;
    row->until_s = measure->to_s;
    row->fare_eur = measure->fare_eur;
    row->wait_s = measure->wait_s;
    row->detour = measure->detour;
    row->detour_s = measure->detour_s;
    row->boarding_s = measure->boarding_s;
}

const struct measure_kind measure_shuttle = {
    .name = "shuttle",
    .doc = "Shuttles that come on demand, take several people at a time and promise the longest "
           "wait and detour.",
    .fields = fields,
    .size = sizeof(struct shuttle_measure),
    .apply = apply};
