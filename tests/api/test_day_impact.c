// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle_fixture.h"

#include "api/day_impact.h"
#include "road/road_toll.h"

#define FLEET                                                                                      \
    "drive,share,energy_kwh_km,co2_g_km,supply_g_km\n"                                             \
    "petrol,0.5,0.7,180,40\nbattery,0.5,0.2,0,80\ntruck,0,3,800,200\n"

static enum status drop_row(void *self, const struct record_kind *kind, const void *row,
                            struct error *err)
{
    (void)self, (void)kind, (void)row, (void)err;
    return STATUS_OK;
}

static struct world *run_day(double sample)
{
    struct api_folder folder = api_folder_make();
    struct error err = {0};
    api_write(&folder, "tolls.csv", "link,from_s,until_s,toll_eur\nL3,07:00,08:00,0.1\n");
    api_write(&folder, "priced.csv", "place,spaces,price_eur,price_per_h\nB1_1,500,2,0.5\n");
    api_write(&folder, "fleet.csv", FLEET);
    char text[400];
    snprintf(text, sizeof text,
             "s.network.changes = here .. '/tolls.csv' s.network.parking = here .. '/priced.csv'\n"
             "s.demand.fleet = here .. '/fleet.csv' s.demand.sample = %g s.stop = '28:00' "
             "s.start = '00:00'\n"
             "s.choice = { pt_day = 2, pt_trip = 0.5, pt_km = 0.1, ticket_day = 1.5 }",
             sample);
    struct world *world = settle_world(api_scenario(&folder, text), 1);
    if (world_begin_day(world, (struct record_sink){.put = drop_row}, &err) != STATUS_OK ||
        kernel_run_until(world->kernel, world->stop_ms, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    api_folder_remove(&folder);
    return world;
}

static void assert_close(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.9g is not within %g of %.9g", found, tolerance, expected);
}

/** Fares by a count of their own. */
static double fares_eur(const struct world *world)
{
    const struct trip_made *made = people_trips_made(world->people);
    const struct population *p = &world->population;
    double sum = 0;
    for (uint32_t i = 0; i < p->person_count; i++) {
        uint32_t trips = 0;
        double km = 0;
        for (uint32_t t = p->first_trip[i]; t < p->first_trip[i + 1]; t++)
            if (made[t].depart_ms != NONE && made[t].mode == MODE_PT) {
                trips++;
                km += p->trips[t].distance_m / 1000.0;
            }
        sum += (trips > 0 ? 2 : 0) + 0.5 * trips + 0.1 * km;
    }
    return sum;
}

/** Everybody is home again at the end, so what was driven is what arrived, doors included, but for
 * metres that are cut off. Nobody has a season ticket here. */
static void sums_of_a_day(void **state)
{
    (void)state;
    struct world *world = run_day(1);
    struct day_impact impact = day_impact_of(world);
    struct people_totals totals = people_totals(world->people, kernel_now_ms(world->kernel));
    uint64_t street_meur = road_toll_sum_meur(world->road, settle_link(world, SETTLE_STREET));
    assert_true(street_meur > 0 && street_meur % 100 == 0);
    assert_close(impact.toll_eur, (double)street_meur / 1000, 1e-9);
    assert_close(impact.fare_eur, fares_eur(world), 1e-6);
    assert_true(impact.fare_eur > 0);
    assert_close(impact.ticket_eur, 0, 0);
    assert_true(impact.parking_eur > 100);

    double km = 0,
           drives = (double)(totals.modes[MODE_CAR].arrived + totals.modes[MODE_TRUCK].arrived);
    for (int d = 0; d < DRIVE_KIND_COUNT; d++)
        km += impact.drives[d].distance_km;
    assert_close(
        km,
        (double)(totals.modes[MODE_CAR].distance_m_sum + totals.modes[MODE_TRUCK].distance_m_sum) /
            1000,
        drives / 1000);
    assert_int_equal(totals.modes[MODE_CAR].under_way, 0);
    assert_false(impact.has_drive[DRIVE_DIESEL]);
    assert_close(impact.drives[DRIVE_TRUCK].distance_km,
                 (double)totals.modes[MODE_TRUCK].distance_m_sum / 1000, 1e-9);
    const struct drive_impact *battery = &impact.drives[DRIVE_BATTERY];
    const struct drive_impact *petrol = &impact.drives[DRIVE_PETROL];
    assert_true(battery->distance_km > 0.35 * km && petrol->distance_km > 0.35 * km);
    assert_close(battery->energy_kwh, 0.2 * battery->distance_km, 1e-6);
    assert_close(battery->supply_kg, 0.08 * battery->distance_km, 1e-6);
    assert_close(petrol->co2_kg, 0.18 * petrol->distance_km, 1e-6);
    world_destroy(world);
}

/** In a sample everything stands for as many as it was drawn from. */
static void samples_are_scaled(void **state)
{
    (void)state;
    struct world *world = run_day(0.25);
    struct day_impact impact = day_impact_of(world);
    struct people_totals totals = people_totals(world->people, kernel_now_ms(world->kernel));
    assert_close(impact.fare_eur, 4 * fares_eur(world), 1e-6);
    assert_close(impact.toll_eur,
                 4 * (double)road_toll_sum_meur(world->road, settle_link(world, SETTLE_STREET)) /
                     1000,
                 1e-9);
    assert_close(impact.drives[DRIVE_TRUCK].distance_km,
                 4 * (double)totals.driven_m[DRIVE_TRUCK] / 1000, 1e-9);
    assert_true(totals.driven_m[DRIVE_TRUCK] > 0);
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sums_of_a_day),
                                       cmocka_unit_test(samples_are_scaled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
