// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/random_day.h"

#include "rail/random_line.h"

/** Random railway lines with stations of one to three tracks, single track and loops; on them the
 * trains of a random timetable with tiny vehicles, delays, incidents, cancellations, closures and
 * slow sections, under all policies; buses beside them; and passengers who change. Nobody meets,
 * nobody is stuck, nobody is lost, and every millisecond of lateness has a cause. */

#define LINES      2000u
#define SAME_LINES 100u

struct railway {
    struct fixture f;
    struct rail_line tracks;
};

/** The same railway and day in a world of some size. */
struct railway_day {
    struct world world;
    struct finder finder;
    struct rail *rail;
};

static double hop_minutes(const struct line_plan *plan, uint32_t from, uint32_t to)
{
    double way_m = 0;
    for (uint32_t gap = from < to ? from : to; gap < (from < to ? to : from); gap++)
        way_m += 600 + plan->blocks[gap] * (double)plan->length_m;
    return (way_m / (0.85 * plan->speed_mps) + 60) / 60;
}

/** The trains of `direction`, "line,number": calls, of which some times are too short and others
 * long, and departures. */
static void add_trains(struct fixture *f, const struct line_plan *plan,
                       struct random_stream *random, const char *direction, const uint32_t *at,
                       uint32_t count)
{
    char row[96];
    double minute = 0, pace = 0.8 + 0.1 * random_below(random, 6);
    for (uint32_t i = 0; i < count; i++) {
        double dwell = i > 0 && i + 1 < count ? 0.1 * random_below(random, 12) : 0;
        snprintf(row, sizeof row, "%s,%u,S%u,%.1f,%.1f,%u\n", direction, i, at[i], minute,
                 minute + dwell, i);
        fixture_add(f, "line_stops", row);
        if (i + 1 < count)
            minute += dwell + pace * hop_minutes(plan, at[i], at[i + 1]);
    }
    uint32_t minute_of_day = 360 + random_below(random, 30);
    for (uint32_t runs = between(random, 1, 8); runs > 0; runs--) {
        snprintf(row, sizeof row, "%s,%02u:%02u\n", direction, minute_of_day / 60,
                 minute_of_day % 60);
        fixture_add(f, "departures", row);
        minute_of_day += between(random, 1, 20);
    }
}

/** A line there and back; some turn on the way. */
static void add_train_line(struct fixture *f, const struct line_plan *plan,
                           struct random_stream *random, uint32_t line)
{
    uint32_t from = random_below(random, plan->station_count), to;
    uint32_t at[LINE_STATIONS_MAX], back[LINE_STATIONS_MAX];
    char row[32];
    do
        to = random_below(random, plan->station_count);
    while (to == from);
    at[0] = from;
    uint32_t count = random_calls(random, from, to, 1, at);
    if (random_below(random, 4) == 0 &&
        count + (to > from ? to - from : from - to) <= LINE_STATIONS_MAX)
        count = random_calls(random, to, from, count, at);
    for (uint32_t i = 0; i < count; i++)
        back[i] = at[count - 1 - i];
    snprintf(row, sizeof row, "R%u,,rail,,dmu\n", line);
    fixture_add(f, "lines", row);
    for (uint32_t direction = 0; direction < 2; direction++) {
        snprintf(row, sizeof row, "R%u,%u", line, direction);
        add_trains(f, plan, random, row, direction == 0 ? at : back, count);
    }
}

