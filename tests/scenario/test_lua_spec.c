// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/lua_spec.h"

#include <math.h>

#define HEAD                                                                                       \
    "local s = require 'corridor'\n"                                                               \
    "s.name, s.date = 'test', '2026-03-02'\n"

struct setup {
    struct folder folder;
    struct source_files files;
    struct table_sources sources;
    struct spec spec;
    struct error err;
};

static void setup_forget(struct setup *setup)
{
    source_files_deinit(&setup->files);
    mem_free(setup->sources.items);
    setup->sources = (struct table_sources){0};
    text_arena_deinit(&setup->spec.text);
    setup->spec = (struct spec){0};
    error_reset(&setup->err);
}

static int setup_up(void **state)
{
    struct setup *setup = calloc(1, sizeof *setup);
    folder_init(&setup->folder);
    *state = setup;
    return 0;
}

static int setup_down(void **state)
{
    struct setup *setup = *state;
    setup_forget(setup);
    folder_deinit(&setup->folder);
    free(setup);
    return 0;
}

static enum status read_text(struct setup *setup, const char *text)
{
    static const char *const folders[] = {"scenarios", NULL};
    setup_forget(setup);
    struct findings findings = {.err = &setup->err};
    const struct lua_spec_input input = {.path = folder_write(&setup->folder, "s.lua", text),
                                         .search_folders = folders};
    enum status status =
        lua_spec_read(&input, &setup->files, &setup->spec, &setup->sources, &findings);
    assert_int_equal(findings_end(&findings), status);
    return status;
}

/** The findings of `text`, without the folder's name, must be `findings`. */
static void assert_findings(struct setup *setup, const char *text, const char *findings)
{
    char shown[ERROR_TEXT_SIZE];
    size_t used = 0, length = strlen(setup->folder.path);
    assert_int_equal(read_text(setup, text), STATUS_USAGE);
    for (const char *next = setup->err.text; *next; next++) {
        if (strncmp(next, setup->folder.path, length) == 0)
            next += length + 1;
        shown[used++] = *next;
    }
    shown[used] = '\0';
    assert_string_equal(shown, findings);
}

static void test_values_and_units(void **state)
{
    struct setup *setup = *state;
    assert_int_equal(read_text(setup, HEAD "s.seed = 9007199254740993\n"
                                           "s.start, s.stop = '04:00', '28:00'\n"
                                           "s.interval = '5 min'\n"
                                           "s.road.patience = '10 min'\n"
                                           "s.road.truck_speed = 20\n"
                                           "s.road.truck_units = 3\n"
                                           "s.demand.sample = '25 %'\n"
                                           "return s\n"),
                     STATUS_OK);
    assert_string_equal(setup->spec.run.name, "test");
    assert_true(setup->spec.run.seed == 9007199254740993);
    assert_true(setup->spec.run.start_s == 14400 && setup->spec.run.stop_s == 100800);
    assert_true(setup->spec.run.interval_s == 300);
    assert_true(setup->spec.road.patience_s == 600);
    assert_true(setup->spec.road.truck_speed_mps == 20);
    assert_true(setup->spec.road.truck_units == 3);
    assert_true(setup->spec.demand.sample == 0.25);
    assert_true(fabs(setup->spec.road.jam_spacing_m - 7.5) < 1e-12); /* the default */
    assert_int_equal(setup->sources.count, 36);
    assert_string_equal(setup->sources.items[0].kind->key, "nodes");
    assert_string_equal(setup->sources.items[0].path, "scenarios/corridor/network/nodes.csv");
    assert_int_equal(setup->files.count, 2);
}

