// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_FIXTURE_H
#define API_FIXTURE_H

/** Scenarios for the tests of the API: the made-up town of tests/fixtures/small, changed by a few
 * lines, in a folder of its own. */

#include "test_support.h"

#include "api/ardey.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SMALL_PERSONS 1320u /* 1,000 residents, 90 commuters from outside, 230 vehicles */

/** A folder that is removed with all that is in it. */
struct api_folder {
    char path[64];
};

static inline struct api_folder api_folder_make(void)
{
    struct api_folder folder = {"/tmp/ardey-XXXXXX"};
    assert_non_null(mkdtemp(folder.path));
    return folder;
}

static inline void api_folder_remove(const struct api_folder *folder)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder->path);
    assert_int_equal(system(command), 0);
}

/** "folder/name"; the text lives until the 64th next call. */
static inline const char *api_path(const struct api_folder *folder, const char *name)
{
    static char paths[64][256];
    static unsigned next;
    char *path = paths[next++ % 64];
    snprintf(path, sizeof paths[0], "%s/%s", folder->path, name);
    return path;
}

static inline const char *api_write(const struct api_folder *folder, const char *name,
                                    const char *text)
{
    const char *path = api_path(folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

/** A scenario file: the small town from 6:00 to 9:00, and `changes` to the table `s`. */
static inline const char *api_scenario(const struct api_folder *folder, const char *changes)
{
    char text[1024];
    snprintf(text, sizeof text,
             "local s = require \"small\"\ns.start = \"06:00\"\ns.stop = \"09:00\"\n%s\nreturn s\n",
             changes);
    return api_write(folder, "scenario.lua", text);
}

/** For `changes`: the trains of the small town on blocks. */
#define API_RAIL                                                                                   \
    "local rail = 'tests/fixtures/small/rail/' s.rail = { blocks = rail .. 'blocks.csv', "         \
    "platforms = rail .. 'platforms.csv', rail_route = rail .. 'rail_route.csv' }"

#define API_DRIVES 14u /* 2 in the table, 12 of the flow */

/** A scenario of two links with drives and a flow, from 0:00 to 1:00, and `changes` to it. */
static inline const char *api_roads(const struct api_folder *folder, const char *changes)
{
    char text[1024];
    api_write(folder, "nodes.csv",
              "id,name,lat,lon,kind,control\nP,p,51.5,7.5,crossing,priority\n"
              "Q,q,51.5,7.51,crossing,priority\nR,r,51.5,7.52,crossing,priority\n");
    api_write(folder, "links.csv",
              "id,from,to,oneway,road,class,lanes,speed_kmh,capacity_vph,length_m\n"
              "a,P,Q,0,x,primary,1,72,1800,1000\nb,Q,R,1,x,primary,1,72,1800,1000\n");
    api_write(folder, "drives.csv", "depart_s,route,class\n110,a b,car\n0,ar,truck\n");
    api_write(folder, "flows.csv", "route,from_s,until_s,flow_vph\nb,0,720,60\n");
    snprintf(text, sizeof text,
             "local s = { name = 'roads', date = '2026-03-02', stop = '01:00',\n"
             "network = { nodes = here .. '/nodes.csv', links = here .. '/links.csv' },\n"
             "traffic = { drives = here .. '/drives.csv', flows = here .. '/flows.csv' } }\n"
             "%s\nreturn s\n",
             changes);
    return api_write(folder, "roads.lua", text);
}

static inline struct ardey_options api_options(const char *scenario, const char *output)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    return (struct ardey_options){.scenario = scenario,
                                  .output = output,
                                  .scenario_path = folders,
                                  .threads = 1,
                                  .partitions = 1};
}

static inline struct ardey_summary api_run(const struct ardey_options *options)
{
    struct ardey_summary summary;
    struct ardey_error err = {{0}};
    enum ardey_status status = ardey_run(options, &summary, &err);
    if (status != ARDEY_OK)
        fail_msg("%d: %s", (int)status, err.text);
    return summary;
}

static inline bool file_exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

/** Nothing called `path` or `path.part` is there. */
static inline void assert_no_result(const char *path)
{
    char part[300];
    snprintf(part, sizeof part, "%s.part", path);
    assert_false(file_exists(path));
    assert_false(file_exists(part));
}

/** The whole file; the caller frees. */
static inline char *file_bytes(const char *path, size_t *out_size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    bytes[size] = '\0';
    *out_size = size;
    return bytes;
}

static inline void assert_same_bytes(const char *a, const char *b)
{
    size_t size_a, size_b;
    char *bytes_a = file_bytes(a, &size_a), *bytes_b = file_bytes(b, &size_b);
    assert_int_equal(size_a, size_b);
    assert_memory_equal(bytes_a, bytes_b, size_a);
    free(bytes_a);
    free(bytes_b);
}

static inline void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

#endif
