// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"

#include "routing/timetable_strategy.h"

#include <math.h>

static double ask(const struct fixture *f, uint32_t from_stop, uint32_t to_stop, uint32_t from_ms)
{
    struct error err = {0};
    double time_s = 0;
    struct stop_access from = {from_stop, 60000}, to = {to_stop, 0};
    struct strategy_question question = {{&from, 1, NULL}, {&to, 1, NULL}, from_ms, MINUTE_MS};
    if (timetable_strategy_time(f->timetable, &question, &time_s, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return time_s;
}

/** Stops A to D are 0 to 3. */
static void by_hand(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    /* A to B: 1 min on foot, line 1 every 20 min waits 10, rides 5, half a minute to the door. */
    assert_true(fabs(ask(&f, 0, 1, CLOCK_MS(6, 0)) - (60 + 600 + 300 + 30)) < 1e-9);
    /* A to D from 6: the footpath from C leads to D as a stop, not to the door at D. So change at
     * B: 1 min, line 2 at 6:05 and 6:30 waits 15. */
    assert_true(fabs(ask(&f, 0, 3, CLOCK_MS(6, 0)) - (60 + 600 + 300 + 60 + 900 + 240 + 30)) <
                1e-9);
    /* From 6:30 line 2 comes at 6:30 and 7:00, later than 7 it does not. */
    assert_true(fabs(ask(&f, 1, 3, CLOCK_MS(6, 30)) - (60 + 900 + 240 + 30)) < 1e-9);
    assert_true(isinf(ask(&f, 1, 3, CLOCK_MS(7, 1))));
    assert_true(isinf(ask(&f, 3, 0, CLOCK_MS(6, 0))));
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_hand)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
