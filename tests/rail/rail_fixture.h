// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_FIXTURE_H
#define RAIL_FIXTURE_H

/** A railway line in memory, trains on it, and stops that say when they are ready. */

#include "test_support.h"

#include "base/memory.h"
#include "kernel/random.h"
#include "rail/rail.h"
#include "rail/rail_audit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_STATIONS_MAX 8u
#define LINE_BLOCKS_MAX   3u
#define LINE_RUNS_MAX     64u
#define LINE_CALLS_MAX    128u
#define LINE_STEPS_MAX    1024u
#define LINE_HOUR_MS      3600000u

#define assert_near(found, expected, tolerance)                                                    \
    assert_true(fabs((found) - (expected)) <= (tolerance))

/** Stations in a row with blocks between them. */
struct line_plan {
    uint32_t station_count;
    uint32_t tracks[LINE_STATIONS_MAX];
    uint32_t blocks[LINE_STATIONS_MAX]; /**< between the station and the next one */
    bool is_single[LINE_STATIONS_MAX];  /**< the track to the next one */
    float length_m, speed_mps;          /**< of a block */
};

/** What is known about a run at its stops. */
struct line_run {
    uint32_t arrive_ms[LINE_STATIONS_MAX], depart_ms[LINE_STATIONS_MAX]; /**< by call */
    uint32_t lost_ms[LINE_STATIONS_MAX]; /**< on the way to the call */
    uint32_t late_ms;                    /**< at the first call */
    uint32_t dwell_ms[LINE_STATIONS_MAX];
    uint32_t leaves_at; /**< call where it leaves the tracks before its end, or NONE */
    uint32_t next;      /**< run of the same vehicle after this one, or NONE */
    bool is_next;       /**< of another one */
    bool is_cancelled;  /**< before it began */
    bool is_through;
};

struct line_row_seen { /* a row of the occupations, in their layout */
    int32_t run, line, section, unused;
    double set_s, enter_s, clear_s;
};

struct rail_line {
    struct line_plan plan; /**< of `line_init_round` */
    struct rail_network network;
    struct timetable timetable;
    struct transit_tables tables;
    struct rail_section sections[LINE_STATIONS_MAX * (2 * LINE_BLOCKS_MAX + 1)];
    uint32_t first_block[LINE_STATIONS_MAX][2]; /**< section, by heading */
    struct rail_step steps[LINE_STEPS_MAX];
    uint32_t needs[2 * LINE_STEPS_MAX];
    struct rail_hop hops[LINE_CALLS_MAX];
    struct rail_change changes[4];
    uint32_t first_change[LINE_STATIONS_MAX * (2 * LINE_BLOCKS_MAX + 1) + 1];
    struct transit_line lines[2];
    struct pattern patterns[LINE_RUNS_MAX];
    struct call calls[LINE_CALLS_MAX];
    uint32_t run_depart_ms[LINE_RUNS_MAX], run_pattern[LINE_RUNS_MAX];
    struct transit_vehicle_row vehicle;
    struct rail_parameters parameters;
    struct line_run runs[LINE_RUNS_MAX];
    struct rail *rail;
    struct kernel *kernel;
    struct team *team;
    uint32_t first_stop, start_ms;
    uint32_t audit_ms; /**< audited so often, too; 0: as always */
    struct line_row_seen *rows;
    uint32_t row_count;
    size_t row_capacity;
    struct error err;
};

enum { LINE_DEPART = 1, LINE_ARRIVE = 2, LINE_START = 3 };

static inline void line_add_name(struct rail_line *line, const char *kind, uint32_t section)
{
    char name[24];
    uint32_t id;
    snprintf(name, sizeof name, "%s %u", kind, section);
    assert_int_equal(names_add(&line->network.section_names, name, &id, NULL, &line->err),
                     STATUS_OK);
    assert_int_equal(id, section);
}

/** A place that all steps over the two sections need, too, like a crossing on the level; after the
 * patterns. */
