// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"
#include "support/network_fixture.h"

#include "road/road.h"
#include "scenario/drives_csv.h"
#include "scenario/findings.h"

struct setup {
    struct folder folder;
    struct network_fixture net;
    struct drives drives;
    struct error err;
};

static int setup_up(void **state)
{
    struct setup *setup = calloc(1, sizeof *setup);
    folder_init(&setup->folder);
    network_fixture_init(&setup->net);
    fixture_node(&setup->net, "P", 0, 0);
    fixture_node(&setup->net, "Q", 900, 0);
    fixture_node(&setup->net, "R", 1800, 0);
    fixture_way(&setup->net, "a", "P", "Q");
    fixture_way(&setup->net,
                "b\xc3\xbc"
                "cke",
                "Q", "R");
    fixture_way(&setup->net, "c", "Q", "R");
    fixture_build(&setup->net);
    *state = setup;
    return 0;
}

static int setup_down(void **state)
{
    struct setup *setup = *state;
    drives_deinit(&setup->drives);
    network_fixture_deinit(&setup->net);
    folder_deinit(&setup->folder);
    free(setup);
    return 0;
}

static enum status read_text(struct setup *setup, const char *text)
{
    drives_deinit(&setup->drives);
    error_reset(&setup->err);
    const char *path = folder_write(&setup->folder, "d.csv", text);
    return drives_csv_read(path, setup->net.network, &setup->drives, &setup->err);
}

/** The findings without the folder's name. */
static void assert_findings(struct setup *setup, const char *text, const char *findings)
{
    char shown[ERROR_TEXT_SIZE];
    size_t used = 0, length = strlen(setup->folder.path);
    assert_int_equal(read_text(setup, text), STATUS_DATA);
    for (const char *next = setup->err.text; *next; next++) {
        if (strncmp(next, setup->folder.path, length) == 0)
            next += length + 1;
        shown[used++] = *next;
    }
    shown[used] = '\0';
    assert_string_equal(shown, findings);
}

static void test_rows(void **state)
{
    struct setup *setup = *state;
    assert_int_equal(read_text(setup, "\xef\xbb\xbfroute,depart_s,class\r\n"
                                      "a c,3600,car\r\n"
                                      "\n"
                                      "\"a b\xc3\xbc"
                                      "cke\",0.25,\"truck\"\n"
                                      "c,172800,\n"
                                      "a b\xc3\xbc"
                                      "cke,1.5e3,truck"),
                     STATUS_OK);
    const struct drives *drives = &setup->drives;
    assert_int_equal(drives->count, 4);
    static const uint32_t depart_ms[] = {3600000, 250, 172800000, 1500000};
    static const uint8_t classes[] = {VEHICLE_CAR, VEHICLE_TRUCK, VEHICLE_CAR, VEHICLE_TRUCK};
    static const uint16_t lengths[] = {2, 2, 1, 2};
    static const uint32_t last[] = {2, 1, 2, 1};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(drives->items[i].depart_ms, depart_ms[i]);
        assert_int_equal(drives->items[i].class, classes[i]);
        assert_int_equal(drives->items[i].route_length, lengths[i]);
        assert_int_equal(drives_route(drives, i)[lengths[i] - 1], last[i]);
    }
    assert_near((double)drives->items[0].distance_m, 2000, 0);
}

/** Decimals are read exactly, and rounded where there are more than milliseconds. */
static void test_times(void **state)
{
    struct setup *setup = *state;
    assert_int_equal(read_text(setup, "depart_s,route\n0,a\n.5,a\n7.,a\n1.001,a\n12345.678,a\n"
                                      "0.0004,a\n0.0006,a\n00012,a\n1e1,a\n"),
                     STATUS_OK);
    static const uint32_t expected[] = {0, 500, 7000, 1001, 12345678, 0, 1, 12000, 10000};
    assert_int_equal(setup->drives.count, 9);
    for (uint32_t i = 0; i < 9; i++)
        assert_int_equal(setup->drives.items[i].depart_ms, expected[i]);
}

