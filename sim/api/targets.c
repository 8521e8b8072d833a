// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/targets.h"

#include "api/counters.h"
#include "api/trip_counts.h"
#include "base/memory.h"

#include <math.h>

#define HOURS_PER_DAY 24.0
#define PERCENT       100.0
#define M_PER_KM      1000.0
#define SAMPLE_ERRORS 3.0 /* standard errors of a count in a sample */
#define ROUNDING      1e-9

static uint64_t sum_modes(const uint64_t counts[MODE_COUNT], uint32_t modes)
{
    uint64_t sum = 0;
    for (uint32_t m = 0; m < MODE_COUNT; m++)
        sum += modes >> m & 1u ? counts[m] : 0;
    return sum;
}

static double ratio(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : 0.0;
}

/** GEH of two daily flows in the mean hour (Geoffrey E. Havers; TAG unit M3.1, 2020). */
static double geh_of_day(double a_per_day, double b_per_day)
{
    double a = a_per_day / HOURS_PER_DAY, b = b_per_day / HOURS_PER_DAY;
    return a + b > 0 ? sqrt(2.0 * (a - b) * (a - b) / (a + b)) : 0.0;
}

/** Registered commuters between areas; NONE: to or from all others. */
static uint64_t count_commuters(const struct trip_counts *counts, uint32_t from, uint32_t to)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < counts->area_count; i++)
        for (uint32_t j = 0; j < counts->area_count; j++)
            if ((i == from || (from == NONE && i != to)) && (j == to || (to == NONE && j != from)))
                sum += counts->workers[i * counts->area_count + j];
    return sum;
}

/** What residents of an area, NONE: of all, did. */
static double measure_residents(const struct trip_counts *counts, const struct target *target)
{
    uint64_t trips = 0, chosen = 0, length_m = 0, persons = 0;
    for (uint32_t i = 0; i < counts->area_count; i++)
        if (target->a == NONE || target->a == i) {
            trips += sum_modes(counts->home[i], UINT32_MAX);
            chosen += sum_modes(counts->home[i], target->modes);
            length_m += counts->length_m[i];
            persons += counts->residents[i];
        }
    if (target->row->kind == TARGET_MODE_SHARE)
        return PERCENT * ratio(chosen, trips);
    if (target->row->kind == TARGET_MEAN_LENGTH)
        return ratio(length_m, trips) / M_PER_KM;
    return ratio(trips, persons);
}

/** Trips between two areas, both ways. */
static uint64_t count_between(const struct trip_counts *counts, uint64_t (*trips)[MODE_COUNT],
                              const struct target *target)
{
    uint32_t areas = counts->area_count;
    return sum_modes(trips[target->a * areas + target->b], target->modes) +
           sum_modes(trips[target->b * areas + target->a], target->modes);
}

static double measure_people(const struct trip_counts *counts, const struct target *target,
                             double weight)
{
    const uint32_t a = target->a, b = target->b;
    uint64_t sum = 0;
    switch ((enum target_kind)target->row->kind) {
    case TARGET_COMMUTERS:
        return weight * (double)count_commuters(counts, a, b);
    case TARGET_BAND_SHARE:
        return PERCENT * ratio(sum_modes(counts->band[a], target->modes),
                               sum_modes(counts->band[a], UINT32_MAX));
    case TARGET_DEPARTURE_SHARE:
        for (uint32_t h = 0; h < DEMAND_HOURS; h++)
            sum += counts->hour[h];
        return PERCENT * ratio(counts->hour[a], sum);
    case TARGET_TRIPS:
        return weight * (double)sum_modes(counts->everybody, target->modes);
    case TARGET_TRIPS_BETWEEN:
        return weight * (double)count_between(counts, counts->between, target);
    case TARGET_WORK_TRIPS_BETWEEN:
        return weight * (double)count_between(counts, counts->to_work, target);
    default:
        return measure_residents(counts, target);
    }
}

/** Passengers of a line (of all lines: NONE) at its calls. */
static double measure_transit(const struct world *world, const struct target *target)
{
    const struct timetable *timetable = world->timetable;
    int kind = target->row->kind;
    uint32_t line = kind == TARGET_STOP_PASSENGERS ? target->b : target->a;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < timetable->call_count; i++) {
        const struct call *call = &timetable->calls[i];
        const struct pattern *pattern = &timetable->patterns[call->pattern];
        struct transit_call_totals totals = transit_call_totals(world->transit, i);
        if (line != NONE && pattern->line != line)
            continue;
        if (kind == TARGET_LINE_BOARDINGS)
            sum += totals.boarded;
        else if (kind == TARGET_STOP_PASSENGERS && call->stop == target->a)
            sum += totals.boarded + totals.alighted;
        else if (kind == TARGET_LINE_LOAD && i + 1 < pattern->first_call + pattern->call_count) {
            uint32_t next = timetable->calls[i + 1].stop;
            if ((call->stop == target->b && next == target->c) ||
                (call->stop == target->c && next == target->b))
                sum += totals.carried;
        }
    }
    return (double)sum / world->spec->demand.sample;
}

