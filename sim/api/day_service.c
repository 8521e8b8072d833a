// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/day_service.h"

#include "base/memory.h"
#include "network/network_partition.h"
#include "road/link_observer.h"
#include "road/link_time.h"
#include "road/road_toll.h"

#include <math.h>

/** Links are observed, and ways by road are chosen, by the quarter of an hour. */
#define ROAD_SLICE_MS (15u * 60u * MS_PER_S)
/** Ways by public transport are asked for every half hour. */
#define SKIM_SLOT_MS (30u * 60u * MS_PER_S)

static uint32_t pieces(const struct world *world, uint32_t piece_ms)
{
    return (world->stop_ms - world->start_ms + piece_ms - 1) / piece_ms;
}

static uint32_t hub_stop(const struct timetable *timetable, uint32_t hub)
{
    const struct table *table = &timetable->tables->park_ride;
    return names_find(&timetable->stop_names, TABLE_ROW(table, struct park_ride_row, hub)->stop);
}

/** The roads between the nodes of all places and those of the stops of park and ride. */
static enum status create_road(struct day_service *service, struct world *world, struct error *err)
{
    const struct network *network = world->network;
    uint32_t hubs = world->timetable->tables->park_ride.count, count = 0;
    uint32_t *nodes = mem_alloc((size_t)network->place_count + hubs, sizeof *nodes, err);
    if (!nodes)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < network->place_count; i++)
        nodes[count++] = network->places[i].node;
    for (uint32_t i = 0; i < hubs; i++)
        nodes[count++] = network_nearest_node(
            network, world->timetable->stop_points[hub_stop(world->timetable, i)]);

    struct road_day_frame frame = {.start_ms = world->start_ms,
                                   .slice_ms = ROAD_SLICE_MS,
                                   .slice_count = pieces(world, ROAD_SLICE_MS),
                                   .nodes = nodes,
                                   .node_count = count};
    if (network->has_tolls || world->spec->choice.car_eur_km > 0)
        frame.toll_ms_per_meur = choice_ms_per_meur(&world->spec->choice);
    enum status status = road_hierarchy_build(network, &service->hierarchy, err);
    if (status == STATUS_OK)
        status = road_day_create(service->hierarchy, &frame, &service->road, err);
    mem_free(nodes);
    return status;
}

static enum status create_doors(struct day_service *service, struct world *world, struct error *err)
{
    uint32_t places = world->network->place_count;
    uint32_t hubs = world->timetable->tables->park_ride.count;
    struct stop_reach_world reach = {world->network, world->timetable, &world->spec->people};

    service->door_count = places + hubs;
    service->walk_doors = mem_alloc(service->door_count, sizeof *service->walk_doors, err);
    service->bicycle_doors = mem_alloc(places, sizeof *service->bicycle_doors, err);
    service->parking_ms = mem_alloc(service->door_count, sizeof *service->parking_ms, err);
    if (!service->walk_doors || !service->bicycle_doors || !service->parking_ms)
        return STATUS_RESOURCE;
    enum status status =
        stop_reach_build(&reach, STOP_REACH_WALK, world->team, &service->walk, err);
    if (status == STATUS_OK)
        status = stop_reach_build(&reach, STOP_REACH_BICYCLE, world->team, &service->bicycle, err);
    if (status == STATUS_OK)
        status = stop_reach_build_around(world->timetable, &service->around, err);
    for (uint32_t i = 0; status == STATUS_OK && i < places; i++) {
        service->walk_doors[i] = stop_reach_door(&service->walk, i);
        service->bicycle_doors[i] = stop_reach_door(&service->bicycle, i);
    }
    for (uint32_t i = 0; status == STATUS_OK && i < hubs; i++)
        service->walk_doors[places + i] =
            stop_reach_door(&service->around, hub_stop(world->timetable, i));
    return status;
}

