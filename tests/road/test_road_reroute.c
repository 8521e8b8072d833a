// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/road_fixture.h"

#include "road/road_audit.h"
#include "road/road_reroute.h"

#define NEWS_MS 200000u

/** A - B - C, 100 s and 50 s, and by D, 50 s and 50 s from B. B - C closes at 150 s; the news comes
 * at 200 s. */
struct way_around {
    struct road_fixture road;
    uint32_t links[4]; /**< AB, BC, BD, DC */
    uint32_t asked, changed;
    uint32_t asked_link[8], asked_rest[8]; /**< [vehicle] */
};

static uint32_t choose(void *self, const struct road_vehicle *vehicle, uint32_t *out)
{
    struct way_around *around = self;
    uint32_t count = 0;
    around->asked++;
    around->asked_link[vehicle->vehicle] = vehicle->link;
    around->asked_rest[vehicle->vehicle] = vehicle->rest_count;
    if (vehicle->link == NONE)
        out[count++] = around->links[0];
    out[count++] = around->links[2];
    out[count++] = around->links[3];
    return count;
}

static enum status tell(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct way_around *around = self;
    enum status status = STATUS_OK;
    if (t_ms == NEWS_MS)
        status = road_reroute(around->road.road, kernel, choose, around, &around->changed, err);
    return status == STATUS_OK ? road_audit(around->road.road, t_ms, err) : status;
}

static void around_init(struct way_around *around)
{
    static const char *const names[] = {"AB", "BC", "BD", "DC"};
    struct network_fixture *net = &around->road.net;
    *around = (struct way_around){0};
    road_fixture_init(&around->road);
    fixture_node(net, "A", 0, 0);
    fixture_node(net, "B", 2000, 0);
    fixture_node(net, "C", 3000, 0);
    fixture_node(net, "D", 2500, 500);
    fixture_link(net, (struct road_link_row){
                          .id = "AB", .from = "A", .to = "B", .oneway = true, .length_m = 2000});
    fixture_way(net, "BC", "B", "C");
    fixture_way(net, "BD", "B", "D");
    fixture_way(net, "DC", "D", "C");
    fixture_closure(net, "BC", 150, 10000);
    fixture_build(net);
    for (int i = 0; i < 4; i++)
        around->links[i] = fixture_link_id(net, names[i]);
}

static void around_run(struct way_around *around, uint32_t threads, uint32_t partitions)
{
    struct road_fixture *road = &around->road;
    around->asked = around->changed = 0;
    road_fixture_build(road, threads, partitions);
    assert_int_equal(kernel_add_sync(road->kernel, 10000, tell, around, &road->net.err), STATUS_OK);
    if (kernel_run_until(road->kernel, 1000000, &road->net.err) != STATUS_OK)
        fail_msg("%s", road->net.err.text);
}

/** One is past the closure, one waits in front of it, one is on the way to it, one has not come to
 * its first link. */
static void vehicles_turn_off_wherever_they_are(void **state)
{
    (void)state;
    static const uint32_t layouts[][2] = {{1, 1}, {1, 4}, {3, 4}};
    static const uint32_t depart_ms[] = {20000, 80000, 150000, 200100};
    static const double travel_s[] = {150, 220, 200, 200};
    struct way_around around;
    around_init(&around);
    for (int v = 0; v < 4; v++)
        trip_over(&around.road, "AB BC", depart_ms[v], VEHICLE_CAR);
    for (int i = 0; i < 3; i++) {
        around_run(&around, layouts[i][0], layouts[i][1]);
        assert_int_equal(around.asked, 3);
        assert_int_equal(around.changed, 3);
        assert_int_equal(around.asked_link[1], around.links[0]);
        assert_int_equal(around.asked_link[2], around.links[0]);
        assert_int_equal(around.asked_link[3], NONE);
        assert_int_equal(around.asked_rest[2], 1);
        assert_int_equal(around.asked_rest[3], 2);
        for (uint32_t v = 0; v < 4; v++)
            assert_near(trip_travel_s(&around.road, v), travel_s[v], 0.01);
        assert_int_equal(road_link_totals(around.road.road, around.links[2]).left, 3);
        assert_int_equal(road_link_totals(around.road.road, around.links[1]).left, 1);
        road_fixture_reset(&around.road);
    }
    road_fixture_deinit(&around.road);
}

/** Six who start at once queue for their first link: they keep it. */
static void those_who_wait_to_start_keep_their_first_link(void **state)
{
    (void)state;
    struct way_around around;
    around_init(&around);
    for (int v = 0; v < 6; v++)
        trip_over(&around.road, "AB BC", 199500, VEHICLE_CAR);
    around_run(&around, 1, 1);
    assert_int_equal(around.changed, 6);
    for (uint32_t v = 0; v < 6; v++) {
        assert_int_equal(around.asked_link[v], around.links[0]);
        assert_int_equal(around.asked_rest[v], 1);
        assert_true(around.road.trips[v].left_ms >= 399500);
        assert_true(around.road.trips[v].left_ms <= 412000);
    }
    assert_int_equal(road_link_totals(around.road.road, around.links[0]).left, 6);
    assert_int_equal(road_link_totals(around.road.road, around.links[3]).left, 6);
    road_fixture_deinit(&around.road);
}

/** Runs of public transport are not asked. */
static void runs_keep_their_way(void **state)
{
    (void)state;
    struct way_around around;
    around_init(&around);
    trip_over(&around.road, "AB BC", 150000, VEHICLE_BUS);
    around.road.are_runs = true;
    around_run(&around, 1, 1);
    assert_int_equal(around.asked, 0);
    assert_int_equal(around.road.trips[0].left_ms, 0);
    road_fixture_deinit(&around.road);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vehicles_turn_off_wherever_they_are),
        cmocka_unit_test(those_who_wait_to_start_keep_their_first_link),
        cmocka_unit_test(runs_keep_their_way)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
