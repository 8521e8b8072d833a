// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/known_timetable.h"

#include "validate/route_check.h"

static struct route_answer plain(const struct fixture *f, uint32_t to_stop, uint32_t depart_ms,
                                 uint32_t limit_ms)
{
    struct error err = {0};
    struct route_answer answer = {0};
    struct route_question question = {0, to_stop, depart_ms, limit_ms};
    assert_int_equal(route_check_plain(f->timetable, MINUTE_MS, &question, &answer, &err),
                     STATUS_OK);
    return answer;
}

/** From A, stop 0: C (2) at 6:32 by the train of 6:20; D (3) with a change at B for 6:30. */
static void plain_answers_by_hand(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    struct route_answer answer = plain(&f, 2, CLOCK_MS(6, 10), CLOCK_MS(9, 0));
    assert_int_equal(answer.arrive_ms, CLOCK_MS(6, 32) + 30000);
    assert_int_equal(answer.rides, 1);
    answer = plain(&f, 3, CLOCK_MS(6, 10), CLOCK_MS(9, 0));
    assert_int_equal(answer.arrive_ms, CLOCK_MS(6, 34) + 30000);
    assert_int_equal(answer.rides, 2);
    /* At 6:00 at the stop it is too late for the run of 6:00: half a minute to get there. */
    answer = plain(&f, 1, CLOCK_MS(6, 0), CLOCK_MS(9, 0));
    assert_int_equal(answer.arrive_ms, CLOCK_MS(6, 25) + 30000);
    answer = plain(&f, 3, CLOCK_MS(6, 10), CLOCK_MS(6, 34) + 30000);
    assert_int_equal(answer.arrive_ms, UINT32_MAX);
    fixture_deinit(&f);
}

static void random_answers_agree(void **state)
{
    (void)state;
    struct fixture f;
    struct error err = {0};
    uint32_t wrong = 99;
    fixture_known(&f);
    assert_int_equal(route_check_random(f.timetable, MINUTE_MS, 2000, &wrong, &err), STATUS_OK);
    assert_int_equal(wrong, 0);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plain_answers_by_hand),
                                       cmocka_unit_test(random_answers_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