static void test_unknown_fields(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup,
                    HEAD "s.road.patiense = 5\n"
                         "s.road.zebra = 5\n"
                         "s.patience = 5\n"
                         "s.raod = {}\n"
                         "s.transit.lins = 'x.csv'\n"
                         "s.network.seed = 3\n"
                         "return s\n",
                    "s.lua:5: unknown field 'patience', it belongs in road\n"
                    "s.lua:6: unknown field 'raod', did you mean 'road'?\n"
                    "s.lua:8: network: unknown field 'seed', it belongs at the top level\n"
                    "s.lua:3: road: unknown field 'patiense', did you mean 'patience'?\n"
                    "s.lua:4: road: unknown field 'zebra'\n"
                    "s.lua:7: transit: unknown field 'lins', did you mean 'lines'?");
}

static void test_line_inside_a_constructor(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup,
                    HEAD "s.road = {\n"
                         "  truck_units = 2, -- patiense = 1\n"
                         "  patiense = '5 min',\n"
                         "}\n"
                         "return s\n",
                    "s.lua:5: road: unknown field 'patiense', did you mean 'patience'?");
}

static void test_wrong_values(void **state)
{
    struct setup *setup = *state;
    assert_findings(
        setup,
        HEAD "s.title = 5\n"
             "s.seed = 1.5\n"
             "s.start = 4\n"
             "s.interval = '15'\n"
             "s.road.patience = '5 km'\n"
             "s.road.truck_units = '2'\n"
             "s.road.truck_speed = {}\n"
             "s.road.jam_spacing = 100\n"
             "s.demand.sample = ''\n"
             "s.network.nodes = 5\n"
             "s.network.links = ''\n"
             "s.people = 3\n"
             "s.title = 'a\\0b'\n"
             "return s\n",
        "s.lua:15: title is a text that is not UTF-8, must be a text\n"
        "s.lua:4: seed is 1.5, must be a whole number of at most 2^53\n"
        "s.lua:5: start is the number 4, must be a time of day such as \"07:30\"\n"
        "s.lua:6: interval is the text '15', the unit is missing; write it like \"15 min\"\n"
        "s.lua:12: network: nodes is a number, must be the path of a CSV file or a list of rows\n"
        "s.lua:13: network: links is a string, must be the path of a CSV file or a list of rows\n"
        "s.lua:10: road: jam_spacing is 100, must be between 3 and 30 m\n"
        "s.lua:8: road: truck_units is the text '2', must be a number\n"
        "s.lua:9: road: truck_speed is a table, must be a plain number (unit: m s-1) or a text "
        "such as \"70 km/h\"\n"
        "s.lua:7: road: patience is '5 km', must be a number or a text with a unit such as "
        "\"15 min\"\n"
        "s.lua:11: demand: sample is the text '', must be a plain number (unit: 1) or a text such "
        "as \"25 %\"\n"
        "s.lua:14: people is a number, must be a table");
}

static void test_missing(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup,
                    "local c = require 'corridor'\n"
                    "c.network.nodes = nil\n"
                    "return {\n"
                    "  network = c.network, demand = c.demand,\n"
                    "}\n",
                    "s.lua:3: 'name' is missing\n"
                    "s.lua:3: 'date' is missing\n"
                    "s.lua:2: network: 'nodes' is missing, it is the path of a CSV file\n"
                    "s.lua:3: 'transit' is missing");
}

#define ROADS "name = 'r', date = '2026-03-02', network = { nodes = 'n.csv', links = 'l.csv' }"

/** Without people only nodes and links are needed. */
static void test_roads_alone(void **state)
{
    struct setup *setup = *state;
    assert_int_equal(read_text(setup, "return { " ROADS ", traffic = { drives = 'd.csv' } }"),
                     STATUS_OK);
    assert_true(setup->spec.has_traffic);
    assert_false(setup->spec.has_demand);
    assert_int_equal(setup->sources.count, 3);
    assert_string_equal(setup->sources.items[2].kind->key, "drives");
    assert_string_equal(setup->sources.items[2].path, "d.csv");
    assert_true(setup->spec.demand.sample == 1); /* the default */
    assert_int_equal(read_text(setup, HEAD "s.traffic = { flows = 'f.csv' } return s"), STATUS_OK);
    assert_true(setup->spec.has_traffic && setup->spec.has_demand);
}

