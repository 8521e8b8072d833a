// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/network_fixture.h"

#include "network/network_partition.h"
#include "road/gates.h"

/** As in the records "drives"; the layout is checked by their columns. */
struct arrival {
    double depart_s, arrive_s;
    int32_t drive, from_node, to_node, links;
    float distance_m;
    int8_t class;
};

#define ARRIVALS_MAX 20000u

struct run {
    struct network_fixture net;
    struct road_parameters parameters;
    struct drives drives;
    uint32_t start_ms, first_vehicle;
    struct team *team;
    struct kernel *kernel;
    struct road *road;
    struct gates *gates;
    struct arrival *arrivals; /**< [ARRIVALS_MAX] */
    uint32_t arrival_count;
};

static const void *member(const void *row, const char *name)
{
    for (const struct column *column = gates_drive_record.columns; column->name; column++)
        if (strcmp(column->name, name) == 0)
            return (const char *)row + column->offset;
    fail_msg("no column '%s'", name);
    return NULL;
}

static enum status put_row(void *self, const struct record_kind *kind, const void *row,
                           struct error *err)
{
    struct run *run = self;
    (void)err;
    if (kind != &gates_drive_record)
        return STATUS_OK;
    assert_in_range(run->arrival_count, 0, ARRIVALS_MAX - 1);
    run->arrivals[run->arrival_count++] = (struct arrival){
        *(const double *)member(row, "depart"),   *(const double *)member(row, "arrive"),
        *(const int32_t *)member(row, "drive"),   *(const int32_t *)member(row, "from_node"),
        *(const int32_t *)member(row, "to_node"), *(const int32_t *)member(row, "links"),
        *(const float *)member(row, "distance"),  *(const int8_t *)member(row, "class"),
    };
    return STATUS_OK;
}

static int run_up(void **state)
{
    struct run *run = mem_alloc(1, sizeof *run, NULL);
    network_fixture_init(&run->net);
    assert_int_equal(fields_set_standard(road_parameter_fields, &run->parameters,
                                         &run->net.tables.nodes.text, &run->net.err),
                     STATUS_OK);
    run->parameters.weight = 1;
    run->arrivals = mem_alloc(ARRIVALS_MAX, sizeof *run->arrivals, NULL);
    *state = run;
    return 0;
}

/** Ends a run, so that the same drives can run again. */
static void run_reset(struct run *run)
{
    gates_destroy(run->gates);
    road_destroy(run->road);
    kernel_destroy(run->kernel);
    team_destroy(run->team);
    run->gates = NULL;
    run->road = NULL;
    run->kernel = NULL;
    run->team = NULL;
    run->arrival_count = 0;
}

static int run_down(void **state)
{
    struct run *run = *state;
    run_reset(run);
    gates_destroy(NULL);
    drives_deinit(&run->drives);
    network_fixture_deinit(&run->net);
    mem_free(run->arrivals);
    mem_free(run);
    return 0;
}

static void add(struct run *run, const uint32_t *links, uint32_t length, enum vehicle_class class,
                uint32_t depart_ms)
{
    struct kept_route route;
    assert_int_equal(
        drives_keep_route(&run->drives, run->net.network, links, length, &route, &run->net.err),
        STATUS_OK);
    assert_int_equal(drives_add(&run->drives, &route, (uint8_t) class, depart_ms, &run->net.err),
                     STATUS_OK);
}

static void build(struct run *run, uint32_t threads, uint32_t partitions)
{
    struct error *err = &run->net.err;
    const struct network *network = run->net.network;
    uint32_t group[256], vehicles = run->first_vehicle + run->drives.count;
    run->team = team_create(threads, err);
    run->kernel = kernel_create(run->team, partitions, run->start_ms,
                                (struct record_sink){.self = run, .put = put_row}, err);
    assert_int_equal(road_create(network, &run->parameters,
                                 (struct road_fleet){.drive_count = vehicles}, run->kernel,
                                 &run->road, err),
                     STATUS_OK);
    struct gates_world world = {network, &run->drives, run->road, run->first_vehicle};
    if (gates_create(&world, run->kernel, &run->gates, err) != STATUS_OK)
        fail_msg("%s", err->text);
    assert_in_range(network->node_count, 1, 256);
    assert_int_equal(network_partition(network, partitions, group, err), STATUS_OK);
    for (uint32_t n = 0; n < network->node_count; n++) {
        kernel_place(run->kernel, road_node_process(run->road, n), group[n]);
        kernel_place(run->kernel, gates_process(run->gates, n), group[n]);
    }
    road_place(run->road, run->kernel);
}

