// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/network_fixture.h"

/** A right network to spoil: three crossings in a row with a signal in the middle, two zones. */
static void fixture_right(struct network_fixture *f)
{
    network_fixture_init(f);
    fixture_node(f, "Hengsen", 0, 0);
    fixture_node(f, "Aplerbeck", 900, 0);
    fixture_node(f, "Schwerte", 1800, 0);
    fixture_street(f, "L0001", "Hengsen", "Aplerbeck");
    fixture_street(f, "L0002", "Aplerbeck", "Schwerte");
    fixture_signal(f, "Aplerbeck", 90, 10);
    fixture_green(f, "Aplerbeck", "L0001", 0, 45);
    fixture_green(f, "Aplerbeck", "L0002r", 50, 60);
    fixture_zone(f, "D00");
    fixture_zone(f, "S01");
    fixture_place(f, "D00_01", "D00", "Hengsen", 0.25);
    fixture_place(f, "D00_02", "D00", "Aplerbeck", 0.75);
    fixture_place(f, "S01_01", "S01", "Schwerte", 1);
    fixture_counter(f, "C1", "L0001;L0001r");
}

static void assert_findings(struct network_fixture *f, unsigned count, const char *text)
{
    assert_int_equal(network_build(&f->tables, &f->network, &f->err), STATUS_DATA);
    assert_string_equal(f->err.text, text);
    assert_int_equal(f->err.finding_count, count);
    assert_int_equal(f->err.status, STATUS_DATA);
    assert_null(f->network);
    network_fixture_deinit(f);
}

static void test_right_network_is_built(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    const struct network *network = fixture_build(&f);

    assert_int_equal(network->node_count, 3);
    assert_int_equal(network->link_count, 4);
    assert_int_equal(network->green_count, 2);
    assert_int_equal(network->zone_count, 2);
    assert_int_equal(network->place_count, 3);
    assert_int_equal(network->counter_count, 1);
    assert_near(network->ref_lat, FIXTURE_LAT, 1e-12);
    assert_near(point_distance_m(network->nodes[0].point, network->nodes[1].point), 900, 0.05);
    assert_near(point_distance_m(network->nodes[0].point, network->nodes[2].point), 1800, 0.1);
    assert_string_equal(names_text(&network->road_names, network->links[3].road), "road");
    assert_int_equal(network->counters[0].link_count, 2);
    assert_int_equal(network->counters[0].links[0], 0);
    assert_int_equal(network->counters[0].links[1], 1);
    assert_int_equal(network->zones[0].first_place, 0);
    assert_int_equal(network->zones[0].place_count, 2);
    assert_int_equal(network->zones[1].first_place, 2);
    assert_int_equal(network->places[1].zone, 0);
    assert_int_equal(network->places[1].node, 1);
    assert_near((double)network->places[1].share, 0.75, 1e-7);
    assert_near((double)network->places[1].access_m, 250, 0);
    network_fixture_deinit(&f);
}

/** A two-way row makes `id` and, right after it, `idr`; they are each other's reverse. */
static void test_links_in_table_order(void **state)
{
    (void)state;
    static const char *const names[] = {"L0001", "L0001r", "L0002", "L0002r"};
    static const uint32_t ends[][3] = {{0, 1, 1}, {1, 0, 0}, {1, 2, 3}, {2, 1, 2}};
    struct network_fixture f;
    fixture_right(&f);
    const struct network *network = fixture_build(&f);

    for (uint32_t i = 0; i < 4; i++) {
        const struct road_link *link = &network->links[i];
        assert_string_equal(names_text(&network->link_names, i), names[i]);
        assert_int_equal(link->from, ends[i][0]);
        assert_int_equal(link->to, ends[i][1]);
        assert_int_equal(link->reverse, ends[i][2]);
        assert_int_equal(link->row, i / 2);
        assert_int_equal(link->lanes, 1);
        assert_near((double)link->speed_mps, 20, 0);
        assert_near((double)link->capacity_vps, 0.8, 1e-7);
        assert_near((double)link->length_m, 1000, 0);
    }
    const struct road_node *middle = &network->nodes[1];
    assert_int_equal(middle->in_count, 2);
    assert_int_equal(middle->out_count, 2);
    assert_int_equal(network->in_links[middle->first_in], 0);
    assert_int_equal(network->in_links[middle->first_in + 1], 3);
    assert_int_equal(network->out_links[middle->first_out], 1);
    assert_int_equal(network->out_links[middle->first_out + 1], 2);
    network_fixture_deinit(&f);
}

