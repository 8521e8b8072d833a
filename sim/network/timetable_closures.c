// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/timetable_closures.h"

#include "network/timetable_arrays.h"
#include "network/timetable_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 256

/** A row of the table with its names resolved. */
struct closure {
    uint32_t line;    /**< or NONE: all */
    uint32_t ends[2]; /**< stops */
    uint32_t from_ms, until_ms;
    uint32_t vehicle; /**< row in the table of vehicles; NONE: no replacement */
    bool is_used;     /**< some pattern calls at both stops */
};

/** A closed section of a pattern: the calls at its ends. */
struct section {
    uint32_t closure, first, last; /**< first < last, counted along the pattern */
};

/** A run of the changed timetable over the calls first ... last of an old pattern: a part of a
 * train run, or the bus of a closure. */
struct part_run {
    uint32_t line, direction;
    uint32_t pattern, first, last;
    uint32_t closure; /**< of a bus; NONE: part of a run */
    uint32_t depart_ms;
};

/** What is needed while the timetable changes. */
struct closing {
    struct timetable *timetable;
    struct closure *closures;
    uint32_t closure_count;
    struct section *sections; /**< of the pattern that is looked at */
    uint32_t section_count;
    bool *is_closed; /**< of its hops */
    size_t section_capacity, closed_capacity;
    struct part_run *parts;
    uint32_t part_count;
    size_t part_capacity;
    bool *is_cut; /**< [run_count] */
    bool has_cut;
    uint32_t *replacement_line; /**< [line_count] of the old lines, or NONE */
    uint32_t line_count;        /**< old and new lines */
    struct error *err;
};

static const struct closure_row *closure_row(const struct closing *closing, uint32_t closure)
{
    return TABLE_ROW(&closing->timetable->tables->closures, struct closure_row, closure);
}

/** The type of the bus, or NONE and a finding. */
static uint32_t vehicle_find(const struct timetable *timetable, const struct closure_row *row,
                             struct error *err)
{
    const struct table *table = &timetable->tables->closures;
    const struct table *vehicles = &timetable->tables->vehicles;
    if (timetable_ms(row->replacement_s) < TIMETABLE_LEAST_RUN_MS) {
        table_fail(table, row->line, err, "a replacement needs replacement_minutes");
        return NONE;
    }
    if (row->vehicle[0] == '\0') {
        table_fail(table, row->line, err, "a replacement needs replacement_vehicle");
        return NONE;
    }
    struct names types = {0};
    uint32_t type = NONE;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; status == STATUS_OK && i < vehicles->count; i++) {
        bool is_new;
        uint32_t id;
        status = names_add(&types, TABLE_ROW(vehicles, struct transit_vehicle_row, i)->type, &id,
                           &is_new, err);
    }
    if (status == STATUS_OK)
        type = timetable_find_name(&types, row->vehicle, "vehicle type", vehicles->path,
                                   (struct name_place){table, row->line}, err);
    names_deinit(&types);
    return type;
}

static enum status closure_read(const struct timetable *timetable, const struct closure_row *row,
                                struct closure *out, struct error *err)
{
    const struct table *table = &timetable->tables->closures;
    struct name_place place = {table, row->line};
    const char *stops_home = timetable->tables->stops.path;
    enum status status = STATUS_OK;
    *out = (struct closure){
        NONE,
        {timetable_find_name(&timetable->stop_names, row->from_stop, "stop", stops_home, place,
                             err),
         timetable_find_name(&timetable->stop_names, row->to_stop, "stop", stops_home, place, err)},
        timetable_ms(row->from_s),
        timetable_ms(row->until_s),
        NONE,
        false};
    if (strcmp(row->line_id, "*") != 0) {
        out->line = timetable_find_name(&timetable->line_names, row->line_id, "line",
                                        timetable->tables->lines.path, place, err);
        if (out->line == NONE)
            status = STATUS_DATA;
    }
    if (out->ends[0] == NONE || out->ends[1] == NONE)
        status = STATUS_DATA;
    else if (out->ends[0] == out->ends[1])
        status = table_fail(table, row->line, err, "from_stop and to_stop are both '%s'",
                            row->from_stop);
    if (out->until_ms <= out->from_ms)
        status = table_fail(table, row->line, err,
                            "until is %g h after midnight, must be after from, which is %g h",
                            row->until_s / 3600.0, row->from_s / 3600.0);
    if (row->has_replacement) {
        out->vehicle = vehicle_find(timetable, row, err);
        if (out->vehicle == NONE)
            status = STATUS_DATA;
    }
    return status;
}

