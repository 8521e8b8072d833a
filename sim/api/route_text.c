// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/route_text.h"

#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE_MS 60000u

/** A ride of a way, with its run. */
struct ride {
    const struct call *board, *alight;
    uint32_t depart_ms, arrive_ms;
};

/** Takes the first run that can be reached; `ready_ms` is when somebody is at the first stop. */
static struct ride ride_take(const struct timetable *timetable, const struct itinerary_leg *leg,
                             uint32_t ready_ms)
{
    const struct call *board = &timetable->calls[leg->board_call];
    const struct call *alight = &timetable->calls[leg->alight_call];
    const struct pattern *pattern = &timetable->patterns[board->pattern];
    uint32_t run = pattern->first_run, last = run + pattern->run_count - 1;
    while (run < last && timetable->run_depart_ms[run] + board->depart_ms < ready_ms)
        run++;
    return (struct ride){board, alight, timetable->run_depart_ms[run] + board->depart_ms,
                         timetable->run_depart_ms[run] + alight->arrive_ms};
}

/** When the next ride can be boarded. */
static uint32_t ride_ready_ms(const struct route_text *text, const struct itinerary *way,
                              uint32_t index, const struct ride *ride)
{
    const struct itinerary_leg *leg = &way->legs[index];
    bool is_last = index + 1 == way->leg_count;
    bool is_same_stop =
        !is_last && text->timetable->calls[leg[1].board_call].stop == ride->alight->stop;
    return ride->arrive_ms + (is_same_stop ? text->change_ms : leg->walk_ms);
}

static const struct stop_row *stop_row(const struct timetable *timetable, uint32_t stop)
{
    return TABLE_ROW(&timetable->tables->stops, struct stop_row, stop);
}

static const char *line_of(const struct timetable *timetable, const struct call *call)
{
    return names_text(&timetable->line_names, timetable->patterns[call->pattern].line);
}

/** Where the run ends: what its front says. */
static const char *headed_for(const struct timetable *timetable, const struct call *call)
{
    const struct pattern *pattern = &timetable->patterns[call->pattern];
    uint32_t last = pattern->first_call + pattern->call_count - 1;
    return stop_row(timetable, timetable->calls[last].stop)->name;
}

/** Time on foot: all ways but the one to the first stop where that is not walked. */
static uint32_t on_foot_ms(const struct route_text *text, const struct itinerary *way)
{
    bool is_walked = strcmp(text->access, "walk") == 0;
    return itinerary_walk_ms(way) - (is_walked ? 0 : way->access_ms);
}

static uint32_t leave_ms(const struct itinerary *way)
{
    return way->board_ms - way->access_ms;
}

static void clock_print(FILE *out, uint32_t t_ms, bool is_up)
{
    uint32_t minutes = (t_ms + (is_up ? MINUTE_MS - 1 : 0)) / MINUTE_MS;
    fprintf(out, "%02u:%02u", minutes / 60, minutes % 60);
}

static uint32_t minutes_of(uint32_t t_ms)
{
    return (t_ms + MINUTE_MS - 1) / MINUTE_MS;
}

static void way_print(FILE *out, const struct route_text *text, const struct itinerary *way)
{
    uint32_t ready_ms = way->board_ms;
    clock_print(out, leave_ms(way), false);
    fputs("  ", out);
    clock_print(out, way->arrive_ms, true);
    fprintf(out, "  %5u  %3u min  %s %u min", way->leg_count, minutes_of(on_foot_ms(text, way)),
            text->access, minutes_of(way->access_ms));
    for (uint32_t i = 0; i < way->leg_count; i++) {
        struct ride ride = ride_take(text->timetable, &way->legs[i], ready_ms);
        fprintf(out, "; %s to %s, %s ", line_of(text->timetable, ride.board),
                headed_for(text->timetable, ride.board),
                stop_row(text->timetable, ride.board->stop)->name);
        clock_print(out, ride.depart_ms, false);
        fprintf(out, " - %s ", stop_row(text->timetable, ride.alight->stop)->name);
        clock_print(out, ride.arrive_ms, true);
        if (way->legs[i].walk_ms > 0)
            fprintf(out, "; walk %u min", minutes_of(way->legs[i].walk_ms));
        ready_ms = ride_ready_ms(text, way, i, &ride);
    }
    fputc('\n', out);
}

