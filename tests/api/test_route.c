// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

/** The answer, or the error, for the small town with some changes. The caller frees. */
static char *answer(const char *changes, const struct ardey_route *asked, enum ardey_status status)
{
    struct api_folder folder = api_folder_make();
    struct ardey_options options = api_options(api_scenario(&folder, changes), NULL);
    struct ardey_error err = {{0}};
    char *text = NULL;
    assert_int_equal(ardey_route(&options, asked, &text, &err), status);
    assert_int_equal(text == NULL, status != ARDEY_OK);
    api_folder_remove(&folder);
    return text ? text : strdup(err.text);
}

static void check(const char *changes, struct ardey_route asked, const char *part)
{
    char *text = answer(changes, &asked, ARDEY_OK);
    assert_has(text, part);
    ardey_free(text);
}

static void check_fails(struct ardey_route asked, const char *message)
{
    char *text = answer("", &asked, ARDEY_USAGE);
    assert_string_equal(text, message);
    free(text);
}

/** A1_1 is 3.6 min from S1, where the train leaves at 7:20, 7:50 ... for 9 min; X1 is 6 min from
 * its end. Who does not know that waits 15 min: 218.024 + 900 + 540 + 360 s. */
static void ways_of_a_place(void **state)
{
    (void)state;
    check("", (struct ardey_route){.from = "A1_1", .to = "X1", .at = "07:30"},
          "07:46  08:05      1   10 min  walk 4 min; R1 to Xtown Bf, Westend 07:50 - Xtown Bf "
          "07:59; walk 6 min\nwithout the timetable, from 07:30: 34 min on average\n");
    check("", (struct ardey_route){.from = "A1_1", .to = "X1", .at = "07:00", .until = "08:00"},
          "07:16  07:35 ");
    check("",
          (struct ardey_route){.from = "A1_1", .to = "X1", .at = "07:46:21", .until = "07:46:22"},
          "07:46  08:05 ");
    check("", (struct ardey_route){.from = "A1_1", .to = "X1", .at = "23:30"},
          "no way by public transport\n");
    check("", (struct ardey_route){.from = "A1_1", .to = "X1", .at = "07:30", .is_json = true},
          "{\"from\": \"A1_1\", \"to\": \"X1\", \"access\": \"walk\", \"unplanned_s\": 2018.024, "
          "\"ways\": [\n  {\"leave_s\": ");
}

/** A stop is half a minute from itself, by its id and by its name. */
static void ways_of_a_stop(void **state)
{
    (void)state;
    static const char *const expected =
        "07:49  08:00      1    1 min  walk 1 min; R1 to Xtown Bf, Westend 07:50 - Xtown Bf 07:59; "
        "walk 1 min\n";
    check("", (struct ardey_route){.from = "S1", .to = "Xtown Bf", .at = "07:30"}, expected);
    check("", (struct ardey_route){.from = "Westend", .to = "SX", .at = "07:30"}, expected);
}

/** By bicycle A1_1 is at S1 in a third of the time; by car only S4 has park and ride. */
static void other_ways_to_the_first_stop(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    char changes[200];
    snprintf(changes, sizeof changes, "s.transit.park_ride = '%s'",
             api_write(&folder, "park_ride.csv", "stop,spaces\nS4,50\n"));
    check("", (struct ardey_route){.from = "A1_1", .to = "X1", .at = "07:30", .access = "bicycle"},
          "07:48  08:05      1    6 min  bicycle 2 min; R1 to Xtown Bf, Westend 07:50");
    check(changes, (struct ardey_route){.from = "A1_1", .to = "X1", .at = "07:30", .access = "car"},
          "min; R1 to Xtown Bf, Bton Bf 07:56 - Xtown Bf 07:59; walk 6 min\n");
    check("", (struct ardey_route){.from = "A1_1", .to = "X1", .at = "07:30", .access = "car"},
          "by car to the first stop\nno way by public transport\n");
    api_folder_remove(&folder);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    check_fails((struct ardey_route){.from = "A1_9", .to = "X1", .at = "07:30"},
                "--from: there is no place or stop 'A1_9', did you mean 'A1_1'?");
    check_fails((struct ardey_route){.from = "A1_1", .to = "Xtown Bg", .at = "07:30"},
                "--to: there is no place or stop 'Xtown Bg', did you mean 'Xtown Bf'?");
    check_fails((struct ardey_route){.from = "A1_1", .to = "xtown", .at = "07:30"},
                "--to: there is no place or stop 'xtown', did you mean 'Xtown Bf'?");
    check_fails((struct ardey_route){.from = "A1_1", .to = "nowhere near", .at = "07:30"},
                "--to: there is no place or stop 'nowhere near'");
    check_fails((struct ardey_route){.from = "A1_1", .at = "07:30"},
                "--to is missing: a place, or a stop by id or name");
    check_fails((struct ardey_route){.from = "A1_1", .to = "X1"},
                "--at is missing: a clock time such as \"07:30\"");
    check_fails((struct ardey_route){.from = "A1_1", .to = "X1", .at = "soon"},
                "--at takes a clock time such as \"07:30\", not 'soon'");
    check_fails((struct ardey_route){.from = "A1_1", .to = "X1", .at = "08:00", .until = "07:00"},
                "--until 07:00 is before --at 08:00");
    check_fails((struct ardey_route){.from = "A1_1", .to = "X1", .at = "08:00", .access = "sled"},
                "--access takes walk, bicycle or car, not 'sled'");
    check_fails((struct ardey_route){.from = "S1", .to = "X1", .at = "08:00", .access = "car"},
                "--access car needs a place to start from, and 'S1' is a stop");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_of_a_place), cmocka_unit_test(ways_of_a_stop),
        cmocka_unit_test(other_ways_to_the_first_stop), cmocka_unit_test(mistakes_are_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
