// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/sweep_progress.h"

#include <signal.h>
#include <unistd.h>

static void lines_and_signals(void **state)
{
    (void)state;
    char path[] = "/tmp/ardey-XXXXXX", text[512] = "";
    int file = mkstemp(path), stderr_before = dup(STDERR_FILENO);
    struct sweep_progress progress;
    struct ardey_sweep_state now = {.members = 4, .waiting = 2, .running = 2};
    assert_true(dup2(file, STDERR_FILENO) >= 0);
    sweep_progress_init(&progress, false);
    bool goes_on = sweep_progress_show(&progress, &now);
    for (int i = 0; i < 10; i++) /* no news: no line */
        goes_on = goes_on && sweep_progress_show(&progress, &now);
    now = (struct ardey_sweep_state){.members = 4, .done = 4};
    goes_on = goes_on && sweep_progress_show(&progress, &now);
    raise(SIGTERM);
    bool goes_on_after = sweep_progress_show(&progress, &now);
    dup2(stderr_before, STDERR_FILENO);
    assert_true(goes_on);
    assert_false(goes_on_after);
    assert_int_equal(progress.base.stopped_by, SIGTERM);
    ssize_t size = pread(file, text, sizeof text - 1, 0);
    assert_true(size > 0);
    assert_string_equal(text, "0 of 4 done, 2 running, 0 failed, 0 s\n"
                              "4 of 4 done, 0 running, 0 failed, 0 s\n");
    close(file);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_and_signals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