static inline void line_add_crossing(struct rail_line *line, uint32_t a, uint32_t b)
{
    uint32_t crossing = line->network.section_count++;
    assert_true(crossing < sizeof line->sections / sizeof *line->sections);
    line->sections[crossing] = (struct rail_section){.track_count = 1, .group = NONE};
    line_add_name(line, "crossing", crossing);
    for (uint32_t i = 0; i < line->network.step_count; i++) {
        struct rail_step *step = &line->steps[i];
        uint32_t section = line->needs[step->first_need], first = line->network.need_count;
        if (step->need_count > 1 || (section != a && section != b))
            continue;
        assert_true(first + 2 <= sizeof line->needs / sizeof *line->needs);
        line->needs[first] = section;
        line->needs[first + 1] = crossing;
        step->first_need = first;
        step->need_count = 2;
        line->network.need_count += 2;
    }
}

/* Sections 0 ... stations - 1 are the stations. */
static inline void line_build_tracks(struct rail_line *line, const struct line_plan *plan)
{
    uint32_t section = plan->station_count, group = 0;
    for (uint32_t i = 0; i < plan->station_count; i++)
        line->sections[i] = (struct rail_section){.track_count = plan->tracks[i], .group = NONE};
    for (uint32_t i = 0; i + 1 < plan->station_count; i++) {
        for (int heading = 0; heading < 2; heading++) {
            line->first_block[i][heading] = section;
            for (uint32_t b = 0; b < plan->blocks[i]; b++)
                line->sections[section++] = (struct rail_section){
                    .track_count = 1, .group = plan->is_single[i] ? group : NONE};
            if (plan->is_single[i]) {
                line->first_block[i][1] = line->first_block[i][0];
                break;
            }
        }
        if (plan->is_single[i]) {
            char name[24];
            uint32_t id;
            snprintf(name, sizeof name, "single %u", group++);
            assert_int_equal(names_add(&line->network.group_names, name, &id, NULL, &line->err),
                             STATUS_OK);
        }
    }
    line->network.sections = line->sections;
    line->network.section_count = section;
    line->network.group_count = group;
    for (uint32_t i = 0; i < section; i++)
        line_add_name(line, i < plan->station_count ? "station" : "block", i);
}

static inline void line_add_step(struct rail_line *line, uint32_t section, float length_m,
                                 float speed_mps, int heading)
{
    uint32_t step = line->network.step_count++;
    assert_true(step < LINE_STEPS_MAX);
    line->network.need_count = step + 1;
    line->needs[step] = section;
    line->steps[step] = (struct rail_step){.length_m = length_m,
                                           .speed_mps = speed_mps,
                                           .first_need = step,
                                           .need_count = 1,
                                           .heading = (uint8_t)heading};
}

static inline void line_add_hop(struct rail_line *line, const struct line_plan *plan, uint32_t call,
                                uint32_t from, uint32_t to)
{
    int heading = from < to ? RAIL_UP : RAIL_DOWN;
    line->hops[call].first_step = line->network.step_count;
    line_add_step(line, from, 300, plan->speed_mps, heading);
    for (uint32_t at = from; at != to;) {
        uint32_t gap = heading == RAIL_UP ? at : at - 1, count = plan->blocks[gap];
        for (uint32_t b = 0; b < count; b++)
            line_add_step(
                line, line->first_block[gap][heading] + (heading == RAIL_UP ? b : count - 1 - b),
                plan->length_m, plan->speed_mps, heading);
        at = heading == RAIL_UP ? at + 1 : at - 1;
        line_add_step(line, at, at == to ? 300 : 600, plan->speed_mps, heading);
    }
    line->hops[call].step_count = line->network.step_count - line->hops[call].first_step;
}

