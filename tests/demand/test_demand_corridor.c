// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "corridor_fixture.h"
#include "demand/day_plan.h"
#include "demand/demand_residents.h"
#include "demand/demand_workers.h"

#include <math.h>

#define SEED 1u

/* What the published tables say about the residents' trips, and what the plans make of it. */
struct corridor_count {
    double persons[GROUP_COUNT];
    double trips, bands[DEMAND_BANDS_MAX], purposes[PURPOSE_COUNT], hours[DEMAND_HOURS];
    double modes[DEMAND_BANDS_MAX][MODE_COUNT];
    double commuter_modes[MODE_COUNT], commuter_trips;
    double starts[GROUP_COUNT];
};

static struct corridor corridor;
static struct population population;
static struct demand_rules rules;
static struct corridor_count count;

static enum status build(double sample, uint32_t threads, struct population *out, struct error *err)
{
    struct demand_parameters parameters = {sample, 1.3, SEED};
    struct team *team = team_create(threads, err);
    enum status status =
        demand_build(&corridor.demand_tables, corridor.network, &parameters, team, out, err);
    team_destroy(team);
    return status;
}

static void count_trip(uint8_t group, const struct planned_trip *trip)
{
    uint32_t band = demand_rules_band(&rules, trip->distance_m);
    if (group < DEMAND_GROUPS) {
        count.trips += 1.0;
        count.bands[band] += 1.0;
        count.purposes[trip->purpose] += 1.0;
        count.hours[trip->depart_ms / 3600000u] += 1.0;
        count.modes[band][trip->mode] += 1.0;
    } else if (group == GROUP_COMMUTER) {
        count.commuter_modes[trip->mode] += 1.0;
        count.commuter_trips += 1.0;
    }
}

