// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand_fleet.h"
#include "demand_fixture.h"

#include <math.h>

#define PERSONS 20000u

static struct table fleet_of(const struct fleet_row *rows, uint32_t count)
{
    return (struct table){
        .path = "fleet.csv", .row_size = sizeof *rows, .rows = (void *)rows, .count = count};
}

/** Every other one has a car; the last ones drive trucks. */
static void people_make(struct demand_people *people)
{
    struct error err = {0};
    assert_int_equal(
        demand_people_add(people, PERSONS, (struct demand_person){0, NONE, GROUP_SENIOR}, &err),
        STATUS_OK);
    assert_int_equal(
        demand_people_add(people, 10, (struct demand_person){0, 1, GROUP_THROUGH_TRUCK}, &err),
        STATUS_OK);
    people->traits = mem_alloc(people->count, 1, &err);
    for (uint32_t i = 0; i < people->count; i++)
        people->traits[i] = i >= PERSONS || i % 2 ? TRAIT_CAR : TRAIT_BICYCLE;
}

static void assert_share(uint32_t count, double share)
{
    double cars = PERSONS / 2.0, tolerance = 4 * sqrt(cars * share * (1 - share));
    assert_true(fabs(count - cars * share) <= tolerance);
}

/** Drawn shares lie within 4 standard deviations; with more electric cars nobody who had one loses
 * it. */
static void cars_get_a_drive(void **state)
{
    (void)state;
    static const struct fleet_row now[] = {{2, DRIVE_PETROL, 0.65, 0, 0, 0},
                                           {3, DRIVE_DIESEL, 0.3, 0, 0, 0},
                                           {4, DRIVE_BATTERY, 0.05, 0, 0, 0},
                                           {5, DRIVE_TRUCK, 0, 0, 0, 0}};
    static const struct fleet_row later[] = {{2, DRIVE_PETROL, 0.3, 0, 0, 0},
                                             {3, DRIVE_DIESEL, 0.2, 0, 0, 0},
                                             {4, DRIVE_BATTERY, 0.5, 0, 0, 0}};
    struct error err = {0};
    struct demand_people a = {0}, b = {0};
    uint32_t diesel = 0, battery = 0, battery_later = 0;
    people_make(&a);
    people_make(&b);
    struct table tables[] = {fleet_of(now, 4), fleet_of(later, 3)};
    assert_int_equal(demand_fleet_assign(&tables[0], 3, &a, &err), STATUS_OK);
    assert_int_equal(demand_fleet_assign(&tables[1], 3, &b, &err), STATUS_OK);
    for (uint32_t i = 0; i < a.count; i++) {
        diesel += (a.traits[i] & TRAIT_DIESEL) != 0;
        battery += (a.traits[i] & TRAIT_BATTERY) != 0;
        battery_later += (b.traits[i] & TRAIT_BATTERY) != 0;
        assert_true(!(a.traits[i] & TRAIT_BATTERY) || (b.traits[i] & TRAIT_BATTERY));
        assert_true(a.traits[i] & TRAIT_CAR || a.traits[i] == TRAIT_BICYCLE);
    }
    assert_int_equal(a.traits[PERSONS], TRAIT_CAR);
    assert_share(diesel, 0.3);
    assert_share(battery, 0.05);
    assert_share(battery_later, 0.5);
    demand_people_deinit(&a);
    demand_people_deinit(&b);
}

static void without_a_table_all_are_petrol(void **state)
{
    (void)state;
    struct error err = {0};
    struct demand_people people = {0};
    struct table none = {0};
    people_make(&people);
    assert_int_equal(demand_fleet_assign(&none, 3, &people, &err), STATUS_OK);
    for (uint32_t i = 0; i < people.count; i++)
        assert_int_equal(people.traits[i], i >= PERSONS || i % 2 ? TRAIT_CAR : TRAIT_BICYCLE);
    demand_people_deinit(&people);
}

static void findings(void **state)
{
    (void)state;
    static const struct fleet_row few[] = {{2, DRIVE_PETROL, 0.65, 0, 0, 0}};
    static const struct fleet_row twice[] = {{2, DRIVE_PETROL, 0.5, 0, 0, 0},
                                             {3, DRIVE_PETROL, 0.5, 0, 0, 0}};
    static const struct fleet_row trucks[] = {{2, DRIVE_TRUCK, 1, 0, 0, 0}};
    static const char *const texts[] = {
        "fleet.csv: the shares of the drives sum to 0.65, must be 1",
        "fleet.csv:3: the drive 'petrol' is given twice",
        "fleet.csv:2: trucks have a share of 1 of the cars, must be 0"};
    struct table tables[] = {fleet_of(few, 1), fleet_of(twice, 2), fleet_of(trucks, 1)};
    struct demand_people people = {0};
    for (int i = 0; i < 3; i++) {
        struct error err = {0};
        assert_int_equal(demand_fleet_assign(&tables[i], 1, &people, &err), STATUS_DATA);
        assert_string_equal(err.text, texts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cars_get_a_drive),
                                       cmocka_unit_test(without_a_table_all_are_petrol),
                                       cmocka_unit_test(findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
