// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef BASE_MEMORY_NODES_H
#define BASE_MEMORY_NODES_H

#include <stdbool.h>
#include <stdint.h>

/** Memory of a machine with several sockets. Linux numbers the memories as nodes (NUMA), and puts a
 * page where the thread runs that touches it first. Node n is the bit 1 << n; nodes from 64 on are
 * left out. */

/** Nodes whose processors the calling thread may run on. 0: nothing says. */
uint64_t memory_nodes_here(void);

/** Whether the processors of the machine are on several nodes. */
bool memory_nodes_are_several(void);

/** Pages that the calling thread touches first from now on lie on these nodes in turn (large pages
 * as a whole), until `memory_nodes_gather`. Threads that it makes later do the same. False, and
 * nothing is changed, when somebody has said where this process has its memory (numactl), or the
 * system does not allow it. */
bool memory_nodes_spread(uint64_t nodes);

/** Pages that the calling thread touches first from now on lie where it runs. */
void memory_nodes_gather(void);

/** The same with `root` in place of "/" for the files that the system answers by, for tests. */
uint64_t memory_nodes_under(const char *root); /**< that have processors */
uint64_t memory_nodes_here_under(const char *root);

#endif
