// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_NETWORK_PARTS_H
#define NETWORK_NETWORK_PARTS_H

#include "network/network.h"

/** What the sources that build a network share; nobody else includes this. */

/** Looks a name up; a finding names the row and suggests the most similar name. NONE when it is
 * unknown. */
uint32_t network_find(const struct names *names, const char *what, const char *name,
                      const struct table *table, uint32_t line, struct error *err);

/** Steps of network_build, after links and places. Each adds its findings and returns the first
 * one's status. */
enum status network_turns_build(struct network *network, struct error *err);
enum status network_changes_build(struct network *network, struct error *err);
enum status network_parking_build(struct network *network, struct error *err);
enum status network_heights_build(struct network *network, struct error *err);

/** The row about a turn, or NULL. O(log rows). */
const struct turn_rule *turn_rule_find(const struct network *network, uint32_t from, uint32_t to);

#endif