/** Unit of the rows of a kind; shares are told in percent and compared in points. */
static const char *kind_unit(int kind)
{
    static const char *const units[TARGET_KIND_COUNT] = {
        [TARGET_COMMUTERS] = "persons",
        [TARGET_BAND_SHARE] = "%",
        [TARGET_MODE_SHARE] = "%",
        [TARGET_DEPARTURE_SHARE] = "%",
        [TARGET_TRIPS_PER_PERSON] = "trips",
        [TARGET_MEAN_LENGTH] = "km",
        [TARGET_TRIPS] = "trips/day",
        [TARGET_TRIPS_BETWEEN] = "trips/day",
        [TARGET_WORK_TRIPS_BETWEEN] = "trips/day",
        [TARGET_LINE_BOARDINGS] = "persons/day",
        [TARGET_LINE_LOAD] = "persons/day",
        [TARGET_STOP_PASSENGERS] = "persons/day",
        [TARGET_COUNTER] = "veh/day",
        [TARGET_COUNTERS_WITHIN] = "%",
    };
    return units[kind];
}

static bool is_share(int kind)
{
    return kind_unit(kind)[0] == '%';
}

static struct ardey_target row_begin(const struct target *target, double sample)
{
    const struct target_row *row = target->row;
    double scale = is_share(row->kind) ? PERCENT : 1.0, tolerance = scale * row->tolerance;
    if (row->kind == TARGET_COMMUTERS) /* each was kept with the probability `sample` */
        tolerance += SAMPLE_ERRORS * sqrt(row->value * (1.0 - sample) / sample);
    return (struct ardey_target){
        .id = row->id,
        .kind = target_kind_names[row->kind],
        .object = row->object,
        .part = row->part,
        .unit = kind_unit(row->kind),
        .use = target_use_names[row->use],
        .definition = row->definition,
        .source = row->source,
        .observed = row->value > 0 ? scale * row->value : (double)NAN,
        .tolerance = tolerance,
        .geh = (double)NAN,
        .verdict = ARDEY_TARGET_COMPARED,
    };
}

/** Whether a row is within its tolerance, whatever its use. */
static bool row_is_within(const struct target *target, const struct ardey_target *row)
{
    if (target->row->kind == TARGET_COUNTER)
        return row->geh < row->tolerance;
    if (target->row->kind == TARGET_COUNTERS_WITHIN)
        return row->simulated >= row->observed - row->tolerance - ROUNDING;
    return fabs(row->simulated - row->observed) <= row->tolerance + ROUNDING;
}

/** Of the counters of all vehicles that have a value. */
static double share_of_counters_within(const struct world *world, const struct ardey_target *rows)
{
    uint64_t within = 0, all = 0;
    for (uint32_t i = 0; i < world->targets.count; i++) {
        const struct target *target = &world->targets.items[i];
        if (target->row->kind != TARGET_COUNTER || target->is_heavy || !(target->row->value > 0))
            continue;
        all++;
        within += row_is_within(target, &rows[i]);
    }
    return PERCENT * ratio(within, all);
}

static void compare(const struct world *world, const struct trip_counts *counts,
                    struct ardey_target *rows)
{
    double sample = world->spec->demand.sample;
    for (uint32_t i = 0; i < world->targets.count; i++) {
        const struct target *target = &world->targets.items[i];
        int kind = target->row->kind;
        rows[i] = row_begin(target, sample);
        if (kind == TARGET_COUNTER) {
            rows[i].simulated = counter_vehicles(world, target->a, target->is_heavy);
            rows[i].geh = geh_of_day(rows[i].simulated, target->row->value);
        } else if (kind == TARGET_LINE_BOARDINGS || kind == TARGET_LINE_LOAD ||
                   kind == TARGET_STOP_PASSENGERS) {
            rows[i].simulated = measure_transit(world, target);
        } else if (kind != TARGET_COUNTERS_WITHIN) {
            rows[i].simulated = measure_people(counts, target, 1.0 / sample);
        }
    }
    for (uint32_t i = 0; i < world->targets.count; i++) {
        const struct target *target = &world->targets.items[i];
        if (target->row->kind == TARGET_COUNTERS_WITHIN)
            rows[i].simulated = share_of_counters_within(world, rows);
        if (target->row->use == TARGET_FITTED && target->row->value > 0)
            rows[i].verdict =
                row_is_within(target, &rows[i]) ? ARDEY_TARGET_MET : ARDEY_TARGET_MISSED;
    }
}

