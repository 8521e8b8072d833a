// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/machine.h"

#include <limits.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#define LINE_SIZE  4096
#define PATH_SIZE  4352
#define VALUE_SIZE 64
/** Version 1 says this, or more, where there is no limit. */
#define LIMIT_NONE ((uint64_t)1 << 60)

/** The first line of a file; false when there is none. */
static bool first_line(const char *path, char *out, int size)
{
    FILE *file = fopen(path, "re");
    bool is_read = file && fgets(out, size, file);
    if (file)
        fclose(file);
    return is_read;
}

/** Where this process is in a hierarchy of control groups: version 2, or `controller` of version 1.
 * Writes the folder below the mount point. */
static bool group_of(const char *root, const char *controller, char out[LINE_SIZE])
{
    char path[PATH_SIZE], line[LINE_SIZE];
    bool is_found = false;
    snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
    FILE *file = fopen(path, "re");
    while (file && !is_found && fgets(line, sizeof line, file)) {
        /* 0::/user.slice, or 4:cpu,cpuacct:/slurm/uid_0 */
        char *rest = line, *names, *group;
        line[strcspn(line, "\n")] = '\0';
        strsep(&rest, ":");
        if (!(names = strsep(&rest, ":")) || !(group = rest))
            continue;
        for (char *name; !is_found && (name = strsep(&names, ",")) != NULL;)
            is_found = strcmp(name, controller) == 0;
        if (is_found)
            snprintf(out, LINE_SIZE, "%s", strcmp(group, "/") == 0 ? "" : group);
    }
    if (file)
        fclose(file);
    return is_found;
}

/** Tells a function of every group above this process; outside of the group's own view the folders
 * may be missing, so the mount point itself comes last. */
static void each_group(const char *root, const char *mount, const char *controller,
                       void (*look)(const char *folder, void *self), void *self)
{
    char group[LINE_SIZE], folder[2 * PATH_SIZE];
    if (!group_of(root, controller, group))
        return;
    for (;;) {
        snprintf(folder, sizeof folder, "%s/sys/fs/cgroup%s%s", root, mount, group);
        look(folder, self);
        char *slash = strrchr(group, '/');
        if (!slash)
            return;
        *slash = '\0';
    }
}

/** A number in a file of a group; false when there is none, or no limit. */
static bool group_number(const char *folder, const char *name, uint64_t *out)
{
    char path[3 * PATH_SIZE], text[VALUE_SIZE], *end;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!first_line(path, text, sizeof text))
        return false;
    *out = strtoull(text, &end, 10);
    return end != text && *out < LIMIT_NONE;
}

static void look_at_quota(const char *folder, void *self)
{
    char path[3 * PATH_SIZE], text[VALUE_SIZE];
    uint64_t quota = 0, period = 0;
    uint32_t *least = self;
    snprintf(path, sizeof path, "%s/cpu.max", folder);
    if (first_line(path, text, sizeof text)) {
        char *end;
        quota = strtoull(text, &end, 10); /* 0 for "max" */
        period = strtoull(end, NULL, 10);
    } else if (!group_number(folder, "cpu.cfs_quota_us", &quota) || /* -1 becomes no number */
               !group_number(folder, "cpu.cfs_period_us", &period)) {
        return;
    }
    if (quota > 0 && period > 0 && (quota + period - 1) / period < *least)
        *least = (uint32_t)((quota + period - 1) / period);
}

uint32_t machine_quota_under(const char *root)
{
    uint32_t least = UINT32_MAX;
    each_group(root, "", "", look_at_quota, &least);
    each_group(root, "/cpu", "cpu", look_at_quota, &least);
    return least;
}

/** Bytes of files in memory that the group would rather give up than run out: they count as used,
 * and are not needed. */
static uint64_t group_cache(const char *folder)
{
    char path[3 * PATH_SIZE], line[VALUE_SIZE * 2];
    unsigned long long bytes, found = 0;
    snprintf(path, sizeof path, "%s/memory.stat", folder);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "inactive_file %llu", &bytes) == 1 ||
            sscanf(line, "total_inactive_file %llu", &bytes) == 1)
            found = bytes; /* of version 1 the total, which comes later */
    if (file)
        fclose(file);
    return found;
}

static void look_at_memory(const char *folder, void *self)
{
    static const char *const names[][2] = {{"memory.max", "memory.current"},
                                           {"memory.limit_in_bytes", "memory.usage_in_bytes"}};
    uint64_t limit, used, *least = self;
    for (int i = 0; i < 2; i++)
        if (group_number(folder, names[i][0], &limit)) {
            uint64_t cache = group_cache(folder);
            if (!group_number(folder, names[i][1], &used))
                used = 0;
            used -= cache < used ? cache : used;
            uint64_t left = used < limit ? limit - used : 0;
            *least = left < *least ? left : *least;
        }
}

/** MemAvailable of /proc/meminfo. */
static uint64_t system_memory(const char *root)
{
    char path[PATH_SIZE], line[VALUE_SIZE * 2];
    unsigned long long kilobytes;
    uint64_t found = MACHINE_UNKNOWN;
    snprintf(path, sizeof path, "%s/proc/meminfo", root);
    FILE *file = fopen(path, "re");
    while (file && found == MACHINE_UNKNOWN && fgets(line, sizeof line, file))
        if (sscanf(line, "MemAvailable: %llu kB", &kilobytes) == 1)
            found = kilobytes * 1024;
    if (file)
        fclose(file);
    return found;
}

uint64_t machine_memory_under(const char *root)
{
    uint64_t least = system_memory(root);
    each_group(root, "", "", look_at_memory, &least);
    each_group(root, "/memory", "memory", look_at_memory, &least);
    return least;
}

uint32_t machine_quota(void)
{
    return machine_quota_under("");
}

uint32_t machine_processors(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    uint32_t quota = machine_quota();
    uint32_t own = count > 0 ? (uint32_t)count : 1;
    return quota < own ? quota : own;
}

uint64_t machine_memory_left(void)
{
    return machine_memory_under("");
}

uint64_t machine_disk_left(const char *path)
{
    char folder[PATH_MAX];
    struct statvfs found;
    const char *slash = strrchr(path, '/');
    if (statvfs(path, &found) != 0) {
        snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
                 slash ? path : ".");
        if (statvfs(folder, &found) != 0)
            return MACHINE_UNKNOWN;
    }
    return (uint64_t)found.f_bavail * found.f_frsize;
}
