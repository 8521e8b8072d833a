// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_log.h"

#include <inttypes.h>
#include <math.h>

void json_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        if ((unsigned char)*text < 0x20)
            fprintf(out, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, out);
    }
    fputc('"', out);
}

/** JSON knows no infinity. */
static void print_real(FILE *out, const char *name, double value)
{
    if (isfinite(value))
        fprintf(out, ",\"%s\":%.9g", name, value);
    else
        fprintf(out, ",\"%s\":null", name);
}

static void end_line(FILE *out)
{
    fputs("}\n", out);
    fflush(out);
}

void json_log_progress(FILE *out, double t_s, double stop_s, uint64_t event_count, double wall_s)
{
    fprintf(out,
            "{\"event\":\"progress\",\"t_s\":%.3f,\"stop_s\":%.3f,\"events\":%" PRIu64
            ",\"wall_s\":%.1f",
            t_s, stop_s, event_count, wall_s);
    end_line(out);
}

void json_log_iteration(FILE *out, const struct ardey_iteration *iteration)
{
    fprintf(out, "{\"event\":\"iteration\",\"iteration\":%" PRIu32, iteration->iteration);
    print_real(out, "relative_gap", iteration->relative_gap);
    print_real(out, "mean_cost_eur", iteration->mean_cost_eur);
    print_real(out, "share_who_changed", iteration->share_who_changed);
    fputs(",\"mode_shares\":{", out);
    for (int m = 0, shown = 0; m < ARDEY_MODES; m++)
        if (iteration->mode_shares[m] > 0) {
            fputs(shown++ ? "," : "", out);
            json_string(out, iteration->mode_names[m]);
            fprintf(out, ":%.9g", iteration->mode_shares[m]);
        }
    fputc('}', out);
    print_real(out, "simulate_s", iteration->simulate_s);
    print_real(out, "service_s", iteration->service_s);
    print_real(out, "decide_s", iteration->decide_s);
    end_line(out);
}

void json_log_message(FILE *out, const char *text)
{
    fputs("{\"event\":\"message\",\"text\":", out);
    json_string(out, text);
    end_line(out);
}

void json_log_summary(FILE *out, const struct ardey_summary *summary, double memory_mb)
{
    fprintf(out, "{\"event\":\"summary\",\"persons\":%" PRIu64 ",\"trips_planned\":%" PRIu64,
            summary->persons, summary->trips_planned);
    for (int m = 0; m < ARDEY_MODES; m++)
        if (summary->modes[m].name && summary->modes[m].departed > 0)
            fprintf(out, ",\"arrived_%s\":%" PRIu64, summary->modes[m].name,
                    summary->modes[m].arrived);
    fprintf(out, ",\"drives_arrived\":%" PRIu64 ",\"boardings\":%" PRIu64 ",\"events\":%" PRIu64,
            summary->drives.arrived, summary->boardings, summary->events);
    fprintf(out, ",\"days\":%" PRIu32, summary->days);
    print_real(out, "relative_gap", summary->relative_gap);
    fprintf(out, ",\"threads\":%" PRIu32 ",\"partitions\":%" PRIu32, summary->threads,
            summary->partitions);
    print_real(out, "build_s", summary->build_seconds);
    print_real(out, "settle_s", summary->settle_seconds);
    print_real(out, "run_s", summary->run_seconds);
    print_real(out, "memory_mb", memory_mb);
    fputs(",\"digest\":", out);
    json_string(out, summary->digest);
    end_line(out);
}

void json_log_error(FILE *out, enum ardey_status status, const struct ardey_error *err)
{
    fprintf(out, "{\"event\":\"error\",\"exit_code\":%d,\"text\":", (int)status);
    json_string(out, err->text);
    end_line(out);
}
