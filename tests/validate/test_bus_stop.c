// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/bus_stop.h"

enum { RUNS = 6 };

/** H/2 (1 + CV^2), within five standard errors of these runs, and none for a bus to the second. */
static void waits(void **state)
{
    (void)state;
    static const double variations[] = {0, 0.5, 1}, errors_s[] = {1, 4, 12};
    for (uint32_t i = 0; i < 3; i++) {
        double waits_s[RUNS], mean_s = 0;
        struct error err = {0};
        struct bus_stop_design design = {60, variations[i], 0.5, 2000};
        if (bus_stop_run(&design, 9, RUNS, 2, waits_s, &err) != STATUS_OK)
            fail_msg("%s", err.text);
        for (uint32_t r = 0; r < RUNS; r++) {
            assert_near(waits_s[r], 30 * (1 + variations[i] * variations[i]), errors_s[i]);
            mean_s += waits_s[r] / RUNS;
        }
        assert_near(mean_s, 30 * (1 + variations[i] * variations[i]), errors_s[i] / 2);
    }
}

static void too_long_for_the_clock(void **state)
{
    (void)state;
    double wait_s;
    struct error err = {0};
    struct bus_stop_design design = {1e6, 0, 1e-5, 2000};
    assert_int_equal(bus_stop_run(&design, 9, 1, 1, &wait_s, &err), STATUS_USAGE);
    assert_contains(err.text, "do not fit into 49 days");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waits),
        cmocka_unit_test(too_long_for_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
