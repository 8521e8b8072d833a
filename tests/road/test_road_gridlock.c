// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/road_fixture.h"

/* A ring of four short links, full of vehicles that go round it several times. */

enum { RING = 4, PATIENCE_S = 60, PER_LINK = 12 };

static const char *const ring_links[RING] = {"A", "B", "C", "D"};
static const char *const ring_nodes[RING] = {"NA", "NB", "NC", "ND"};

/** Each link holds six cars; twelve want to go round three times from every link. */
static void ring_init(struct road_fixture *f)
{
    road_fixture_init(f);
    f->parameters.patience_s = PATIENCE_S;
    for (uint32_t i = 0; i < RING; i++)
        fixture_node(&f->net, ring_nodes[i], i % 2 * 10.0, i / 2 * 10.0);
    for (uint32_t i = 0; i < RING; i++)
        fixture_link(&f->net, (struct road_link_row){.id = ring_links[i],
                                                     .from = ring_nodes[i],
                                                     .to = ring_nodes[(i + 1) % RING],
                                                     .oneway = true,
                                                     .length_m = 30});
}

static void ring_fill(struct road_fixture *f, enum vehicle_class class)
{
    for (uint32_t i = 0; i < RING; i++) {
        char route[4 * RING * 2 + 1] = "";
        for (uint32_t k = 0; k < 3 * RING; k++) {
            strcat(route, k ? " " : "");
            strcat(route, ring_links[(i + k) % RING]);
        }
        for (uint32_t k = 0; k < PER_LINK; k++)
            trip_over(f, route, 1000 + k * 100, class);
    }
}

/** Rows of one cycle: every link of the ring in order, each waiting for the next, one forced. */
static void check_cycle(const struct road_fixture *f, const struct gridlock_note *rows,
                        int32_t number)
{
    const struct network *network = f->net.network;
    uint32_t forced = 0;
    for (int32_t i = 0; i < RING; i++) {
        const struct gridlock_note *row = &rows[i];
        assert_int_equal(row->gridlock, number);
        assert_int_equal(row->step, i);
        assert_int_equal(row->next_link, rows[(i + 1) % RING].link);
        assert_int_equal(row->node, network->links[row->link].to);
        assert_int_equal(network->links[row->next_link].from, row->node);
        assert_in_range(row->person, 0, RING * PER_LINK - 1);
        assert_int_equal(row->drive, -1);
        assert_true(row->since_s <= row->t_s - PATIENCE_S);
        assert_near(row->t_s, rows[0].t_s, 0);
        for (int32_t k = 0; k < i; k++)
            assert_int_not_equal(row->link, rows[k].link);
        forced += row->is_forced != 0;
        if (row->is_forced) /* the smallest with a place to go to */
            for (int32_t k = 0; k < RING; k++)
                assert_true(rows[k].link >= row->link || number > 0);
    }
    assert_true(forced <= 1);
}

static void test_a_ring_is_told_and_ended(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 4; partitions += 3) {
        struct road_fixture f;
        ring_init(&f);
        fixture_build(&f.net);
        ring_fill(&f, VEHICLE_CAR);
        road_fixture_build(&f, 1, partitions);
        assert_int_equal(kernel_run_until(f.kernel, 20 * 3600000, &f.net.err), STATUS_OK);

        struct road_totals totals = road_totals(f.road);
        assert_true(totals.gridlocks > 0);
        assert_int_equal(f.gridlock_rows, RING * totals.gridlocks);
        assert_int_equal(f.forced_count, totals.forced);
        uint32_t forced = 0;
        for (uint32_t g = 0; g < totals.gridlocks; g++) {
            const struct gridlock_note *rows = &f.gridlocks[RING * g];
            check_cycle(&f, rows, (int32_t)g);
            for (uint32_t i = 0; i < RING; i++) {
                if (!rows[i].is_forced)
                    continue;
                assert_true(forced < f.forced_count); /* one move per cycle, of that vehicle */
                const struct forced_note *move = &f.forced[forced++];
                assert_near(move->t_s, rows[i].t_s, 0);
                assert_int_equal(move->vehicle, rows[i].person);
                assert_int_equal(move->from_link, rows[i].link);
                assert_int_equal(move->to_link, rows[i].next_link);
                assert_int_equal(move->node, rows[i].node);
            }
        }
        assert_int_equal(forced, f.forced_count);
        assert_int_equal(f.gridlocks[0].is_forced + f.gridlocks[1].is_forced +
                             f.gridlocks[2].is_forced + f.gridlocks[3].is_forced,
                         1);
        assert_int_equal(totals.finished, RING * PER_LINK); /* force does end it */
        road_fixture_deinit(&f);
    }
}

