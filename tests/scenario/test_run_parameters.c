// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/run_parameters.h"

static struct run_parameters run_of_date(const char *date)
{
    return (struct run_parameters){.api_version = 1, .date = date, .start_s = 0, .stop_s = 1};
}

static enum status check(const struct run_parameters *run, struct error *err)
{
    static const char text[] = "return {\n  date = 'x',\n  start = 1, stop = 2\n}\n";
    struct source_file file = {
        .path = "s.lua", .text = (char *)(uintptr_t)text, .size = sizeof text - 1};
    struct source_files files = {.items = &file, .count = 1};
    struct findings findings = {.err = err};
    error_reset(err);
    return run_parameters_check(run, &files, &findings);
}

static void test_dates(void **state)
{
    (void)state;
    static const char *const good[] = {"2026-03-02", "2024-02-29", "2000-02-29", "1999-12-31", ""};
    static const char *const bad[] = {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
                                      "2026-04-31", "2026-4-30",  "02.03.2026", "2026-03-02 ",
                                      "20260302",   "2026-03",    "2026-03-00", "x",
                                      "2026-03-0\n"};
    struct error err;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct run_parameters run = run_of_date(good[i]);
        assert_int_equal(check(&run, &err), STATUS_OK);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct run_parameters run = run_of_date(bad[i]);
        assert_int_equal(check(&run, &err), STATUS_USAGE);
    }
    struct run_parameters run = run_of_date("2026-02-30");
    check(&run, &err);
    assert_string_equal(err.text,
                        "s.lua:2: date is '2026-02-30', must be a day such as \"2026-03-02\"");
}

static void test_stop_after_start(void **state)
{
    (void)state;
    struct error err;
    struct run_parameters run = {
        .api_version = 1, .date = "2026-03-02", .start_s = 3600, .stop_s = 3600};
    assert_int_equal(check(&run, &err), STATUS_USAGE);
    assert_string_equal(
        err.text, "s.lua:3: stop is 3600 s after midnight, must be after start, which is 3600 s");
}

static void test_api_version(void **state)
{
    (void)state;
    struct error err;
    struct run_parameters run = run_of_date("2026-03-02");
    run.api_version = 2;
    assert_int_equal(check(&run, &err), STATUS_USAGE);
    assert_string_equal(err.text, "s.lua:1: api_version is 2, this program knows 1");
}

static void test_standards(void **state)
{
    (void)state;
    struct run_parameters run;
    struct text_arena arena = {0};
    struct error err = {0};
    assert_int_equal(fields_set_standard(run_parameter_fields, &run, &arena, &err), STATUS_OK);
    assert_int_equal(run.seed, 1);
    assert_int_equal(run.api_version, SPEC_API_VERSION);
    assert_true(run.start_s == 0 && run.stop_s == 28 * 3600.0 && run.interval_s == 900);
    text_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_stop_after_start),
        cmocka_unit_test(test_api_version),
        cmocka_unit_test(test_standards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
