// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_residents.h"

#include "demand/apportion.h"
#include "demand/furness.h"

#include <math.h>

#define BALANCE_TOLERANCE 1e-6
#define OTHER_GROUPS      (DEMAND_GROUPS - 1)

static const uint8_t other_groups[OTHER_GROUPS] = {GROUP_CHILD, GROUP_PUPIL, GROUP_STUDENT,
                                                   GROUP_NOT_EMPLOYED, GROUP_SENIOR};

/* Whole numbers of one municipality's zones; [zone of the network], other zones stay untouched. */
struct counts {
    const struct network *network;
    const struct demand_areas *areas;
    uint32_t area;
    uint32_t *residents;               /* [zone_count] */
    uint32_t (*groups)[DEMAND_GROUPS]; /* [zone_count] */
    uint32_t *zones;                   /* [member_count] of this municipality */
    uint32_t member_count;
    double *scratch; /* [zone_count * DEMAND_GROUPS] */
    uint32_t *whole; /* [zone_count * DEMAND_GROUPS] */
};

static const struct zone_row *row_of(const struct counts *counts, uint32_t member)
{
    const struct network *network = counts->network;
    return TABLE_ROW(&network->tables->zones, struct zone_row,
                     network->zones[counts->zones[member]].row);
}

static enum status count_residents(struct counts *counts, struct error *err)
{
    double total = 0.0;
    for (uint32_t m = 0; m < counts->member_count; m++) {
        counts->scratch[m] = row_of(counts, m)->residents;
        total += counts->scratch[m];
    }
    enum status status = apportion(counts->scratch, counts->member_count, (uint32_t)llround(total),
                                   counts->whole, err);
    for (uint32_t m = 0; status == STATUS_OK && m < counts->member_count; m++) {
        counts->residents[counts->zones[m]] = counts->whole[m];
    }
    return status;
}

/* The employed of each zone as the zones' table says; by the municipality's share when it says
 * nothing. */
static enum status count_employed(struct counts *counts, struct error *err)
{
    double total = 0.0, share = counts->areas->group_share[counts->area][GROUP_EMPLOYED];
    for (uint32_t m = 0; m < counts->member_count; m++) {
        counts->scratch[m] = row_of(counts, m)->employed_residents;
        total += counts->scratch[m];
    }
    for (uint32_t m = 0; total == 0.0 && m < counts->member_count; m++) {
        counts->scratch[m] = row_of(counts, m)->residents * share;
    }
    total = 0.0;
    for (uint32_t m = 0; m < counts->member_count; m++) {
        total += counts->scratch[m];
    }
    enum status status = apportion(counts->scratch, counts->member_count, (uint32_t)llround(total),
                                   counts->whole, err);
    for (uint32_t m = 0; status == STATUS_OK && m < counts->member_count; m++) {
        uint32_t zone = counts->zones[m];
        if (counts->whole[m] > counts->residents[zone]) {
            status = table_fail(&counts->network->tables->zones, row_of(counts, m)->line, err,
                                "zone '%s' has %u employed residents among %u residents",
                                row_of(counts, m)->id, (unsigned)counts->whole[m],
                                (unsigned)counts->residents[zone]);
        }
        counts->groups[zone][GROUP_EMPLOYED] = counts->whole[m];
    }
    return status;
}

/* How much more or less of a group lives in the zone than in its municipality. */
static double tendency(const struct zone_row *row, int group)
{
    if (group == GROUP_SENIOR && row->share_65plus > 0.0) {
        return row->share_65plus;
    }
    if ((group == GROUP_CHILD || group == GROUP_PUPIL) && row->share_u18 > 0.0) {
        return row->share_u18;
    }
    return 1.0;
}