/** Runs of public transport are told as such, and none is lost. */
static void test_a_ring_of_buses(void **state)
{
    (void)state;
    struct road_fixture f;
    ring_init(&f);
    f.are_runs = true;
    fixture_build(&f.net);
    ring_fill(&f, VEHICLE_BUS);
    road_fixture_build(&f, 1, 1);
    assert_int_equal(kernel_run_until(f.kernel, 20 * 3600000, &f.net.err), STATUS_OK);
    struct road_totals totals = road_totals(f.road);
    assert_true(totals.forced > 0);
    assert_int_equal(totals.finished, RING * PER_LINK);
    for (size_t i = 0; i < f.gridlock_rows; i++) {
        assert_int_equal(f.gridlocks[i].person, -1);
        assert_int_equal(f.gridlocks[i].drive, -1);
        assert_in_range(f.gridlocks[i].run, 0, RING * PER_LINK - 1);
    }
    assert_int_equal(f.forced_count, totals.forced);
    for (size_t i = 0; i < f.forced_count; i++) {
        assert_int_equal(f.forced[i].vehicle, -1);
        assert_int_equal(f.forced[i].drive, -1);
        assert_in_range(f.forced[i].run, 0, RING * PER_LINK - 1);
    }
    road_fixture_deinit(&f);
}

/** While one link of the ring is closed, its queue ends at a closed link: that opens again. */
static void test_a_closed_link_is_no_gridlock(void **state)
{
    (void)state;
    struct road_fixture f;
    ring_init(&f);
    fixture_closure(&f.net, "C", 0, 2000);
    fixture_build(&f.net);
    ring_fill(&f, VEHICLE_CAR);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 2000);
    assert_true(count_on(&f, "B", 2000) >= 6);
    assert_true(count_on(&f, "A", 2000) >= 6);
    assert_int_equal(f.gridlock_rows, 0);
    assert_int_equal(f.forced_count, 0);
    road_fixture_deinit(&f);
}

/** Red for nearly ten minutes, and a queue over two links. */
static void test_a_red_light_is_no_gridlock(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    f.parameters.patience_s = PATIENCE_S;
    fixture_chain(&f, (const double[]){0.8, 0.8, 0.8}, 3);
    ((struct road_link_row *)f.net.tables.links.rows)[1].length_m = 901;
    fixture_signal(&f.net, "N2", 600, 0);
    fixture_green(&f.net, "N2", "L2", 590, 10);
    fixture_build(&f.net);
    demand_add(&f, "L1 L2 L3", 0, 600, 0.6);
    f.sample_every_ms = 100000;
    road_fixture_run(&f, 3000);
    assert_true(count_on(&f, "L2", 500) > 170); /* full, with the space that is under way */
    assert_int_equal(f.gridlock_rows, 0);
    assert_int_equal(f.forced_count, 0);
    road_fixture_deinit(&f);
}

/** A queue in front of a narrow link, for hours. */
static void test_a_queue_is_no_gridlock(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    f.parameters.patience_s = 10;
    fixture_chain(&f, (const double[]){0.8, 0.01}, 2);
    fixture_build(&f.net);
    demand_add(&f, "L1 L2", 0, 1000, 0.6);
    road_fixture_run(&f, 20000);
    assert_int_equal(f.gridlock_rows, 0);
    assert_int_equal(f.forced_count, 0);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_ring_is_told_and_ended),
        cmocka_unit_test(test_a_ring_of_buses),
        cmocka_unit_test(test_a_closed_link_is_no_gridlock),
        cmocka_unit_test(test_a_red_light_is_no_gridlock),
        cmocka_unit_test(test_a_queue_is_no_gridlock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
