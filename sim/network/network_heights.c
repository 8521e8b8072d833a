// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/network_parts.h"

#include <math.h>

static void heights_build_row(struct network *network, uint32_t index, struct error *err)
{
    const struct table *table = &network->tables->heights;
    const struct height_row *row = TABLE_ROW(table, struct height_row, index);
    uint32_t node = network_find(&network->node_names, "node", row->node, table, row->line, err);
    if (node == NONE)
        return;
    if (!isnan(network->nodes[node].height_m))
        table_fail(table, row->line, err, "node '%s' has a height already", row->node);
    network->nodes[node].height_m = (float)row->height_m;
}

enum status network_heights_build(struct network *network, struct error *err)
{
    const struct table *table = &network->tables->heights;
    if (table->count == 0)
        return STATUS_OK;
    for (uint32_t n = 0; n < network->node_count; n++)
        network->nodes[n].height_m = NAN;
    for (uint32_t i = 0; i < table->count; i++)
        heights_build_row(network, i, err);
    for (uint32_t n = 0; n < network->node_count; n++)
        if (isnan(network->nodes[n].height_m))
            error_fail(err, STATUS_DATA, "%s: node '%s' has no height", table->path,
                       names_text(&network->node_names, n));
    return err->finding_count ? err->status : STATUS_OK;
}