static int setup(void **state)
{
    (void)state;
    static struct error err;
    if (corridor_read(&corridor, &err) != STATUS_OK ||
        demand_rules_build(&corridor.demand_tables, &rules, &err) != STATUS_OK ||
        build(1.0, 1, &population, &err) != STATUS_OK) {
        print_message("%s\n", err.text);
        return -1;
    }
    for (uint32_t i = 0; i < population.person_count; i++) {
        count.persons[population.group[i]] += 1.0;
        count.starts[population.group[i]] +=
            population.first_trip[i + 1] > population.first_trip[i] ? 1.0 : 0.0;
        for (uint32_t t = population.first_trip[i]; t < population.first_trip[i + 1]; t++) {
            count_trip(population.group[i], &population.trips[t]);
        }
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    population_deinit(&population);
    corridor_free(&corridor);
    return 0;
}

static void persons_are_as_published(void **state)
{
    (void)state;
    double residents = 0.0;
    for (int g = 0; g < DEMAND_GROUPS; g++) {
        residents += count.persons[g];
    }
    assert_int_equal((int)residents, 611291 + 46571);
    assert_int_equal((int)count.persons[GROUP_EMPLOYED], 288000 + 23012);
    /* 138,000 to Dortmund but for 4,894 from Schwerte; 9,958 to Schwerte but for 3,407 from
     * Dortmund */
    assert_int_equal((int)count.persons[GROUP_COMMUTER], 138000 - 4894 + 9958 - 3407);
    double cars = 0.0, trucks = 0.0;
    const struct table *through = &corridor.demand_tables.through;
    for (uint32_t i = 0; i < through->count; i++) {
        cars += TABLE_ROW(through, struct through_row, i)->cars_per_day;
        trucks += TABLE_ROW(through, struct through_row, i)->trucks_per_day;
    }
    assert_int_equal((int)count.persons[GROUP_THROUGH_CAR], (int)cars);
    assert_int_equal((int)count.persons[GROUP_THROUGH_TRUCK], (int)trucks);
}

static void registered_commuters_are_exact(void **state)
{
    (void)state;
    struct error err = {0};
    struct demand_world world = {.network = corridor.network, .rules = rules};
    struct demand_people people = {0};
    static uint32_t flows[64][64];
    const struct network *network = corridor.network;
    assert_int_equal(demand_areas_build(&corridor.demand_tables, network, &world.areas, &err),
                     STATUS_OK);
    assert_int_equal(demand_reach_build(network, &rules, 1.3, &world.reach, &err), STATUS_OK);
    assert_int_equal(demand_residents_build(network, &world.areas, &people, &err), STATUS_OK);
    assert_int_equal(demand_workers_add_outside(&world.areas, &people, &err), STATUS_OK);
    assert_int_equal(demand_workers_assign(&world, SEED, &people, &err), STATUS_OK);
    for (uint32_t i = 0; i < people.count; i++) {
        const struct demand_person *person = &people.persons[i];
        if (person->main_place != NONE) {
            uint32_t from = world.areas.of_zone[network->places[person->home].zone];
            uint32_t to = world.areas.of_zone[network->places[person->main_place].zone];
            flows[from][to]++;
        }
    }
    uint32_t dortmund = names_find(&world.areas.names, "Dortmund");
    uint32_t schwerte = names_find(&world.areas.names, "Schwerte");
    uint32_t bochum = names_find(&world.areas.names, "X01");
    assert_int_equal(flows[dortmund][dortmund], 185000);
    assert_int_equal(flows[schwerte][dortmund], 4894);
    assert_int_equal(flows[dortmund][schwerte], 3407);
    assert_int_equal(flows[schwerte][schwerte], 8629);
    assert_int_equal(flows[dortmund][bochum], 11345);
    assert_int_equal(flows[bochum][dortmund], 11736);
    for (uint32_t a = 0; a < world.areas.count; a++) {
        for (uint32_t b = 0; b < world.areas.count; b++) {
            assert_int_equal(flows[a][b], world.areas.commuters[a * world.areas.count + b]);
        }
    }
    demand_people_deinit(&people);
    demand_reach_deinit(&world.reach);
    demand_areas_deinit(&world.areas);
}

static void rates_and_purposes_are_near(void **state)
{
    (void)state;
    static const double published[PURPOSE_COUNT] = {0.3722,  0.10736, 0.02556, 0.1252, 0.13463,
                                                    0.09387, 0.04273, 0.02355, 0.0749};
    double rate = count.trips / (611291 + 46571), distance = 0.0;
    print_message("trips per resident %.3f\n", rate);
    assert_true(fabs(rate - 2.9) < 0.06);
    for (int p = 0; p <= PURPOSE_OTHER; p++) {
        double share = count.purposes[p] / count.trips;
        print_message("%-18s %.4f, survey %.4f\n", purpose_names[p], share, published[p]);
        distance += fabs(share - published[p]) / 2.0;
        assert_true(fabs(share - published[p]) < 0.035);
    }
    assert_true(distance < 0.07);
    double present = count.starts[GROUP_COMMUTER] / count.persons[GROUP_COMMUTER];
    assert_true(fabs(present - 0.68) < 0.005);
}

static void hours_are_near(void **state)
{
    (void)state;
    static const double published[PURPOSE_COUNT] = {0.3722,  0.10736, 0.02556, 0.1252, 0.13463,
                                                    0.09387, 0.04273, 0.02355, 0.0749};
    double distance = 0.0, worst = 0.0;
    for (int h = 0; h < DEMAND_HOURS; h++) {
        double wanted = 0.0;
        for (int p = 0; p <= PURPOSE_OTHER; p++) {
            wanted += published[p] * rules.curve[p][h];
        }
        double difference = fabs(count.hours[h] / count.trips - wanted);
        distance += difference / 2.0;
        worst = fmax(worst, difference);
    }
    print_message("departures: %.3f of the trips in another hour, worst hour %.3f\n", distance,
                  worst);
    assert_true(distance < 0.06);
    assert_true(worst < 0.02);
}

static void length_bands_are_met(void **state)
{
    (void)state;
    for (uint32_t b = 0; b < rules.band_count; b++) {
        double share = count.bands[b] / count.trips;
        print_message("from %6.0f m: %.4f, survey %.4f\n", rules.band_from_m[b], share,
                      rules.band_share[b]);
        assert_true(fabs(share - rules.band_share[b]) < 0.005);
    }
}

static void mode_shares_are_met(void **state)
{
    (void)state;
    double worst = 0.0;
    for (uint32_t b = 0; b < rules.band_count; b++) {
        const double *share = rules.mode_share[b];
        bool is_far = rules.band_from_m[b] >= 20000.0; /* out of the cities: car, ride, pt */
        double possible = is_far ? 1.0 - share[MODE_WALK] - share[MODE_BIKE] : 1.0;
        for (int m = 0; m <= MODE_PT; m++) {
            bool is_active = m == MODE_WALK || m == MODE_BIKE;
            double wanted = is_far && is_active ? 0.0 : share[m] / possible;
            double difference = count.modes[b][m] / count.bands[b] - wanted;
            worst = fmax(worst, fabs(difference));
            assert_true(fabs(difference) < 0.02);
        }
    }
    print_message("worst mode share within a band: %.4f off\n", worst);
    double car = count.commuter_modes[MODE_CAR] / count.commuter_trips;
    assert_true(fabs(car - 0.68) < 0.02);
    assert_true(count.commuter_modes[MODE_WALK] + count.commuter_modes[MODE_BIKE] <= 0.0);
}

/* Residents come first, by zone. */
static void traits_meet_the_table(void **state)
{
    (void)state;
    double tickets[2] = {0.0}, residents[2] = {0.0}, bicycles = 0.0, has_car = 0.0;
    const struct network *network = corridor.network;
    for (uint32_t i = 0; i < population.person_count; i++) {
        const struct zone_row *zone = TABLE_ROW(&network->tables->zones, struct zone_row,
                                                network->places[population.start_place[i]].zone);
        uint32_t city = strcmp(zone->municipality, "Schwerte") == 0;
        if (population.group[i] < DEMAND_GROUPS) {
            residents[city] += 1.0;
            tickets[city] += population.traits[i] & TRAIT_TICKET ? 1.0 : 0.0;
            bicycles += population.traits[i] & TRAIT_BICYCLE ? 1.0 : 0.0;
            has_car += population.traits[i] & TRAIT_CAR ? 1.0 : 0.0;
        }
    }
    assert_int_equal((int)tickets[0], 262855); /* 43 % */
    assert_int_equal((int)tickets[1], 11643);  /* 25 % */
    double total = residents[0] + residents[1];
    print_message("bicycles %.4f, cars %.4f of the residents\n", bicycles / total, has_car / total);
    assert_true(bicycles / total > 0.77 && bicycles / total < 0.80); /* the survey's persons */
}

static void teams_do_not_matter(void **state)
{
    (void)state;
    struct error err = {0};
    struct population other = {0};
    assert_int_equal(build(1.0, 3, &other, &err), STATUS_OK);
    assert_int_equal(other.person_count, population.person_count);
    assert_int_equal(other.trip_count, population.trip_count);
    assert_memory_equal(other.trips, population.trips, other.trip_count * sizeof *other.trips);
    assert_memory_equal(other.start_place, population.start_place,
                        other.person_count * sizeof *other.start_place);
    assert_memory_equal(other.group, population.group, other.person_count);
    assert_memory_equal(other.traits, population.traits, other.person_count);
    population_deinit(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(persons_are_as_published),
                                       cmocka_unit_test(registered_commuters_are_exact),
                                       cmocka_unit_test(rates_and_purposes_are_near),
                                       cmocka_unit_test(hours_are_near),
                                       cmocka_unit_test(length_bands_are_met),
                                       cmocka_unit_test(mode_shares_are_met),
                                       cmocka_unit_test(traits_meet_the_table),
                                       cmocka_unit_test(teams_do_not_matter)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
