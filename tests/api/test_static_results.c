// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/static_results.h"
#include "base/memory.h"

static enum status drop_row(void *self, const struct record_kind *kind, const void *row,
                            struct error *err)
{
    (void)self, (void)kind, (void)row, (void)err;
    return STATUS_OK;
}

static struct world *make_world(const char *path)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct error err = {0};
    struct spec *spec = NULL;
    struct world *world = NULL;
    if (scenario_read(path, folders, &spec, &err) != STATUS_OK ||
        world_create(spec, 1, &world, &err) != STATUS_OK ||
        world_populate(world, 1, &err) != STATUS_OK ||
        world_begin_day(world, (struct record_sink){.put = drop_row}, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return world;
}

/** Writes the static tables of a world to a file of their own. */
static void write_file(const struct world *world, const char *path, char digest[DIGEST_TEXT_SIZE])
{
    struct error err = {0};
    struct results *results = results_create(path, world->spec->run.date, world->team, &err);
    assert_non_null(results);
    if (static_results_write(world, results, &err) != STATUS_OK ||
        results_finish(results, digest, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static char *describe(const char *path)
{
    struct error err = {0};
    char *text = NULL;
    if (results_describe(path, &text, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return text;
}

/** Every table has a row per thing: 36 drawn points are 2 for each of 16 links, and 2 more for both
 * directions of the one with a bend. */
static void every_table_has_a_row_per_thing(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "network/nodes [node: 8]",    "network/links [link: 16]", "network/roads [road: 6]",
        "network/shapes [point: 36]", "network/zones [zone: 5]",  "network/places [place: 8]",
        "transit/stops [stop: 5]",    "transit/lines [line: 3]",  "persons [person: 1320]"};
    struct api_folder folder = api_folder_make();
    struct world *world = make_world("tests/fixtures/small/small.lua");
    char digest[DIGEST_TEXT_SIZE];
    write_file(world, api_path(&folder, "static.h5"), digest);
    char *text = describe(api_path(&folder, "static.h5"));
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        assert_has(text, lines[i]);
    mem_free(text);
    world_destroy(world);
    api_folder_remove(&folder);
}

/** Equal worlds give equal bytes; a different network gives another digest. */
static void equal_worlds_give_equal_files(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    char digests[3][DIGEST_TEXT_SIZE];
    api_write(&folder, "signals.csv",
              "node,cycle_s,offset_s,source,quality\nN3,60,10,made up,test\n");
    static const char *const changes[] = {"", "", "s.demand.through = nil s.demand.gates = nil"};
    static const char *const names[] = {"0.h5", "1.h5", "2.h5"};
    for (int i = 0; i < 3; i++) {
        struct world *world = make_world(api_scenario(&folder, changes[i]));
        write_file(world, api_path(&folder, names[i]), digests[i]);
        world_destroy(world);
    }
    assert_same_bytes(api_path(&folder, "0.h5"), api_path(&folder, "1.h5"));
    assert_string_equal(digests[0], digests[1]);
    assert_string_not_equal(digests[0], digests[2]);
    char *text = describe(api_path(&folder, "2.h5"));
    assert_has(text, "persons [person: 1090]"); /* without the 230 vehicles that pass through */
    mem_free(text);
    api_folder_remove(&folder);
}

/** Changes stand in the order of links and time, with what holds meanwhile and why. */
static void changes_are_a_table_of_their_own(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    char digest[DIGEST_TEXT_SIZE], line[300];
    const char *changes = api_write(&folder, "changes.csv",
                                    "link,from_s,until_s,speed_kmh,open,reason\n"
                                    "L3,08:00,09:00,,0,works\n"
                                    "L2r,25200,07:30,18,1,snow\n");
    snprintf(line, sizeof line, "s.network.changes = \"%s\"", changes);
    struct world *world = make_world(api_scenario(&folder, line));
    write_file(world, api_path(&folder, "static.h5"), digest);
    char *text = describe(api_path(&folder, "static.h5"));
    assert_has(text, "network/changes [change: 2]");
    assert_has(text, "reason");
    mem_free(text);
    assert_int_equal(lroundf(1000 * world->network->changes[0].speed_mps), 5000);
    assert_int_equal(world->network->changes[0].from_ms, 25200000);
    assert_false(world->network->changes[1].is_open);
    world_destroy(world);
    api_folder_remove(&folder);
}

/** Blocks and stations, which records of trains name; nothing without blocks. */
static void rail_sections_are_a_table(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    char digest[DIGEST_TEXT_SIZE];
    char with_change[512];
    snprintf(with_change, sizeof with_change, "%s s.rail.changes = \"%s\"", API_RAIL,
             api_write(&folder, "rail_changes.csv",
                       "line,km_from,km_to,from_s,until_s,speed_kmh,open,reason\n"
                       "1,1,3,08:00,09:00,,0,works\n"));
    const char *const changes[] = {"", with_change};
    for (int i = 0; i < 2; i++) {
        struct world *world = make_world(api_scenario(&folder, changes[i]));
        write_file(world, api_path(&folder, "static.h5"), digest);
        char *text = describe(api_path(&folder, "static.h5"));
        assert_int_equal(strstr(text, "rail/sections [section: 8]") != NULL, i);
        assert_int_equal(strstr(text, "rail/groups [group: 1]") != NULL, i);
        assert_int_equal(strstr(text, "rail/changes [change: 4]") != NULL, i);
        mem_free(text);
        assert_int_equal(world->rail_network->section_count, 8 * i);
        world_destroy(world);
    }
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_has_a_row_per_thing),
        cmocka_unit_test(changes_are_a_table_of_their_own),
        cmocka_unit_test(rail_sections_are_a_table),
        cmocka_unit_test(equal_worlds_give_equal_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
