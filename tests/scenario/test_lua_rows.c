// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_support.h"

#define ROADS                                                                                      \
    "local s = {\n"                                                                                \
    "  name = 'r', date = '2026-03-02',\n"                                                         \
    "  network = {\n"                                                                              \
    "    nodes = {\n"                                                                              \
    "      { id = 'A', name = 'A', lat = 51, lon = 7, kind = 'crossing', control = 'priority' "    \
    "},\n"                                                                                         \
    "      { id = 'B', name = 'B', lat = 51, lon = 7.1, kind = 'crossing', control = "             \
    "'priority', source = 'made up' },\n"                                                          \
    "    },\n"                                                                                     \
    "    links = 'scenarios/examples/two_roads/links.csv',\n"                                      \
    "  },\n"                                                                                       \
    "  traffic = { flows = { { route = 'AB', from_s = 25200, until_s = '8 h', flow_vph = 360 } "   \
    "} "                                                                                           \
    "},\n"                                                                                         \
    "}\n"

static enum status read_text(struct measured *measured, const char *text)
{
    struct error full = {0};
    const char *path = folder_write(&measured->folder, "s.lua", text);
    spec_destroy(measured->spec);
    measured->spec = NULL;
    enum status status = scenario_read(path, NULL, &measured->spec, &full);
    error_reset(&measured->err);
    size_t used = 0, length = strlen(measured->folder.path);
    for (const char *next = full.text; *next; next++) {
        if (strncmp(next, measured->folder.path, length) == 0)
            next += length + 1;
        measured->err.text[used++] = *next;
    }
    measured->err.text[used] = '\0';
    return status;
}

static void test_values(void **state)
{
    struct measured *measured = *state;
    if (read_text(measured, ROADS "return s") != STATUS_OK)
        fail_msg("%s", measured->err.text);
    const struct table *nodes = &measured->spec->network_tables.nodes;
    assert_int_equal(nodes->count, 2);
    assert_string_equal(nodes->path, "network.nodes");
    assert_string_equal(TABLE_ROW(nodes, struct road_node_row, 1)->id, "B");
    assert_true(TABLE_ROW(nodes, struct road_node_row, 1)->lon == 7.1);
    const struct table *flows = &measured->spec->traffic_tables.flows;
    assert_int_equal(flows->count, 1);
    const struct flow_row *flow = TABLE_ROW(flows, struct flow_row, 0);
    assert_true(flow->from_s == 25200 && flow->until_s == 28800);
    assert_near(flow->flow_vps, 0.1, 1e-12);
    /* A finding that comes later, when the world is built, still knows the line. */
    struct error err = {0};
    table_fail(nodes, TABLE_ROW(nodes, struct road_node_row, 1)->line, &err, "is wrong");
    assert_contains(err.text, "s.lua:6: network.nodes[2]: is wrong");
}

static void test_mistakes(void **state)
{
    struct measured *measured = *state;
    assert_int_equal(read_text(measured, ROADS "s.network.nodes = {\n"
                                               "  { id = 'A', nam = 'A', lat = 51, lon = 7, kind = "
                                               "'crosing', control = 'priority' },\n"
                                               "  { id = 7 },\n"
                                               "}\n"
                                               "return s"),
                     STATUS_USAGE);
    assert_string_equal(measured->err.text,
                        "s.lua:13: network.nodes[1]: 'name' is missing\n"
                        "s.lua:13: network.nodes[1]: kind is 'crosing', did you mean 'crossing'? "
                        "(one of crossing, motorway_junction, interchange, counter, boundary, "
                        "external)\n"
                        "s.lua:13: network.nodes[1]: unknown field 'nam', did you mean 'name'?\n"
                        "s.lua:14: network.nodes[2]: id is the number 7, must be a text\n"
                        "s.lua:14: network.nodes[2]: 'name' is missing\n"
                        "s.lua:14: network.nodes[2]: 'lat' is missing\n"
                        "s.lua:14: network.nodes[2]: 'lon' is missing\n"
                        "s.lua:14: network.nodes[2]: 'kind' is missing\n"
                        "s.lua:14: network.nodes[2]: 'control' is missing");
    assert_int_equal(read_text(measured, ROADS "s.traffic = { drives = {} }\n"
                                               "s.network.nodes = { id = 'A' }\n"
                                               "return s"),
                     STATUS_USAGE);
    assert_string_equal(measured->err.text,
                        "s.lua:13: network.nodes must be the path of a CSV file or a list of rows, "
                        "{ { id = ... }, ... }\n"
                        "s.lua:12: traffic: drives is a table, must be the path of a CSV file");
}

/** Rows that a loop makes are placed where the list is set. */
static void test_a_loop(void **state)
{
    struct measured *measured = *state;
    assert_int_equal(read_text(measured, ROADS "local rows = {}\n"
                                               "for i = 1, 3 do rows[i] = { id = 'N' .. i } end\n"
                                               "s.network.nodes = rows\n"
                                               "return s"),
                     STATUS_USAGE);
    assert_contains(measured->err.text, "s.lua:14: network.nodes[3]: 'lat' is missing");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, measured_up, measured_down)
    const struct CMUnitTest tests[] = {
        TEST(test_values),
        TEST(test_mistakes),
        TEST(test_a_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
