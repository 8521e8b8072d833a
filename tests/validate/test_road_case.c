// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/road_case.h"

static enum status run(const struct folder *folder, const char *expect, bool is_list,
                       struct kept_rows *kept, struct error *err)
{
    struct report report = report_kept(kept);
    const char *path = case_write(folder, "c", "a b,0,100,1800,poisson\n", expect);
    *err = (struct error){0};
    return road_case_run(&(struct road_case_input){.folder = path, .name = "c", .is_list = is_list},
                         &report, err);
}

static void rows_in_their_order(void **state)
{
    (void)state;
    struct folder folder;
    struct kept_rows kept;
    struct error err;
    folder_init(&folder);
    assert_int_equal(
        run(&folder,
            "return { title = 'T', source = 'S', note = 'N', expect = {\n"
            "  { quantity = 'shortest travel time', value = 100, tolerance = 1, why = 'W' },\n"
            "  { quantity = 'shortest travel time', value = 90, source = 'own' } } }",
            false, &kept, &err),
        STATUS_OK);
    assert_int_equal(kept.count, 2);
    assert_true(kept.rows[0].is_passed);
    assert_false(kept.rows[1].is_passed);
    assert_near(kept.rows[1].found, 100, 0.002);
    assert_string_equal(kept.rows[0].name, "c");
    assert_string_equal(kept.rows[0].source, "S");
    assert_string_equal(kept.rows[0].why, "W");
    assert_string_equal(kept.rows[0].note, "N");
    assert_string_equal(kept.rows[1].source, "own");
    folder_deinit(&folder);

    folder_init(&folder);
    assert_int_equal(run(&folder,
                         "return { title = 'T', source = 'S', expect = {\n"
                         "  { quantity = 'trips', value = 1 } } }",
                         true, &kept, &err),
                     STATUS_OK);
    assert_int_equal(kept.count, 1);
    assert_true(kept.rows[0].is_list);
    folder_deinit(&folder);
}

/** The seed differs from run to run, so the mean of a Poisson flow comes with an interval. */
static void runs_with_seeds_of_their_own(void **state)
{
    (void)state;
    struct folder folder;
    struct kept_rows kept;
    struct error err;
    folder_init(&folder);
    assert_int_equal(run(&folder,
                         "return { title = 'T', source = 'S', runs = 40, expect = {\n"
                         "  { quantity = 'trips', value = 50, width = 0.1 },\n"
                         "  { quantity = 'trips', value = 50, width = 0.0001 },\n"
                         "  { quantity = 'trips', value = 50, vehicles = 4, why = 'W' } } }",
                         false, &kept, &err),
                     STATUS_OK);
    assert_int_equal(kept.count, 3);
    assert_true(kept.rows[0].is_passed);
    assert_true(kept.rows[0].tolerance > 1); /* sqrt(50 / 40) * 2.7 is 3.0 */
    assert_true(kept.rows[0].tolerance < 5);
    assert_false(kept.rows[1].is_passed);
    assert_true(kept.rows[2].is_passed);
    assert_near(kept.rows[2].found, kept.rows[0].found, 1e-12);
    assert_near(kept.rows[2].tolerance, 4, 0);
    folder_deinit(&folder);
}

static void mistakes_name_the_expectation(void **state)
{
    (void)state;
    struct folder folder;
    struct kept_rows kept;
    struct error err;
    folder_init(&folder);
    assert_int_equal(run(&folder,
                         "return { title = 'T', source = 'S', expect = {\n"
                         "  { quantity = 'trips', value = 1 },\n"
                         "  { quantity = 'flow', link = 'aa', value = 1 } } }",
                         false, &kept, &err),
                     STATUS_USAGE);
    assert_contains(err.text, "/c/expect.lua: expect[2]: there is no link 'aa'");
    assert_int_equal(kept.count, 0);
    folder_deinit(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_in_their_order),
        cmocka_unit_test(runs_with_seeds_of_their_own),
        cmocka_unit_test(mistakes_name_the_expectation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