static enum status count_others(struct counts *counts, struct error *err)
{
    uint32_t members = counts->member_count, total = 0;
    double *rows = counts->scratch, *cells = rows + members;
    double columns[OTHER_GROUPS];
    uint32_t column_sums[OTHER_GROUPS];
    uint32_t *whole_rows = counts->whole, *whole = whole_rows + members;
    for (uint32_t m = 0; m < members; m++) {
        uint32_t zone = counts->zones[m];
        whole_rows[m] = counts->residents[zone] - counts->groups[zone][GROUP_EMPLOYED];
        rows[m] = (double)whole_rows[m];
        total += whole_rows[m];
        for (uint32_t g = 0; g < OTHER_GROUPS; g++) {
            cells[m * OTHER_GROUPS + g] = tendency(row_of(counts, m), other_groups[g]);
        }
    }
    for (uint32_t g = 0; g < OTHER_GROUPS; g++) {
        columns[g] = counts->areas->group_share[counts->area][other_groups[g]];
    }
    enum status status = apportion(columns, OTHER_GROUPS, total, column_sums, err);
    for (uint32_t g = 0; g < OTHER_GROUPS; g++) {
        columns[g] = (double)column_sums[g];
    }
    struct furness matrix = {members, OTHER_GROUPS, cells, rows, columns};
    if (status == STATUS_OK) {
        status = furness_balance(&matrix, BALANCE_TOLERANCE, NULL, err);
    }
    if (status == STATUS_OK) {
        struct apportion_margins margins = {members, OTHER_GROUPS, whole_rows, column_sums};
        status = apportion_matrix(cells, &margins, whole, err);
    }
    for (uint32_t i = 0; status == STATUS_OK && i < members * OTHER_GROUPS; i++) {
        counts->groups[counts->zones[i / OTHER_GROUPS]][other_groups[i % OTHER_GROUPS]] = whole[i];
    }
    return status;
}

static enum status count_area(struct counts *counts, uint32_t area, struct error *err)
{
    counts->area = area;
    counts->member_count = 0;
    for (uint32_t z = 0; z < counts->network->zone_count; z++) {
        if (counts->areas->of_zone[z] == area) {
            counts->zones[counts->member_count++] = z;
        }
    }
    enum status status = count_residents(counts, err);
    if (status == STATUS_OK) {
        status = count_employed(counts, err);
    }
    if (status == STATUS_OK) {
        status = count_others(counts, err);
    }
    if (status != STATUS_OK) {
        error_note(err, "while counting the residents of %s",
                   names_text(&counts->areas->names, area));
    }
    return status;
}

static enum status add_zone(const struct counts *counts, uint32_t zone,
                            struct demand_people *people, struct error *err)
{
    const struct zone *at = &counts->network->zones[zone];
    enum status status = STATUS_OK;
    for (uint32_t p = 0; p < at->place_count; p++) {
        counts->scratch[p] = (double)counts->network->places[at->first_place + p].share;
    }
    for (uint8_t g = 0; status == STATUS_OK && g < DEMAND_GROUPS; g++) {
        status = apportion(counts->scratch, at->place_count, counts->groups[zone][g], counts->whole,
                           err);
        for (uint32_t p = 0; status == STATUS_OK && p < at->place_count; p++) {
            struct demand_person person = {at->first_place + p, NONE, g};
            status = demand_people_add(people, counts->whole[p], person, err);
        }
    }
    return status;
}

enum status demand_residents_build(const struct network *network, const struct demand_areas *areas,
                                   struct demand_people *people, struct error *err)
{
    size_t cells = ((size_t)network->zone_count + network->place_count) * (DEMAND_GROUPS + 1);
    struct counts counts = {.network = network, .areas = areas};
    counts.residents = mem_alloc(network->zone_count, sizeof *counts.residents, err);
    counts.groups = mem_alloc(network->zone_count, sizeof *counts.groups, err);
    counts.zones = mem_alloc(network->zone_count, sizeof *counts.zones, err);
    counts.scratch = mem_alloc(cells, sizeof *counts.scratch, err);
    counts.whole = mem_alloc(cells, sizeof *counts.whole, err);
    bool has_memory = counts.residents != NULL && counts.groups != NULL && counts.zones != NULL &&
                      counts.scratch != NULL && counts.whole != NULL;
    enum status status = has_memory ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t a = 0; status == STATUS_OK && a < areas->internal_count; a++) {
        status = count_area(&counts, a, err);
    }
    for (uint32_t z = 0; status == STATUS_OK && z < network->zone_count; z++) {
        if (network->zones[z].kind == ZONE_INTERNAL) {
            status = add_zone(&counts, z, people, err);
        }
    }
    people->resident_count = people->count;
    mem_free(counts.residents);
    mem_free(counts.groups);
    mem_free(counts.zones);
    mem_free(counts.scratch);
    mem_free(counts.whole);
    return status;
}