enum status targets_compare(const struct world *world, struct ardey_target **out_rows,
                            struct error *err)
{
    struct trip_counts counts = {0};
    *out_rows = NULL;
    if (world->targets.count == 0)
        return STATUS_OK;
    struct trip_counts_source source = {
        .population = &world->population,
        .made = people_trips_made(world->people),
        .set = &world->targets,
        .length_bands = &world->spec->demand_tables.length_bands,
    };
    struct ardey_target *rows = mem_alloc(world->targets.count, sizeof *rows, err);
    enum status status = rows ? trip_counts_build(&source, &counts, err) : STATUS_RESOURCE;
    if (status == STATUS_OK) {
        compare(world, &counts, rows);
        *out_rows = rows;
    } else {
        mem_free(rows);
    }
    trip_counts_deinit(&counts);
    return status;
}

struct ardey_targets_summary targets_sum(const struct ardey_target *rows, uint32_t count)
{
    struct ardey_targets_summary sum = {0};
    for (uint32_t i = 0; i < count; i++) {
        sum.compared += rows[i].verdict == ARDEY_TARGET_COMPARED;
        sum.judged += rows[i].verdict != ARDEY_TARGET_COMPARED;
        sum.met += rows[i].verdict == ARDEY_TARGET_MET;
    }
    return sum;
}

static const char *const verdict_names[] = {"compared", "met", "missed", NULL};

struct target_record {
    double observed, simulated, tolerance, geh;
    int8_t use, verdict;
};

static const struct column target_columns[] = {
    {"observed", COLUMN_F64, offsetof(struct target_record, observed), NULL,
     "observation in the unit beside it; shares in percent; NaN: unknown", NULL, NULL},
    {"simulated", COLUMN_F64, offsetof(struct target_record, simulated), NULL,
     "the same of the simulated day, scaled to the full population", NULL, NULL},
    {"tolerance", COLUMN_F64, offsetof(struct target_record, tolerance), NULL,
     "greatest difference of a row that is judged; of a counter: greatest GEH", NULL, NULL},
    {"geh", COLUMN_F64, offsetof(struct target_record, geh), "1",
     "of a counter, in the mean hour of the day; else NaN", NULL, NULL},
    {"use", COLUMN_I8, offsetof(struct target_record, use), NULL,
     "whether the model was made to meet it", target_use_names, NULL},
    {"verdict", COLUMN_I8, offsetof(struct target_record, verdict), NULL,
     "met or missed; compared: no verdict", verdict_names, NULL},
    {0}};
static const struct record_kind target_record_kind = {"targets", "target", "Observed and simulated",
                                                      target_columns, sizeof(struct target_record)};

/** Columns of texts, by where they are in the row. */
static enum status write_texts(const struct ardey_target *rows, uint32_t count,
                               struct results *results, struct error *err)
{
    static const struct {
        const char *column;
        size_t offset;
    } columns[] = {{"name", offsetof(struct ardey_target, id)},
                   {"kind", offsetof(struct ardey_target, kind)},
                   {"object", offsetof(struct ardey_target, object)},
                   {"part", offsetof(struct ardey_target, part)},
                   {"unit", offsetof(struct ardey_target, unit)},
                   {"source", offsetof(struct ardey_target, source)}};
    const char **texts = mem_alloc(count, sizeof *texts, err);
    enum status status = texts ? STATUS_OK : STATUS_RESOURCE;
    for (size_t c = 0; status == STATUS_OK && c < sizeof columns / sizeof columns[0]; c++) {
        for (uint32_t i = 0; i < count; i++)
            texts[i] =
                *(const char *const *)(const void *)((const char *)&rows[i] + columns[c].offset);
        status = results_write_names(
            results,
            &(struct results_name_table){target_record_kind.group, target_record_kind.index,
                                         columns[c].column, texts, count, columns[c].column},
            err);
    }
    mem_free(texts);
    return status;
}

enum status targets_write(const struct world *world, struct results *results, struct error *err)
{
    struct ardey_target *rows;
    struct record_sink sink = results_sink(results);
    enum status status = targets_compare(world, &rows, err);
    if (status != STATUS_OK || !rows)
        return status;
    status = write_texts(rows, world->targets.count, results, err);
    for (uint32_t i = 0; status == STATUS_OK && i < world->targets.count; i++)
        status = sink.put(sink.self, &target_record_kind,
                          &(struct target_record){
                              rows[i].observed, rows[i].simulated, rows[i].tolerance, rows[i].geh,
                              (int8_t)world->targets.items[i].row->use, (int8_t)rows[i].verdict},
                          err);
    mem_free(rows);
    return status;
}
