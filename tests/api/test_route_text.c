// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/known_timetable.h"

#include "api/route_text.h"

/** From A at 6:20 with a change at B for 6:30, then a minute and a second on foot. */
static const struct itinerary way = {.leg_count = 2,
                                     .access_ms = 61000,
                                     .board_ms = CLOCK_MS(6, 20),
                                     .arrive_ms = CLOCK_MS(6, 35) + 1000,
                                     .legs = {{0, 1, 0}, {3, 4, 61000}}};

static char *write_ways(const struct fixture *f, const char *access, uint32_t count, bool is_json)
{
    struct error err = {0};
    char *out = NULL;
    struct route_text text = {.timetable = f->timetable,
                              .change_ms = 60000,
                              .from = "a \"home\"",
                              .to = "D",
                              .at = "06:00",
                              .access = access,
                              .ways = {&way, count}};
    assert_int_equal(route_text_write(&text, is_json, &out, &err), STATUS_OK);
    return out;
}

/** Leaving is rounded down, arriving and durations up. */
static void test_table(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    char *text = write_ways(&f, "walk", 1, false);
    assert_string_equal(text, "a \"home\" to D, leaving at 06:00 or later\n"
                              "leave  arrive  rides     walk  way\n"
                              "06:18  06:36      2    3 min  walk 2 min; 1 to Gamma, Alpha 06:20 - "
                              "Beta 06:25; 2 to Delta, Beta 06:30 - Delta 06:34; walk 2 min\n");
    mem_free(text);
    text = write_ways(&f, "bicycle", 1, false); /* cycling is not walking */
    assert_non_null(strstr(text, "06:18  06:36      2    2 min  bicycle 2 min; 1 to Gamma"));
    mem_free(text);
    text = write_ways(&f, "walk", 0, false);
    assert_string_equal(text,
                        "a \"home\" to D, leaving at 06:00 or later\nno way by public transport\n");
    mem_free(text);
    fixture_deinit(&f);
}

/** 1501 s are 26 min. */
static void test_without_the_timetable(void **state)
{
    (void)state;
    struct fixture f;
    struct error err = {0};
    char *out = NULL;
    fixture_known(&f);
    struct route_text text = {.timetable = f.timetable,
                              .from = "A",
                              .to = "D",
                              .at = "06:00",
                              .access = "walk",
                              .unplanned_s = 1501};
    assert_int_equal(route_text_write(&text, false, &out, &err), STATUS_OK);
    assert_string_equal(out, "A to D, leaving at 06:00 or later\nno way by public transport\n"
                             "without the timetable, from 06:00: 26 min on average\n");
    mem_free(out);
    assert_int_equal(route_text_write(&text, true, &out, &err), STATUS_OK);
    assert_non_null(strstr(out, "\"unplanned_s\": 1501.000, \"ways\": []"));
    mem_free(out);
    fixture_deinit(&f);
}

static void test_json(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    char *text = write_ways(&f, "walk", 1, true);
    assert_string_equal(
        text,
        "{\"from\": \"a \\\"home\\\"\", \"to\": \"D\", \"access\": \"walk\", \"ways\": [\n"
        "  {\"leave_s\": 22739.000, \"arrive_s\": 23701.000, \"rides\": 2, \"walk_s\": 122.000, "
        "\"access_s\": 61.000, \"legs\": ["
        "{\"line\": \"1\", \"to\": \"Gamma\", \"from_stop\": \"A\", \"from_name\": \"Alpha\", "
        "\"depart_s\": 22800.000, \"to_stop\": \"B\", \"to_name\": \"Beta\", \"arrive_s\": "
        "23100.000, \"walk_s\": 0.000}, "
        "{\"line\": \"2\", \"to\": \"Delta\", \"from_stop\": \"B\", \"from_name\": \"Beta\", "
        "\"depart_s\": 23400.000, \"to_stop\": \"D\", \"to_name\": \"Delta\", \"arrive_s\": "
        "23640.000, \"walk_s\": 61.000}]}]}\n");
    mem_free(text);
    text = write_ways(&f, "walk", 0, true);
    assert_non_null(strstr(text, "\"ways\": []}\n"));
    mem_free(text);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),
                                       cmocka_unit_test(test_without_the_timetable),
                                       cmocka_unit_test(test_json)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
