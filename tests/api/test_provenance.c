// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/provenance.h"
#include "base/memory.h"
#include "base/version.h"

/** The file says where it comes from: version, scenario, and every parameter in SI. */
static void it_holds_every_parameter(void **state)
{
    (void)state;
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    static const char *const lines[] = {"Conventions: CF-1.10",
                                        "title: Aville and Bton",
                                        ("source: Ardey " ARDEY_VERSION),
                                        "scenario: small",
                                        "seed: 7",
                                        "sample: 1",
                                        "start: 21600",
                                        "stop: 32400",
                                        "interval: 900",
                                        "road.patience: 77",
                                        "road.truck_units: 2.5",
                                        "transit.change: 60",
                                        "demand.detour_factor: 1.3",
                                        "people.guidance: 600",
                                        "people.walk_speed: 1.5",
                                        "scenario_text"};
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    struct spec *spec = NULL;
    char digest[DIGEST_TEXT_SIZE], line[128], *text = NULL;
    const char *path = api_path(&folder, "out.h5");
    struct team *team = team_create(1, &err);
    if (scenario_read(
            api_scenario(&folder, "s.road.patience = 77 s.people.walk_speed = \"5.4 km/h\""),
            folders, &spec, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    struct results *results = results_create(path, spec->run.date, team, &err);
    assert_non_null(results);
    if (provenance_write(spec, results, &err) != STATUS_OK ||
        results_finish(results, digest, &err) != STATUS_OK ||
        results_describe(path, &text, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        assert_has(text, lines[i]);
    snprintf(line, sizeof line, "scenario_digest: %s", spec->digest);
    assert_has(text, line);
    snprintf(line, sizeof line, "digest: %s", digest);
    assert_has(text, line);
    for (const struct spec_group *group = spec_groups; group->key; group++)
        for (const struct field *field = group->fields; field && field->name; field++) {
            snprintf(line, sizeof line, "    %s%s%s: ", group->key, group->key[0] ? "." : "",
                     field->name);
            assert_has(text, line);
        }
    mem_free(text);
    team_destroy(team);
    spec_destroy(spec);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_holds_every_parameter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
