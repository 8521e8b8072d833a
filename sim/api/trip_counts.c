// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/trip_counts.h"

#include "base/memory.h"

#define MS_PER_HOUR 3600000u

static uint32_t band_of(const struct table *bands, uint32_t length_m)
{
    uint32_t band = 0;
    while (band + 1 < bands->count &&
           length_m >= TABLE_ROW(bands, struct length_band_row, band + 1)->from_m)
        band++;
    return band;
}

static void count_resident(const struct trip_counts_source *source, struct trip_counts *counts,
                           uint32_t home, uint32_t trip)
{
    const struct trip_made *made = &source->made[trip];
    uint32_t length_m = source->population->trips[trip].distance_m;
    uint32_t hour = made->depart_ms / MS_PER_HOUR;
    counts->band[band_of(source->length_bands, length_m)][made->mode]++;
    counts->hour[hour < DEMAND_HOURS ? hour : DEMAND_HOURS - 1]++;
    counts->home[home][made->mode]++;
    counts->length_m[home] += length_m;
}

static void count_person(const struct trip_counts_source *source, struct trip_counts *counts,
                         uint32_t person)
{
    const struct population *population = source->population;
    const uint32_t *area = source->set->area_of_place;
    uint32_t place = population->start_place[person], home = area[place];
    uint32_t main_place = population->main_place[person];
    int group = population->group[person];
    bool is_resident = group < DEMAND_GROUPS;

    counts->residents[home] += is_resident;
    if ((group == GROUP_EMPLOYED || group == GROUP_COMMUTER) && main_place != NONE)
        counts->workers[home * counts->area_count + area[main_place]]++;
    for (uint32_t t = population->first_trip[person]; t < population->first_trip[person + 1]; t++) {
        uint32_t to = population->trips[t].to_place;
        uint32_t pair = area[place] * counts->area_count + area[to];
        if (source->made[t].depart_ms != NONE) {
            uint8_t mode = source->made[t].mode;
            counts->everybody[mode]++;
            counts->between[pair][mode]++;
            counts->to_work[pair][mode] += population->trips[t].purpose == PURPOSE_WORK;
            if (is_resident)
                count_resident(source, counts, home, t);
        }
        place = to;
    }
}

enum status trip_counts_build(const struct trip_counts_source *source, struct trip_counts *out,
                              struct error *err)
{
    struct trip_counts counts = {.area_count = source->set->areas.count};
    size_t areas = counts.area_count;
    counts.home = mem_alloc(areas, sizeof *counts.home, err);
    counts.between = mem_alloc(areas * areas, sizeof *counts.between, err);
    counts.to_work = mem_alloc(areas * areas, sizeof *counts.to_work, err);
    counts.length_m = mem_alloc(areas, sizeof *counts.length_m, err);
    counts.residents = mem_alloc(areas, sizeof *counts.residents, err);
    counts.workers = mem_alloc(areas * areas, sizeof *counts.workers, err);
    if (!counts.home || !counts.between || !counts.to_work || !counts.length_m ||
        !counts.residents || !counts.workers) {
        trip_counts_deinit(&counts);
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < source->population->person_count; i++)
        count_person(source, &counts, i);
    *out = counts;
    return STATUS_OK;
}

void trip_counts_deinit(struct trip_counts *counts)
{
    mem_free(counts->home);
    mem_free(counts->between);
    mem_free(counts->to_work);
    mem_free(counts->length_m);
    mem_free(counts->residents);
    mem_free(counts->workers);
    *counts = (struct trip_counts){0};
}
