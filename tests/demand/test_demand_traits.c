// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "day_fixture.h"
#include "demand/demand_traits.h"

/** Two groups in two municipalities, and commuters. */
struct traits_fixture {
    struct fixture f;
    struct day_fixture d;
    struct trait_row traits[8];
    struct ticket_row tickets[2];
};

static void setup(struct traits_fixture *t, uint32_t trait_count, uint32_t ticket_count)
{
    static const struct trait_row traits[] = {
        {2, GROUP_PUPIL, false, 0.8, 0.9},      {3, GROUP_EMPLOYED, false, 0.6, 0.5},
        {4, GROUP_EMPLOYED, true, 0.2, 0.75},   {5, GROUP_COMMUTER, false, 1.0, 0.0},
        {6, GROUP_COMMUTER, true, 0.3, 1.0},    {7, GROUP_CHILD, false, 0.0, 0.5},
        {8, GROUP_THROUGH_CAR, true, 0.0, 0.0},
    };
    memset(t, 0, sizeof *t);
    fixture_init(&t->f);
    day_fixture_init(&t->f, &t->d);
    memcpy(t->traits, traits, sizeof traits);
    t->tickets[0] = (struct ticket_row){2, "Aville", 0.43};
    t->tickets[1] = (struct ticket_row){3, "Btown", 0.5};
    t->f.demand_tables.traits = FIXTURE_TABLE(t, "traits.csv", traits, trait_count);
    t->f.demand_tables.tickets = FIXTURE_TABLE(t, "tickets.csv", tickets, ticket_count);
    day_fixture_add(&t->f, &t->d, 2000, (struct demand_person){0, NONE, GROUP_PUPIL});
    day_fixture_add(&t->f, &t->d, 7000, (struct demand_person){1, NONE, GROUP_EMPLOYED});
    day_fixture_add(&t->f, &t->d, 1000, (struct demand_person){2, NONE, GROUP_CHILD});
    day_fixture_add(&t->f, &t->d, 1000, (struct demand_person){5, NONE, GROUP_PUPIL});
    day_fixture_add(&t->f, &t->d, 1000, (struct demand_person){6, 5, GROUP_COMMUTER});
    day_fixture_add(&t->f, &t->d, 10, (struct demand_person){8, 9, GROUP_THROUGH_CAR});
}

static enum status assign(struct traits_fixture *t)
{
    return demand_traits_assign(&t->f.demand_tables, &t->d.world, 99, &t->d.people, &t->f.err);
}

static uint32_t count(const struct traits_fixture *t, uint32_t first, uint32_t end, uint8_t mask,
                      uint8_t wanted)
{
    uint32_t sum = 0;
    for (uint32_t i = first; i < end; i++) {
        sum += (t->d.people.traits[i] & mask) == wanted;
    }
    return sum;
}

static void free_all(struct traits_fixture *t)
{
    day_fixture_free(&t->f, &t->d);
}

static void a_municipality_has_its_tickets(void **state)
{
    (void)state;
    static struct traits_fixture t;
    setup(&t, 6, 1);
    assert_int_equal(assign(&t), STATUS_OK);
    assert_int_equal(count(&t, 0, 10000, TRAIT_TICKET, TRAIT_TICKET), 4300);
    assert_int_equal(count(&t, 9000, 10000, TRAIT_TICKET, TRAIT_TICKET), 0); /* children: 0 stays */
    uint32_t pupils = count(&t, 0, 2000, TRAIT_TICKET, TRAIT_TICKET);
    uint32_t cars = count(&t, 2000, 9000, TRAIT_CAR, TRAIT_CAR);
    uint32_t both = count(&t, 2000, 9000, TRAIT_CAR | TRAIT_TICKET, TRAIT_CAR | TRAIT_TICKET);
    uint32_t drivers = 4300 - pupils - both;
    /* Balancing multiplies all odds by the same factor: 4, 1.5, 0.25 before. */
    double odds[3] = {pupils / (2000.0 - pupils), drivers / (7000.0 - cars - drivers),
                      both / (double)(cars - both)};
    assert_true(odds[0] / odds[1] > 2.62 && odds[0] / odds[1] < 2.72);
    assert_true(odds[1] / odds[2] > 5.9 && odds[1] / odds[2] < 6.1);
    assert_int_equal(count(&t, 10000, 11000, TRAIT_TICKET, TRAIT_TICKET), 800); /* no own share */
    free_all(&t);
}

static void bicycles_and_commuters_follow_the_table(void **state)
{
    (void)state;
    static struct traits_fixture t;
    setup(&t, 6, 1);
    assert_int_equal(assign(&t), STATUS_OK);
    assert_int_equal(count(&t, 0, 2000, TRAIT_BICYCLE, TRAIT_BICYCLE), 1800);
    assert_in_range(count(&t, 0, 1000, TRAIT_BICYCLE, TRAIT_BICYCLE), 870, 930);
    uint32_t cars = count(&t, 11000, 12000, TRAIT_CAR, TRAIT_CAR);
    assert_in_range(cars, 800, 1000);
    assert_int_equal(count(&t, 11000, 12000, TRAIT_BICYCLE, TRAIT_BICYCLE), cars);
    assert_int_equal(count(&t, 11000, 12000, TRAIT_CAR | TRAIT_TICKET, TRAIT_TICKET), 1000 - cars);
    assert_int_equal(count(&t, 12000, 12010, 0xff, TRAIT_CAR), 10);
    free_all(&t);
}

static void without_tables_everybody_may_cycle(void **state)
{
    (void)state;
    static struct traits_fixture t;
    setup(&t, 0, 0);
    assert_int_equal(assign(&t), STATUS_OK);
    assert_int_equal(count(&t, 0, 12000, TRAIT_BICYCLE, TRAIT_BICYCLE), 12000);
    assert_int_equal(count(&t, 0, 12000, TRAIT_TICKET, 0), 12000);
    free_all(&t);
}

static void refused(uint32_t trait_count, uint32_t ticket_count, double share, const char *text)
{
    static struct traits_fixture t;
    setup(&t, trait_count, ticket_count);
    t.tickets[0].share = share;
    assert_int_equal(assign(&t), STATUS_DATA);
    assert_finding(&t.f, text);
    free_all(&t);
}

static void findings_name_the_line(void **state)
{
    (void)state;
    refused(5, 0, 0.43, "traits.csv: no row for group 'child_0_5' without a car");
    refused(7, 0, 0.43, "traits.csv:8: group 'through_car' has neither ticket nor bicycle");
    refused(6, 2, 0.43, "tickets.csv:3: unknown municipality 'Btown', did you mean 'Bton'?");
    refused(6, 1, 0.95, "tickets.csv:2: the groups of 'Aville' cannot have tickets at a share of");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_municipality_has_its_tickets),
                                       cmocka_unit_test(bicycles_and_commuters_follow_the_table),
                                       cmocka_unit_test(without_tables_everybody_may_cycle),
                                       cmocka_unit_test(findings_name_the_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
