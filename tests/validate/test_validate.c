// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

static const char expect_text[] = "return { title = 'T', source = 'S', expect = {\n"
                                  "  { quantity = 'trips', value = 50 },\n"
                                  "  { quantity = 'trips', value = 51 } } }";

static enum ardey_status validate(const struct folder *folder, const char *only, bool is_list,
                                  struct kept_rows *kept, struct ardey_error *err)
{
    const char *const folders[] = {folder->path, NULL};
    const struct ardey_validation_options options = {
        .folders = folders, .only = only, .is_list = is_list, .threads = 1};
    uint32_t failed = 99;
    *kept = (struct kept_rows){0};
    *err = (struct ardey_error){{0}};
    enum ardey_status status = ardey_validate(&options, keep_row, kept, &failed, err);
    uint32_t counted = 0;
    for (uint32_t i = 0; i < kept->count && !is_list; i++)
        counted += !kept->rows[i].is_passed;
    assert_int_equal(failed, status == ARDEY_OK ? counted : 99);
    return status;
}

static void folder_with_cases(struct folder *folder)
{
    folder_init(folder);
    case_write(folder, "zebra", "a b,0,100,1800,even\n", expect_text);
    case_write(folder, "ant", "a b,0,100,1800,even\n", expect_text);
}

static void order_and_choice(void **state)
{
    (void)state;
    struct folder folder;
    struct kept_rows kept;
    struct ardey_error err;
    folder_with_cases(&folder);
    assert_int_equal(validate(&folder, NULL, true, &kept, &err), ARDEY_OK);
    assert_string_equal(kept.rows[0].name, "ant");
    assert_string_equal(kept.rows[kept.count - 1].name, "zebra");
    for (uint32_t i = 1; i < kept.count; i++)
        assert_true(strcmp(kept.rows[i - 1].name, kept.rows[i].name) < 0);

    assert_int_equal(validate(&folder, "zebra,node-fluid", false, &kept, &err), ARDEY_OK);
    assert_int_equal(kept.count, 6);
    assert_string_equal(kept.rows[0].name, "node-fluid");
    assert_true(kept.rows[4].is_passed);
    assert_false(kept.rows[5].is_passed);
    folder_deinit(&folder);
}

static void mistakes(void **state)
{
    (void)state;
    struct folder folder, empty;
    struct kept_rows kept;
    struct ardey_error err;
    folder_with_cases(&folder);
    assert_int_equal(validate(&folder, "node-fluit", false, &kept, &err), ARDEY_USAGE);
    assert_contains(err.text, "there is no case 'node-fluit', did you mean 'node-fluid'?");
    assert_int_equal(validate(&folder, "quantum-gravity", false, &kept, &err), ARDEY_USAGE);
    assert_contains(err.text, "'ardey validate --list' names all");
    assert_int_equal(validate(&folder, "", false, &kept, &err), ARDEY_USAGE);
    assert_contains(err.text, "no case is named");
    case_write(&folder, "node-fluid", "a,0,100,1800,even\n", expect_text);
    assert_int_equal(validate(&folder, NULL, true, &kept, &err), ARDEY_USAGE);
    assert_contains(err.text, "there is a case 'node-fluid' already, built in");
    folder_deinit(&folder);

    folder_init(&empty);
    assert_int_equal(validate(&empty, NULL, true, &kept, &err), ARDEY_USAGE);
    assert_contains(err.text, "holds no folder with an expect.lua");
    folder_deinit(&empty);
    assert_int_equal(validate(&empty, NULL, true, &kept, &err), ARDEY_USAGE);
    assert_contains(err.text, "cannot open the folder of cases '/tmp/ardey-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_choice),
        cmocka_unit_test(mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
