// SPDX-License-Identifier: GPL-3.0-or-later

/** Ways per second of the road hierarchy on the network of a scenario, and the time of its
 * customisation, beside Dijkstra that stops at its goal. README.md has the details.
 *
 *      bench_roads SCENARIO.lua [queries [threads]] */

#include "routing/plain_roads.h"

#include "api/world.h"
#include "kernel/random.h"
#include "routing/road_fans.h"

#include <time.h>

#define ROUNDS    5u
#define ROUTE_MAX 4096u
#define PLACES                                                                                     \
    300u /* nodes between which ways are asked for: about as many as the corridor has              \
          */

enum search { DIJKSTRA, HIERARCHY, HIERARCHY_ROUTE, FANS, FANS_ROUTE, SEARCH_COUNT };
static const char *const search_names[] = {"dijkstra", "hierarchy", "hierarchy, route", "fans",
                                           "fans, route"};

struct pair {
    uint32_t from, to;
};

struct bench {
    const struct network *network;
    struct road_hierarchy *hierarchy;
    struct road_metric *metric;
    struct road_query *query;
    struct road_fans *fans;
    struct plain_roads plain;
    uint32_t *link_ms; /**< [link_count] */
    struct pair *pairs;
    uint32_t count;
    double *seconds[SEARCH_COUNT]; /**< [count] of each query, processor time */
    uint64_t links;                /**< of all routes */
    uint32_t different;
};

