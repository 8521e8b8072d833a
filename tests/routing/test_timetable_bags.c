// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"

#include "routing/felt.h"
#include "routing/timetable_bags.h"

static void count_arrival(struct timetable_bags *bags, uint32_t label)
{
    uint32_t *count = bags->owner;
    assert_true(label < bags->label_count);
    (*count)++;
}

/** From A at 6:00 on, and from B at 6:03 by a walk that is longer: B's bus at 6:05 is worth the
 * walk only to who wants to be at D early. */
static void test_rounds(void **state)
{
    (void)state;
    enum { A, B, C, D };
    struct fixture f;
    struct timetable_bags bags = {0};
    uint32_t arrivals = 0;
    struct stop_access from[] = {{A, 60000}, {B, 240000}}, d = {D, 60000};
    struct itinerary way;
    fixture_known(&f);
    assert_int_equal(timetable_bags_init(&bags, f.timetable, 60000, &f.err), STATUS_OK);
    bags.counts_walk = true;
    bags.limit_ms = CLOCK_MS(30, 0);
    bags.before_felt = felt_time(UINT32_MAX, 0, 0);
    bags.on_arrival = count_arrival;
    bags.owner = &arrivals;
    bags.err = &f.err;
    timetable_scan_begin(&bags.scan, (struct door){&d, 1, NULL});
    timetable_bags_start(&bags);
    timetable_bags_leave(&bags, (struct door){from, 2, NULL}, CLOCK_MS(5, 59));

    /* Round 1: B by 6:05 with one minute walked, C at 6:12 likewise; D at 6:09 with four. */
    assert_true(timetable_bags_ride(&bags, 1));
    assert_int_equal(arrivals, 3);
    assert_int_equal(bags.labels[bags.arrived[B]].t_ms, CLOCK_MS(6, 5));
    assert_int_equal(bags.labels[bags.arrived[C]].walk_ms, MINUTE_MS);
    assert_int_equal(bags.labels[bags.arrived[D]].t_ms, CLOCK_MS(6, 9));
    assert_int_equal(bags.labels[bags.arrived[D]].walk_ms, 4 * MINUTE_MS);
    timetable_bags_change(&bags, 1);
    assert_int_equal(bags.labels[bags.ready[B]].t_ms, CLOCK_MS(6, 3)); /* on foot, at first */
    uint32_t later = bags.labels[bags.ready[B]].next;
    assert_int_equal(bags.labels[later].t_ms, CLOCK_MS(6, 6));
    assert_int_equal(bags.labels[later].walk_ms, MINUTE_MS);
    assert_int_equal(bags.labels[bags.ready[D]].t_ms, CLOCK_MS(6, 10));
    assert_int_equal(bags.labels[bags.labels[bags.ready[D]].next].walk_ms, 3 * MINUTE_MS);

    /* Round 2: D at 6:34 with one minute walked, later than before and with less. */
    assert_true(timetable_bags_ride(&bags, 2));
    later = bags.labels[bags.arrived[D]].next;
    assert_int_equal(bags.newest[D], later);
    assert_int_equal(bags.origins[later].older, bags.arrived[D]);
    assert_int_equal(bags.labels[later].t_ms, CLOCK_MS(6, 34));
    assert_int_equal(bags.labels[later].next, NONE);
    timetable_bags_write(&bags, later, 60000, CLOCK_MS(5, 59), &way);
    assert_int_equal(way.leg_count, 2);
    assert_int_equal(way.access_ms, MINUTE_MS);
    assert_int_equal(way.board_ms, CLOCK_MS(6, 20));
    assert_int_equal(way.arrive_ms, CLOCK_MS(6, 35));

    /* What is no better than the best so far is dropped: nothing more happens. */
    bags.before_felt = 0;
    timetable_bags_change(&bags, 2);
    assert_false(timetable_bags_ride(&bags, 3));
    timetable_bags_deinit(&bags);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
