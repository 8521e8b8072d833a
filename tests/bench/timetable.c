// SPDX-License-Identifier: GPL-3.0-or-later

/** Queries per second of the searches of the timetable on a scenario, beside a plain connection
 * scan; first some queries are compared with the exhaustive search. README.md has the details.
 *
 *      bench_timetable SCENARIO.lua [queries [checks [only]]]
 *
 * `only` runs one kind of search and nothing else, for a profiler. */

#include "connection_scan.h"
#include "routing/exhaustive.h"

#include "api/world.h"
#include "kernel/random.h"
#include "routing/timetable_bounds.h"
#include "routing/timetable_pareto.h"
#include "routing/timetable_profile.h"
#include "routing/timetable_search.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#define NEAR_MOST  12u
#define NEAR_M     1000.0
#define WALK_MPS   (4.8 / 3.6)
#define DETOUR     1.3
#define HOUR_MS    3600000u
#define REACH_MS   (3 * HOUR_MS) /* as people.search_window */
#define RIDES_MOST 8u            /* more than anybody needs: for what counts no rides */

#define PLACES 300u

/** Each search without and with bounds, which are made once for every place, as for people. */
enum method {
    RAPTOR,
    RAPTOR_BOUNDED,
    FELT,
    FELT_BOUNDED,
    PARETO,
    PARETO_BOUNDED,
    PROFILE,
    PROFILE_BOUNDED,
    SCAN,
    METHOD_COUNT
};
static const char *const method_names[] = {"raptor",  "raptor+", "felt",     "felt+", "pareto",
                                           "pareto+", "profile", "profile+", "scan"};

struct place_near {
    struct stop_access stops[NEAR_MOST];
    uint32_t count;
    uint32_t *bounds_ms, *felt_ms; /**< [TIMETABLE_BOUNDS_ROWS * stop_count] for time and as felt */
};

struct query {
    const struct place_near *from, *to;
    uint32_t depart_ms;
};

struct bench {
    const struct timetable *timetable;
    uint32_t change_ms;
    struct felt felt; /**< of the scenario */
    struct timetable_search *search;
    struct timetable_pareto *pareto;
    struct timetable_profile *profile;
    struct connection_scan scan;
    struct place_near places[PLACES];
    struct query *queries;
    uint32_t query_count;
    double *seconds[METHOD_COUNT]; /**< [query_count] processor time */
    uint64_t found[METHOD_COUNT];
    uint64_t hash[METHOD_COUNT]; /**< over all answers of a search */
};

static int access_compare(const void *a, const void *b)
{
    const struct stop_access *x = a, *y = b;
    if (x->walk_ms != y->walk_ms)
        return x->walk_ms < y->walk_ms ? -1 : 1;
    return (x->stop > y->stop) - (x->stop < y->stop);
}

/** The stops around a stop, as people's are around a door. */
static uint32_t stops_near(const struct timetable *t, uint32_t centre, struct stop_access *out)
{
    struct error err = {0};
    struct stop_access *near = mem_alloc(t->stop_count, sizeof *near, &err);
    uint32_t count = 0;
    for (uint32_t s = 0; s < t->stop_count; s++) {
        double distance_m = point_distance_m(t->stop_points[centre], t->stop_points[s]);
        if (distance_m <= NEAR_M && t->stop_first_call[s] < t->stop_first_call[s + 1])
            near[count++] = (struct stop_access){
                s, (uint32_t)lround(1000.0 * DETOUR * hypot(distance_m, 150.0) / WALK_MPS)};
    }
    qsort(near, count, sizeof *near, access_compare);
    count = count < NEAR_MOST ? count : NEAR_MOST;
    memcpy(out, near, count * sizeof *near);
    mem_free(near);
    return count;
}

/** Places around random stops, and queries between them. */
static void queries_make(struct bench *bench)
{
    struct random_stream random;
    struct error err = {0};
    uint32_t stops = bench->timetable->stop_count;
    bench->queries = mem_alloc(bench->query_count, sizeof *bench->queries, &err);
    random_stream_init(&random, 1, 1, 1);
    for (uint32_t i = 0; i < PLACES; i++) {
        struct place_near *place = &bench->places[i];
        place->count = stops_near(bench->timetable, random_below(&random, stops), place->stops);
        place->bounds_ms = mem_alloc((size_t)TIMETABLE_BOUNDS_ROWS * stops, sizeof(uint32_t), &err);
        place->felt_ms = mem_alloc((size_t)TIMETABLE_BOUNDS_ROWS * stops, sizeof(uint32_t), &err);
        struct door door = {place->stops, place->count, NULL};
        timetable_bounds_write(bench->timetable, bench->change_ms, (struct felt){0}, door,
                               place->bounds_ms);
        timetable_bounds_write(bench->timetable, bench->change_ms, bench->felt, door,
                               place->felt_ms);
    }
    for (uint32_t i = 0; i < bench->query_count; i++)
        bench->queries[i] = (struct query){&bench->places[random_below(&random, PLACES)],
                                           &bench->places[random_below(&random, PLACES)],
                                           5 * HOUR_MS + random_below(&random, 17 * HOUR_MS)};
}

