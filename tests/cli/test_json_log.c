// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/json_log.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void lines(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    struct ardey_iteration iteration = {.iteration = 3,
                                        .relative_gap = 0.25,
                                        .mean_cost_eur = (double)INFINITY,
                                        .mode_names = {"walk", "bike"},
                                        .mode_shares = {0, 0.5}};
    const struct ardey_error err = {.text = "a\n\"b\" \\"};
    struct ardey_summary summary = {.persons = 7, .digest = "ab"};
    summary.modes[0].name = "walk";
    summary.modes[0].departed = summary.modes[0].arrived = 4;
    json_log_progress(out, 60, 120, 5, 1.5);
    json_log_iteration(out, &iteration);
    json_log_message(out, "x");
    json_log_error(out, ARDEY_DATA, &err);
    json_log_summary(out, &summary, 1.5);
    fclose(out);
    const char *expected =
        "{\"event\":\"progress\",\"t_s\":60.000,\"stop_s\":120.000,\"events\":5,\"wall_s\":1.5}\n"
        "{\"event\":\"iteration\",\"iteration\":3,\"relative_gap\":0.25,\"mean_cost_eur\":null,"
        "\"share_who_changed\":0,\"mode_shares\":{\"bike\":0.5},\"simulate_s\":0,\"service_s\":0,"
        "\"decide_s\":0}\n"
        "{\"event\":\"message\",\"text\":\"x\"}\n"
        "{\"event\":\"error\",\"exit_code\":3,\"text\":\"a\\u000a\\\"b\\\" \\\\\"}\n"
        "{\"event\":\"summary\",\"persons\":7,\"trips_planned\":0,\"arrived_walk\":4,";
    assert_int_equal(strncmp(text, expected, strlen(expected)), 0);
    assert_non_null(strstr(text, "\"memory_mb\":1.5,\"digest\":\"ab\"}\n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
