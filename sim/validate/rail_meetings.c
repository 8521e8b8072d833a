// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/rail_meetings.h"

#include <stdlib.h>

/** By section, then by time of being set, then by run. */
static int occupation_compare(const void *a, const void *b)
{
    const struct rail_occupation_kept *x = a, *y = b;
    if (x->section != y->section)
        return x->section < y->section ? -1 : 1;
    if (x->set_s < y->set_s || x->set_s > y->set_s)
        return x->set_s < y->set_s ? -1 : 1;
    return (x->run > y->run) - (x->run < y->run);
}

static void rows_sort(struct transit_rows *rows)
{
    if (rows->occupation_count > 0)
        qsort(rows->occupations, rows->occupation_count, sizeof *rows->occupations,
              occupation_compare);
}

uint32_t rail_meetings_too_many(const struct rail_network *network, struct transit_rows *rows)
{
    uint32_t too_many = 0, first = 0;
    rows_sort(rows);
    for (uint32_t i = 0; i < rows->occupation_count; i++) {
        const struct rail_occupation_kept *here = &rows->occupations[i];
        uint32_t others = 0;
        if (here->section != rows->occupations[first].section)
            first = i;
        for (uint32_t k = first; k < i; k++)
            others += rows->occupations[k].clear_s > here->set_s;
        too_many += others >= network->sections[here->section].track_count;
    }
    return too_many;
}

static bool step_needs(const struct rail_network *network, const struct rail_step *step,
                       uint32_t section)
{
    for (uint32_t i = 0; i < step->need_count; i++)
        if (network->needs[step->first_need + i] == section)
            return true;
    return false;
}

/** Which way the run goes over the section. */
static uint8_t run_heading(const struct rail_network *network, uint32_t run, uint32_t section)
{
    const struct timetable *timetable = network->timetable;
    const struct pattern *pattern = &timetable->patterns[timetable->run_pattern[run]];
    for (uint32_t i = 0; i < pattern->call_count; i++) {
        const struct rail_hop *hop = &network->hops[pattern->first_call + i];
        for (uint32_t k = 0; k < hop->step_count; k++)
            if (step_needs(network, &network->steps[hop->first_step + k], section))
                return network->steps[hop->first_step + k].heading;
    }
    return RAIL_UP;
}

static bool are_opposed(const struct rail_network *network, const struct rail_occupation_kept *x,
                        const struct rail_occupation_kept *y)
{
    return network->sections[x->section].group == network->sections[y->section].group &&
           x->set_s < y->clear_s && y->set_s < x->clear_s &&
           run_heading(network, x->run, x->section) != run_heading(network, y->run, y->section);
}

uint32_t rail_meetings_opposed(const struct rail_network *network, struct transit_rows *rows)
{
    uint32_t pairs = 0;
    rows_sort(rows);
    for (uint32_t i = 0; i < rows->occupation_count; i++) {
        const struct rail_occupation_kept *here = &rows->occupations[i];
        if (network->sections[here->section].group == NONE)
            continue;
        for (uint32_t k = 0; k < i; k++)
            pairs += are_opposed(network, here, &rows->occupations[k]);
    }
    return pairs;
}