/** A pattern that calls at the stations `at[0 .. count)`; `pace` times 15 m/s is planned. */
static inline uint32_t line_add_pattern(struct rail_line *line, const struct line_plan *plan,
                                        const uint32_t *at, uint32_t count, uint32_t line_id)
{
    uint32_t first = line->timetable.call_count, t_ms = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t call = line->timetable.call_count++;
        assert_true(call < LINE_CALLS_MAX);
        line->calls[call] = (struct call){at[i], line->timetable.pattern_count, t_ms,
                                          i > 0 && i + 1 < count ? t_ms + 30000 : t_ms};
        if (i + 1 < count) {
            line_add_hop(line, plan, call, at[i], at[i + 1]);
            float way_m = 0;
            for (uint32_t s = 0; s < line->hops[call].step_count; s++)
                way_m += line->steps[line->hops[call].first_step + s].length_m;
            t_ms = line->calls[call].depart_ms +
                   (uint32_t)(1000 * (way_m / (0.85f * plan->speed_mps) + 60));
        }
    }
    line->patterns[line->timetable.pattern_count] =
        (struct pattern){.line = line_id, .first_call = first, .call_count = count};
    return line->timetable.pattern_count++;
}

static inline uint32_t line_add_run(struct rail_line *line, uint32_t pattern, uint32_t depart_ms)
{
    uint32_t run = line->timetable.run_count++;
    assert_true(run < LINE_RUNS_MAX);
    line->run_depart_ms[run] = depart_ms;
    line->run_pattern[run] = pattern;
    line->runs[run] = (struct line_run){.leaves_at = NONE, .next = NONE};
    return run;
}

static inline void line_init(struct rail_line *line, const struct line_plan *plan)
{
    *line = (struct rail_line){
        .parameters = {.route_setting_s = 10,
                       .release_s = 5,
                       .sight_s = 8,
                       .approach_m = 1000,
                       .hold_s = 300,
                       .clear_s = 60,
                       .axle_load_kg = 14000,
                       .front_m2 = 10,
                       .rotating = 1.08},
        .vehicle = {.line = 2,
                    .type = "train",
                    .length_m = 100,
                    .vmax_mps = 60,
                    .accel_mps2 = 0.7,
                    .decel_mps2 = 0.7},
    };
    line->lines[0] = (struct transit_line){.priority = 1};
    line->lines[1] = (struct transit_line){.priority = 2};
    line->tables.vehicles.rows = &line->vehicle;
    line->tables.vehicles.count = 1;
    line->timetable.tables = &line->tables;
    line->timetable.lines = line->lines;
    line->timetable.line_count = 2;
    line->timetable.patterns = line->patterns;
    line->timetable.calls = line->calls;
    line->timetable.run_depart_ms = line->run_depart_ms;
    line->timetable.run_pattern = line->run_pattern;
    line->timetable.stop_count = plan->station_count;
    line->network.timetable = &line->timetable;
    line->network.steps = line->steps;
    line->network.needs = line->needs;
    line->network.hops = line->hops;
    line->network.changes = line->changes;
    line->network.first_change = line->first_change;
    line_build_tracks(line, plan);
}

/** Time over a hop without tracks. */
#define LINE_GAP_MS 90000u

/** Goes on from a call, over the tracks, or by a way of its own where there are none. */
static inline void line_go_on(struct rail_line *line, struct activation *act, uint32_t id,
                              uint32_t seq, uint32_t ready_ms)
{
    uint32_t call = line->patterns[line->run_pattern[id]].first_call + seq;
    if (rail_has_hop(line->rail, call)) {
        rail_ready(line->rail, act, id, seq, ready_ms);
        return;
    }
    if (seq > 0 && rail_has_hop(line->rail, call - 1))
        rail_leave(line->rail, act, id);
    activation_send(act, event_make(ready_ms + LINE_GAP_MS,
                                    line->first_stop + line->calls[call + 1].stop, LINE_ARRIVE, id,
                                    seq + 1));
}

/** When the run is told to be ready for its departure. */
static inline uint32_t line_start_ms(const struct rail_line *line, uint32_t run)
{
    return line->run_depart_ms[run] + line->runs[run].late_ms - rail_lead_ms(line->rail);
}

