// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

struct told {
    char text[2000];
};

static void keep_message(void *self, const char *text)
{
    struct told *told = self;
    size_t used = strlen(told->text);
    snprintf(told->text + used, sizeof told->text - used, "%s\n", text);
}

static enum ardey_status run(const struct api_folder *folder, bool is_resumed, struct told *told,
                             struct ardey_error *err)
{
    struct ardey_summary summary;
    struct ardey_options options = api_options(api_roads(folder, ""), api_path(folder, "out.h5"));
    options.checkpoint = api_path(folder, "out.h5.checkpoint");
    options.is_resumed = is_resumed;
    options.message = keep_message;
    options.progress_self = told;
    *told = (struct told){{0}};
    return ardey_run(&options, &summary, err);
}

/** Two bytes of a file are changed. */
static void damage(const char *path)
{
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, 40, SEEK_SET), 0);
    assert_true(fputs("??", file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/** A checkpoint half an hour into the day, as a killed run leaves it. */
static void leave_checkpoint(const struct api_folder *folder)
{
    struct ardey_error err = {{0}};
    struct ardey_simulation *simulation = NULL;
    struct ardey_options options = api_options(api_roads(folder, ""), api_path(folder, "out.h5"));
    assert_int_equal(ardey_open(&options, &simulation, &err), ARDEY_OK);
    assert_int_equal(ardey_run_until(simulation, 1800, &err), ARDEY_OK);
    assert_int_equal(ardey_checkpoint(simulation, api_path(folder, "out.h5.checkpoint"), &err),
                     ARDEY_OK);
    ardey_close(simulation);
}

static void a_whole_one_is_gone_on_from(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {{0}};
    struct told told;
    leave_checkpoint(&folder);
    assert_int_equal(run(&folder, true, &told, &err), ARDEY_OK);
    assert_has(told.text, "goes on from checkpoint");
    assert_has(told.text, "00:30:00");
    assert_false(file_exists(api_path(&folder, "out.h5.checkpoint")));
    api_folder_remove(&folder);
}

/** It stays to be looked at until the run that could not use it is done. */
static void a_damaged_one_goes_with_the_end_of_the_run(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {{0}};
    struct told told;
    leave_checkpoint(&folder);
    damage(api_path(&folder, "out.h5.checkpoint"));
    assert_int_equal(run(&folder, true, &told, &err), ARDEY_OK);
    assert_has(told.text, "the run begins anew: ");
    assert_has(told.text, "is damaged: a checksum differs");
    assert_false(file_exists(api_path(&folder, "out.h5.checkpoint")));
    api_folder_remove(&folder);
}

static void a_file_of_somebody_else_is_not_touched(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {{0}};
    struct told told;
    api_write(&folder, "out.h5.checkpoint", "my notes");
    for (int is_resumed = 0; is_resumed < 2; is_resumed++) {
        assert_int_equal(run(&folder, is_resumed, &told, &err), ARDEY_USAGE);
        assert_has(err.text, "is no checkpoint of Ardey: it is not touched");
    }
    assert_true(file_exists(api_path(&folder, "out.h5.checkpoint")));
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_one_is_gone_on_from),
        cmocka_unit_test(a_damaged_one_goes_with_the_end_of_the_run),
        cmocka_unit_test(a_file_of_somebody_else_is_not_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
