// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run_log.h"

#include "cli/json_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#define PATH_SIZE 4096

static void print_log(FILE *out, const struct ardey_summary *summary, double memory_mb, int argc,
                      char **argv)
{
    struct utsname host = {.nodename = ""};
    char written[32] = "";
    time_t now = time(NULL);
    struct tm utc;

    uname(&host);
    if (gmtime_r(&now, &utc))
        strftime(written, sizeof written, "%Y-%m-%dT%H:%M:%SZ", &utc);
    fprintf(out, "{\n  \"version\": \"%s\",\n  \"written\": \"%s\",\n  \"command\": [",
            ardey_version(), written);
    for (int i = 0; i < argc; i++) {
        fprintf(out, i ? ", " : "");
        json_string(out, argv[i]);
    }
    fprintf(out, "],\n  \"host\": ");
    json_string(out, host.nodename);
    fprintf(out, ",\n  \"system\": ");
    json_string(out, host.release);
    fprintf(out, ",\n  \"threads\": %u,\n  \"partitions\": %u,\n  \"lookahead_s\": %.3f,\n",
            summary->threads, summary->partitions, summary->lookahead_s);
    fprintf(
        out,
        "  \"build_s\": %.3f,\n  \"settle_s\": %.3f,\n  \"run_s\": %.3f,\n  \"memory_mb\": %.1f,\n",
        summary->build_seconds, summary->settle_seconds, summary->run_seconds, memory_mb);
    fprintf(out, "  \"events\": %" PRIu64 ",\n  \"windows\": %" PRIu64 ",\n", summary->events,
            summary->windows);
    fprintf(out, "  \"traversals\": %" PRIu64 ",\n", summary->link_traversals);
    fprintf(out, "  \"digest\": \"%s\"\n}\n", summary->digest);
}

bool run_log_write(const char *result_path, const struct ardey_summary *summary, double memory_mb,
                   int argc, char **argv)
{
    char path[PATH_SIZE];
    int length = snprintf(path, sizeof path, "%s.run.json", result_path);
    if (length < 0 || (size_t)length >= sizeof path)
        return false;
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    print_log(out, summary, memory_mb, argc, argv);
    bool good = !ferror(out);
    return fclose(out) == 0 && good;
}