/** Advances, and checks the conservation of drives there. */
static struct gates_totals advance(struct run *run, uint32_t until_ms)
{
    if (kernel_run_until(run->kernel, until_ms, &run->net.err) != STATUS_OK)
        fail_msg("%s", run->net.err.text);
    struct gates_totals totals = gates_totals(run->gates, until_ms);
    struct road_totals road = road_totals(run->road);
    assert_int_equal(totals.given, run->drives.count);
    assert_int_equal(totals.departed, totals.arrived + totals.under_way);
    assert_int_equal(totals.given, totals.before_start + totals.not_started + totals.departed);
    assert_int_equal(road.started, totals.departed);
    assert_int_equal(run->arrival_count, totals.arrived);
    return totals;
}

/** Three links, 1,000 + 1,001 + 500.5 m, 20 m/s: 50 s + 50.05 s + 25.025 s for a car. */
static void build_chain(struct run *run)
{
    struct network_fixture *net = &run->net;
    fixture_node(net, "N0", 0, 0);
    fixture_node(net, "N1", 900, 0);
    fixture_node(net, "N2", 1800, 0);
    fixture_node(net, "N3", 2200, 0);
    fixture_way(net, "a", "N0", "N1");
    fixture_link(net, (struct road_link_row){
                          .id = "b", .from = "N1", .to = "N2", .oneway = true, .length_m = 1001});
    fixture_link(net, (struct road_link_row){
                          .id = "c", .from = "N2", .to = "N3", .oneway = true, .length_m = 500.5});
    fixture_build(net);
}

static const uint32_t chain[] = {0, 1, 2};

/** A lone vehicle needs length / speed, to the millisecond; a truck drives 10 m/s here. */
static void test_a_lone_drive_needs_the_free_time(void **state)
{
    struct run *run = *state;
    build_chain(run);
    run->parameters.truck_speed_mps = 10;
    run->first_vehicle = 5;
    add(run, chain, 3, VEHICLE_CAR, 3600000);
    add(run, chain + 1, 2, VEHICLE_TRUCK, 7200123);
    build(run, 1, 1);
    struct gates_totals totals = advance(run, 36000000);
    assert_int_equal(totals.arrived, 2);
    assert_int_equal(totals.travel_ms_sum, 125075 + 150150);
    assert_int_equal(totals.distance_mm_sum, 2501500 + 1501500);

    const struct arrival *car = &run->arrivals[0], *truck = &run->arrivals[1];
    assert_int_equal(car->drive, 0);
    assert_near(car->depart_s, 3600, 0);
    assert_near(car->arrive_s, 3725.075, 0);
    assert_int_equal(car->from_node, 0);
    assert_int_equal(car->to_node, 3);
    assert_int_equal(car->links, 3);
    assert_near((double)car->distance_m, 2501.5, 0);
    assert_int_equal(car->class, VEHICLE_CAR);
    assert_int_equal(truck->drive, 1);
    assert_near(truck->depart_s, 7200.123, 0);
    assert_near(truck->arrive_s, 7350.273, 0);
    assert_int_equal(truck->from_node, 1);
    assert_int_equal(truck->class, VEHICLE_TRUCK);
}

/** Before the start, in its first millisecond, and at the end. */
static void test_edges_of_the_run(void **state)
{
    struct run *run = *state;
    build_chain(run);
    run->start_ms = 1000;
    add(run, chain, 3, VEHICLE_CAR, 999);  /* left out */
    add(run, chain, 1, VEHICLE_CAR, 1000); /* begins 1 ms later */
    add(run, chain + 2, 1, VEHICLE_CAR, 1001);
    add(run, chain, 3, VEHICLE_CAR, 99999);      /* under way */
    add(run, chain + 2, 1, VEHICLE_CAR, 100000); /* not before the end */
    add(run, chain, 3, VEHICLE_CAR, 200000);
    build(run, 1, 1);
    assert_int_equal(advance(run, 1000).not_started, 5);
    assert_int_equal(advance(run, 1001).departed, 0);
    assert_int_equal(advance(run, 1002).departed, 2);
    struct gates_totals totals = advance(run, 100000);
    assert_int_equal(totals.before_start, 1);
    assert_int_equal(totals.not_started, 2);
    assert_int_equal(totals.departed, 3);
    assert_int_equal(totals.under_way, 1);
    assert_int_equal(run->arrivals[0].drive, 2); /* 25.025 s */
    assert_near(run->arrivals[0].depart_s, 1.001, 0);
    assert_near(run->arrivals[1].depart_s, 1.001, 0);
    assert_near(run->arrivals[1].arrive_s, 51.001, 0);

    assert_int_equal(gates_record_under_way(run->gates, run->kernel, &run->net.err), STATUS_OK);
    assert_int_equal(run->arrival_count, 3);
    assert_int_equal(run->arrivals[2].drive, 3);
    assert_true(isnan(run->arrivals[2].arrive_s));
    assert_int_equal(run->arrivals[2].to_node, 3);
}