static enum status closures_read(struct closing *closing)
{
    enum status result = STATUS_OK;
    for (uint32_t i = 0; i < closing->closure_count; i++)
        if (closure_read(closing->timetable, closure_row(closing, i), &closing->closures[i],
                         closing->err) != STATUS_OK)
            result = STATUS_DATA;
    return result;
}

/** Notes all closed sections of a pattern. */
static enum status sections_find(struct closing *closing, const struct pattern *pattern)
{
    const struct call *calls = closing->timetable->calls + pattern->first_call;
    closing->section_count = 0;
    for (uint32_t c = 0; c < closing->closure_count; c++) {
        struct closure *closure = &closing->closures[c];
        uint32_t before = NONE; /* the last call at one of the ends */
        if (closure->line != NONE && closure->line != pattern->line)
            continue;
        for (uint32_t i = 0; i < pattern->call_count; i++) {
            if (calls[i].stop != closure->ends[0] && calls[i].stop != closure->ends[1])
                continue;
            if (before != NONE && calls[before].stop != calls[i].stop) {
                if (MEM_RESERVE(&closing->sections, &closing->section_capacity,
                                (size_t)closing->section_count + 1, closing->err) != STATUS_OK)
                    return STATUS_RESOURCE;
                closing->sections[closing->section_count++] = (struct section){c, before, i};
                closure->is_used = true;
            }
            before = i;
        }
    }
    return MEM_RESERVE(&closing->is_closed, &closing->closed_capacity, pattern->call_count,
                       closing->err);
}

static enum status part_add(struct closing *closing, struct part_run part)
{
    if (MEM_RESERVE(&closing->parts, &closing->part_capacity, (size_t)closing->part_count + 1,
                    closing->err) != STATUS_OK)
        return STATUS_RESOURCE;
    closing->parts[closing->part_count++] = part;
    return STATUS_OK;
}

/** The bus for a run that is cut at `section`: it leaves some time after the run arrives; where the
 * run begins at the section, when it would have left. */
static enum status bus_add(struct closing *closing, uint32_t pattern_id,
                           const struct section *section, uint32_t depart_ms)
{
    const struct pattern *pattern = &closing->timetable->patterns[pattern_id];
    const struct call *calls = closing->timetable->calls + pattern->first_call;
    const struct closure *closure = &closing->closures[section->closure];
    uint32_t *line = &closing->replacement_line[pattern->line];
    if (closure->vehicle == NONE)
        return STATUS_OK;
    if (*line == NONE)
        *line = closing->line_count++;
    struct part_run bus = {.line = *line,
                           .direction = pattern->direction,
                           .pattern = pattern_id,
                           .first = section->first,
                           .last = section->last,
                           .closure = section->closure,
                           .depart_ms = depart_ms};
    if (section->first > 0)
        bus.depart_ms += calls[section->first].arrive_ms +
                         timetable_ms(closure_row(closing, section->closure)->change_s);
    return part_add(closing, bus);
}