/** Stations S0 ..., then other stops; trains, and buses between all of them. */
static void add_service(struct fixture *f, const struct line_plan *plan,
                        struct random_stream *random)
{
    char row[64];
    uint32_t stop_count = plan->station_count + between(random, 1, 3);
    fixture_init(f);
    fixture_add(f, "vehicles", FIXTURE_BUS "dmu,60,60,4,100,200,0.75,0.75,500,diesel,80,4\n");
    for (uint32_t i = 0; i < stop_count; i++) {
        snprintf(row, sizeof row, "S%u,Stop %u,%g,7.4\n", i, i, 51.5 + 0.01 * i);
        fixture_add(f, "stops", row);
    }
    for (uint32_t lines = between(random, 1, 4); lines > 0; lines--)
        add_train_line(f, plan, random, lines);
    for (uint32_t lines = between(random, 1, 2); lines > 0; lines--) {
        snprintf(row, sizeof row, "%u,,bus,,bus\n", lines);
        fixture_add(f, "lines", row);
        for (uint32_t direction = 0; direction < 2; direction++)
            random_add_pattern(f, random, lines, direction, stop_count);
    }
    random_footpaths(f, random, stop_count);
    add_shuttle(f, random);
    add_disruptions(f, random);
    fixture_build(f);
    random_vehicles(f, random);
    for (uint32_t i = 0; i < f->timetable->line_count; i++)
        f->timetable->lines[i].priority = (uint8_t)random_below(random, 3);
    struct transit_vehicle_row *vehicles = f->tables.vehicles.rows;
    for (uint32_t i = 0; i < f->tables.vehicles.count; i++)
        vehicles[i].power_w = 0; /* gains evenly */
}

/** Lays the ways of the trains over the tracks; some hops are not on them. */
static void lay_ways(struct railway *railway, const struct line_plan *plan,
                     struct random_stream *random)
{
    struct rail_line *tracks = &railway->tracks;
    const struct timetable *t = railway->f.timetable;
    assert_true(t->call_count <= LINE_CALLS_MAX);
    for (uint32_t p = 0; p < t->pattern_count; p++) {
        const struct pattern *pattern = &t->patterns[p];
        if (t->lines[pattern->line].mode != SERVICE_RAIL)
            continue;
        for (uint32_t call = pattern->first_call;
             call + 1 < pattern->first_call + pattern->call_count; call++)
            if (random_below(random, 16) > 0)
                line_add_hop(tracks, plan, call, t->calls[call].stop, t->calls[call + 1].stop);
    }
    tracks->network.timetable = t;
}

static struct railway *railway_create(uint32_t n)
{
    struct random_stream random;
    struct railway *railway = malloc(sizeof *railway);
    assert_non_null(railway);
    random_stream_init(&random, 14, n, RANDOM_TEST);
    struct line_plan plan = random_plan(&random, 3);
    struct rail_line *tracks = &railway->tracks;
    line_init(tracks, &plan);
    tracks->parameters.dispatching = (int)random_below(&random, 3);
    random_stops(tracks, &plan, &random);
    add_service(&railway->f, &plan, &random);
    lay_ways(railway, &plan, &random);
    if (random_below(&random, 2) == 0)
        random_crossings(tracks, &plan, &random);
    if (random_below(&random, 3) == 0)
        random_change(tracks, &random, 6 * HOUR_MS);
    return railway;
}

static void railway_destroy(struct railway *railway)
{
    line_deinit(&railway->tracks);
    fixture_deinit(&railway->f);
    free(railway);
}

static void day_run(struct railway_day *day, const struct railway *railway, uint32_t n,
                    struct world_size size)
{
    struct random_stream random;
    struct world *world = &day->world;
    const struct timetable *t = railway->f.timetable;
    const struct rail_line *tracks = &railway->tracks;
    random_stream_init(&random, 15, n, RANDOM_TEST);
    struct transit_parameters parameters = random_parameters(&random, n);
    size.parameters = &parameters;
    finder_init(&day->finder, t);
    world_init(world, t, PERSONS, 0, size);
    world->find_way = finder_find;
    world->finder = &day->finder;
    if (rail_create(&tracks->network, &tracks->parameters, world->kernel, &day->rail,
                    &world->err) != STATUS_OK)
        fail_msg("line %u: %s", n, world->err.text);
    kernel_place(world->kernel, rail_process(day->rail), size.partitions - 1);
    for (uint32_t stop = 0; stop < t->stop_count; stop++)
        if (rail_uses_stop(day->rail, stop))
            kernel_place(world->kernel, transit_stop_process(world->transit, stop),
                         size.partitions - 1);
    transit_use_rail(world->transit, day->rail, world->kernel);
    if (n % 8 == 0)
        assert_int_equal(
            kernel_add_sync(world->kernel, 61000, rail_audit_watch, day->rail, &world->err),
            STATUS_OK);
    persons_plan(world, &day->finder, &random);
    if (world_run(world, DAY_END) != STATUS_OK ||
        rail_audit(day->rail, DAY_END, &world->err) != STATUS_OK)
        fail_msg("line %u: %s", n, world->err.text);
}