static void test_signal_plans(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    const struct network *network = fixture_build(&f);

    assert_int_equal(network->signals[0].cycle_ms, 90000);
    assert_int_equal(network->signals[0].offset_ms, 10000);
    assert_int_equal(network->signals[0].green_count, 1);
    assert_int_equal(network->signals[3].first_green, 1);
    assert_int_equal(network->greens[1].from_ms, 50000);
    assert_int_equal(network->greens[1].length_ms, 60000); /* past the end of the cycle */
    assert_int_equal(network->signals[1].cycle_ms, 0);
    assert_int_equal(network->signals[2].cycle_ms, 0);
    network_fixture_deinit(&f);
}

/** One-way rows there and back are paired in order; what is left over has no reverse. */
static void test_reverses_of_carriageways(void **state)
{
    (void)state;
    struct network_fixture f;
    network_fixture_init(&f);
    fixture_node(&f, "A", 0, 0);
    fixture_node(&f, "B", 900, 0);
    fixture_node(&f, "C", 900, 900);
    fixture_way(&f, "ab", "A", "B");
    fixture_way(&f, "ab2", "A", "B");
    fixture_way(&f, "bc", "B", "C");
    fixture_way(&f, "ba", "B", "A");
    fixture_way(&f, "cb", "C", "B");
    fixture_street(&f, "s", "A", "B");
    const struct network *network = fixture_build(&f);

    static const uint32_t reverses[] = {3, NONE, 4, 0, 2, 6, 5};
    for (uint32_t i = 0; i < 7; i++)
        assert_int_equal(network->links[i].reverse, reverses[i]);
    network_fixture_deinit(&f);
}

static void test_unknown_nodes_get_suggestions(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    fixture_street(&f, "L0003", "Hengsn", "Schwerte");
    fixture_street(&f, "L0004", "Schwerte", "Nowhere");
    assert_findings(&f, 2,
                    "links.csv:4: unknown node 'Hengsn', did you mean 'Hengsen'?\n"
                    "links.csv:5: unknown node 'Nowhere'");
}

static void test_nodes_and_links_are_unique(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    fixture_node(&f, "Aplerbeck", 0, 50);
    assert_findings(&f, 1, "nodes.csv:5: 'Aplerbeck' appears twice");

    fixture_right(&f);
    fixture_way(&f, "L0001r", "Hengsen", "Aplerbeck"); /* the name of a row's way back */
    fixture_way(&f, "L0002", "Hengsen", "Aplerbeck");
    assert_findings(&f, 2,
                    "links.csv:4: 'L0001r' appears twice\nlinks.csv:5: 'L0002' appears twice");
}

static void test_links_are_as_long_as_the_way(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    fixture_link(&f, (struct road_link_row){
                         .id = "short", .from = "Hengsen", .to = "Schwerte", .length_m = 1780});
    fixture_link(&f, (struct road_link_row){
                         .id = "near", .from = "Hengsen", .to = "Schwerte", .length_m = 1795});
    fixture_way(&f, "round", "Schwerte", "Schwerte");
    assert_findings(&f, 2,
                    "links.csv:4: link 'short' is 1780 m long but its ends are 1800 m apart\n"
                    "links.csv:6: link 'round' starts and ends at 'Schwerte'");
}

static void test_signals_are_checked(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    fixture_signal(&f, "Aplerbek", 90, 0);
    assert_findings(&f, 1, "signals.csv:3: unknown node 'Aplerbek', did you mean 'Aplerbeck'?");

    fixture_right(&f);
    fixture_signal(&f, "Schwerte", 60, 0);
    fixture_signal(&f, "Hengsen", 60, 0);
    assert_findings(&f, 2,
                    "greens.csv: link 'L0001r' has a signal at its end but no green\n"
                    "greens.csv: link 'L0002' has a signal at its end but no green");

    fixture_right(&f);
    fixture_signal(&f, "Aplerbeck", 60, 0);
    network_build(&f.tables, &f.network, &f.err);
    assert_memory_equal(f.err.text, "signals.csv:3: node 'Aplerbeck' has a signal already", 52);
    network_fixture_deinit(&f);
}

