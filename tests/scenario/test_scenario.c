// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/spec.h"

#include <unistd.h>

#define HEAD                                                                                       \
    "local s = require 'corridor'\n"                                                               \
    "s.name, s.date = 'test', '2026-03-02'\n"

static const char *const folders[] = {"scenarios", NULL};

static int folder_up(void **state)
{
    *state = calloc(1, sizeof(struct folder));
    folder_init(*state);
    return 0;
}

static int folder_down(void **state)
{
    folder_deinit(*state);
    free(*state);
    return 0;
}

static enum status read_text(const struct folder *folder, const char *text, struct error *err)
{
    struct spec *spec = NULL;
    error_reset(err);
    enum status status = scenario_read(folder_write(folder, "s.lua", text), folders, &spec, err);
    assert_true((status == STATUS_OK) == (spec != NULL));
    assert_int_equal(status, err->status);
    spec_destroy(spec);
    return status;
}

static void test_shipped_weekday(void **state)
{
    (void)state;
    struct spec *spec = NULL;
    struct error err = {0};
    if (scenario_read("scenarios/weekday.lua", NULL, &spec, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_string_equal(spec->run.name, "weekday");
    assert_string_equal(spec->path, "scenarios/weekday.lua");
    assert_contains(spec->source, "require \"corridor\"");
    assert_int_equal(strlen(spec->digest), 64);
    assert_true(spec->demand.sample == 1);
    assert_true(spec->network_tables.nodes.count > 500);
    assert_true(spec->transit_tables.line_stops.count > 1000);
    assert_int_equal(spec->demand_tables.stay_home.count, 6);
    for (uint32_t i = 0; i < spec->network_tables.links.count; i++) {
        const struct road_link_row *link =
            TABLE_ROW(&spec->network_tables.links, struct road_link_row, i);
        assert_true(link->length_m >= 1 && link->speed_mps < 60 && link->line >= i + 2);
    }
    char digest[DIGEST_TEXT_SIZE];
    strcpy(digest, spec->digest);
    spec_destroy(spec);
    assert_int_equal(scenario_read("scenarios/weekday.lua", NULL, &spec, &err), STATUS_OK);
    assert_string_equal(spec->digest, digest);
    spec_destroy(spec);
}

static void test_findings_of_lua_and_tables_together(void **state)
{
    struct folder *folder = *state;
    struct error err = {0};
    folder_write(folder, "nodes.csv",
                 "id,name,lat,lon,kind,control\nN1,x,51.5,7.5,crosing,signal\n");
    assert_int_equal(read_text(folder,
                               HEAD "s.network.nodes = here .. '/nodes.csv'\n"
                                    "s.network.links = here .. '/none.csv'\n"
                                    "s.seed = -1\n"
                                    "s.date = '2026-02-30'\n"
                                    "return s",
                               &err),
                     STATUS_USAGE);
    assert_int_equal(err.finding_count, 4);
    assert_contains(err.text, "s.lua:5: seed is -1, must be at least 0");
    assert_contains(err.text, "s.lua:6: date is '2026-02-30', must be a day such as");
    assert_contains(err.text, "nodes.csv:2: kind is 'crosing', did you mean 'crossing'?");
    assert_contains(err.text, "s.lua:4: network.links: cannot open '");
    assert_contains(err.text, "none.csv': No such file or directory");
}

static void test_status_of_tables(void **state)
{
    struct error err = {0};
    assert_int_equal(read_text(*state, HEAD "s.network.nodes = 'no.csv' return s", &err),
                     STATUS_DATA);
    assert_int_equal(err.finding_count, 1);
    assert_int_equal(read_text(*state, HEAD "s.network.nodes = here return s", &err), STATUS_DATA);
    assert_contains(err.text, "Is a directory");
}

static void test_missing_scenario(void **state)
{
    (void)state;
    struct spec *spec = NULL;
    struct error err = {0};
    assert_int_equal(scenario_read("/tmp/ardey-no/x.lua", NULL, &spec, &err), STATUS_USAGE);
    assert_string_equal(err.text,
                        "/tmp/ardey-no/x.lua: cannot be opened: No such file or directory");
    assert_null(spec);
}

static void test_every_change_changes_the_digest(void **state)
{
    static const char *const texts[] = {HEAD "return s", HEAD "return s ",
                                        HEAD "s.network.nodes = here .. '/n.csv' return s"};
    char digests[3][DIGEST_TEXT_SIZE];
    struct error err = {0};
    folder_write(*state, "n.csv", "id,name,lat,lon,kind,control\n");
    for (size_t i = 0; i < 3; i++) {
        struct spec *spec = NULL;
        const char *path = folder_write(*state, "s.lua", texts[i]);
        if (scenario_read(path, folders, &spec, &err) != STATUS_OK)
            fail_msg("%s", err.text);
        strcpy(digests[i], spec->digest);
        spec_destroy(spec);
    }
    assert_string_not_equal(digests[0], digests[1]);
    assert_string_not_equal(digests[1], digests[2]);
}

/** A streamed table is not held, but a change of it changes the digest. */
static void test_drives_are_not_held(void **state)
{
    static const char text[] = "return { name = 'r', date = '2026-03-02',\n"
                               "network = { nodes = here .. '/n.csv', links = here .. '/l.csv' },\n"
                               "traffic = { drives = here .. '/d.csv' } }";
    static const char *const drives[] = {"depart_s,route\n", "depart_s,route\n1,x\n"};
    char digests[2][DIGEST_TEXT_SIZE];
    struct error err = {0};
    folder_write(*state, "n.csv", "id,name,lat,lon,kind,control\n");
    folder_write(*state, "l.csv",
                 "id,from,to,oneway,road,class,lanes,speed_kmh,capacity_vph,length_m\n");
    for (size_t i = 0; i < 2; i++) {
        struct spec *spec = NULL;
        folder_write(*state, "d.csv", drives[i]);
        if (scenario_read(folder_write(*state, "s.lua", text), NULL, &spec, &err) != STATUS_OK)
            fail_msg("%s", err.text);
        assert_contains(spec->traffic_tables.drives.path, "/d.csv");
        assert_int_equal(spec->traffic_tables.drives.count, 0);
        assert_null(spec->traffic_tables.drives.rows);
        strcpy(digests[i], spec->digest);
        spec_destroy(spec);
    }
    assert_string_not_equal(digests[0], digests[1]);
    assert_int_equal(unlink(folder_path(*state, "d.csv")), 0);
    assert_int_equal(read_text(*state, text, &err), STATUS_DATA);
    assert_contains(err.text, "s.lua:3: traffic.drives: cannot open '");
}

/** The shipped scenario with bytes cut off or changed: a spec or findings, nothing else. */
static void test_damaged_scenarios(void **state)
{
    static const char good[] =
        HEAD "s.network = nil\ns.transit = { stops = {}, change = '1 min' }\n"
             "s.demand = 5\ns.road.patience = \"5 min\"\nreturn s\n";
    uint32_t random = 7;
    for (int round = 0; round < 300; round++) {
        char text[sizeof good];
        struct error err = {0};
        memcpy(text, good, sizeof good);
        for (int i = 0; i < 3; i++) {
            random = random * 1664525u + 1013904223u;
            text[(random >> 8) % (sizeof good - 1)] = (char)(random >> 24 & 0x7f);
        }
        assert_int_not_equal(read_text(*state, text, &err), STATUS_OK);
        assert_in_range(err.finding_count, 1, 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_weekday),
        cmocka_unit_test(test_findings_of_lua_and_tables_together),
        cmocka_unit_test(test_status_of_tables),
        cmocka_unit_test(test_missing_scenario),
        cmocka_unit_test(test_every_change_changes_the_digest),
        cmocka_unit_test(test_drives_are_not_held),
        cmocka_unit_test(test_damaged_scenarios),
    };
    return cmocka_run_group_tests(tests, folder_up, folder_down);
}
