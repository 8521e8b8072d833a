// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/random.h"
#include "shuttle/shuttle_plan.h"

#include <stdlib.h>
#include <string.h>

#define S 1000u

/** Nodes lie on a street, a minute from each to the next. */
static uint32_t street_ms(void *self, uint32_t from, uint32_t to)
{
    (void)self;
    return 60 * S * (from > to ? from - to : to - from);
}

/** Nodes 0 to 99 on a grid of ten by ten, a minute apart along its streets. */
static uint32_t grid_ms(void *self, uint32_t from, uint32_t to)
{
    (void)self;
    int x = (int)(from % 10) - (int)(to % 10), y = (int)(from / 10) - (int)(to / 10);
    return 60 * S * (uint32_t)(abs(x) + abs(y));
}

static const struct shuttle_times street = {NULL, street_ms}, grid = {NULL, grid_ms};

/** Both ends of request `id`; doors are 10 s from their nodes. */
static void ends_of(uint32_t id, uint32_t from, uint32_t to, const uint32_t limits_ms[2],
                    struct shuttle_stop out[2])
{
    out[0] = (struct shuttle_stop){id, from, 10 * S, limits_ms[0], UINT32_MAX, true};
    out[1] = (struct shuttle_stop){id, to, 10 * S, limits_ms[1], UINT32_MAX, false};
}

static struct shuttle_plan plan_at(uint32_t node, uint32_t seats)
{
    return (struct shuttle_plan){.node = node, .seats = seats, .boarding_ms = 30 * S};
}

static enum shuttle_misfit ask(struct shuttle_plan *plan, const struct shuttle_times *times,
                               const struct shuttle_stop ends[2], struct shuttle_insertion *at)
{
    enum shuttle_misfit misfit = shuttle_plan_search(plan, times, ends, at);
    if (misfit == SHUTTLE_FITS)
        shuttle_plan_insert(plan, ends, at);
    return misfit;
}

/** From node 2 to 5 by a vehicle at node 0: at the door after 2 min 10 s, away from node 2 after
 * another 40 s, 3 min to node 5, at the door there after 6 min, ready after 6 min 40 s. */
static void test_alone(void **state)
{
    (void)state;
    struct shuttle_plan plan = plan_at(0, 6);
    struct shuttle_schedule schedule;
    struct shuttle_insertion at;
    struct shuttle_stop ends[2];
    ends_of(7, 2, 5, (uint32_t[]){129 * S, 230 * S}, ends);
    assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_TOO_FAR);
    ends_of(7, 2, 5, (uint32_t[]){130 * S, 229 * S}, ends);
    assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_TOO_FULL);
    ends_of(7, 2, 5, (uint32_t[]){130 * S, 230 * S}, ends);
    assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_FITS);
    assert_int_equal(at.promise_ms, 130 * S);
    assert_int_equal(at.more_ms, 400 * S);
    shuttle_plan_follow(&plan, &street, &schedule);
    assert_int_equal(plan.count, 2);
    assert_int_equal(schedule.door_ms[0], 130 * S);
    assert_int_equal(schedule.door_ms[1], 360 * S);
    assert_int_equal(schedule.end_ms, 400 * S);
}

/** A second passenger from 3 to 4. On the way, the first one rides 330 s instead of 230 s and the
 * vehicle is ready 100 s later; set down after the first, 160 s later; after all, 280 s later, and
 * so it is when it boards first and alights last: of equal ways the one that boards first. */
static void test_second_passenger(void **state)
{
    (void)state;
    static const struct {
        uint32_t first_ride_s, second_ride_s, seats, more_s, board, alight, promise_s;
    } cases[] = {
        {330, 110, 6, 100, 1, 2, 240}, {329, 280, 6, 160, 1, 3, 240}, {329, 279, 6, 280, 2, 3, 530},
        {230, 900, 6, 280, 0, 3, 190}, {900, 900, 1, 280, 2, 3, 530},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct shuttle_plan plan = plan_at(0, cases[i].seats);
        struct shuttle_insertion at;
        struct shuttle_stop ends[2];
        ends_of(1, 2, 5, (uint32_t[]){900 * S, cases[i].first_ride_s * S}, ends);
        assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_FITS);
        ends_of(2, 3, 4, (uint32_t[]){900 * S, cases[i].second_ride_s * S}, ends);
        assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_FITS);
        assert_int_equal(at.more_ms, cases[i].more_s * S);
        assert_int_equal(at.board, cases[i].board);
        assert_int_equal(at.alight, cases[i].alight);
        assert_int_equal(at.promise_ms, cases[i].promise_s * S);
    }
}

/** What traffic has broken already must get no worse, but bars nobody. */
static void test_broken_promises(void **state)
{
    (void)state;
    struct shuttle_plan plan = plan_at(0, 6);
    struct shuttle_insertion at;
    struct shuttle_stop ends[2];
    ends_of(1, 2, 5, (uint32_t[]){130 * S, 230 * S}, ends);
    assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_FITS);
    plan.free_ms = 200 * S; /* 200 s late */
    ends_of(2, 1, 2, (uint32_t[]){900 * S, 900 * S}, ends);
    assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_FITS);
    assert_int_equal(at.board, 2); /* not before the first one boards, though it is on the way */
    ends_of(3, 5, 6, (uint32_t[]){2000 * S, 900 * S}, ends);
    assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_FITS);
    assert_int_equal(at.board, 2); /* at node 5, where the first one leaves */
}

