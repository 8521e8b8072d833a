// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

#include <string.h>

#define DAYS_PER_MONTH 30.0

struct ticket_measure {
    double share, month_eur;
};

static const struct field fields[] = {
    {.name = "share",
     .type = FIELD_REAL,
     .quantity = QUANTITY_SHARE,
     .offset = offsetof(struct ticket_measure, share),
     .optional = true,
     .min = -1,
     .max = 1,
     .standard = "-1",
     .doc = "Share of the residents from six years on, and of the commuters from outside, who have "
            "one; left out: as it is."},
    {.name = "month",
     .type = FIELD_REAL,
     .offset = offsetof(struct ticket_measure, month_eur),
     .optional = true,
     .min = -1,
     .max = 10000,
     .standard = "-1",
     .doc = "Price of a month, EUR; left out: as it is. It counts as revenue; who buys at which "
            "price is not modelled: give the share, too."},
    FIELD_END};

/** Share of a municipality's residents who are too young to need a ticket. */
static double child_share(const struct spec *spec, const char *municipality)
{
    const struct table *table = &spec->demand_tables.group_shares;
    for (uint32_t i = 0; i < table->count; i++) {
        const struct group_share_row *row = TABLE_ROW(table, struct group_share_row, i);
        if (row->group == GROUP_CHILD && strcmp(row->municipality, municipality) == 0)
            return row->share;
    }
    return 0;
}

static struct ticket_row *ticket_row_of(struct measure_edit *edit, const char *municipality)
{
    struct table *table = &edit->spec->demand_tables.tickets;
    for (uint32_t i = 0; i < table->count; i++)
        if (strcmp(TABLE_ROW(table, struct ticket_row, i)->municipality, municipality) == 0)
            return MEASURE_ROW(table, struct ticket_row, i);
    struct ticket_row *row = measure_add_row(edit, table);
    if (row)
        row->municipality = municipality;
    return row;
}

/** By the share of each municipality; the groups keep their proportions. */
static void set_municipalities(struct measure_edit *edit, double share)
{
    const struct table *zones = &edit->spec->network_tables.zones;
    for (uint32_t i = 0; i < zones->count; i++) {
        const struct zone_row *zone = TABLE_ROW(zones, struct zone_row, i);
        if (zone->kind != ZONE_INTERNAL)
            continue;
        struct ticket_row *row = ticket_row_of(edit, zone->municipality);
        if (!row)
            return;
        measure_set_real(edit, &row->share,
                         share * (1 - child_share(edit->spec, zone->municipality)));
    }
}

static bool is_any(const void *row, const void *data)
{
    (void)row, (void)data;
    return true;
}

static void set_share(struct measure_edit *edit, double share)
{
    struct demand_tables *tables = &edit->spec->demand_tables;
    bool is_whole = share <= 0 || share >= 1;
    if (tables->traits.count == 0) {
        measure_fail(edit, "the scenario has no table demand.traits: nobody has a ticket");
        return;
    }
    for (uint32_t i = 0; i < tables->traits.count; i++) {
        struct trait_row *row = MEASURE_ROW(&tables->traits, struct trait_row, i);
        if (row->group == GROUP_COMMUTER || (is_whole && row->group != GROUP_CHILD))
            measure_set_real(edit, &row->ticket_share, share);
    }
    /* Nobody and everybody leave nothing to balance. */
    if (is_whole)
        measure_remove_rows(edit, &tables->tickets, is_any, NULL);
    else
        set_municipalities(edit, share);
}

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct ticket_measure *ticket = parameters;
    if (ticket->share >= 0)
        set_share(edit, ticket->share);
    if (ticket->month_eur >= 0)
        measure_set_real(edit, &edit->spec->choice.ticket_eur_day,
                         ticket->month_eur / DAYS_PER_MONTH);
}

const struct measure_kind measure_ticket = {
    .name = "ticket",
    .doc = "Who has a season ticket, and what it costs.",
    .fields = fields,
    .size = sizeof(struct ticket_measure),
    .fixed = "people have chosen with the tickets of the morning",
    .apply = apply};