static void day_deinit(struct railway_day *day)
{
    world_deinit(&day->world);
    rail_destroy(day->rail);
    finder_deinit(&day->finder);
}

/** All trains that came onto the tracks left them, and from the records alone no two of them met.
 */
static void check_tracks(struct railway *railway, const struct railway_day *day, uint32_t n)
{
    const struct world *world = &day->world;
    struct rail_totals totals = rail_totals(day->rail);
    if (totals.trains_on_tracks > 0)
        fail_msg("line %u: %u trains stay on the tracks", n, totals.trains_on_tracks);
    assert_int_equal(totals.trains_begun, totals.trains_ended);
    for (size_t i = 0; i < world->row_count; i++)
        if (world->rows[i].kind == &rail_occupation_record)
            line_put(&railway->tracks, world->rows[i].kind, world->rows[i].bytes,
                     &railway->tracks.err);
    assert_true(railway->tracks.row_count >= totals.hops);
    check_sections(&railway->tracks, n);
}

static uint64_t boarded_trains(const struct railway_day *day, const struct timetable *t)
{
    const struct record_kind *kind = &transit_call_record;
    uint64_t boarded = 0;
    for (size_t i = 0; i < day->world.row_count; i++) {
        const struct logged_row *row = &day->world.rows[i];
        if (row->kind == kind &&
            t->lines[(uint32_t)row_number(kind, row->bytes, "line")].mode == SERVICE_RAIL)
            boarded += (uint64_t)row_number(kind, row->bytes, "boarded");
    }
    return boarded;
}

static uint32_t line_count(uint32_t count)
{
    const char *sanitize = getenv("ARDEY_SANITIZE");
    return sanitize && *sanitize ? count / 20 : count;
}

static void test_properties(void **state)
{
    (void)state;
    struct outcome sum = {0};
    struct rail_totals rail = {0};
    uint64_t by_train = 0;
    uint32_t count = line_count(LINES);
    for (uint32_t n = 0; n < count; n++) {
        struct railway *railway = railway_create(n);
        struct railway_day day;
        day_run(&day, railway, n, WORLD_ALONE);
        check_world(&day.world, railway->f.timetable, &sum);
        check_tracks(railway, &day, n);
        struct rail_totals totals = rail_totals(day.rail);
        by_train += boarded_trains(&day, railway->f.timetable);
        rail.hindered_hops += totals.hindered_hops;
        rail.refused_unsafe += totals.refused_unsafe;
        day_deinit(&day);
        railway_destroy(railway);
    }
    /* The lines are worth running. */
    assert_true(sum.boarded > 25 * count);
    assert_true(sum.denied > 10 * count);
    assert_true(sum.cancelled > count);
    assert_true(sum.turnarounds > 3 * count);
    assert_true(sum.primary > 8 * count);
    assert_true(sum.knock_on > 15 * count);
    assert_true(rail.hindered_hops > 10 * count);
    assert_true(rail.refused_unsafe > 5 * count);
    assert_true(by_train > 10 * count);
}

/** The same rows for any number of threads and partitions. */
static void test_same_bits(void **state)
{
    (void)state;
    static const struct world_size sizes[] = {
        {1, 1, 0, 0, NULL}, {1, 6, 0, 0, NULL}, {WORKERS, 4, 0, 0, NULL}, {WORKERS, 9, 0, 0, NULL}};
    for (uint32_t n = 0; n < line_count(SAME_LINES); n++) {
        struct railway *railway = railway_create(n);
        struct railway_day days[4];
        for (int i = 0; i < 4; i++) {
            day_run(&days[i], railway, n, sizes[i]);
            const struct world *world = &days[i].world, *first = &days[0].world;
            assert_int_equal(world->row_count, first->row_count);
            assert_memory_equal(world->rows, first->rows, first->row_count * sizeof *first->rows);
            assert_memory_equal(world->persons, first->persons, PERSONS * sizeof *first->persons);
        }
        for (int i = 0; i < 4; i++)
            day_deinit(&days[i]);
        railway_destroy(railway);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_properties),
                                       cmocka_unit_test(test_same_bits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