/** Cuts a run into the parts that are left between its closed hops. */
static enum status run_split(struct closing *closing, uint32_t pattern_id, uint32_t depart_ms)
{
    const struct pattern *pattern = &closing->timetable->patterns[pattern_id];
    const struct call *calls = closing->timetable->calls + pattern->first_call;
    enum status status = STATUS_OK;
    for (uint32_t i = 0, first = 0; status == STATUS_OK && i < pattern->call_count; i++) {
        if (i + 1 < pattern->call_count && !closing->is_closed[i])
            continue;
        struct part_run part = {.line = pattern->line,
                                .direction = pattern->direction,
                                .pattern = pattern_id,
                                .first = first,
                                .last = i,
                                .closure = NONE,
                                .depart_ms = depart_ms + calls[first].depart_ms};
        if (i > first)
            status = part_add(closing, part);
        first = i + 1;
    }
    return status;
}

/** Cuts a run where a closure hits it. */
static enum status run_close(struct closing *closing, uint32_t pattern_id, uint32_t run)
{
    const struct timetable *timetable = closing->timetable;
    const struct pattern *pattern = &timetable->patterns[pattern_id];
    const struct call *calls = timetable->calls + pattern->first_call;
    uint32_t depart_ms = timetable->run_depart_ms[run];
    memset(closing->is_closed, 0, pattern->call_count * sizeof *closing->is_closed);
    for (uint32_t s = 0; s < closing->section_count; s++) {
        const struct section *section = &closing->sections[s];
        const struct closure *closure = &closing->closures[section->closure];
        if (depart_ms + calls[section->first].depart_ms >= closure->until_ms ||
            depart_ms + calls[section->last].arrive_ms <= closure->from_ms)
            continue;
        closing->is_cut[run] = closing->has_cut = true;
        for (uint32_t i = section->first; i < section->last; i++)
            closing->is_closed[i] = true;
        if (bus_add(closing, pattern_id, section, depart_ms) != STATUS_OK)
            return STATUS_RESOURCE;
    }
    return closing->is_cut[run] ? run_split(closing, pattern_id, depart_ms) : STATUS_OK;
}

static enum status runs_close(struct closing *closing)
{
    const struct timetable *timetable = closing->timetable;
    for (uint32_t p = 0; p < timetable->pattern_count; p++) {
        const struct pattern *pattern = &timetable->patterns[p];
        if (sections_find(closing, pattern) != STATUS_OK)
            return STATUS_RESOURCE;
        for (uint32_t i = 0; closing->section_count > 0 && i < pattern->run_count; i++)
            if (run_close(closing, p, pattern->first_run + i) != STATUS_OK)
                return STATUS_RESOURCE;
    }
    enum status result = STATUS_OK;
    for (uint32_t c = 0; c < closing->closure_count; c++) {
        const struct closure_row *row = closure_row(closing, c);
        if (closing->closures[c].is_used)
            continue;
        bool is_all = closing->closures[c].line == NONE;
        result = table_fail(&timetable->tables->closures, row->line, closing->err,
                            "%s%s%s calls at '%s' and at '%s'", is_all ? "no line" : "line '",
                            is_all ? "" : row->line_id, is_all ? "" : "' never", row->from_stop,
                            row->to_stop);
    }
    return result;
}

