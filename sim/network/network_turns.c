// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "network/network_parts.h"

#include <stdlib.h>

static int turn_compare(const void *left, const void *right)
{
    const struct turn_rule *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

/** Equal turns in order of their rows, so that a finding names the later one. */
static int turn_rule_compare(const void *left, const void *right)
{
    const struct turn_rule *a = left, *b = right;
    int order = turn_compare(a, b);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

const struct turn_rule *turn_rule_find(const struct network *network, uint32_t from, uint32_t to)
{
    return bsearch(&(struct turn_rule){.from = from, .to = to}, network->turn_rules,
                   network->turn_rule_count, sizeof *network->turn_rules, turn_compare);
}

/** Whether any turn leads on from the end of a link. */
static bool link_has_turn(const struct network *network, uint32_t link)
{
    const struct road_node *end = &network->nodes[network->links[link].to];
    for (uint32_t k = 0; k < end->out_count; k++)
        if (network_turn_allowed(network, link, network->out_links[end->first_out + k]))
            return true;
    return false;
}

static void turns_build_row(struct network *network, uint32_t index, struct error *err)
{
    const struct table *table = &network->tables->turns;
    const struct turn_row *row = TABLE_ROW(table, struct turn_row, index);
    const struct names *names = &network->link_names;
    uint32_t from = network_find(names, "link", row->from_link, table, row->line, err);
    uint32_t to = network_find(names, "link", row->to_link, table, row->line, err);
    if (from == NONE || to == NONE)
        return;

    const char *end = names_text(&network->node_names, network->links[from].to);
    const char *start = names_text(&network->node_names, network->links[to].from);
    bool is_external = network->nodes[network->links[from].to].kind == ROAD_NODE_EXTERNAL;
    if (network->links[from].to != network->links[to].from)
        table_fail(table, row->line, err, "link '%s' ends at '%s', but '%s' starts at '%s'",
                   row->from_link, end, row->to_link, start);
    else if (row->is_allowed && is_external)
        table_fail(table, row->line, err,
                   "no turn can be allowed at '%s': it stands for a zone, nothing passes through",
                   end);
    network->turn_rules[network->turn_rule_count++] =
        (struct turn_rule){from, to, index, row->is_allowed};
}

/** Rows about the same turn stand side by side once the rules are sorted. */
static void turns_find_repeated(const struct network *network, struct error *err)
{
    const struct table *table = &network->tables->turns;
    for (uint32_t i = 1; i < network->turn_rule_count; i++) {
        const struct turn_rule *rule = &network->turn_rules[i];
        const struct turn_row *row = TABLE_ROW(table, struct turn_row, rule->row);
        if (turn_compare(rule - 1, rule) == 0)
            table_fail(table, row->line, err, "the turn from '%s' to '%s' appears twice",
                       row->from_link, row->to_link);
    }
}

/** A link from which the rules leave no way on would hold everybody who enters it. */
static void turns_find_traps(const struct network *network, const bool *had_turn, struct error *err)
{
    const struct table *table = &network->tables->turns;
    for (uint32_t i = 0; i < network->turn_rule_count; i++) {
        const struct turn_rule *rule = &network->turn_rules[i];
        bool is_last = i + 1 == network->turn_rule_count || rule[1].from != rule->from;
        if (is_last && had_turn[rule->from] && !link_has_turn(network, rule->from))
            table_fail(table, TABLE_ROW(table, struct turn_row, rule->row)->line, err,
                       "no allowed turn is left that leads on from link '%s'",
                       names_text(&network->link_names, rule->from));
    }
}

enum status network_turns_build(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->turns;
    if (table->count == 0)
        return STATUS_OK;
    bool *had_turn = mem_alloc(network->link_count, sizeof *had_turn, err);
    network->turn_rules = mem_alloc(table->count, sizeof *network->turn_rules, err);
    if (!had_turn || !network->turn_rules) {
        mem_free(had_turn);
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < network->link_count; i++)
        had_turn[i] = link_has_turn(network, i);
    for (uint32_t i = 0; i < table->count; i++)
        turns_build_row(network, i, err);
    qsort(network->turn_rules, network->turn_rule_count, sizeof *network->turn_rules,
          turn_rule_compare);
    for (uint32_t i = 0; i < network->turn_rule_count; i++)
        network->links[network->turn_rules[i].from].has_turn_rules = true;
    turns_find_repeated(network, err);
    if (err->finding_count == 0)
        turns_find_traps(network, had_turn, err);
    mem_free(had_turn);
    return err->finding_count ? err->status : STATUS_OK;
}
