// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/memory.h"
#include "base/memory_nodes.h"

#include <linux/mempolicy.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void write_list(const char *root, const char *name, const char *list)
{
    char path[400];
    snprintf(path, sizeof path, "%s/sys/devices/system/node/%s", root, name);
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "%s\n", list);
    assert_int_equal(fclose(file), 0);
}

/** Binds this thread to some of the processors that it has: to `first` and, unless it is the same,
 * `last`. Returns what it had. */
static cpu_set_t bind_to(size_t first, size_t last)
{
    cpu_set_t had, bound;
    assert_int_equal(sched_getaffinity(0, sizeof had, &had), 0);
    CPU_ZERO(&bound);
    CPU_SET(first, &bound);
    CPU_SET(last, &bound);
    assert_int_equal(sched_setaffinity(0, sizeof bound, &bound), 0);
    return had;
}

static size_t own_processor(bool is_last)
{
    cpu_set_t own;
    size_t found = CPU_SETSIZE;
    assert_int_equal(sched_getaffinity(0, sizeof own, &own), 0);
    for (size_t i = 0; i < CPU_SETSIZE; i++)
        if (CPU_ISSET(i, &own) && (is_last || found == CPU_SETSIZE))
            found = i;
    return found;
}

/** A machine with the nodes 0, 2 and 3, where node 1 has memory alone; this thread may run on a
 * processor of node 0 and one of node 3, or on one of them. */
static void nodes_of_the_own_processors(void **state)
{
    (void)state;
    char root[] = "/tmp/ardey_nodes_XXXXXX", list[80];
    assert_non_null(mkdtemp(root));
    size_t first = own_processor(false), last = own_processor(true);
    assert_int_equal(memory_nodes_under(root), 0);
    assert_int_equal(memory_nodes_here_under(root), 0);
    write_list(root, "has_cpu", "0,2-3");
    assert_int_equal(memory_nodes_under(root), 0xd);
    assert_int_equal(memory_nodes_here_under(root), 0);
    snprintf(list, sizeof list, "800-807,%zu", first);
    write_list(root, "node0/cpulist", list);
    write_list(root, "node1/cpulist", "");
    write_list(root, "node2/cpulist", "808-815,900");
    snprintf(list, sizeof list, "%zu-%zu,816", first == last ? 850 : last, last + 850);
    write_list(root, "node3/cpulist", list);
    assert_int_equal(memory_nodes_here_under(root), first == last ? 0x1 : 0x9);
    cpu_set_t had = bind_to(first, first);
    assert_int_equal(memory_nodes_here_under(root), 0x1);
    assert_int_equal(sched_setaffinity(0, sizeof had, &had), 0);
    bind_to(last, last);
    assert_int_equal(memory_nodes_here_under(root), first == last ? 0x1 : 0x8);
    assert_int_equal(sched_setaffinity(0, sizeof had, &had), 0);
    char command[80];
    snprintf(command, sizeof command, "rm -r %s", root);
    assert_int_equal(system(command), 0);
}

static int policy(void)
{
    int mode = -1;
    syscall(SYS_get_mempolicy, &mode, NULL, 0ul, NULL, 0ul);
    return mode;
}

/** On the nodes that this machine has. Where the system forbids it (some containers) nothing
 * changes. */
static void pages_are_spread_and_gathered(void **state)
{
    (void)state;
    struct error err = {0};
    uint64_t here = memory_nodes_here();
    int before = policy();
    assert_true(here != 0);
    if (before != MPOL_DEFAULT || !memory_nodes_spread(here)) {
        assert_int_equal(policy(), before);
        return;
    }
    assert_int_equal(policy(), MPOL_INTERLEAVE);
    assert_false(memory_nodes_spread(here)); /* somebody has chosen */
    size_t size = (size_t)8 << 20;
    unsigned char *block = mem_alloc(size, 1, &err);
    assert_non_null(block);
    for (size_t i = 0; i < size; i += 4096) {
        int node = -1;
        assert_int_equal(block[i], 0);
        assert_int_equal(syscall(SYS_get_mempolicy, &node, NULL, 0ul, block + i,
                                 (unsigned long)(MPOL_F_NODE | MPOL_F_ADDR)),
                         0);
        assert_true(here >> node & 1);
    }
    mem_free(block);
    memory_nodes_gather();
    assert_int_equal(policy(), MPOL_DEFAULT);
    assert_false(memory_nodes_spread((uint64_t)1 << 63)); /* a node that is not there */
    assert_int_equal(policy(), MPOL_DEFAULT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_of_the_own_processors),
        cmocka_unit_test(pages_are_spread_and_gathered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