static void test_greens_are_checked(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    fixture_green(&f, "Aplerbeck", "L0002", 0, 10);
    fixture_green(&f, "Schwerte", "L0002", 0, 10);
    fixture_green(&f, "Schwerte", "L0009r", 0, 10);
    assert_findings(&f, 3,
                    "greens.csv:4: link 'L0002' ends at 'Schwerte', not at 'Aplerbeck'\n"
                    "greens.csv:5: node 'Schwerte' has no signal\n"
                    "greens.csv:6: unknown link 'L0009r', did you mean 'L0001r'?");

    fixture_right(&f);
    fixture_green(&f, "Aplerbeck", "L0002r", 90, 5);
    fixture_green(&f, "Aplerbeck", "L0002r", 0, 91);
    fixture_green(&f, "Aplerbeck", "L0001", 60, 10);
    assert_findings(&f, 3,
                    "greens.csv:4: green from 90.0 s for 5.0 s in a cycle of 90.0 s\n"
                    "greens.csv:5: green from 0.0 s for 91.0 s in a cycle of 90.0 s\n"
                    "greens.csv:6: the greens of link 'L0001' are not in one block");
}

static void test_places_are_checked(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    fixture_place(&f, "S01_01", "S01", "Schwerte", 0);
    fixture_place(&f, "S01_02", "S1", "Schwrte", 0);
    fixture_place(&f, "D00_03", "D00", "Hengsen", 0);
    assert_findings(&f, 4,
                    "places.csv:5: 'S01_01' appears twice\n"
                    "places.csv:6: unknown zone 'S1', did you mean 'S01'?\n"
                    "places.csv:6: unknown node 'Schwrte', did you mean 'Schwerte'?\n"
                    "places.csv:7: the places of zone 'D00' are not in one block");

    fixture_right(&f);
    fixture_place(&f, "S01_02", "S01", "Schwerte", 0.1);
    fixture_zone(&f, "X09");
    assert_findings(&f, 2,
                    "places.csv: the shares of zone 'S01' sum to 1.1000, not to 1\n"
                    "places.csv: the shares of zone 'X09' sum to 0.0000, not to 1");

    fixture_right(&f);
    fixture_place(&f, "S01_02", "S01", "Schwerte", 0.0009); /* rounding in a table */
    fixture_build(&f);
    network_fixture_deinit(&f);
}

static void test_zones_are_unique(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    fixture_zone(&f, "S01");
    assert_findings(&f, 1, "zones.csv:4: 'S01' appears twice");
}

static void test_counters_are_checked(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    fixture_counter(&f, "C2", "L0001;L0003");
    fixture_counter(&f, "C3", "L0001;L0001r;L0002;L0002r;L0001");
    assert_findings(&f, 2,
                    "counters.csv:3: unknown link 'L0003', did you mean 'L0001'?\n"
                    "counters.csv:4: counter 'C3' has more than 4 links");
}

/** The text of an error ends somewhere; the count goes on. */
static void test_a_thousand_findings(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_right(&f);
    for (int i = 0; i < 1000; i++)
        fixture_way(&f, "x", "Nowhere", "Hengsen");
    assert_int_equal(network_build(&f.tables, &f.network, &f.err), STATUS_DATA);
    assert_int_equal(f.err.finding_count, 1000);
    assert_int_equal(strlen(f.err.text), ERROR_TEXT_SIZE - 1);
    network_fixture_deinit(&f);
    network_destroy(NULL);
}

static void test_empty_tables_are_a_network(void **state)
{
    (void)state;
    struct network_fixture f;
    network_fixture_init(&f);
    fixture_build(&f);
    assert_int_equal(f.network->node_count, 0);
    assert_int_equal(f.network->link_count, 0);
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right_network_is_built),
        cmocka_unit_test(test_links_in_table_order),
        cmocka_unit_test(test_signal_plans),
        cmocka_unit_test(test_reverses_of_carriageways),
        cmocka_unit_test(test_unknown_nodes_get_suggestions),
        cmocka_unit_test(test_nodes_and_links_are_unique),
        cmocka_unit_test(test_links_are_as_long_as_the_way),
        cmocka_unit_test(test_signals_are_checked),
        cmocka_unit_test(test_greens_are_checked),
        cmocka_unit_test(test_places_are_checked),
        cmocka_unit_test(test_zones_are_unique),
        cmocka_unit_test(test_counters_are_checked),
        cmocka_unit_test(test_a_thousand_findings),
        cmocka_unit_test(test_empty_tables_are_a_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
