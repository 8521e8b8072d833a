// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/ensemble_fixture.h"

#include "ensemble/member_process.h"

#include <unistd.h>

static int wait_for(long id)
{
    int code = -1;
    for (int i = 0; i < 1000 && !process_has_ended(id, &code); i++)
        usleep(10000);
    return code;
}

static int run(const struct folder *folder, const char *text, bool is_stopped)
{
    const char *const arguments[] = {"/bin/sh", "-c", text, NULL};
    char log[512];
    snprintf(log, sizeof log, "%s", folder_path(folder, "log"));
    const struct process_start start = {arguments, folder->path, log, "a:b"};
    struct error err = {0};
    long id;
    assert_int_equal(process_start(&start, &id, &err), STATUS_OK);
    if (is_stopped) {
        usleep(200000);
        process_stop(id);
    }
    return wait_for(id);
}

static void codes_and_log(void **state)
{
    (void)state;
    struct folder folder;
    char line[64] = "";
    folder_init(&folder);
    assert_int_equal(run(&folder, "echo $ARDEY_PATH; echo err >&2; exit 7", false), 7);
    assert_int_equal(run(&folder, "kill -9 $$", false), 137);
    assert_int_equal(run(&folder, "trap 'exit 85' TERM; sleep 10 & wait", true), 85);
    FILE *log = fopen(folder_path(&folder, "log"), "r");
    assert_non_null(fgets(line, sizeof line, log));
    assert_string_equal(line, "a:b\n");
    assert_non_null(fgets(line, sizeof line, log));
    assert_string_equal(line, "err\n");
    fclose(log);
    folder_deinit(&folder);
}

static void no_log(void **state)
{
    (void)state;
    const char *const arguments[] = {"/bin/true", NULL};
    const struct process_start start = {arguments, "/", "/nowhere/log", ""};
    struct error err = {0};
    long id;
    assert_int_equal(process_start(&start, &id, &err), STATUS_RESOURCE);
    assert_contains(err.text, "/nowhere/log");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(codes_and_log), cmocka_unit_test(no_log)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