/** What is asked of public transport: on foot to and from stops, and by bicycle on one side. */
static struct timetable_skim_frame skim_frame(const struct day_service *service, int skim)
{
    const struct world *world = service->world;
    const struct spec *spec = world->spec;
    bool by_bike = skim != DAY_WALK_WALK;
    uint32_t doors = by_bike ? world->network->place_count : service->door_count;
    return (struct timetable_skim_frame){
        .timetable = world->timetable,
        .from = skim == DAY_BIKE_WALK ? service->bicycle_doors : service->walk_doors,
        .to = skim == DAY_WALK_BIKE ? service->bicycle_doors : service->walk_doors,
        .from_count = doors,
        .to_count = doors,
        .start_ms = world->start_ms,
        .slot_ms = SKIM_SLOT_MS,
        .slot_count = pieces(world, SKIM_SLOT_MS),
        .window_ms = (uint32_t)lround(1000.0 * spec->people.search_window_s),
        .change_ms = (uint32_t)lround(1000.0 * spec->transit.change_s),
        .felt = choice_felt(&spec->choice),
        .slack_ms = (uint32_t)lround(1000.0 * spec->people.stop_slack_s),
    };
}

/** The ways, which do not change from day to day, with the crowding of this one. */
static enum status update_skims(struct day_service *service, struct error *err)
{
    struct team *team = service->world->team;
    enum status status = STATUS_OK;
    for (int i = 0; status == STATUS_OK && i < DAY_SKIMS; i++) {
        struct timetable_skim_frame frame = skim_frame(service, i);
        if (!service->skims[i])
            status = timetable_skim_build(&frame, team, &service->skims[i], err);
        if (status == STATUS_OK)
            status =
                timetable_skim_set_crowding(service->skims[i], service->crowd_permille, team, err);
    }
    return status;
}

static enum status create_shuttles(struct day_service *service, struct world *world,
                                   struct error *err)
{
    uint32_t fleets = world->shuttle_fleets.count;
    if (fleets == 0)
        return STATUS_OK;
    service->shuttle_expected = mem_alloc(fleets, sizeof *service->shuttle_expected, err);
    service->shuttles = (struct choice_shuttles){&world->shuttle_fleets, service->shuttle_expected,
                                                 1000.0 * world->spec->shuttle.refusal_s};
    return service->shuttle_expected ? STATUS_OK : STATUS_RESOURCE;
}

enum status day_service_create(struct world *world, struct day_service **out, struct error *err)
{
    struct day_service *service = mem_alloc(1, sizeof *service, err);
    if (!service)
        return STATUS_RESOURCE;
    service->world = world;
    enum status status = create_road(service, world, err);
    if (status == STATUS_OK) {
        service->query_count = team_size(world->team);
        service->queries = road_query_create_each(service->hierarchy, world->team, err);
        status = service->queries ? STATUS_OK : STATUS_RESOURCE;
    }
    if (status == STATUS_OK)
        status = create_doors(service, world, err);
    if (status == STATUS_OK)
        status = create_shuttles(service, world, err);
    if (status == STATUS_OK) {
        const struct timetable *timetable = world->timetable;
        service->crowd_permille = mem_alloc(timetable->run_first_hop[timetable->run_count],
                                            sizeof *service->crowd_permille, err);
        status = service->crowd_permille ? STATUS_OK : STATUS_RESOURCE;
    }
    if (status != STATUS_OK) {
        day_service_destroy(service);
        return status;
    }
    *out = service;
    return STATUS_OK;
}

void day_service_destroy(struct day_service *service)
{
    if (!service)
        return;
    road_query_destroy_each(service->queries, service->query_count);
    road_day_destroy(service->road);
    road_hierarchy_destroy(service->hierarchy);
    mem_free(service->crowd_permille);
    for (int i = 0; i < DAY_SKIMS; i++)
        timetable_skim_destroy(service->skims[i]);
    stop_reach_deinit(&service->walk);
    stop_reach_deinit(&service->bicycle);
    stop_reach_deinit(&service->around);
    mem_free(service->walk_doors);
    mem_free(service->bicycle_doors);
    mem_free(service->parking_ms);
    mem_free(service->shuttle_expected);
    link_observer_deinit(&service->observer);
    mem_free(service);
}

/** What the last slice says about a link: what vehicles needed, at least the time when empty. Few
 * of them at a signal are often lucky, and choice_drive_best relies on it that no way is ever
 * faster than on empty roads. While the link was closed the wait for its opening comes on top. */