/** FNV-1a over the bytes of an answer. */
static void hash_add(uint64_t *hash, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        *hash = (*hash ^ ((const unsigned char *)bytes)[i]) * UINT64_C(1099511628211);
}

/** Answers a query by one method; `arrive_ms` is written by those that have one. */
static struct itinerary_list answer(struct bench *bench, const struct query *query,
                                    enum method method, struct itinerary *one, uint32_t *arrive_ms)
{
    bool is_bounded =
        method == RAPTOR_BOUNDED || method == PARETO_BOUNDED || method == PROFILE_BOUNDED;
    struct door from = {query->from->stops, query->from->count, NULL};
    struct door to = {query->to->stops, query->to->count, is_bounded ? query->to->bounds_ms : NULL};
    if (method == FELT_BOUNDED)
        to.bounds_ms = query->to->felt_ms;
    uint32_t limit_ms = query->depart_ms + REACH_MS;
    struct itinerary_list list = {NULL, 0};
    struct error err = {0};
    struct departure_window window = {query->depart_ms, query->depart_ms + HOUR_MS,
                                      limit_ms + HOUR_MS};
    enum status status = STATUS_OK;
    switch (method) {
    case RAPTOR:
    case RAPTOR_BOUNDED:
    case FELT:
    case FELT_BOUNDED:
        timetable_search_set_felt(bench->search, method == FELT || method == FELT_BOUNDED
                                                     ? bench->felt
                                                     : (struct felt){0});
        list = (struct itinerary_list){
            one,
            timetable_search_run(bench->search, from, to, query->depart_ms, limit_ms, one) ? 1 : 0};
        break;
    case PARETO:
    case PARETO_BOUNDED:
        status =
            timetable_pareto_run(bench->pareto, from, to,
                                 (struct pareto_times){query->depart_ms, limit_ms}, &list, &err);
        break;
    case PROFILE:
    case PROFILE_BOUNDED:
        status = timetable_profile_run(bench->profile, from, to, window, &list, &err);
        break;
    default:
        *arrive_ms = connection_scan_run(&bench->scan, from, to, query->depart_ms, limit_ms);
        break;
    }
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(STATUS_RESOURCE);
    }
    return list;
}

static double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void queries_run(struct bench *bench, const char *only)
{
    struct error err = {0};
    for (int m = 0; m < METHOD_COUNT; m++)
        bench->seconds[m] = mem_alloc(bench->query_count, sizeof(double), &err);
    for (uint32_t i = 0; i < bench->query_count; i++)
        for (int m = 0; m < METHOD_COUNT; m++) {
            struct itinerary one;
            uint32_t arrive_ms = 0;
            if (only && strcmp(only, method_names[m]) != 0)
                continue;
            double since = processor_seconds();
            struct itinerary_list list =
                answer(bench, &bench->queries[i], (enum method)m, &one, &arrive_ms);
            bench->seconds[m][i] = processor_seconds() - since;
            bench->found[m] +=
                m == SCAN ? arrive_ms < bench->queries[i].depart_ms + REACH_MS : list.count;
            for (uint32_t w = 0; w < list.count; w++) { /* field by field: no padding */
                const struct itinerary *way = &list.items[w];
                hash_add(&bench->hash[m], &way->leg_count, 4 * sizeof(uint32_t));
                hash_add(&bench->hash[m], way->legs, way->leg_count * sizeof way->legs[0]);
            }
        }
}

/** Whether the searches of a kind, with bounds and without, give what the exhaustive one gives. */
static bool method_holds(struct bench *bench, const struct query *query, enum method method,
                         const struct exhaustive_front *front)
{
    bool is_equal = true;
    for (int m = (int)method; m <= (int)method + 1; m++) {
        struct itinerary one;
        uint32_t arrive_ms;
        struct itinerary_list list = answer(bench, query, (enum method)m, &one, &arrive_ms);
        if (method == FELT)
            is_equal = is_equal && list.count == (front->count > 0) &&
                       (list.count == 0 ||
                        exhaustive_is_best(front, exhaustive_way_of(&one, COST_WALK),
                                           bench->felt.change_ms, bench->felt.walk_permille));
        else if (method == RAPTOR)
            is_equal = is_equal && list.count == (front->count > 0) &&
                       (list.count == 0 || (one.arrive_ms == front->ways[0].arrive_ms &&
                                            one.leg_count == front->ways[0].rides));
        else
            is_equal =
                is_equal &&
                exhaustive_equal(front, list, method == PARETO ? COST_WALK : COST_EARLY_LEAVE);
    }
    return is_equal;
}

