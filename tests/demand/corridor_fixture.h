// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TESTS_DEMAND_CORRIDOR_FIXTURE_H
#define TESTS_DEMAND_CORRIDOR_FIXTURE_H

#include "demand/demand.h"
#include "network/network.h"
#include "scenario/table_csv.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/** The shipped corridor's tables of the network and the demand. Initialise with `{0}`. */
struct corridor {
    struct network_tables network_tables;
    struct demand_tables demand_tables;
    struct network *network;
};

static inline enum status corridor_read_tables(const char *folder, const struct table_kind *kinds,
                                               void *target, struct findings *findings)
{
    for (const struct table_kind *kind = kinds; kind->key != NULL; kind++) {
        const char *file = strcmp(kind->key, "greens") == 0 ? "signal_greens" : kind->key;
        char path[256];
        snprintf(path, sizeof path, "scenarios/corridor/%s/%s.csv", folder, file);
        if (kind->optional && access(path, R_OK) != 0)
            continue; /* the corridor has none */
        struct table *table = (struct table *)(void *)((char *)target + kind->offset);
        enum status status = table_csv_read(path, kind, NULL, table, findings);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/** Reads the tables relative to the root of the repository and builds the network. */
static inline enum status corridor_read(struct corridor *corridor, struct error *err)
{
    struct findings findings = {.err = err};
    enum status status =
        corridor_read_tables("network", network_table_kinds, &corridor->network_tables, &findings);
    if (status == STATUS_OK) {
        status =
            corridor_read_tables("demand", demand_table_kinds, &corridor->demand_tables, &findings);
    }
    if (status == STATUS_OK) {
        status = network_build(&corridor->network_tables, &corridor->network, err);
    }
    return status;
}

static inline void corridor_free(struct corridor *corridor)
{
    network_destroy(corridor->network);
    network_tables_deinit(&corridor->network_tables);
    demand_tables_deinit(&corridor->demand_tables);
}

#endif