static uint32_t slice_link_ms(struct day_service *service, uint32_t link, uint32_t t_ms)
{
    const struct network *network = service->world->network;
    uint32_t middle_ms = t_ms - ROAD_SLICE_MS / 2;
    uint32_t free_ms = link_free_ms(network, service->world->road, link, middle_ms);
    uint32_t least_ms = free_ms + link_wait_ms(network, link, middle_ms);
    uint32_t seen_ms = link_observer_look(&service->observer, link, t_ms, free_ms);
    return seen_ms > least_ms ? seen_ms : least_ms;
}

static void observe_tolls(struct day_service *service, uint32_t slice, uint32_t t_ms)
{
    const struct world *world = service->world;
    uint32_t links = world->network->link_count;
    uint32_t *toll_meur = service->road->toll_meur + (size_t)slice * links;
    for (uint32_t i = 0; i < links; i++)
        toll_meur[i] = road_toll_price_meur(world->road, world->network, i,
                                            world->spec->choice.car_eur_km, t_ms);
}

/** Sync hook at the end of each slice. */
static enum status observe_slice(void *self, struct kernel *kernel, uint32_t t_ms,
                                 struct error *err)
{
    (void)kernel;
    (void)err;
    struct day_service *service = self;
    uint32_t links = service->world->network->link_count;
    uint32_t slice = (t_ms - service->road->start_ms) / ROAD_SLICE_MS - 1;
    uint32_t *link_ms = service->road->link_ms + (size_t)slice * links;
    for (uint32_t i = 0; i < links; i++)
        link_ms[i] = slice_link_ms(service, i, t_ms);
    if (service->road->toll_meur)
        observe_tolls(service, slice, t_ms - ROAD_SLICE_MS / 2);
    return STATUS_OK;
}

enum status day_service_observe(struct day_service *service, struct error *err)
{
    struct world *world = service->world;
    uint32_t links = world->network->link_count;
    link_observer_deinit(&service->observer);
    enum status status = link_observer_init(world->road, links, &service->observer, err);
    if (status != STATUS_OK)
        return status;
    /* A last slice that the day cuts short is not observed. */
    uint32_t last = service->road->slice_count - 1;
    for (uint32_t i = 0; i < links; i++)
        service->road->link_ms[(size_t)last * links + i] =
            link_free_ms(world->network, world->road, i, world->stop_ms);
    if (service->road->toll_meur)
        observe_tolls(service, last, world->stop_ms);
    return kernel_add_sync(world->kernel, ROAD_SLICE_MS, observe_slice, service, err);
}

enum status day_service_update(struct day_service *service, struct error *err)
{
    enum status status = road_day_update(service->road, service->world->team, err);
    if (status != STATUS_OK)
        return status;
    transit_crowding_write(service->world->transit, service->crowd_permille);
    people_parking_expected(service->world->people, service->parking_ms);
    if (service->shuttle_expected)
        shuttle_expected(service->world->shuttle, service->shuttle_expected);
    status = update_skims(service, err);
    service->choice =
        (struct choice_service){.road = service->road,
                                .queries = service->queries,
                                .walk_walk = service->skims[DAY_WALK_WALK],
                                .bike_walk = service->skims[DAY_BIKE_WALK],
                                .walk_bike = service->skims[DAY_WALK_BIKE],
                                .bicycle = service->world->bicycle,
                                .parking_ms = service->parking_ms,
                                .shuttles = service->shuttle_expected ? &service->shuttles : NULL,
                                .has_route_km = true};
    return status;
}

void day_service_archive_ways(struct day_service *service, struct archive *archive)
{
    bool has_ways = service->skims[DAY_SKIMS - 1] != NULL;
    ARCHIVE_VALUE(archive, has_ways);
    for (int i = 0; has_ways && i < DAY_SKIMS; i++) {
        struct timetable_skim_frame frame = skim_frame(service, i);
        timetable_skim_archive(&frame, &service->skims[i], archive);
    }
}

void day_service_archive(struct day_service *service, struct archive *archive)
{
    struct road_day *road = service->road;
    uint32_t links = service->world->network->link_count;
    archive_section(archive, "observed");
    archive_values(archive, road->link_ms, (size_t)road->slice_count * links,
                   sizeof *road->link_ms);
    if (road->toll_meur)
        archive_values(archive, road->toll_meur, (size_t)road->slice_count * links,
                       sizeof *road->toll_meur);
    link_observer_archive(&service->observer, links, archive);
}