/** Given in reverse, they begin in order; at the same time the smaller number goes first. */
static void test_departures_are_sorted(void **state)
{
    struct run *run = *state;
    build_chain(run);
    for (uint32_t i = 0; i < 50; i++)
        add(run, chain, 3, VEHICLE_CAR, 300000 - 10000 * (i / 2));
    build(run, 1, 1);
    advance(run, 3600000);
    assert_int_equal(run->arrival_count, 50);
    for (uint32_t i = 0; i < 50; i++)
        assert_int_equal(run->arrivals[i].drive, 48 - i / 2 * 2 + i % 2);
}

static uint32_t draw(uint32_t *random, uint32_t count)
{
    *random = *random * 1664525u + 1013904223u;
    return (*random >> 8) % count;
}

/** Random walks over a grid. */
static void add_walks(struct run *run, uint32_t count)
{
    const struct network *network = run->net.network;
    uint32_t random = 11, links[20];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length = 1 + draw(&random, 20), made = 1;
        links[0] = draw(&random, network->link_count);
        while (made < length) {
            const struct road_node *at = &network->nodes[network->links[links[made - 1]].to];
            uint32_t next = network->out_links[at->first_out + draw(&random, at->out_count)];
            if (network_turn_allowed(network, links[made - 1], next))
                links[made++] = next;
        }
        add(run, links, length, draw(&random, 5) ? VEHICLE_CAR : VEHICLE_TRUCK,
            draw(&random, 3600000));
    }
}

/** Every drive arrives once, never sooner than on empty roads, and what it passed is its route:
 * for any number of threads and partitions the same rows in the same order. */
static void test_every_drive_arrives(void **state)
{
    struct run *run = *state;
    fixture_grid(&run->net, 6, 200);
    fixture_build(&run->net);
    add_walks(run, 3000);
    struct arrival *first = NULL;
    for (uint32_t threads = 1; threads <= 3; threads++)
        for (uint32_t partitions = 1; partitions <= 16; partitions *= 4) {
            build(run, threads, partitions);
            for (uint32_t t_ms = 600000; t_ms <= 3600000; t_ms += 600000)
                advance(run, t_ms);
            struct gates_totals totals = advance(run, 30000000);
            assert_int_equal(totals.arrived, 3000);
            if (!first) {
                first = mem_alloc(3000, sizeof *first, NULL);
                memcpy(first, run->arrivals, 3000 * sizeof *first);
            }
            assert_memory_equal(run->arrivals, first, 3000 * sizeof *first);
            run_reset(run);
        }
    uint8_t *seen = mem_alloc(3000, 1, NULL);
    for (uint32_t i = 0; i < 3000; i++) {
        uint32_t drive = (uint32_t)first[i].drive, free_ms = 0;
        assert_int_equal(seen[drive]++, 0);
        for (uint32_t k = 0; k < run->drives.items[drive].route_length; k++)
            free_ms += network_link_free_ms(run->net.network, drives_route(&run->drives, drive)[k]);
        assert_true(lround(1000 * (first[i].arrive_s - first[i].depart_s)) >= free_ms);
        assert_int_equal(first[i].links, run->drives.items[drive].route_length);
    }
    mem_free(seen);
    mem_free(first);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, run_up, run_down)
    const struct CMUnitTest tests[] = {
        TEST(test_a_lone_drive_needs_the_free_time),
        TEST(test_edges_of_the_run),
        TEST(test_departures_are_sorted),
        TEST(test_every_drive_arrives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
