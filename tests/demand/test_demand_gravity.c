// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand_gravity.h"
#include "demand_fixture.h"

#include <math.h>

#define PERSONS 600u

struct case_of {
    struct demand_world world;
    struct demand_people people;
    struct demand_queue queue;
    uint32_t counts[10][10];
};

/* 400 persons at place 0 and 200 at place 4 look for one of the places with a weight. */
static enum status assign(struct fixture *f, struct case_of *c, const double *weights,
                          bool is_constrained)
{
    uint8_t keep[PERSONS];
    memset(keep, 1, sizeof keep);
    memset(c, 0, sizeof *c);
    fixture_world(f, &c->world);
    demand_people_add(&c->people, 400, (struct demand_person){0, NONE, GROUP_EMPLOYED}, &f->err);
    demand_people_add(&c->people, 200, (struct demand_person){4, NONE, GROUP_EMPLOYED}, &f->err);
    demand_queue_build(&c->people, keep, 10, 1, &c->queue, &f->err);
    struct demand_gravity gravity = {&c->world.reach, &c->world.rules, &c->queue,
                                     weights,         {2000.0, 2.0},   is_constrained};
    enum status status = demand_gravity_assign(&gravity, 1, &c->people, &f->err);
    for (uint32_t i = 0; status == STATUS_OK && i < PERSONS; i++) {
        c->counts[c->people.persons[i].home][c->people.persons[i].main_place]++;
    }
    return status;
}

static void finish(struct fixture *f, struct case_of *c)
{
    demand_queue_deinit(&c->queue);
    demand_people_deinit(&c->people);
    fixture_free(f, &c->world);
}

static void constrained_meets_the_weights(void **state)
{
    (void)state;
    static struct fixture f;
    static struct case_of c;
    fixture_init(&f);
    const double weights[10] = {[0] = 10, [2] = 30, [5] = 20};
    assert_int_equal(assign(&f, &c, weights, true), STATUS_OK);
    assert_in_range(c.counts[0][0] + c.counts[4][0], 98, 102);
    assert_in_range(c.counts[0][2] + c.counts[4][2], 298, 302);
    assert_in_range(c.counts[0][5] + c.counts[4][5], 198, 202);
    /* the nearer ones take more of the far place, relative to the others */
    assert_true(c.counts[4][5] * 400 > c.counts[0][5] * 200);
    finish(&f, &c);
}

static void unconstrained_follows_weight_times_deterrence(void **state)
{
    (void)state;
    static struct fixture f;
    static struct case_of c;
    fixture_init(&f);
    const double weights[10] = {[0] = 1, [5] = 2};
    assert_int_equal(assign(&f, &c, weights, false), STATUS_OK);
    /* (1 + 0.55 / 2)^-2 = 0.6151 against 2 (1 + 6.5 / 2)^-2 = 0.1107 */
    double expected = 400.0 * 0.6151 / (0.6151 + 0.1107);
    assert_true(fabs((double)c.counts[0][0] - expected) < 1.5);
    finish(&f, &c);
}

static void nowhere_to_go_is_an_error(void **state)
{
    (void)state;
    static struct fixture f;
    static struct case_of c;
    fixture_init(&f);
    const double weights[10] = {0};
    assert_int_equal(assign(&f, &c, weights, true), STATUS_DATA);
    assert_finding(&f, "no destination");
    finish(&f, &c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constrained_meets_the_weights),
        cmocka_unit_test(unconstrained_follows_weight_times_deterrence),
        cmocka_unit_test(nowhere_to_go_is_an_error)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
