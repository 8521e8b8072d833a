// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/network_fixture.h"

static void one_street(struct network_fixture *f)
{
    network_fixture_init(f);
    fixture_node(f, "A", 0, 0);
    fixture_node(f, "B", 500, 0);
    fixture_link(f, (struct road_link_row){.id = "AB", .from = "A", .to = "B", .length_m = 500});
}

static void add_height(struct network_fixture *f, const char *node, double height_m)
{
    struct height_row row = {.node = node, .height_m = height_m};
    fixture_add_row(f, &f->tables.heights, &row);
}

static void nodes_have_their_heights(void **state)
{
    (void)state;
    struct network_fixture f;
    one_street(&f);
    add_height(&f, "B", 190);
    add_height(&f, "A", 76.5);
    const struct network *network = fixture_build(&f);
    assert_near((double)network->nodes[0].height_m, 76.5, 1e-4);
    assert_near((double)network->nodes[1].height_m, 190, 1e-4);
    network_fixture_deinit(&f);
}

static void without_a_table_the_land_is_flat(void **state)
{
    (void)state;
    struct network_fixture f;
    one_street(&f);
    assert_near((double)fixture_build(&f)->nodes[1].height_m, 0, 1e-9);
    network_fixture_deinit(&f);
}

static void findings_name_the_node(void **state)
{
    (void)state;
    struct network_fixture f;
    one_street(&f);
    add_height(&f, "A", 1);
    add_height(&f, "A", 2);
    add_height(&f, "C", 3);
    assert_int_equal(network_build(&f.tables, &f.network, &f.err), STATUS_DATA);
    assert_int_equal(f.err.finding_count, 3);
    assert_non_null(strstr(f.err.text, "heights.csv:3: node 'A' has a height already"));
    assert_non_null(strstr(f.err.text, "heights.csv:4: unknown node 'C'"));
    assert_non_null(strstr(f.err.text, "heights.csv: node 'B' has no height"));
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nodes_have_their_heights),
                                       cmocka_unit_test(without_a_table_the_land_is_flat),
                                       cmocka_unit_test(findings_name_the_node)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
