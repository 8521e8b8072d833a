// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/machine.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

static char root[] = "/tmp/ardey-XXXXXX";

/** Writes a file below the false root, with its folders. */
static void put(const char *path, const char *text)
{
    char command[512];
    snprintf(command, sizeof command, "mkdir -p \"$(dirname '%s%s')\" && printf -- '%s\\n' >'%s%s'",
             root, path, text, root, path);
    assert_int_equal(system(command), 0);
}

static int clear(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s' && mkdir '%s'", root, root);
    return system(command);
}

static void nothing_said(void **state)
{
    (void)state;
    assert_int_equal(machine_quota_under(root), UINT32_MAX);
    assert_true(machine_memory_under(root) == MACHINE_UNKNOWN);
    put("/proc/meminfo", "MemTotal: 900 kB\\nMemAvailable: 500 kB");
    assert_true(machine_memory_under(root) == 512000);
}

/** The tightest group above the process decides. */
static void version_2(void **state)
{
    (void)state;
    put("/proc/meminfo", "MemAvailable: 500 kB");
    put("/proc/self/cgroup", "0::/a/b");
    put("/sys/fs/cgroup/a/b/memory.max", "max");
    put("/sys/fs/cgroup/a/memory.max", "300000");
    put("/sys/fs/cgroup/a/memory.current", "100000");
    put("/sys/fs/cgroup/a/b/cpu.max", "max 100000");
    assert_true(machine_memory_under(root) == 200000);
    assert_int_equal(machine_quota_under(root), UINT32_MAX);
    put("/sys/fs/cgroup/a/memory.stat", "anon 5\\ninactive_file 40000");
    assert_true(machine_memory_under(root) == 240000);
    put("/sys/fs/cgroup/a/cpu.max", "250000 100000");
    assert_int_equal(machine_quota_under(root), 3);
    put("/sys/fs/cgroup/a/b/memory.max", "90000");
    put("/sys/fs/cgroup/a/b/memory.current", "95000");
    assert_true(machine_memory_under(root) == 0);
}

static void version_1(void **state)
{
    (void)state;
    put("/proc/meminfo", "MemAvailable: 500 kB");
    put("/proc/self/cgroup", "4:memory:/job\\n2:cpuacct,cpu:/job");
    put("/sys/fs/cgroup/memory/job/memory.limit_in_bytes", "9223372036854771712");
    put("/sys/fs/cgroup/memory/memory.limit_in_bytes", "40000");
    put("/sys/fs/cgroup/memory/memory.usage_in_bytes", "10000");
    put("/sys/fs/cgroup/cpu/job/cpu.cfs_quota_us", "-1");
    put("/sys/fs/cgroup/cpu/job/cpu.cfs_period_us", "100000");
    put("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "100000");
    put("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");
    assert_true(machine_memory_under(root) == 30000);
    assert_int_equal(machine_quota_under(root), 1);
}

static void this_one(void **state)
{
    (void)state;
    cpu_set_t all, one;
    assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
    assert_in_range(machine_processors(), 1, CPU_COUNT(&all));
    CPU_ZERO(&one);
    for (size_t cpu = 0; CPU_COUNT(&one) == 0; cpu++)
        if (CPU_ISSET(cpu, &all))
            CPU_SET(cpu, &one);
    assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
    assert_int_equal(machine_processors(), 1);
    assert_int_equal(sched_setaffinity(0, sizeof all, &all), 0);
    assert_in_range(machine_memory_left(), 1u << 20, MACHINE_UNKNOWN - 1);
    assert_true(machine_disk_left("/tmp/not-there-yet.h5") == machine_disk_left("/tmp") ||
                machine_disk_left("/tmp") < MACHINE_UNKNOWN);
    assert_true(machine_disk_left("/nowhere/at/all") == MACHINE_UNKNOWN);
}

int main(void)
{
    if (!mkdtemp(root))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(nothing_said, clear), cmocka_unit_test_setup(version_2, clear),
        cmocka_unit_test_setup(version_1, clear), cmocka_unit_test_setup(this_one, clear)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    return system(command) == 0 ? failed : 1;
}
