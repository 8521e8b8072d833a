// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle_fixture.h"

#include "api/day_service.h"
#include "road/link_time.h"

#define SLICE_MS   (15u * 60u * MS_PER_S)
#define SLICES     12u /* 6:00 to 8:50 */
#define LAST_SLICE 11u
#define LINKS      16u

/** What the road itself counted by the end of each slice. */
struct counts {
    const struct world *world;
    struct road_link_totals totals[SLICES + 1][LINKS];
};

static enum status count(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct counts *counts = self;
    uint32_t slice = (t_ms - counts->world->start_ms) / SLICE_MS;
    (void)kernel, (void)err;
    for (uint32_t l = 0; l < LINKS; l++)
        counts->totals[slice][l] = road_link_totals(counts->world->road, l);
    return STATUS_OK;
}

static struct counts counts;

static struct day_service *service_of_a_day(struct world *world)
{
    struct error err = {0};
    struct day_service *service = NULL;
    counts = (struct counts){.world = world};
    if (day_service_create(world, &service, &err) != STATUS_OK ||
        world_begin_day(world, (struct record_sink){.put = record_drop}, &err) != STATUS_OK ||
        day_service_observe(service, &err) != STATUS_OK ||
        kernel_add_sync(world->kernel, SLICE_MS, count, &counts, &err) != STATUS_OK ||
        kernel_run_until(world->kernel, world->stop_ms, &err) != STATUS_OK ||
        day_service_update(service, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return service;
}

static uint32_t seen_ms(const struct day_service *service, uint32_t slice, uint32_t link)
{
    return service->road->link_ms[slice * LINKS + link];
}

/** Mean over those who left a link in the slice, as the links' own books have it, at least the time
 * when empty: one car may be lucky at a signal. */
static void links_take_what_vehicles_needed(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct world *world = settle_world(settle_scenario(&folder, "s.stop = '08:50'"), 2);
    struct day_service *service = service_of_a_day(world);
    uint32_t road = settle_link(world, SETTLE_ROAD), slower = 0;
    assert_int_equal(world->network->link_count, LINKS);
    assert_int_equal(service->road->slice_count, SLICES);
    for (uint32_t slice = 0; slice < LAST_SLICE; slice++)
        for (uint32_t l = 0; l < LINKS; l++) {
            const struct road_link_totals *from = &counts.totals[slice][l];
            const struct road_link_totals *to = &counts.totals[slice + 1][l];
            if (to->left == from->left || l == settle_link(world, "L5r"))
                continue;
            uint64_t mean_ms = (to->travel_ms_sum - from->travel_ms_sum) / (to->left - from->left);
            uint32_t empty_ms = link_free_ms(world->network, world->road, l, world->start_ms);
            assert_int_equal(seen_ms(service, slice, l), mean_ms > empty_ms ? mean_ms : empty_ms);
            slower += mean_ms > empty_ms;
        }
    assert_true(slower >= 10);

    /* The queue on the narrow road is somewhere in the morning twice its time when empty. */
    uint32_t free_ms = link_free_ms(world->network, world->road, road, world->start_ms);
    uint32_t most_ms = 0;
    for (uint32_t slice = 0; slice < LAST_SLICE; slice++)
        most_ms = seen_ms(service, slice, road) > most_ms ? seen_ms(service, slice, road) : most_ms;
    assert_true(most_ms > 2 * free_ms);

    /* A last slice that the day cuts short is empty. */
    for (uint32_t l = 0; l < LINKS; l++)
        assert_int_equal(seen_ms(service, LAST_SLICE, l),
                         link_free_ms(world->network, world->road, l, world->stop_ms));
    world_end_day(world);
    day_service_destroy(service);
    world_destroy(world);
    api_folder_remove(&folder);
}

/** Closed from 7:00 to 7:30: who comes in the middle of a quarter of an hour waits for the rest. */
static void a_closed_link_takes_the_wait(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct world *world = settle_world(settle_scenario(&folder, ""), 1);
    struct day_service *service = service_of_a_day(world);
    uint32_t closed = settle_link(world, "L5r");
    uint32_t free_ms = link_free_ms(world->network, world->road, closed, world->start_ms);
    assert_true(seen_ms(service, 4, closed) >= free_ms + 22 * 60000 + 30000);
    assert_true(seen_ms(service, 5, closed) >= free_ms + 7 * 60000 + 30000);
    for (uint32_t slice = 8; slice < SLICES; slice++)
        assert_true(seen_ms(service, slice, closed) < free_ms + 60000);

    /* The best way there goes round it, and needs its links one after the other. */
    const struct place *places = world->network->places;
    uint32_t from = places[settle_place(world, "B1_1")].node;
    uint32_t to = places[settle_place(world, "A1_3")].node, route[LINKS];
    uint32_t way_ms = road_day_run(service->road, service->queries[0], 4, from, to), sum_ms = 0;
    uint32_t length = road_query_route(service->queries[0], route, LINKS);
    assert_int_equal(length, 3);
    for (uint32_t i = 0; i < length; i++)
        sum_ms += seen_ms(service, 4, route[i]);
    assert_int_equal(way_ms, sum_ms);
    world_end_day(world);
    day_service_destroy(service);
    world_destroy(world);
    api_folder_remove(&folder);
}

/** Public transport on foot and by bicycle between all doors; spaces as the day has filled them. */
static void ways_and_spaces(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct world *world = settle_world(settle_scenario(&folder, ""), 3);
    struct day_service *service = service_of_a_day(world);
    uint32_t places = world->network->place_count, hub = places;
    uint32_t home = settle_place(world, "A1_1"), town = settle_place(world, "B1_1");
    const struct choice_service *choice = &service->choice;
    assert_int_equal(service->door_count, places + 1);
    assert_int_equal(service->query_count, 3);

    /* The bus at 7:00 or the one at 7:15: 9 min from Westend to Ampel, or there by train. */
    const struct skim_cell *cell = timetable_skim_at(choice->walk_walk, home, town, 25200000);
    assert_int_equal(cell->rides, 1);
    assert_int_equal(cell->ride_s, 540);
    cell = timetable_skim_at(choice->walk_walk, hub, town, 25200000);
    assert_int_equal(cell->rides, 1);
    assert_int_equal(cell->ride_s, 270);
    assert_true(timetable_skim_at(choice->bike_walk, home, town, 25200000)->walk_s <
                timetable_skim_at(choice->walk_walk, home, town, 25200000)->walk_s);
    assert_true(timetable_skim_at(choice->walk_bike, town, home, 25200000)->rides > 0);

    /* Two spaces in Bton, where refused drivers count as a quarter of an hour; nobody has come to
     * the stop of park and ride, so one look at 1 s a space is enough there. */
    assert_true(choice->parking_ms[town] > 450000 && choice->parking_ms[town] <= 900000);
    assert_int_equal(choice->parking_ms[hub], 1000);
    assert_int_equal(choice->parking_ms[home], 0);
    world_end_day(world);
    day_service_destroy(service);
    world_destroy(world);
    api_folder_remove(&folder);
}

/** Moves the ways of a service into another one by an archive. */
static void move_ways(struct day_service *from, struct day_service *to)
{
    struct error err = {0};
    struct archive archive;
    struct archive_memory memory = {0};
    archive_init(&archive, false, archive_to_memory(&memory), &err);
    day_service_archive_ways(from, &archive);
    assert_int_equal(archive_status(&archive), STATUS_OK);
    archive_init(&archive, true, archive_from_memory(&memory), &err);
    day_service_archive_ways(to, &archive);
    assert_int_equal(archive_status(&archive), STATUS_OK);
    assert_int_equal(memory.place, memory.size);
    mem_free(memory.bytes);
}

/** A service that goes on has the ways that were found; before there are none to keep. */
static void ways_are_kept(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    struct world *world = settle_world(settle_scenario(&folder, ""), 2);
    struct day_service *service = service_of_a_day(world), *fresh, *next;
    assert_int_equal(day_service_create(world, &fresh, &err), STATUS_OK);
    assert_int_equal(day_service_create(world, &next, &err), STATUS_OK);
    move_ways(fresh, next);
    for (int i = 0; i < DAY_SKIMS; i++)
        assert_null(next->skims[i]);
    move_ways(service, next);
    for (int i = 0; i < DAY_SKIMS; i++) {
        const struct timetable_skim *found = service->skims[i], *kept = next->skims[i];
        assert_non_null(kept);
        assert_ptr_not_equal(found, kept);
        assert_memory_equal(found->cells, kept->cells,
                            (size_t)found->slot_count * found->from_count * found->to_count *
                                sizeof *found->cells);
    }
    struct timetable_skim *kept = next->skims[DAY_WALK_WALK];
    assert_int_equal(day_service_observe(next, &err), STATUS_OK);
    assert_int_equal(day_service_update(next, &err), STATUS_OK);
    assert_ptr_equal(next->skims[DAY_WALK_WALK], kept);
    assert_ptr_equal(next->choice.walk_walk, kept);
    world_end_day(world);
    day_service_destroy(fresh);
    day_service_destroy(next);
    day_service_destroy(service);
    world_destroy(world);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_take_what_vehicles_needed),
        cmocka_unit_test(a_closed_link_takes_the_wait),
        cmocka_unit_test(ways_and_spaces),
        cmocka_unit_test(ways_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
