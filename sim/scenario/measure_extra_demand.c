// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/measure_edit.h"
#include "scenario/measure_fields.h"
#include "scenario/measure_kinds.h"

struct extra_demand {
    const char *from, *to;
    int64_t persons;
    int purpose, mode;
    double arrive_from_s, arrive_to_s, back_from_s, back_to_s, ticket_share;
};

#define CLOCK_OPTIONAL(key, member, about)                                                         \
    MEASURE_REAL_OPTIONAL(extra_demand, key, member, QUANTITY_CLOCK, 0, 28 * 3600.0, about)

static const struct field fields[] = {
    MEASURE_TEXT(extra_demand, "from", from, "Zone or place where they live."),
    MEASURE_TEXT(extra_demand, "to", to, "Zone or place where they go."),
    MEASURE_INT(extra_demand, "persons", persons, 1, 1000000, "How many."),
    {.name = "purpose",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct extra_demand, purpose),
     .choices = purpose_names,
     .doc = "Purpose of the way there."},
    {.name = "mode",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct extra_demand, mode),
     .optional = true,
     .choices = extra_mode_names,
     .standard = "chosen",
     .doc = "Mode that they keep to; chosen: as everybody."},
    CLOCK_OPTIONAL("arrive_from", arrive_from_s, "They want to be there between this time ..."),
    CLOCK_OPTIONAL("arrive_to", arrive_to_s,
                   "... and this one; both left out: they leave by the hours of the purpose."),
    CLOCK_OPTIONAL("back_from", back_from_s, "They want to go home between this time ..."),
    CLOCK_OPTIONAL("back_to", back_to_s, "... and this one; both left out: one way only."),
    MEASURE_REAL_OPTIONAL(extra_demand, "ticket_share", ticket_share, QUANTITY_SHARE, 0, 1,
                          "Share of them that need not pay for public transport."),
    FIELD_END};

static void apply(struct measure_edit *edit, const void *parameters)
{
    const struct extra_demand *extra = parameters;
    if (!edit->spec->has_demand) {
        measure_fail(edit, "needs people: the scenario has no group 'demand'");
        return;
    }
    bool comes_at = extra->arrive_from_s > 0 || extra->arrive_to_s > 0;
    if (extra->purpose == PURPOSE_HOME || extra->purpose == PURPOSE_THROUGH)
        measure_fail(edit, "purpose '%s' is none of extra demand", purpose_names[extra->purpose]);
    if (extra->purpose == PURPOSE_EVENT && !comes_at)
        measure_fail(edit, "purpose 'event' needs arrive_from and arrive_to");
    if (extra->arrive_from_s > extra->arrive_to_s)
        measure_fail(edit, "arrive_from must not be after arrive_to");
    if (extra->back_from_s > extra->back_to_s)
        measure_fail(edit, "back_from must not be after back_to");
    bool has_ends = measure_has_end(edit, extra->from);
    if (!measure_has_end(edit, extra->to) || !has_ends)
        return;
    struct extra_row *row = measure_add_row(edit, &edit->spec->demand_tables.extra);
    if (!row)
        return;
    row->from = extra->from;
    row->to = extra->to;
    row->persons = (double)extra->persons;
    row->purpose = extra->purpose;
    row->mode = extra->mode;
    row->from_s = extra->arrive_from_s;
    row->until_s = extra->arrive_to_s;
    row->back_from_s = extra->back_from_s;
    row->back_until_s = extra->back_to_s;
    row->ticket_share = extra->ticket_share;
}

const struct measure_kind measure_extra_demand = {
    .name = "extra_demand",
    .doc = "More people between two zones or places, beside everybody else: one way, or there and "
           "back.",
    .fields = fields,
    .size = sizeof(struct extra_demand),
    .fixed = "people and their trips are made before the day",
    .apply = apply};