/** What people need is required as soon as there are people. */
static void test_demand_needs_its_tables(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup, "return {\n  " ROADS ",\n  demand = require('corridor').demand,\n}\n",
                    "s.lua:2: network: 'zones' is missing, it is the path of a CSV file\n"
                    "s.lua:2: network: 'places' is missing, it is the path of a CSV file\n"
                    "s.lua:1: 'transit' is missing");
}

static void test_something_must_move(void **state)
{
    struct setup *setup = *state;
    assert_findings(
        setup, "return {\n  " ROADS ",\n}\n",
        "s.lua:1: neither 'demand', 'traffic' nor 'transit' is given, so nothing would move; "
        "vehicles on given routes are added like this: traffic = { drives = here .. "
        "\"/drives.csv\" }");
    assert_findings(setup, "return {\n  " ROADS ",\n  traffic = {},\n}\n",
                    "s.lua:3: traffic names no table, must name 'drives', 'flows' or both");
    assert_findings(setup, "return {\n  " ROADS ",\n  traffic = { drifes = 'd.csv' },\n}\n",
                    "s.lua:3: traffic: unknown field 'drifes', did you mean 'drives'?");
}

static void test_tables_that_hide_something(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup,
                    HEAD "s.road = setmetatable({}, {__index = {patience = 5}})\n"
                         "s[1], s[2] = 1, 2\n"
                         "return s\n",
                    "s.lua:5: has 2 entries without a name, only `name = value` is understood\n"
                    "s.lua:3: road has a metatable, must be a plain table");
}

static void test_many_findings_in_one_order(void **state)
{
    struct setup *setup = *state;
    char first[ERROR_TEXT_SIZE] = "";
    for (int round = 0; round < 5; round++) {
        assert_int_equal(read_text(setup, HEAD "for i = 10, 60 do s['x' .. i] = i end return s"),
                         STATUS_USAGE);
        assert_int_equal(setup->err.finding_count, FINDINGS_SHOWN_MAX);
        assert_contains(setup->err.text, "s.lua:3: unknown field 'x10'");
        assert_contains(setup->err.text, "s.lua:3: unknown field 'x29'\n  and 31 more");
        if (round > 0)
            assert_string_equal(setup->err.text, first);
        strcpy(first, setup->err.text);
    }
}

static void test_strange_keys(void **state)
{
    struct setup *setup = *state;
    assert_int_equal(read_text(setup, HEAD "s[('k'):rep(5000)] = 1 s['a\\nb'] = 1 s[''] = 1 "
                                           "return s"),
                     STATUS_USAGE);
    assert_int_equal(setup->err.finding_count, 3);
    assert_contains(setup->err.text, "unknown field 'a?b'");
    assert_int_equal(read_text(setup, "return setmetatable({}, {__index = error})"), STATUS_USAGE);
    assert_contains(setup->err.text, "s.lua:1: the scenario has a metatable");
}

static void test_lua_errors(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup, "return {\n  seed = ,\n}\n", "s.lua:2: unexpected symbol near ','");
    assert_int_equal(read_text(setup, "-- H\xf6rde\nreturn {}"), STATUS_USAGE);
    assert_contains(setup->err.text, "s.lua: is not UTF-8 text");
    assert_int_equal(setup->err.finding_count, 1);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup_up, setup_down)
    const struct CMUnitTest tests[] = {
        TEST(test_values_and_units),
        TEST(test_unknown_fields),
        TEST(test_line_inside_a_constructor),
        TEST(test_wrong_values),
        TEST(test_missing),
        TEST(test_roads_alone),
        TEST(test_demand_needs_its_tables),
        TEST(test_something_must_move),
        TEST(test_tables_that_hide_something),
        TEST(test_many_findings_in_one_order),
        TEST(test_strange_keys),
        TEST(test_lua_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
