// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/spec.h"

#define PARAMETERS(member, field_table)                                                            \
    .fields = (field_table), .fields_offset = offsetof(struct spec, member)
#define TABLES(member, kinds) .tables = (kinds), .tables_offset = offsetof(struct spec, member)

const struct spec_group spec_groups[] = {
    {.key = "", PARAMETERS(run, run_parameter_fields)},
    {.key = "network",
     .needed_by = {"demand", "traffic"},
     TABLES(network_tables, network_table_kinds)},
    {.key = "road", PARAMETERS(road, road_parameter_fields)},
    {.key = "traffic", TABLES(traffic_tables, traffic_table_kinds)},
    {.key = "transit",
     .needed_by = {"demand"},
     PARAMETERS(transit, transit_parameter_fields),
     TABLES(transit_tables, transit_table_kinds)},
    {.key = "rail", PARAMETERS(rail, rail_parameter_fields), TABLES(rail_tables, rail_table_kinds)},
    {.key = "demand",
     .optional = true,
     PARAMETERS(demand, demand_parameter_fields),
     TABLES(demand_tables, demand_table_kinds)},
    {.key = "people", PARAMETERS(people, people_parameter_fields)},
    {.key = "shuttle",
     PARAMETERS(shuttle, shuttle_parameter_fields),
     TABLES(shuttle_tables, shuttle_table_kinds)},
    {.key = "choice", .optional = true, PARAMETERS(choice, choice_parameter_fields)},
    {.key = "equilibrium", PARAMETERS(equilibrium, equilibrium_parameter_fields)},
    {.key = "results", PARAMETERS(events, event_parameter_fields)},
    {.key = NULL},
};

void spec_destroy(struct spec *spec)
{
    if (!spec)
        return;
    for (const struct spec_group *group = spec_groups; group->key; group++)
        for (const struct table_kind *kind = group->tables; kind && kind->key; kind++)
            table_deinit(
                (struct table *)(void *)((char *)spec + group->tables_offset + kind->offset));
    measures_deinit(&spec->measures);
    hooks_destroy(spec->hooks);
    text_arena_deinit(&spec->text);
    mem_free(spec);
}