/** A vehicle on its way to a stop goes there first. */
static void test_fixed_stop(void **state)
{
    (void)state;
    struct shuttle_plan plan = plan_at(0, 6);
    struct shuttle_insertion at;
    struct shuttle_stop ends[2];
    ends_of(1, 5, 6, (uint32_t[]){900 * S, 900 * S}, ends);
    assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_FITS);
    plan.node = 5;
    plan.free_ms = 300 * S;
    plan.fixed = 1;
    ends_of(2, 5, 6, (uint32_t[]){900 * S, 900 * S}, ends);
    assert_int_equal(ask(&plan, &street, ends, &at), SHUTTLE_FITS);
    assert_int_equal(at.board, 1);
    struct shuttle_stop first = shuttle_plan_take(&plan);
    assert_int_equal(first.request, 1);
    assert_int_equal(plan.fixed, 0);
    assert_int_equal(plan.count, 3);
    assert_int_equal(plan.stops[0].request, 2);
}

/** When the stops of a plan are reached, by another way of counting than the one tested; UINT32_MAX
 * when something is promised that does not hold. */
static uint32_t end_by_definition(const struct shuttle_plan *plan, const struct shuttle_stop *stops,
                                  uint32_t count)
{
    uint32_t t_ms = plan->free_ms, node = plan->node, aboard = plan->aboard;
    uint32_t boarded_ms[64];
    memset(boarded_ms, 0xff, sizeof boarded_ms);
    for (uint32_t i = 0; i < count; i++) {
        t_ms += grid_ms(NULL, node, stops[i].node) + stops[i].door_ms;
        node = stops[i].node;
        if (stops[i].is_boarding) {
            boarded_ms[stops[i].request] = t_ms;
            if (t_ms > stops[i].limit_ms || ++aboard > plan->seats)
                return UINT32_MAX;
        } else {
            uint32_t since_ms = stops[i].boarded_ms != UINT32_MAX ? stops[i].boarded_ms
                                                                  : boarded_ms[stops[i].request];
            aboard--;
            if (since_ms == UINT32_MAX || t_ms - since_ms > stops[i].limit_ms)
                return UINT32_MAX;
        }
        t_ms += plan->boarding_ms + stops[i].door_ms;
    }
    return t_ms;
}

/** The least end over all orders that keep the one of the plan. */
static uint32_t least_end(const struct shuttle_plan *plan, const struct shuttle_stop ends[2])
{
    uint32_t best_ms = UINT32_MAX, count = plan->count;
    struct shuttle_stop stops[SHUTTLE_STOPS_MAX];
    for (uint32_t i = plan->fixed; i <= count; i++)
        for (uint32_t j = i; j <= count; j++) {
            uint32_t n = 0;
            for (uint32_t k = 0; k <= count; k++) {
                if (k == i)
                    stops[n++] = ends[0];
                if (k == j)
                    stops[n++] = ends[1];
                if (k < count)
                    stops[n++] = plan->stops[k];
            }
            uint32_t end_ms = end_by_definition(plan, stops, n);
            best_ms = end_ms < best_ms ? end_ms : best_ms;
        }
    return best_ms;
}

/** Random requests on a grid, while the vehicle works off its plan. */
static void test_random_requests(void **state)
{
    (void)state;
    uint32_t accepted = 0, refused = 0, shared = 0;
    for (uint32_t day = 0; day < 300; day++) {
        struct random_stream stream;
        random_stream_init(&stream, 5, day, 0);
        struct shuttle_plan plan = plan_at(random_bits(&stream) % 100, 1 + day % 4);
        for (uint32_t id = 0; id < 30; id++) {
            struct shuttle_insertion at;
            struct shuttle_schedule schedule;
            struct shuttle_stop ends[2];
            uint32_t from = random_bits(&stream) % 100, to = random_bits(&stream) % 100;
            uint32_t direct_ms = 50 * S + grid_ms(NULL, from, to);
            ends_of(id, from, to, (uint32_t[]){plan.free_ms + 900 * S, direct_ms * 3 / 2 + 300 * S},
                    ends);
            uint32_t least_ms =
                plan.count + 2 <= SHUTTLE_STOPS_MAX ? least_end(&plan, ends) : UINT32_MAX;
            bool fits = ask(&plan, &grid, ends, &at) == SHUTTLE_FITS;
            assert_int_equal(fits, least_ms != UINT32_MAX);
            shuttle_plan_follow(&plan, &grid, &schedule);
            if (fits) {
                assert_int_equal(schedule.end_ms, least_ms);
                assert_int_equal(end_by_definition(&plan, plan.stops, plan.count), least_ms);
                assert_int_equal(schedule.door_ms[at.board], at.promise_ms);
            }
            accepted += fits;
            refused += !fits;
            shared += plan.aboard > 1;
            if (plan.count > 0 && random_bits(&stream) % 2 == 0) {
                uint32_t door_ms = schedule.door_ms[0];
                struct shuttle_stop done = shuttle_plan_take(&plan);
                plan.node = done.node;
                plan.free_ms = door_ms + plan.boarding_ms + done.door_ms;
                plan.aboard = done.is_boarding ? plan.aboard + 1 : plan.aboard - 1;
                for (uint32_t k = 0; done.is_boarding && k < plan.count; k++)
                    if (plan.stops[k].request == done.request)
                        plan.stops[k].boarded_ms = door_ms;
            }
        }
    }
    assert_int_equal(accepted + refused, 9000);
    assert_true(accepted > 1500 && refused > 1500 && shared > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alone),           cmocka_unit_test(test_second_passenger),
        cmocka_unit_test(test_broken_promises), cmocka_unit_test(test_fixed_stop),
        cmocka_unit_test(test_random_requests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
