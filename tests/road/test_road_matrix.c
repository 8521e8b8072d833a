// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/random.h"
#include "support/road_fixture.h"

/* A town in which queues spill back over signals, run on every number of threads and partitions:
 * not a bit may differ. With a sixth more trips than it can bear it locks up for good. */

enum { SIZE = 6, TRIPS_LOCKED = 4000, TRIPS_BUSY = 3400 };

/** Every second crossing has a signal: east and west, then north and south. */
static void add_signals(struct road_fixture *f)
{
    const struct road_link_row *links = f->net.tables.links.rows;
    for (uint32_t row = 0; row < SIZE; row++)
        for (uint32_t column = row % 2; column < SIZE; column += 2) {
            char node[16];
            snprintf(node, sizeof node, "N%u_%u", row, column);
            const char *at = fixture_text(&f->net, node);
            fixture_signal(&f->net, at, 60, row * 7 + column * 3);
            for (uint32_t i = 0; i < f->net.tables.links.count; i++)
                for (uint32_t back = 0; back < 2; back++) {
                    char name[16];
                    if (strcmp(back ? links[i].from : links[i].to, at) != 0)
                        continue;
                    snprintf(name, sizeof name, "%s%s", links[i].id, back ? "r" : "");
                    fixture_green(&f->net, at, fixture_text(&f->net, name),
                                  links[i].id[0] == 'H' ? 0 : 32, 26);
                }
        }
}

/** A walk at random by allowed turns, 3 to 15 links long. */
static void add_trip(struct road_fixture *f, uint32_t number)
{
    const struct network *network = f->net.network;
    struct random_stream random;
    uint32_t route[15];
    random_stream_init(&random, 3, number, RANDOM_TEST);
    uint16_t length = (uint16_t)(3 + random_below(&random, 13)), count = 1;
    route[0] = random_below(&random, network->link_count);
    while (count < length) {
        const struct road_node *node = &network->nodes[network->links[route[count - 1]].to];
        uint32_t next =
            network->out_links[node->first_out + random_below(&random, node->out_count)];
        if (network_turn_allowed(network, route[count - 1], next))
            route[count++] = next;
    }
    trip_add(f, (struct trip){.route = route_copy(f, route, count),
                              .route_length = count,
                              .class = random_below(&random, 10) == 0,
                              .depart_ms = 1000 + random_below(&random, 900000)});
}

static void build_town(struct road_fixture *f, uint32_t trips)
{
    road_fixture_init(f);
    f->parameters.saturation_vps = 0.5;
    f->parameters.patience_s = 20;
    fixture_grid(&f->net, SIZE, 120);
    add_signals(f);
    fixture_build(&f->net);
    for (uint32_t i = 0; i < trips; i++)
        add_trip(f, i);
    f->sample_every_ms = 300000;
}

static void run_town(struct road_fixture *f, uint32_t threads, uint32_t partitions)
{
    road_fixture_build(f, threads, partitions);
    if (kernel_run_until(f->kernel, 24 * 3600000, &f->net.err) != STATUS_OK)
        fail_msg("%s", f->net.err.text);
}

/** Totals of every link at every sample, every trip's end, every move by force. */
static void test_matrix(void **state)
{
    (void)state;
    static const uint32_t threads[] = {1, 2, 3, 8}, partitions[] = {1, 4, 16, 64};
    struct road_fixture first;
    build_town(&first, TRIPS_LOCKED);
    run_town(&first, 1, 1);
    struct road_totals expected = road_totals(first.road);
    assert_int_equal(expected.finished + expected.on_links + expected.at_start, TRIPS_LOCKED);
    assert_int_equal(expected.forced, first.forced_count);
    assert_true(expected.forced > 1000); /* it did lock up */
    assert_true(first.gridlock_rows >= 2 * expected.gridlocks);

    for (size_t t = 0; t < 4; t++)
        for (size_t k = 0; k < 4; k++) {
            struct road_fixture f;
            build_town(&f, TRIPS_LOCKED);
            run_town(&f, threads[t], partitions[k]);
            struct road_totals totals = road_totals(f.road);
            assert_memory_equal(&totals, &expected, sizeof totals);
            assert_int_equal(f.sample_count, first.sample_count);
            assert_memory_equal(f.samples, first.samples, f.sample_count * sizeof *f.samples);
            assert_int_equal(f.forced_count, first.forced_count);
            assert_int_equal(f.gridlock_rows, first.gridlock_rows);
            for (size_t i = 0; i < f.forced_count; i++)
                assert_memory_equal(&f.forced[i], &first.forced[i],
                                    offsetof(struct forced_note, to_link) + sizeof(int32_t));
            for (uint32_t v = 0; v < TRIPS_LOCKED; v++)
                assert_int_equal(f.trips[v].left_ms, first.trips[v].left_ms);
            road_fixture_deinit(&f);
        }
    road_fixture_deinit(&first);
}

/** The sum over the links of what each counted is the sum over the trips. */
static void test_link_sums_equal_trip_sums(void **state)
{
    (void)state;
    struct road_fixture f;
    build_town(&f, TRIPS_BUSY);
    run_town(&f, 2, 8);
    uint64_t left = 0, heavy = 0, links_on_routes = 0, trucks_on_routes = 0;
    for (uint32_t i = 0; i < f.net.network->link_count; i++) {
        struct road_link_totals totals = road_link_totals(f.road, i);
        assert_int_equal(totals.entered, totals.left);
        assert_int_equal(totals.left_ms_sum - totals.entered_ms_sum, totals.travel_ms_sum);
        left += totals.left;
        heavy += totals.heavy_left;
    }
    for (uint32_t v = 0; v < TRIPS_BUSY; v++) {
        uint64_t free_ms = 0;
        links_on_routes += f.trips[v].route_length;
        trucks_on_routes += f.trips[v].class == VEHICLE_TRUCK ? f.trips[v].route_length : 0;
        for (uint32_t i = 0; i < f.trips[v].route_length; i++)
            free_ms += road_link_run_ms(f.road, f.trips[v].route[i], f.trips[v].class);
        assert_true(f.trips[v].left_ms - f.trips[v].depart_ms >= free_ms);
    }
    assert_int_equal(left, links_on_routes);
    assert_int_equal(heavy, trucks_on_routes);
    assert_int_equal(road_totals(f.road).traversals, links_on_routes);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matrix),
        cmocka_unit_test(test_link_sums_equal_trip_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
