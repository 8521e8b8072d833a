// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "network/network_parts.h"

static void parking_build_row(struct network *network, uint32_t index, struct error *err)
{
    const struct table *table = &network->tables->parking;
    const struct parking_row *row = TABLE_ROW(table, struct parking_row, index);
    uint32_t place =
        network_find(&network->place_names, "place", row->place, table, row->line, err);

    if (place == NONE)
        return;
    if (network->places[place].parking != NONE)
        table_fail(table, row->line, err, "place '%s' has parking spaces already", row->place);
    network->places[place].parking = index;
    network->parking[index] =
        (struct parking_place){place, (uint32_t)row->spaces, (float)row->search_s,
                               (float)row->price_eur, (float)row->price_h_eur};
}

enum status network_parking_build(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->parking;

    network->parking = mem_alloc(table->count, sizeof *network->parking, err);
    if (!network->parking)
        return STATUS_RESOURCE;
    network->parking_count = table->count;
    for (uint32_t i = 0; i < table->count; i++)
        parking_build_row(network, i, err);
    return err->finding_count ? err->status : STATUS_OK;
}