/** The vehicle that has just arrived goes on with another run, after two minutes at least. */
static inline void line_turn(const struct rail_line *line, struct activation *act, uint32_t next)
{
    uint32_t t_ms = line_start_ms(line, next), turned_ms = act->t_ms + 120000;
    activation_schedule(act, t_ms > turned_ms ? t_ms : turned_ms, LINE_START, next, 0);
}

/** One stop process; the model is the line. */
static inline void line_stop_handle(struct activation *act, struct event event)
{
    struct rail_line *line = act->model;
    uint32_t id = event_subject(event), seq = event_argument(event);
    struct line_run *run = &line->runs[id];
    const struct pattern *pattern = &line->patterns[line->run_pattern[id]];
    const struct call *call = &line->calls[pattern->first_call + seq];
    if (event_type(event) == LINE_START) {
        line_go_on(line, act, id, 0, act->t_ms + rail_lead_ms(line->rail));
        return;
    }
    if (event_type(event) == LINE_DEPART) {
        run->depart_ms[seq] = act->t_ms;
        return;
    }
    run->arrive_ms[seq] = act->t_ms;
    run->lost_ms[seq] = rail_lost_ms(line->rail, id);
    if (seq + 1 == pattern->call_count) {
        run->is_through = true;
        if (run->next != NONE)
            line_turn(line, act, run->next);
        return;
    }
    if (seq == run->leaves_at) {
        run->is_through = true;
        rail_leave(line->rail, act, id);
        return;
    }
    uint32_t planned_ms = line->run_depart_ms[id] + call->depart_ms;
    uint32_t ready_ms = act->t_ms + run->dwell_ms[seq];
    line_go_on(line, act, id, seq, ready_ms > planned_ms ? ready_ms : planned_ms);
}

static const struct process_kind line_stop_kind = {.name = "stop", .handle = line_stop_handle};

static inline enum status line_put(void *self, const struct record_kind *kind, const void *row,
                                   struct error *err)
{
    struct rail_line *line = self;
    assert_ptr_equal(kind, &rail_occupation_record);
    assert_int_equal(kind->row_size, sizeof(struct line_row_seen));
    if (MEM_RESERVE(&line->rows, &line->row_capacity, line->row_count + 1, err) != STATUS_OK)
        return STATUS_RESOURCE;
    memcpy(&line->rows[line->row_count++], row, sizeof(struct line_row_seen));
    return STATUS_OK;
}

/** Creates the world, with the stops in `partitions` partitions. */
static inline void line_create(struct rail_line *line, uint32_t partitions)
{
    line->team = team_create(1, &line->err);
    line->kernel = kernel_create(line->team, partitions, line->start_ms,
                                 (struct record_sink){.self = line, .put = line_put}, &line->err);
    assert_non_null(line->kernel);
    if (rail_create(&line->network, &line->parameters, line->kernel, &line->rail, &line->err) !=
            STATUS_OK ||
        kernel_add_processes(line->kernel, &line_stop_kind, line, line->timetable.stop_count,
                             &line->first_stop, &line->err) != STATUS_OK)
        fail_msg("%s", line->err.text);
    if (line->audit_ms > 0)
        assert_int_equal(
            kernel_add_sync(line->kernel, line->audit_ms, rail_audit_watch, line->rail, &line->err),
            STATUS_OK);
    for (uint32_t i = 0; i < line->timetable.stop_count; i++)
        kernel_place(line->kernel, line->first_stop + i, i % partitions);
    kernel_declare_channels(line->kernel, line->first_stop, line->timetable.stop_count,
                            line->first_stop, line->timetable.stop_count, LINE_GAP_MS);
    rail_connect(line->rail, (struct rail_stops){line->first_stop, LINE_DEPART, LINE_ARRIVE},
                 line->kernel);
}

