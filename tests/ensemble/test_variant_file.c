// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/ensemble_fixture.h"

#include "ensemble/variant_file.h"

#include <unistd.h>

#define ROADS "scenarios/examples/two_roads.lua"

static const char *const examples[] = {"scenarios/examples", NULL};

static struct plan_setting patience = {"road.patience", {"7 min", "\"7 min\""}};

static void identity(void **state)
{
    (void)state;
    struct folder folder;
    struct error err = {0};
    struct variant_identity one, other;
    const struct run_override nothing = {0};
    const struct variant variant = {"slow", ROADS, {&patience, 1, 1}};
    folder_init(&folder);
    char path[512];
    snprintf(path, sizeof path, "%s", folder_path(&folder, "slow.variant.lua"));
    if (variant_file_write(&variant, path, &err) != STATUS_OK ||
        variant_identity_read(path, examples, &nothing, &one, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_true(one.count > 50);
    for (uint32_t i = 0; i < one.count; i++) {
        assert_string_not_equal(one.parameters[i].name, "seed");
        if (strcmp(one.parameters[i].name, "road.patience") == 0)
            assert_string_equal(one.parameters[i].value, "420");
        if (strcmp(one.parameters[i].name, "name") == 0)
            assert_string_equal(one.parameters[i].value, "slow");
    }

    struct results_parameter *parameters = one.parameters;
    struct results_reading run = {.seed = 4,
                                  .version = ARDEY_VERSION,
                                  .scenario_digest = one.scenario_digest,
                                  .parameters = parameters,
                                  .parameter_count = one.count};
    assert_true(variant_identity_matches(&one, 4, &run));
    assert_false(variant_identity_matches(&one, 5, &run));
    run.parameter_count--;
    assert_false(variant_identity_matches(&one, 4, &run));
    run.parameter_count++;
    run.version = "0.0.1";
    assert_false(variant_identity_matches(&one, 4, &run));
    run.version = ARDEY_VERSION;
    const struct run_override days = {.has_iterations = true, .iterations = 3};
    assert_int_equal(variant_identity_read(path, examples, &days, &other, &err), STATUS_OK);
    assert_string_equal(one.scenario_digest, other.scenario_digest);
    assert_false(variant_identity_matches(&other, 4, &run));
    variant_identity_deinit(&one);
    variant_identity_deinit(&other);
    folder_deinit(&folder);
}

static void wrong_names(void **state)
{
    (void)state;
    struct error err = {0};
    const struct variant spaced = {"a", "my day.lua", {NULL, 0, 0}},
                         ending = {"a", "day.txt", {NULL, 0, 0}};
    assert_int_equal(variant_file_write(&spaced, "/tmp/x", &err), STATUS_USAGE);
    assert_contains(err.text, "cannot start from 'my day.lua'");
    assert_int_equal(variant_file_write(&ending, "/tmp/x", &err), STATUS_USAGE);
    assert_contains(err.text, "must end with .lua");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(identity), cmocka_unit_test(wrong_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
