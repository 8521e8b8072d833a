// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/measure_results.h"
#include "base/memory.h"
#include "results/results.h"

static struct spec *read_spec(const char *path)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct error err = {0};
    struct spec *spec = NULL;
    if (scenario_read(path, folders, &spec, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return spec;
}

static char *write_and_describe(const struct api_folder *folder, const struct spec *spec)
{
    char digest[DIGEST_TEXT_SIZE];
    const char *path = api_path(folder, "out.h5");
    struct error err = {0};
    struct team *team = team_create(1, &err);
    struct results *results = results_create(path, "2026-03-02", team, &err);
    assert_non_null(results);
    char *text = NULL;
    if (measure_results_write(spec, results, &err) != STATUS_OK ||
        results_finish(results, digest, &err) != STATUS_OK ||
        results_describe(path, &text, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    team_destroy(team);
    return text;
}

static void a_row_per_measure(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct spec *spec = read_spec(
        api_scenario(&folder, "s.measures = { ardey.link { link = \"L3\", close = true, from = "
                              "\"08:00\" }, ardey.stop { id = \"q\", name = \"Q\", lat = 51.5, "
                              "lon = 7.5 } }"));
    char *text = write_and_describe(&folder, spec);
    assert_has(text, "measures [measure: 2]");
    assert_has(text, "measure.001");
    assert_has(text, "link: link L3, from 08:00, close true");
    assert_has(text, "stop: id q, name Q, lat 51.5, lon 7.5");
    mem_free(text);
    spec_destroy(spec);
    api_folder_remove(&folder);
}

static void nothing_without_measures(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct spec *spec = read_spec(api_scenario(&folder, ""));
    char *text = write_and_describe(&folder, spec);
    assert_has(text, "complete: 1");
    assert_null(strstr(text, "measure"));
    mem_free(text);
    spec_destroy(spec);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_per_measure),
        cmocka_unit_test(nothing_without_measures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
