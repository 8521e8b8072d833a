// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef FEED_FIXTURE_H
#define FEED_FIXTURE_H

/** A feed in a folder of its own, which is removed afterwards. */

#include "test_support.h"

#include "import/gtfs_feed.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct feed_folder {
    char path[64];
};

static inline void feed_path(const struct feed_folder *folder, const char *name, char out[256])
{
    snprintf(out, 256, "%s/%s", folder->path, name);
}

static inline void feed_write_bytes(const struct feed_folder *folder, const char *name,
                                    const void *bytes, size_t size)
{
    char path[256];
    feed_path(folder, name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static inline void feed_write(const struct feed_folder *folder, const char *name, const char *text)
{
    feed_write_bytes(folder, name, text, strlen(text));
}

/** The whole of a file; the caller frees it. */
static inline char *feed_read(const char *path, size_t *out_size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    rewind(file);
    char *bytes = calloc((size_t)size + 1, 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), size);
    fclose(file);
    *out_size = (size_t)size;
    return bytes;
}

static inline struct feed_folder feed_make(void)
{
    struct feed_folder folder = {"/tmp/ardey-feed-XXXXXX"};
    assert_non_null(mkdtemp(folder.path));
    return folder;
}

/** Removes a folder and what lies in it, two levels deep. */
static inline void feed_remove_path(const char *path)
{
    char inner[512];
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(inner, sizeof inner, "%.240s/%.255s", path, entry->d_name);
        if (unlink(inner) != 0)
            feed_remove_path(inner);
    }
    if (folder)
        closedir(folder);
    rmdir(path);
}

static inline void feed_remove(const struct feed_folder *folder)
{
    feed_remove_path(folder->path);
}

/** A small feed: two lines, three stops, service every Monday. */
static inline struct feed_folder feed_make_small(void)
{
    struct feed_folder folder = feed_make();
    feed_write(&folder, "agency.txt",
               "agency_id,agency_name,agency_timezone\nX,Xavier,Europe/Berlin\n");
    feed_write(&folder, "stops.txt",
               "stop_id,stop_name,stop_lat,stop_lon\nA,Alpha,51.50,7.4\n"
               "B,Beta,51.51,7.4\nC,Gamma,51.52,7.4\n");
    feed_write(&folder, "routes.txt",
               "route_id,route_short_name,route_long_name,route_type\n"
               "r1,1,There,3\nr2,2,Back,0\n");
    feed_write(&folder, "calendar.txt",
               "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,"
               "end_date\nmo,1,0,0,0,0,0,0,20260101,20261231\n");
    feed_write(&folder, "trips.txt",
               "route_id,service_id,trip_id,direction_id\nr1,mo,t1,0\n"
               "r1,mo,t2,0\nr2,mo,t3,1\n");
    feed_write(&folder, "stop_times.txt",
               "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
               "t1,6:00:00,6:00:00,A,1\nt1,6:03:00,6:04:00,B,2\nt1,6:06:00,6:06:00,C,3\n"
               "t2,7:00:00,7:00:00,A,1\nt2,7:03:00,7:04:00,B,2\nt2,7:06:00,7:06:00,C,3\n"
               "t3,5:00:00,5:00:00,C,1\nt3,5:05:00,5:05:00,A,2\n");
    return folder;
}

/** Opens the feed of a folder for Monday, 2 March 2026. */
static inline void feed_open(const struct feed_folder *folder, struct gtfs_feed *feed,
                             struct error *err)
{
    *feed = (struct gtfs_feed){.date = "20260302", .report.err = err};
    if (feed_source_open(folder->path, &feed->source, err) != STATUS_OK)
        fail_msg("%s", err->text);
}

/** Opens a feed and reads it with all times. */
static inline void feed_read_day(const struct feed_folder *folder, struct gtfs_feed *feed,
                                 struct error *err)
{
    feed_open(folder, feed, err);
    if (gtfs_feed_read(feed, err) != STATUS_OK || gtfs_times_read(feed, err) != STATUS_OK)
        fail_msg("%s", err->text);
}

static inline void feed_close(struct gtfs_feed *feed)
{
    feed_source_close(feed->source);
    gtfs_feed_deinit(feed);
}

#endif
