// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_through.h"

#include "base/names.h"
#include "people/population.h"

#include <math.h>

/* The gates and their places. */
struct gates {
    struct names names;
    uint32_t *places; /* [names.count] */
};

static enum status read_gates(const struct table *table, const struct network *network,
                              struct gates *gates, struct error *err)
{
    enum status status = STATUS_OK;
    gates->places = mem_alloc(table->count, sizeof *gates->places, err);
    if (gates->places == NULL) {
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < table->count; i++) {
        const struct gate_row *row = TABLE_ROW(table, struct gate_row, i);
        uint32_t gate = NONE;
        enum status added = names_add(&gates->names, row->gate, &gate, NULL, err);
        if (added != STATUS_OK) {
            return added;
        }
        gates->places[gate] = names_find(&network->place_names, row->place);
        if (gates->places[gate] == NONE) {
            const char *similar = names_suggest(&network->place_names, row->place);
            status = table_fail(table, row->line, err, "gate '%s': unknown place '%s'%s%s%s",
                                row->gate, row->place, similar ? ", did you mean '" : "",
                                similar ? similar : "", similar ? "'?" : "");
        }
    }
    return status;
}

static enum status find_gate(const struct gates *gates, const struct table *table, uint32_t line,
                             const char *name, uint32_t *out_place, struct error *err)
{
    uint32_t gate = names_find(&gates->names, name);
    if (gate == NONE) {
        const char *similar = names_suggest(&gates->names, name);
        return table_fail(table, line, err, "unknown gate '%s'%s%s%s", name,
                          similar ? ", did you mean '" : "", similar ? similar : "",
                          similar ? "'?" : "");
    }
    *out_place = gates->places[gate];
    return STATUS_OK;
}

static enum status add_row(const struct table *table, uint32_t index, const struct gates *gates,
                           struct demand_people *people, struct error *err)
{
    const struct through_row *row = TABLE_ROW(table, struct through_row, index);
    uint32_t from = NONE, to = NONE;
    enum status status = find_gate(gates, table, row->line, row->from_gate, &from, err);
    if (status == STATUS_OK) {
        status = find_gate(gates, table, row->line, row->to_gate, &to, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (from == to) {
        return table_fail(table, row->line, err, "gates '%s' and '%s' are the same place",
                          row->from_gate, row->to_gate);
    }
    struct demand_person car = {from, to, GROUP_THROUGH_CAR};
    struct demand_person truck = {from, to, GROUP_THROUGH_TRUCK};
    status = demand_people_add(people, (uint32_t)llround(row->cars_per_day), car, err);
    if (status == STATUS_OK) {
        status = demand_people_add(people, (uint32_t)llround(row->trucks_per_day), truck, err);
    }
    return status;
}

enum status demand_through_add(const struct demand_tables *tables, const struct network *network,
                               struct demand_people *people, struct error *err)
{
    struct gates gates = {0};
    enum status status = read_gates(&tables->gates, network, &gates, err);
    bool has_gates = status == STATUS_OK;
    for (uint32_t i = 0; has_gates && i < tables->through.count; i++) {
        enum status added = add_row(&tables->through, i, &gates, people, err);
        status = added != STATUS_OK ? added : status;
    }
    names_deinit(&gates.names);
    mem_free(gates.places);
    return status;
}