static void ways_print(FILE *out, const struct route_text *text)
{
    if (text->ways.count == 0) {
        fputs("no way by public transport\n", out);
        return;
    }
    fputs("leave  arrive  rides     walk  way\n", out);
    for (uint32_t i = 0; i < text->ways.count; i++)
        way_print(out, text, &text->ways.items[i]);
}

static void page_print(FILE *out, const struct route_text *text)
{
    fprintf(out, "%s to %s, leaving %s %s%s%s", text->from, text->to, text->until ? "from" : "at",
            text->at, text->until ? " to " : " or later", text->until ? text->until : "");
    if (strcmp(text->access, "walk") != 0)
        fprintf(out, ", by %s to the first stop", text->access);
    fputc('\n', out);
    ways_print(out, text);
    if (text->unplanned_s > 0)
        fprintf(out, "without the timetable, from %s: %.0f min on average\n", text->at,
                ceil(text->unplanned_s / 60));
}

static void json_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (*at == '"' || *at == '\\')
            fprintf(out, "\\%c", *at);
        else if (*at < 0x20)
            fprintf(out, "\\u%04x", *at);
        else
            fputc(*at, out);
    fputc('"', out);
}

static void json_member(FILE *out, const char *name, const char *text)
{
    fprintf(out, "\"%s\": ", name);
    json_text(out, text);
    fputs(", ", out);
}

static void json_ride(FILE *out, const struct timetable *timetable, const struct ride *ride,
                      uint32_t walk_ms)
{
    fputs("{", out);
    json_member(out, "line", line_of(timetable, ride->board));
    json_member(out, "to", headed_for(timetable, ride->board));
    json_member(out, "from_stop", names_text(&timetable->stop_names, ride->board->stop));
    json_member(out, "from_name", stop_row(timetable, ride->board->stop)->name);
    fprintf(out, "\"depart_s\": %.3f, ", ride->depart_ms / 1000.0);
    json_member(out, "to_stop", names_text(&timetable->stop_names, ride->alight->stop));
    json_member(out, "to_name", stop_row(timetable, ride->alight->stop)->name);
    fprintf(out, "\"arrive_s\": %.3f, \"walk_s\": %.3f}", ride->arrive_ms / 1000.0,
            walk_ms / 1000.0);
}

static void json_way(FILE *out, const struct route_text *text, const struct itinerary *way)
{
    uint32_t ready_ms = way->board_ms;
    fprintf(out,
            "{\"leave_s\": %.3f, \"arrive_s\": %.3f, \"rides\": %u, \"walk_s\": %.3f, "
            "\"access_s\": %.3f, \"legs\": [",
            leave_ms(way) / 1000.0, way->arrive_ms / 1000.0, way->leg_count,
            on_foot_ms(text, way) / 1000.0, way->access_ms / 1000.0);
    for (uint32_t i = 0; i < way->leg_count; i++) {
        struct ride ride = ride_take(text->timetable, &way->legs[i], ready_ms);
        fputs(i > 0 ? ", " : "", out);
        json_ride(out, text->timetable, &ride, way->legs[i].walk_ms);
        ready_ms = ride_ready_ms(text, way, i, &ride);
    }
    fputs("]}", out);
}

static void json_print(FILE *out, const struct route_text *text)
{
    fputs("{", out);
    json_member(out, "from", text->from);
    json_member(out, "to", text->to);
    json_member(out, "access", text->access);
    if (text->unplanned_s > 0)
        fprintf(out, "\"unplanned_s\": %.3f, ", text->unplanned_s);
    fputs("\"ways\": [", out);
    for (uint32_t i = 0; i < text->ways.count; i++) {
        fputs(i > 0 ? ",\n  " : "\n  ", out);
        json_way(out, text, &text->ways.items[i]);
    }
    fputs("]}\n", out);
}

enum status route_text_write(const struct route_text *text, bool is_json, char **out,
                             struct error *err)
{
    char *bytes = NULL, *copy = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&bytes, &length);
    if (file) {
        if (is_json)
            json_print(file, text);
        else
            page_print(file, text);
        bool is_written = !ferror(file);
        if (fclose(file) == 0 && is_written)
            copy = mem_alloc(length + 1, 1, err);
    }
    if (copy)
        memcpy(copy, bytes, length);
    free(bytes);
    if (!copy)
        return error_fail(err, STATUS_RESOURCE, "no memory for the text of %u ways",
                          text->ways.count);
    *out = copy;
    return STATUS_OK;
}