/** Runs all trains until `stop_ms`, with the stops of `partitions` partitions. */
static inline void line_run(struct rail_line *line, uint32_t partitions, uint32_t stop_ms)
{
    line_create(line, partitions);
    for (uint32_t run = 0; run < line->timetable.run_count; run++) {
        const struct pattern *pattern = &line->patterns[line->run_pattern[run]];
        if (line->runs[run].is_cancelled)
            rail_cancel(line->rail, run, 0);
        if (line->run_depart_ms[run] < line->start_ms || line->runs[run].is_cancelled ||
            line->runs[run].is_next)
            continue;
        struct event event = event_make(line_start_ms(line, run),
                                        line->first_stop + line->calls[pattern->first_call].stop,
                                        LINE_START, run, 0);
        assert_int_equal(kernel_post(line->kernel, event, &line->err), STATUS_OK);
    }
    if (kernel_run_until(line->kernel, stop_ms, &line->err) != STATUS_OK ||
        rail_audit(line->rail, stop_ms, &line->err) != STATUS_OK)
        fail_msg("%s", line->err.text);
}

/* Round numbers: trains gain 30 m/s, and brake from it, in 40 s on 600 m; a block of 1,500 m takes
 * 50 s. The head of a train that runs freely is at x m at x / 30 + 20 s, from 600 m after its
 * start to 600 m before its stop. A hop over one block has 300 + 1,500 + 300 m: 110 s; over two:
 * 160 s. */
#define ROUND_HOP_MS(blocks) (60000u + 50000u * (blocks))
/* 300 m after the start, or before the stop: 28.284 s and 21.213 m/s; 100 m of train take 4.714 s
 * there, and 3.333 s at 30 m/s. */
#define ROUND_300_MS      28284u
#define ROUND_TAIL_MS     4714u
#define ROUND_TOP_TAIL_MS 3333u
/** Times of the model are rounded up to whole milliseconds. */
#define ROUND_ERROR_MS 4
#define assert_ms(found, expected)                                                                 \
    assert_near((double)(found), (double)(expected), (double)ROUND_ERROR_MS)

static inline void line_init_round(struct rail_line *line, struct line_plan plan)
{
    plan.length_m = 1500;
    plan.speed_mps = 30;
    line_init(line, &plan);
    line->plan = plan;
    line->vehicle.accel_mps2 = line->vehicle.decel_mps2 = 0.75;
    line->parameters.dispatching = 1; /* first come */
}

/** A pattern without supplement that stops for `dwell_ms`, over lines of `line_init_round`. */
static inline uint32_t line_add_round(struct rail_line *line, const uint32_t *at, uint32_t count,
                                      uint32_t dwell_ms)
{
    uint32_t pattern = line_add_pattern(line, &line->plan, at, count, 0);
    struct call *calls = &line->calls[line->patterns[pattern].first_call];
    for (uint32_t i = 1; i < count; i++) {
        uint32_t gap = at[i] > at[i - 1] ? at[i - 1] : at[i];
        calls[i].arrive_ms = calls[i - 1].depart_ms + ROUND_HOP_MS(line->plan.blocks[gap]);
        calls[i].depart_ms = calls[i].arrive_ms + (i + 1 < count ? dwell_ms : 0);
    }
    return pattern;
}

/** A run that stops everywhere for `dwell_ms` after the arrival, as its pattern says. */
static inline uint32_t line_add_round_run(struct rail_line *line, uint32_t pattern,
                                          uint32_t depart_ms, uint32_t dwell_ms)
{
    uint32_t run = line_add_run(line, pattern, depart_ms);
    for (uint32_t i = 0; i < LINE_STATIONS_MAX; i++)
        line->runs[run].dwell_ms[i] = dwell_ms;
    return run;
}

/** Closes the section, or makes it slow, for a time; one change per line. */
static inline void line_change(struct rail_line *line, struct rail_change change)
{
    line->changes[0] = change;
    for (uint32_t i = change.section + 1; i <= line->network.section_count; i++)
        line->first_change[i] = 1;
    line->network.change_count = 1;
}

static inline void line_deinit(struct rail_line *line)
{
    rail_destroy(line->rail);
    kernel_destroy(line->kernel);
    team_destroy(line->team);
    names_deinit(&line->network.section_names);
    names_deinit(&line->network.group_names);
    mem_free(line->rows);
}

#endif
