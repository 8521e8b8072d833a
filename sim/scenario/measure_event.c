// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#include <math.h>

struct event_measure {
    const char *place;
    int64_t visitors;
    double from_s, to_s, arrive_before_s, leave_within_s, outside_share, per_car;
    bool includes_ticket;
};

#define CLOCK(key, member, about)                                                                  \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                               \
        .offset = offsetof(struct event_measure, member), .max = 28 * 3600.0, .doc = about         \
    }
#define DURATION(key, member, text, about)                                                         \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_TIME,                                \
        .offset = offsetof(struct event_measure, member), .optional = true, .max = 6 * 3600.0,     \
        .standard = text, .doc = about                                                             \
    }

static const struct field fields[] = {
    MEASURE_TEXT(event_measure, "place", place, "Place or zone where it is."),
    MEASURE_INT(event_measure, "visitors", visitors, 1, 1000000, "How many come."),
    CLOCK("from", from_s, "It begins."),
    CLOCK("to", to_s, "It ends."),
    DURATION("arrive_before", arrive_before_s, "90 min",
             "Visitors want to be there evenly over this time before it begins. Estimate."),
    DURATION("leave_within", leave_within_s, "30 min",
             "They want to leave evenly over this time after its end. Estimate."),
    {.name = "outside",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SHARE,
     .offset = offsetof(struct event_measure, outside_share),
     .optional = true,
     .max = 1,
     .standard = "0.5",
     .doc = "Share of them who come from external zones. In either part they are spread over the "
            "zones by residents. Estimate."},
    {.name = "per_car",
     .type = FIELD_REAL,
     .quantity = QUANTITY_NUMBER,
     .offset = offsetof(struct event_measure, per_car),
     .optional = true,
     .min = 1,
     .max = 9,
     .standard = "2.5",
     .doc = "Visitors who come together where they come by car: one in so many of those with a car "
            "has it at hand, the others may ride. Estimate."},
    MEASURE_FLAG(event_measure, "ticket_included", includes_ticket,
                 "The entrance ticket is valid in public transport."),
    FIELD_END};

/** Adds the visitors from one zone. */
static void add_zone(struct measure_edit *edit, const struct event_measure *event, const char *zone,
                     double persons)
{
    struct extra_row *row = measure_add_row(edit, &edit->spec->demand_tables.extra);
    if (!row)
        return;
    row->from = zone;
    row->to = event->place;
    row->persons = persons;
    row->purpose = PURPOSE_EVENT;
    row->from_s = fmax(0, event->from_s - event->arrive_before_s);
    row->until_s = event->from_s;
    row->back_from_s = event->to_s;
    row->back_until_s = event->to_s + event->leave_within_s;
    row->ticket_share = event->includes_ticket;
    row->per_car = event->per_car;
}

/** Whole persons by residents, in all exactly `visitors`. */
static void add_zones(struct measure_edit *edit, const struct event_measure *event, int kind,
                      double visitors)
{
    const struct table *zones = &edit->spec->network_tables.zones;
    double residents = 0, so_far = 0;
    for (uint32_t i = 0; i < zones->count; i++) {
        const struct zone_row *zone = TABLE_ROW(zones, struct zone_row, i);
        residents += zone->kind == kind ? zone->residents : 0;
    }
    if (visitors > 0 && residents <= 0) {
        measure_fail(edit, "nobody lives in the %s zones, where %.0f visitors should come from",
                     zone_kind_names[kind], visitors);
        return;
    }
    for (uint32_t i = 0; visitors > 0 && i < zones->count; i++) {
        const struct zone_row *zone = TABLE_ROW(zones, struct zone_row, i);
        if (zone->kind != kind)
            continue;
        double before = round(visitors * so_far / residents);
        so_far += zone->residents;
        double persons = round(visitors * so_far / residents) - before;
        if (persons > 0)
            add_zone(edit, event, zone->id, persons);
    }
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct event_measure *event = parameters;
    double outside = round(event->outside_share * (double)event->visitors);
    if (!edit->spec->has_demand) {
        measure_fail(edit, "needs people: the scenario has no group 'demand'");
        return;
    }
    if (!measure_has_end(edit, event->place))
        return;
    add_zones(edit, event, ZONE_INTERNAL, (double)event->visitors - outside);
    add_zones(edit, event, ZONE_EXTERNAL, outside);
}

const struct measure_kind measure_event = {
    .name = "event",
    .doc = "An event with visitors, such as a match. They come beside everybody else, from their "
           "homes and back, choose mode, departure and route as all do, and do nothing else on "
           "that day.",
    .fields = fields,
    .size = sizeof(struct event_measure),
    .fixed = "people and their trips are made before the day",
    .apply = apply};
