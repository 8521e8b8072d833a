// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/progress.h"

/** Calls progress_show once as if `seconds` had gone by since it was last shown. */
static bool show_after(struct progress *progress, double seconds, const char **out_text,
                       struct capture *capture)
{
    progress->shown_s -= seconds;
    progress->began_s -= seconds;
    capture_begin(capture, STDERR_FILENO);
    bool goes_on = progress_show(progress, 50400, 100800, 1500000) == ARDEY_GO_ON;
    *out_text = capture_end(capture);
    return goes_on;
}

/** In a log: a line every 10 s. Half of 28 h is 14:00 and 15 of 30 marks. */
static void a_log_gets_a_line_every_ten_seconds(void **state)
{
    (void)state;
    struct progress progress;
    struct capture capture;
    const char *text;
    capture_begin(&capture, STDERR_FILENO);
    progress_init(&progress, false);
    capture_end(&capture);
    assert_false(progress.is_terminal);
    assert_int_equal(progress.stopped_by, 0);
    progress.first_t_s = 0;

    assert_true(show_after(&progress, 9, &text, &capture));
    assert_string_equal(text, "");
    assert_true(show_after(&progress, 1.5, &text, &capture));
    assert_has(text, "[===============               ] 14:00  1.5 million events, 0.1 million/s");
    assert_int_equal(text[strlen(text) - 1], '\n');
    assert_null(strchr(text, '\r'));
    assert_true(show_after(&progress, 1, &text, &capture));
    assert_string_equal(text, "");
}

/** On a terminal: one line that is written over, five times a second, and cleared at the end. */
static void a_terminal_shows_one_line(void **state)
{
    (void)state;
    struct progress progress;
    struct capture capture;
    const char *text;
    progress_init(&progress, false);
    progress.is_terminal = true;
    assert_true(show_after(&progress, 0.1, &text, &capture));
    assert_string_equal(text, "");
    assert_true(show_after(&progress, 0.2, &text, &capture));
    assert_int_equal(text[0], '\r');
    assert_null(strchr(text, '\n'));
    capture_begin(&capture, STDERR_FILENO);
    progress_end(&progress);
    text = capture_end(&capture);
    assert_int_equal(strlen(text), 81);
    assert_int_equal(text[0], '\r');
    assert_int_equal(text[80], '\r');
}

/** A line for each iteration; the day that follows begins anew. */
static void iterations_have_lines_of_their_own(void **state)
{
    (void)state;
    struct progress progress;
    struct capture capture;
    struct ardey_iteration iteration = {.iteration = 3,
                                        .relative_gap = 0.0421,
                                        .mean_cost_eur = 7.5,
                                        .share_who_changed = 0.25,
                                        .mode_names = {"walk", "bike", "car"},
                                        .mode_shares = {0.125, 0, 0.875},
                                        .simulate_s = 15.2,
                                        .service_s = 6,
                                        .decide_s = 9.9};
    progress_init(&progress, false);
    for (int i = 0; i < 2; i++) {
        progress.is_terminal = i == 1;
        progress.first_t_s = 100;
        capture_begin(&capture, STDERR_FILENO);
        assert_int_equal(progress_iteration(&progress, &iteration), ARDEY_GO_ON);
        const char *text = capture_end(&capture);
        assert_string_equal(text[0] == '\r' ? text + 1 : text,
                            "iteration  3  gap   4.21 %   7.50 EUR  changed 25.0 %  walk 12.5 car "
                            "87.5  15 + 6 + 10 s\n");
        assert_int_equal(text[0] == '\r', progress.is_terminal);
        assert_true(progress.first_t_s < 0);
    }
    progress.is_quiet = true;
    progress.stopped_by = SIGTERM;
    capture_begin(&capture, STDERR_FILENO);
    assert_int_equal(progress_iteration(&progress, &iteration), ARDEY_CHECKPOINT_AND_STOP);
    assert_string_equal(capture_end(&capture), "");
}

static void quiet_means_quiet(void **state)
{
    (void)state;
    struct progress progress;
    struct capture capture;
    const char *text;
    progress_init(&progress, true);
    progress.is_terminal = true;
    assert_true(show_after(&progress, 100, &text, &capture));
    assert_string_equal(text, "");
    capture_begin(&capture, STDERR_FILENO);
    progress_end(&progress);
    assert_string_equal(capture_end(&capture), "");
}

/** The signals are blocked, so nothing happens until the next look, which says stop, and says so
 * again. The same signal once more is not blocked any longer. */
static void signals_stop_the_run_at_the_next_look(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP, SIGUSR1};
    for (int i = 0; i < 4; i++) {
        struct progress progress;
        sigset_t blocked;
        progress_init(&progress, true);
        assert_int_equal(progress_show(&progress, 0, 100, 0), ARDEY_GO_ON);
        assert_int_equal(raise(signals[i]), 0);
        assert_int_equal(progress_show(&progress, 0, 100, 0), ARDEY_CHECKPOINT_AND_STOP);
        assert_int_equal(progress.stopped_by, signals[i]);
        assert_int_equal(progress_show(&progress, 0, 100, 0), ARDEY_CHECKPOINT_AND_STOP);
        assert_int_equal(sigprocmask(SIG_BLOCK, NULL, &blocked), 0);
        for (int k = 0; k < 4; k++)
            assert_int_equal(sigismember(&blocked, signals[k]), k != i);
    }
}

static void sigusr2_asks_for_a_checkpoint(void **state)
{
    (void)state;
    struct progress progress;
    progress_init(&progress, true);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(raise(SIGUSR2), 0);
        assert_int_equal(progress_show(&progress, 0, 100, 0), ARDEY_CHECKPOINT);
        assert_int_equal(progress_show(&progress, 0, 100, 0), ARDEY_GO_ON);
    }
    assert_int_equal(progress.stopped_by, 0);
}

static void messages_have_lines_of_their_own(void **state)
{
    (void)state;
    struct progress progress;
    struct capture capture;
    progress_init(&progress, false);
    for (int i = 0; i < 3; i++) {
        progress.is_terminal = i == 1;
        progress.is_quiet = i == 2;
        capture_begin(&capture, STDERR_FILENO);
        progress_message(&progress, "checkpoint a.checkpoint: 1.0 MB in 0.02 s");
        const char *text = capture_end(&capture);
        assert_string_equal(i == 1 ? text + 81 : text,
                            i == 2 ? "" : "checkpoint a.checkpoint: 1.0 MB in 0.02 s\n");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_gets_a_line_every_ten_seconds),
        cmocka_unit_test(a_terminal_shows_one_line),
        cmocka_unit_test(iterations_have_lines_of_their_own),
        cmocka_unit_test(quiet_means_quiet),
        cmocka_unit_test(signals_stop_the_run_at_the_next_look),
        cmocka_unit_test(sigusr2_asks_for_a_checkpoint),
        cmocka_unit_test(messages_have_lines_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