static bool query_holds(struct bench *bench, struct exhaustive *graph, uint32_t index,
                        struct exhaustive_front *front)
{
    const struct query *query = &bench->queries[index];
    uint32_t arrive_ms = 0, limit_ms = query->depart_ms + REACH_MS;
    struct exhaustive_query all = {.from = {query->from->stops, query->from->count, NULL},
                                   .to = {query->to->stops, query->to->count, NULL},
                                   .first_ms = query->depart_ms,
                                   .limit_ms = limit_ms,
                                   .cost = COST_WALK};
    exhaustive_search(graph, &all, front);
    bool is_equal = method_holds(bench, query, RAPTOR, front) &&
                    method_holds(bench, query, FELT, front) &&
                    method_holds(bench, query, PARETO, front);
    all.rides_most = RIDES_MOST;
    exhaustive_search(graph, &all, front);
    answer(bench, query, SCAN, NULL, &arrive_ms);
    is_equal = is_equal && arrive_ms == (front->count > 0 ? front->ways[0].arrive_ms : limit_ms);

    all.rides_most = 0;
    all.limit_ms += HOUR_MS;
    all.cost = COST_EARLY_LEAVE;
    exhaustive_search(graph, &all, front);
    exhaustive_drop_later(front, query->depart_ms + HOUR_MS);
    return is_equal && method_holds(bench, query, PROFILE, front);
}

static uint32_t queries_check(struct bench *bench, uint32_t count)
{
    struct exhaustive graph;
    struct exhaustive_front front = {0};
    uint32_t failed = 0;
    exhaustive_init(&graph, bench->timetable, bench->change_ms);
    for (uint32_t i = 0; i < count && i < bench->query_count; i++)
        if (!query_holds(bench, &graph, i, &front)) {
            fprintf(stderr, "query %u differs from the exhaustive search\n", i);
            failed++;
        }
    mem_free(front.ways);
    exhaustive_deinit(&graph);
    printf("compared with the exhaustive search: %u queries of each kind, %u differ\n", count,
           failed);
    return failed;
}

static int double_compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(const double *values, uint32_t count)
{
    struct error err = {0};
    double *sorted = mem_alloc(count, sizeof *sorted, &err);
    memcpy(sorted, values, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, double_compare);
    double middle = sorted[count / 2];
    mem_free(sorted);
    return middle;
}

static void report(struct bench *bench)
{
    struct error err = {0};
    double *ratios = mem_alloc(bench->query_count, sizeof *ratios, &err);
    printf("%-8s %10s %10s %10s %8s %12s  %s\n", "search", "queries/s", "mean us", "median us",
           "ways", "median/scan", "hash of answers");
    for (int m = 0; m < METHOD_COUNT; m++) {
        double sum = 0;
        for (uint32_t i = 0; i < bench->query_count; i++) {
            sum += bench->seconds[m][i];
            ratios[i] = bench->seconds[m][i] / bench->seconds[SCAN][i];
        }
        if (sum > 0)
            printf("%-8s %10.0f %10.1f %10.1f %8llu %12.2f  %016llx\n", method_names[m],
                   bench->query_count / sum, 1e6 * sum / bench->query_count,
                   1e6 * median(bench->seconds[m], bench->query_count),
                   (unsigned long long)bench->found[m], median(ratios, bench->query_count),
                   (unsigned long long)bench->hash[m]);
    }
    mem_free(ratios);
}

static int bench_run(struct world *world, uint32_t query_count, uint32_t check_count,
                     const char *only)
{
    struct error err = {0};
    uint32_t change_ms = (uint32_t)lround(1000.0 * world->spec->transit.change_s);
    struct bench bench = {.timetable = world->timetable,
                          .change_ms = change_ms,
                          .felt = choice_felt(&world->spec->choice),
                          .query_count = query_count};
    const struct timetable *t = bench.timetable;
    bench.search = timetable_search_create(t, change_ms, &err);
    bench.pareto = timetable_pareto_create(t, change_ms, &err);
    bench.profile = timetable_profile_create(t, change_ms, &err);
    connection_scan_init(&bench.scan, t, change_ms);
    printf("%u stops, %u patterns, %u runs, %u connections, %u footpaths; %u queries\n",
           t->stop_count, t->pattern_count, t->run_count, bench.scan.count, t->footpath_count,
           query_count);
    queries_make(&bench);
    uint32_t failed = check_count > 0 ? queries_check(&bench, check_count) : 0;
    queries_run(&bench, only);
    report(&bench);
    for (int m = 0; m < METHOD_COUNT; m++)
        mem_free(bench.seconds[m]);
    for (uint32_t i = 0; i < PLACES; i++) {
        mem_free(bench.places[i].bounds_ms);
        mem_free(bench.places[i].felt_ms);
    }
    mem_free(bench.queries);
    timetable_search_destroy(bench.search);
    timetable_pareto_destroy(bench.pareto);
    timetable_profile_destroy(bench.profile);
    connection_scan_deinit(&bench.scan);
    return failed > 0 ? 1 : 0;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct spec *spec;
    struct world *world;
    if (argc < 2) {
        fprintf(stderr, "bench_timetable SCENARIO.lua [queries [checks [only]]]\n");
        return STATUS_USAGE;
    }
    enum status status = scenario_read(argv[1], NULL, &spec, &err);
    if (status == STATUS_OK)
        status = world_create(spec, 1, &world, &err);
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return (int)status;
    }
    uint32_t queries = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 2000;
    uint32_t checks = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 100;
    int code = bench_run(world, queries, checks, argc > 4 ? argv[4] : NULL);
    world_destroy(world);
    return code;
}