static double clock_s(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int double_compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double median(double *values, uint32_t count)
{
    qsort(values, count, sizeof *values, double_compare);
    return values[count / 2];
}

static double mean(const double *values, uint32_t count)
{
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += values[i];
    return sum / count;
}

/** Travel times between the free one and three times it, so that equal ways are rare. */
static void times_draw(struct bench *bench, uint32_t number)
{
    struct random_stream random;
    random_stream_init(&random, 1, number, RANDOM_TEST);
    for (uint32_t i = 0; i < bench->network->link_count; i++) {
        uint32_t free_ms = network_link_free_ms(bench->network, i);
        bench->link_ms[i] = free_ms + random_below(&random, 2 * free_ms + 1);
    }
}

/** Whether a way is as long as Dijkstra says, and its route too, by allowed turns. */
static bool way_is_right(const struct bench *bench, uint64_t plain_ms, uint32_t way_ms,
                         const uint32_t *route, uint32_t length)
{
    uint64_t sum_ms = 0;
    for (uint32_t k = 0; k < length; k++) {
        sum_ms += bench->link_ms[route[k]];
        if (k > 0 && !network_turn_allowed(bench->network, route[k - 1], route[k]))
            return false;
    }
    return plain_ms == UINT64_MAX ? way_ms == ROAD_NO_WAY_MS
                                  : way_ms == plain_ms && sum_ms == plain_ms;
}

static void queries_run(struct bench *bench)
{
    uint32_t route[ROUTE_MAX];
    const clockid_t clock = CLOCK_PROCESS_CPUTIME_ID;
    for (uint32_t i = 0; i < bench->count; i++) {
        struct pair pair = bench->pairs[i];
        double at_s[6];
        at_s[0] = clock_s(clock);
        uint64_t plain_ms = plain_roads_run(&bench->plain, bench->link_ms, pair.from, pair.to);
        at_s[1] = clock_s(clock);
        uint32_t way_ms = road_query_run(bench->query, bench->metric, pair.from, pair.to);
        at_s[2] = clock_s(clock);
        uint32_t length = road_query_route(bench->query, route, ROUTE_MAX);
        at_s[3] = clock_s(clock);
        bench->different += !way_is_right(bench, plain_ms, way_ms, route, length);
        bench->links += length;
        bench->seconds[DIJKSTRA][i] = at_s[1] - at_s[0];
        bench->seconds[HIERARCHY][i] = at_s[2] - at_s[1];
        bench->seconds[HIERARCHY_ROUTE][i] = at_s[3] - at_s[1];
        at_s[3] = clock_s(clock);
        way_ms = road_fans_run(bench->fans, bench->query, pair.from, pair.to);
        at_s[4] = clock_s(clock);
        length = road_query_route(bench->query, route, ROUTE_MAX);
        at_s[5] = clock_s(clock);
        bench->different += !way_is_right(bench, plain_ms, way_ms, route, length);
        bench->seconds[FANS][i] = at_s[4] - at_s[3];
        bench->seconds[FANS_ROUTE][i] = at_s[5] - at_s[3];
    }
}

static void queries_report(struct bench *bench)
{
    double dijkstra_s = mean(bench->seconds[DIJKSTRA], bench->count);
    double *ratios = plain_alloc(bench->count, sizeof *ratios);
    printf("| search | queries/s | mean us | median us | ratio of means | median of ratios |\n"
           "|---|--:|--:|--:|--:|--:|\n");
    for (uint32_t m = SEARCH_COUNT; m-- > 0;) { /* Dijkstra last: a median sorts what it is of */
        double mean_s = mean(bench->seconds[m], bench->count);
        for (uint32_t i = 0; i < bench->count; i++)
            ratios[i] = bench->seconds[DIJKSTRA][i] / bench->seconds[m][i];
        double ratio = median(ratios, bench->count);
        printf("| %s | %.0f | %.1f | %.1f | %.1f | %.1f |\n", search_names[m], 1 / mean_s,
               1e6 * mean_s, 1e6 * median(bench->seconds[m], bench->count), dijkstra_s / mean_s,
               ratio);
    }
    printf("%.1f links per route\n", (double)bench->links / bench->count);
    mem_free(ratios);
}

/** Pairs of a few nodes, and the searches from these in advance. */
static enum status bench_prepare_pairs(struct bench *bench, struct team *team, double *fans_s,
                                       struct error *err)
{
    struct random_stream random;
    uint32_t nodes[PLACES];
    random_stream_init(&random, 2, 0, RANDOM_TEST);
    for (uint32_t i = 0; i < PLACES; i++)
        nodes[i] = random_below(&random, bench->network->node_count);
    for (uint32_t i = 0; i < bench->count; i++)
        bench->pairs[i] = (struct pair){nodes[random_below(&random, PLACES)],
                                        nodes[random_below(&random, PLACES)]};
    enum status status = road_fans_create(bench->metric, nodes, PLACES, &bench->fans, err);
    double begin_s = clock_s(CLOCK_PROCESS_CPUTIME_ID);
    if (status == STATUS_OK)
        status = road_fans_update(bench->fans, team, err);
    *fans_s = clock_s(CLOCK_PROCESS_CPUTIME_ID) - begin_s;
    return status;
}

static enum status bench_prepare(struct bench *bench, uint32_t threads, struct error *err)
{
    const struct network *network = bench->network;
    double wall[ROUNDS], cpu[ROUNDS], fans_s = 0, build_s = clock_s(CLOCK_MONOTONIC);
    struct team *team = team_create(threads, err);
    enum status status =
        team ? road_hierarchy_build(network, &bench->hierarchy, err) : STATUS_RESOURCE;
    build_s = clock_s(CLOCK_MONOTONIC) - build_s;
    if (status == STATUS_OK)
        status = road_metric_create(bench->hierarchy, &bench->metric, err);
    for (uint32_t i = 0; status == STATUS_OK && i < ROUNDS; i++) {
        times_draw(bench, i);
        double begin_s = clock_s(CLOCK_MONOTONIC), cpu_s = clock_s(CLOCK_PROCESS_CPUTIME_ID);
        status = road_metric_customise(bench->metric, bench->link_ms, team, err);
        wall[i] = clock_s(CLOCK_MONOTONIC) - begin_s;
        cpu[i] = clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu_s;
    }
    if (status == STATUS_OK)
        status = bench_prepare_pairs(bench, team, &fans_s, err);
    team_destroy(team);
    if (status != STATUS_OK)
        return status;
    bench->query = road_query_create(bench->hierarchy, err);
    plain_roads_init(&bench->plain, network);
    printf("%u nodes, %u links, %u turns; %u vertices, %u arcs in %u levels, of them %u up and %u "
           "down needed\n"
           "built in %.3f s; customised in %.4f s (%.4f s of processor, %u threads), medians of "
           "%u; fans of %u nodes in %.4f s of processor\n\n",
           network->node_count, network->link_count, bench->plain.turn_first[network->link_count],
           bench->hierarchy->vertex_count, bench->hierarchy->arc_count,
           bench->hierarchy->level_count, bench->metric->up.first[bench->hierarchy->vertex_count],
           bench->metric->down.first[bench->hierarchy->vertex_count], build_s, median(wall, ROUNDS),
           median(cpu, ROUNDS), threads, ROUNDS, bench->fans->count, fans_s);
    return bench->query ? STATUS_OK : STATUS_RESOURCE;
}

static int bench_run(const struct network *network, uint32_t count, uint32_t threads)
{
    struct error err = {0};
    struct bench bench = {.network = network, .count = count};
    bench.link_ms = plain_alloc(network->link_count, sizeof *bench.link_ms);
    bench.pairs = plain_alloc(count, sizeof *bench.pairs);
    for (uint32_t m = 0; m < SEARCH_COUNT; m++)
        bench.seconds[m] = plain_alloc(count, sizeof *bench.seconds[m]);
    enum status status = bench_prepare(&bench, threads, &err);
    if (status == STATUS_OK) {
        queries_run(&bench);
        queries_report(&bench);
        printf("%u queries, %u answers different\n", count, bench.different);
    } else
        fprintf(stderr, "%s\n", err.text);
    plain_roads_deinit(&bench.plain);
    road_query_destroy(bench.query);
    road_fans_destroy(bench.fans);
    road_metric_destroy(bench.metric);
    road_hierarchy_destroy(bench.hierarchy);
    for (uint32_t m = 0; m < SEARCH_COUNT; m++)
        mem_free(bench.seconds[m]);
    mem_free(bench.pairs);
    mem_free(bench.link_ms);
    return status != STATUS_OK ? (int)status : bench.different > 0;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct spec *spec;
    struct world *world;
    if (argc < 2) {
        fprintf(stderr, "bench_roads SCENARIO.lua [queries [threads]]\n");
        return STATUS_USAGE;
    }
    uint32_t queries = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 2000;
    uint32_t threads = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 1;
    enum status status = scenario_read(argv[1], NULL, &spec, &err);
    if (status == STATUS_OK)
        status = world_create(spec, 1, &world, &err);
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return (int)status;
    }
    int code = bench_run(world->network, queries, threads);
    world_destroy(world);
    return code;
}