static int part_compare(const void *a, const void *b)
{
    const struct part_run *x = a, *y = b;
    const uint32_t keys[][2] = {{x->line, y->line},          {x->direction, y->direction},
                                {x->pattern, y->pattern},    {x->first, y->first},
                                {x->last, y->last},          {x->closure, y->closure},
                                {x->depart_ms, y->depart_ms}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

static bool is_same_pattern(const struct part_run *a, const struct part_run *b)
{
    return a->line == b->line && a->direction == b->direction && a->pattern == b->pattern &&
           a->first == b->first && a->last == b->last && a->closure == b->closure;
}

/** Names a line of buses; all its closures must have the same type. */
static enum status replacement_name(struct closing *closing, uint32_t line, struct error *err)
{
    struct timetable *timetable = closing->timetable;
    char name[NAME_SIZE];
    bool is_new;
    uint32_t id = closing->replacement_line[line], vehicle = NONE, named = 0;
    for (uint32_t i = 0; i < closing->part_count; i++) {
        if (closing->parts[i].line != id)
            continue;
        const struct closure *closure = &closing->closures[closing->parts[i].closure];
        const struct closure_row *row = closure_row(closing, closing->parts[i].closure);
        if (vehicle != NONE && vehicle != closure->vehicle)
            return table_fail(
                &timetable->tables->closures, row->line, err,
                "replacement_vehicle of line '%s' is '%s', but '%s' in %s",
                names_text(&timetable->line_names, line), row->vehicle,
                closure_row(closing, named)->vehicle,
                table_line_text(&timetable->tables->closures, closure_row(closing, named)->line)
                    .text);
        vehicle = closure->vehicle;
        named = closing->parts[i].closure;
    }
    snprintf(name, sizeof name, "%s-SEV", names_text(&timetable->line_names, line));
    enum status status = names_add(&timetable->line_names, name, &id, &is_new, err);
    if (status == STATUS_OK && !is_new)
        return table_fail(&timetable->tables->closures, closure_row(closing, named)->line, err,
                          "the replacement would be line '%s', which exists already", name);
    if (status == STATUS_OK)
        timetable->lines[id] =
            timetable_line(timetable->tables, timetable->lines[line].row, SERVICE_BUS, vehicle);
    return status;
}

/** Adds the lines of buses behind the old lines, in the order in which they were numbered. */
static enum status replacements_add(struct closing *closing)
{
    struct timetable *timetable = closing->timetable;
    uint32_t old_count = timetable->line_count;
    struct transit_line *lines = mem_alloc(closing->line_count, sizeof *lines, closing->err);
    if (lines == NULL)
        return STATUS_RESOURCE;
    memcpy(lines, timetable->lines, old_count * sizeof *lines);
    mem_free(timetable->lines);
    timetable->lines = lines;
    timetable->line_count = closing->line_count;
    enum status status = STATUS_OK;
    /* Patterns stand in the order of lines, and so do the numbers of their replacements. */
    for (uint32_t line = 0; status == STATUS_OK && line < old_count; line++)
        if (closing->replacement_line[line] != NONE)
            status = replacement_name(closing, line, closing->err);
    return status;
}

/** How much the changed timetable holds at most. */
static struct timetable_sizes closing_sizes(const struct closing *closing)
{
    const struct timetable *timetable = closing->timetable;
    struct timetable_sizes sizes = {timetable->pattern_count, timetable->call_count,
                                    (size_t)timetable->run_count + closing->part_count};
    for (uint32_t i = 0; i < closing->part_count; i++)
        if (i == 0 || !is_same_pattern(&closing->parts[i - 1], &closing->parts[i])) {
            sizes.patterns++;
            sizes.calls += closing->parts[i].last - closing->parts[i].first + 1;
        }
    return sizes;
}

/** A pattern of before, with the runs that are not cut. */
static void pattern_keep(struct timetable_arrays *arrays, const struct closing *closing,
                         const struct pattern *old)
{
    const struct timetable *timetable = closing->timetable;
    timetable_arrays_begin(arrays, old->line, old->direction, old->variant);
    for (uint32_t i = 0; i < old->call_count; i++) {
        const struct call *call = &timetable->calls[old->first_call + i];
        timetable_arrays_add_call(arrays, call->stop, call->arrive_ms, call->depart_ms);
    }
    for (uint32_t run = old->first_run; run < old->first_run + old->run_count; run++)
        if (!closing->is_cut[run])
            timetable_arrays_add_run(arrays, timetable->run_depart_ms[run]);
}

/** A part of a pattern, by its times, or the bus over it: its stops in the proportion of these
 * times. */
static void part_calls_add(struct timetable_arrays *arrays, const struct closing *closing,
                           const struct part_run *part)
{
    const struct timetable *timetable = closing->timetable;
    const struct call *calls = timetable->calls + timetable->patterns[part->pattern].first_call;
    uint32_t start_ms = calls[part->first].depart_ms, before_ms = 0;
    double whole_ms = calls[part->last].arrive_ms - start_ms, bus_ms = whole_ms;
    if (part->closure != NONE)
        bus_ms = closure_row(closing, part->closure)->replacement_s * 1000.0;
    timetable_arrays_add_call(arrays, calls[part->first].stop, 0, 0);
    for (uint32_t i = part->first + 1; i <= part->last; i++) {
        uint32_t arrive_ms = calls[i].arrive_ms - start_ms,
                 depart_ms = calls[i].depart_ms - start_ms;
        if (part->closure != NONE)
            arrive_ms = depart_ms = timetable_ms(arrive_ms / whole_ms * bus_ms / 1000.0);
        if (arrive_ms < before_ms + TIMETABLE_LEAST_RUN_MS)
            arrive_ms = before_ms + TIMETABLE_LEAST_RUN_MS;
        if (i == part->last || depart_ms < arrive_ms)
            depart_ms = arrive_ms;
        timetable_arrays_add_call(arrays, calls[i].stop, arrive_ms, depart_ms);
        before_ms = depart_ms;
    }
}

static void arrays_fill(struct timetable_arrays *arrays, const struct closing *closing)
{
    const struct timetable *timetable = closing->timetable;
    const struct pattern *old = timetable->patterns, *end = old + timetable->pattern_count;
    const struct part_run *part = closing->parts, *parts_end = part + closing->part_count;
    for (uint32_t line = 0; line < timetable->line_count; line++)
        for (uint32_t direction = 0; direction < 2; direction++) {
            uint32_t variant = 0;
            for (; old < end && old->line == line && old->direction == direction; old++) {
                pattern_keep(arrays, closing, old);
                variant = old->variant + 1;
            }
            for (; part < parts_end && part->line == line && part->direction == direction; part++) {
                if (part == closing->parts || !is_same_pattern(part - 1, part)) {
                    timetable_arrays_begin(arrays, line, direction, variant++);
                    part_calls_add(arrays, closing, part);
                }
                timetable_arrays_add_run(arrays, part->depart_ms);
            }
        }
}

/** Puts the changed timetable in the place of the old one. */
static enum status closing_finish(struct closing *closing)
{
    struct timetable_arrays arrays = {0};
    if (closing->part_count > 0)
        qsort(closing->parts, closing->part_count, sizeof *closing->parts, part_compare);
    enum status status = replacements_add(closing);
    if (status == STATUS_OK)
        status = timetable_arrays_init(&arrays, closing_sizes(closing), closing->err);
    if (status == STATUS_OK) {
        arrays_fill(&arrays, closing);
        timetable_arrays_swap(&arrays, closing->timetable);
    }
    timetable_arrays_deinit(&arrays);
    return status;
}

enum status timetable_closures_apply(struct timetable *timetable, struct error *err)
{
    uint32_t count = timetable->tables->closures.count;
    if (count == 0)
        return STATUS_OK;
    struct closing closing = {
        .timetable = timetable,
        .closures = mem_alloc(count, sizeof *closing.closures, err),
        .closure_count = count,
        .is_cut = mem_alloc(timetable->run_count, sizeof *closing.is_cut, err),
        .replacement_line = mem_alloc(timetable->line_count, sizeof(uint32_t), err),
        .line_count = timetable->line_count,
        .err = err,
    };
    enum status status = STATUS_RESOURCE;
    if (closing.closures != NULL && closing.is_cut != NULL && closing.replacement_line != NULL) {
        for (uint32_t i = 0; i < timetable->line_count; i++)
            closing.replacement_line[i] = NONE;
        status = closures_read(&closing);
    }
    if (status == STATUS_OK)
        status = runs_close(&closing);
    if (status == STATUS_OK && closing.has_cut)
        status = closing_finish(&closing);
    mem_free(closing.closures);
    mem_free(closing.sections);
    mem_free(closing.is_closed);
    mem_free(closing.parts);
    mem_free(closing.is_cut);
    mem_free(closing.replacement_line);
    return status;
}
