// SPDX-License-Identifier: GPL-3.0-or-later

/** What an iteration of the choices asks of the networks of a scenario: all ways by public
 * transport for a day, beside a search for each, and the best ways by road in every slice of the
 * day. README.md has the details.
 *
 *      bench_skims SCENARIO.lua [queries [threads]] */

#include "api/world.h"
#include "kernel/random.h"
#include "people/stop_reach.h"
#include "routing/road_day.h"
#include "routing/timetable_search.h"
#include "routing/timetable_skim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define SLOTS      48u
#define SLOT_MS    1800000u
#define SLICES     96u
#define SLICE_MS   900000u
#define FIRST_MS   (4 * 3600000u)
#define DOOR_NODES 300u

struct bench {
    struct world *world;
    struct team *team;
    uint32_t queries, different;
    struct stop_reach walk, bicycle, around;
    struct door *doors[2]; /**< on foot, by bicycle */
    uint32_t counts[2];
};

static void *bench_alloc(size_t count, size_t size)
{
    struct error err = {0};
    void *block = mem_alloc(count, size, &err);
    if (!block) {
        fprintf(stderr, "%s\n", err.text);
        exit(STATUS_RESOURCE);
    }
    return block;
}

static double clock_s(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double peak_mib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/** Places, then the stops with park and ride; bicycles come from places alone. */
static enum status doors_make(struct bench *bench, struct error *err)
{
    const struct world *world = bench->world;
    const struct table *park_ride = &world->timetable->tables->park_ride;
    struct stop_reach_world reach = {world->network, world->timetable, &world->spec->people};
    uint32_t places = world->network->place_count;
    enum status status = stop_reach_build(&reach, STOP_REACH_WALK, bench->team, &bench->walk, err);
    if (status == STATUS_OK)
        status = stop_reach_build(&reach, STOP_REACH_BICYCLE, bench->team, &bench->bicycle, err);
    if (status == STATUS_OK)
        status = stop_reach_build_around(world->timetable, &bench->around, err);
    if (status == STATUS_OK)
        status = stop_reach_add_bounds(&bench->walk, &reach,
                                       (uint32_t)lround(1000 * world->spec->transit.change_s),
                                       choice_felt(&world->spec->choice), err);
    if (status != STATUS_OK)
        return status;
    bench->counts[0] = places + park_ride->count;
    bench->counts[1] = places;
    for (uint32_t k = 0; k < 2; k++)
        bench->doors[k] = bench_alloc(bench->counts[k], sizeof(struct door));
    for (uint32_t i = 0; i < places; i++) {
        bench->doors[0][i] = stop_reach_door(&bench->walk, i);
        bench->doors[1][i] = stop_reach_door(&bench->bicycle, i);
    }
    for (uint32_t i = 0; i < park_ride->count; i++) {
        const struct park_ride_row *row = TABLE_ROW(park_ride, struct park_ride_row, i);
        uint32_t stop = names_find(&world->timetable->stop_names, row->stop);
        bench->doors[0][places + i] = stop_reach_door(&bench->around, stop);
    }
    return STATUS_OK;
}

/** Random cells beside searches of their own; the processor time of a search. */
static double queries_run(struct bench *bench, const struct timetable_skim_frame *frame,
                          const struct timetable_skim *skim)
{
    struct random_stream random;
    struct error err = {0};
    struct timetable_search *search =
        timetable_search_create(frame->timetable, frame->change_ms, &err);
    timetable_search_set_felt(search, frame->felt);
    random_stream_init(&random, 5, 0, RANDOM_TEST);
    double seconds = 0;
    for (uint32_t i = 0; i < bench->queries; i++) {
        uint32_t from = random_below(&random, frame->from_count);
        uint32_t to = random_below(&random, frame->to_count);
        uint32_t depart_ms = frame->start_ms + random_below(&random, SLOTS) * SLOT_MS;
        struct itinerary way;
        double since_s = clock_s(CLOCK_PROCESS_CPUTIME_ID);
        bool is_found = timetable_search_run(search, frame->from[from], frame->to[to], depart_ms,
                                             depart_ms + frame->window_ms, &way);
        seconds += clock_s(CLOCK_PROCESS_CPUTIME_ID) - since_s;
        const struct skim_cell *cell = timetable_skim_at(skim, from, to, depart_ms);
        uint32_t needed_ms = depart_ms + (is_found ? way.access_ms : 0) + frame->slack_ms;
        uint32_t home_ms = is_found && way.board_ms > needed_ms ? way.board_ms - needed_ms : 0;
        uint32_t all_s = (uint32_t)(cell->home_s + cell->walk_s + cell->ride_s + cell->wait_s);
        bench->different += is_found ? cell->rides != way.leg_count ||
                                           all_s != (way.arrive_ms - depart_ms) / 1000 ||
                                           cell->home_s != home_ms / 1000
                                     : cell->rides != 0;
    }
    timetable_search_destroy(search);
    return seconds / bench->queries;
}

static enum status skim_run(struct bench *bench, const char *name, uint32_t from, uint32_t to,
                            const uint16_t *crowd_permille, struct error *err)
{
    const struct spec *spec = bench->world->spec;
    struct timetable_skim_frame frame = {
        .timetable = bench->world->timetable,
        .from = bench->doors[from],
        .to = bench->doors[to],
        .from_count = bench->counts[from],
        .to_count = bench->counts[to],
        .start_ms = FIRST_MS,
        .slot_ms = SLOT_MS,
        .slot_count = SLOTS,
        .window_ms = (uint32_t)lround(1000 * spec->people.search_window_s),
        .change_ms = (uint32_t)lround(1000 * spec->transit.change_s),
        .slack_ms = (uint32_t)lround(1000 * spec->people.stop_slack_s),
        .felt = choice_felt(&spec->choice),
        .crowd_permille = crowd_permille};
    struct timetable_skim *skim;
    double wall_s = clock_s(CLOCK_MONOTONIC), cpu_s = clock_s(CLOCK_PROCESS_CPUTIME_ID);
    enum status status = timetable_skim_build(&frame, bench->team, &skim, err);
    wall_s = clock_s(CLOCK_MONOTONIC) - wall_s;
    cpu_s = clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu_s;
    if (status != STATUS_OK)
        return status;
    size_t cells = (size_t)SLOTS * frame.from_count * frame.to_count, found = 0;
    for (size_t i = 0; i < cells; i++)
        found += skim->cells[i].rides > 0;
    double query_s = queries_run(bench, &frame, skim);
    printf("| %s | %u x %u x %u | %.1f | %.0f | %.2f | %.2f | %.0f | %.1f | %.0f |\n", name, SLOTS,
           frame.from_count, frame.to_count, 100.0 * (double)found / (double)cells,
           (double)(cells * sizeof *skim->cells) / (1 << 20), cpu_s, wall_s,
           1e6 * cpu_s / ((double)SLOTS * frame.from_count), 1e6 * query_s,
           query_s * (double)cells / cpu_s);
    timetable_skim_destroy(skim);
    return STATUS_OK;
}

static enum status skims_run(struct bench *bench, struct error *err)
{
    const struct timetable *timetable = bench->world->timetable;
    uint32_t hops = timetable->run_first_hop[timetable->run_count];
    uint16_t *crowd_permille = bench_alloc(hops, sizeof *crowd_permille);
    struct random_stream random;
    random_stream_init(&random, 6, 0, RANDOM_TEST);
    for (uint32_t i = 0; i < hops; i++)
        crowd_permille[i] = (uint16_t)random_below(&random, 1000);
    printf("| from, to | cells | %% with a way | MiB | processor s | wall s | us per row | us per "
           "search | ratio |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    enum status status = skim_run(bench, "on foot", 0, 0, NULL, err);
    if (status == STATUS_OK)
        status = skim_run(bench, "on foot, crowding", 0, 0, crowd_permille, err);
    if (status == STATUS_OK)
        status = skim_run(bench, "bicycle, on foot", 1, 0, crowd_permille, err);
    if (status == STATUS_OK)
        status = skim_run(bench, "on foot, bicycle", 0, 1, crowd_permille, err);
    mem_free(crowd_permille);
    return status;
}

static enum status roads_run(struct bench *bench, struct error *err)
{
    const struct network *network = bench->world->network;
    struct random_stream random;
    struct road_hierarchy *hierarchy = NULL;
    struct road_day *day = NULL;
    uint32_t nodes[DOOR_NODES];
    random_stream_init(&random, 7, 0, RANDOM_TEST);
    for (uint32_t i = 0; i < DOOR_NODES; i++)
        nodes[i] = random_below(&random, network->node_count);
    struct road_day_frame frame = {0, SLICE_MS, SLICES, nodes, DOOR_NODES, 0};
    enum status status = road_hierarchy_build(network, &hierarchy, err);
    double before_mib = peak_mib();
    if (status == STATUS_OK)
        status = road_day_create(hierarchy, &frame, &day, err);
    for (size_t i = 0; status == STATUS_OK && i < (size_t)SLICES * network->link_count; i++) {
        uint32_t free_ms = network_link_free_ms(network, (uint32_t)(i % network->link_count));
        day->link_ms[i] = free_ms + random_below(&random, 2 * free_ms + 1);
    }
    for (uint32_t round = 0; status == STATUS_OK && round < 2; round++) {
        double wall_s = clock_s(CLOCK_MONOTONIC), cpu_s = clock_s(CLOCK_PROCESS_CPUTIME_ID);
        status = road_day_update(day, bench->team, err);
        printf("\n%u slices of %u links: updated in %.2f s of processor, %.2f s of wall; %.1f ms "
               "of processor each; %.0f MiB more at the peak",
               SLICES, network->link_count, clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu_s,
               clock_s(CLOCK_MONOTONIC) - wall_s,
               1000 * (clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu_s) / SLICES,
               peak_mib() - before_mib);
    }
    printf("\n");
    road_day_destroy(day);
    road_hierarchy_destroy(hierarchy);
    return status;
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct spec *spec;
    struct bench bench = {.queries = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 5000};
    if (argc < 2) {
        fprintf(stderr, "bench_skims SCENARIO.lua [queries [threads]]\n");
        return STATUS_USAGE;
    }
    bench.team = team_create(argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 1, &err);
    enum status status = bench.team ? scenario_read(argv[1], NULL, &spec, &err) : STATUS_RESOURCE;
    if (status == STATUS_OK)
        status = world_create(spec, 1, &bench.world, &err);
    if (status == STATUS_OK)
        status = roads_run(&bench, &err);
    if (status == STATUS_OK)
        status = doors_make(&bench, &err);
    if (status == STATUS_OK)
        status = skims_run(&bench, &err);
    if (status != STATUS_OK)
        fprintf(stderr, "%s\n", err.text);
    else
        printf("%u answers different\n", bench.different);
    mem_free(bench.doors[0]);
    mem_free(bench.doors[1]);
    stop_reach_deinit(&bench.walk);
    stop_reach_deinit(&bench.bicycle);
    stop_reach_deinit(&bench.around);
    if (bench.world)
        world_destroy(bench.world);
    team_destroy(bench.team);
    return status != STATUS_OK ? (int)status : bench.different > 0;
}
