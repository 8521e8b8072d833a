// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory_nodes.h"

#include <linux/mempolicy.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NODE_COUNT 64u
#define PATH_SIZE  4352
#define LIST_SIZE  4096

/** Reads a list such as "0-3,8" of a file below the folder of the nodes. */
static void read_list(const char *root, const char *name, cpu_set_t *out)
{
    char path[PATH_SIZE], text[LIST_SIZE];
    CPU_ZERO(out);
    snprintf(path, sizeof path, "%s/sys/devices/system/node/%s", root, name);
    FILE *file = fopen(path, "re");
    char *rest = file ? fgets(text, sizeof text, file) : NULL;
    if (file)
        fclose(file);
    while (rest && *rest) {
        char *end;
        unsigned long first = strtoul(rest, &end, 10), last = first;
        if (end == rest)
            return;
        if (*end == '-')
            last = strtoul(end + 1, &end, 10);
        for (unsigned long i = first; i <= last && i < CPU_SETSIZE; i++)
            CPU_SET(i, out);
        rest = *end == ',' ? end + 1 : NULL;
    }
}

uint64_t memory_nodes_under(const char *root)
{
    cpu_set_t numbers;
    uint64_t nodes = 0;
    read_list(root, "has_cpu", &numbers);
    for (unsigned n = 0; n < NODE_COUNT; n++)
        nodes |= (uint64_t)(CPU_ISSET(n, &numbers) != 0) << n;
    return nodes;
}

uint64_t memory_nodes_here_under(const char *root)
{
    uint64_t all = memory_nodes_under(root), here = 0;
    cpu_set_t own, theirs, both;
    char name[32];
    if (sched_getaffinity(0, sizeof own, &own) != 0)
        return 0;
    for (unsigned n = 0; n < NODE_COUNT; n++) {
        if (!(all >> n & 1))
            continue;
        snprintf(name, sizeof name, "node%u/cpulist", n);
        read_list(root, name, &theirs);
        CPU_AND(&both, &own, &theirs);
        here |= (uint64_t)(CPU_COUNT(&both) > 0) << n;
    }
    return here;
}

uint64_t memory_nodes_here(void)
{
    return memory_nodes_here_under("");
}

bool memory_nodes_are_several(void)
{
    uint64_t nodes = memory_nodes_under("");
    return (nodes & (nodes - 1)) != 0;
}

bool memory_nodes_spread(uint64_t nodes)
{
    unsigned long mask = (unsigned long)nodes;
    int mode = MPOL_DEFAULT;
    if (syscall(SYS_get_mempolicy, &mode, NULL, 0ul, NULL, 0ul) != 0 || mode != MPOL_DEFAULT)
        return false;
    return syscall(SYS_set_mempolicy, MPOL_INTERLEAVE, &mask, NODE_COUNT + 1ul) == 0;
}

void memory_nodes_gather(void)
{
    syscall(SYS_set_mempolicy, MPOL_DEFAULT, NULL, 0ul);
}