static void test_findings_of_the_header(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup, "", "d.csv:1: is empty, the line with the column names is missing");
    assert_findings(setup, "depart,route\n1,x\n",
                    "d.csv:1: unknown column 'depart', did you mean 'depart_s'?\n"
                    "d.csv:1: column 'depart_s' is missing");
    assert_findings(setup, "depart_s,rout\n",
                    "d.csv:1: unknown column 'rout', did you mean "
                    "'route'?\nd.csv:1: column 'route' is missing");
}

static void test_findings_of_rows(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup,
                    "depart_s,class,route,source,quality\n"
                    "1,car,a d,x,y\n"
                    "2,cra,a c,x,y\n"
                    "-3,car,c a,x,y\n"
                    "noon,car,a c,x,y\n"
                    "172800.001,car,a c,x,y\n"
                    "6,car,a c,,y\n"
                    "7,car,a c,x\n"
                    ",car,,x,y\n"
                    "9,car,\"a c,x,y\n"
                    "10,car,a c,x,y\n",
                    "d.csv:2: route: unknown link 'd', did you mean 'a'?\n"
                    "d.csv:3: class is 'cra', did you mean 'car'? (one of car, truck, bus)\n"
                    "d.csv:4: depart_s is -3, must be between 0 and 172800 s\n"
                    "d.csv:4: route: link 'a' starts at 'P', but 'c' before it ends at 'R'\n"
                    "d.csv:5: depart_s is 'noon', must be a number or a text with a unit such as "
                    "\"15 min\"\n"
                    "d.csv:6: depart_s is 172800.001, must be between 0 and 172800 s\n"
                    "d.csv:7: source is empty, every row needs one\n"
                    "d.csv:8: has 4 fields, but the header has 5\n"
                    "d.csv:9: depart_s is empty, but it is required\n"
                    "d.csv:9: route: is empty, it is required\n"
                    "d.csv:10: a quote is misplaced, or a quoted field does not end on its line");
    assert_int_equal(setup->drives.count, 1); /* the last row is good */
}

/** A million mistakes are counted, not told. */
static void test_many_findings(void **state)
{
    struct setup *setup = *state;
    size_t used = 0;
    char *text = malloc(1 << 16);
    used += (size_t)sprintf(text, "depart_s,route\n");
    for (int i = 0; i < 3000; i++)
        used += (size_t)sprintf(text + used, "%d,a x%d\n", i, i);
    assert_int_equal(read_text(setup, text), STATUS_DATA);
    assert_int_equal(setup->err.finding_count, FINDINGS_SHOWN_MAX);
    assert_contains(setup->err.text, "d.csv:21: route: unknown link 'x19'");
    assert_contains(setup->err.text, "and 2980 more");
    free(text);
}

static void test_files(void **state)
{
    struct setup *setup = *state;
    const char *path = folder_path(&setup->folder, "none.csv");
    assert_int_equal(drives_csv_read(path, setup->net.network, &setup->drives, &setup->err),
                     STATUS_DATA);
    assert_contains(setup->err.text, "none.csv: cannot be opened: No such file or directory");
}

/** The good table with bytes cut off or changed: drives or findings, nothing else. */
static void test_damaged_files(void **state)
{
    struct setup *setup = *state;
    static const char good[] = "depart_s,class,route\n1.5,car,a c\n20,truck,\"a\"\n3,car,a c\n";
    uint32_t random = 5;
    for (int round = 0; round < 2000; round++) {
        char text[sizeof good];
        memcpy(text, good, sizeof good);
        for (int i = 0; i < 2; i++) {
            random = random * 1664525u + 1013904223u;
            text[(random >> 8) % (sizeof good - 1)] = (char)(random >> 24);
        }
        enum status status = read_text(setup, text);
        assert_int_equal(setup->err.finding_count > 0, status != STATUS_OK);
        assert_in_range(setup->drives.count, 0, 3);
        for (uint32_t i = 0; i < setup->drives.count; i++)
            assert_in_range(setup->drives.items[i].route_length, 1, 2);
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup_up, setup_down)
    const struct CMUnitTest tests[] = {
        TEST(test_rows),
        TEST(test_times),
        TEST(test_findings_of_the_header),
        TEST(test_findings_of_rows),
        TEST(test_many_findings),
        TEST(test_files),
        TEST(test_damaged_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
