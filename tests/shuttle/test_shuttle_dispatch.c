// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_fixture.h"

static struct planned_trip trip_at(uint32_t depart_ms, uint32_t to_place)
{
    return (struct planned_trip){.depart_ms = depart_ms,
                                 .to_place = to_place,
                                 .hub_stop = NONE,
                                 .distance_m = 2500,
                                 .purpose = PURPOSE_LEISURE,
                                 .mode = MODE_SHUTTLE};
}

/** Persons with one trip each, all from p. */
static void town_of(struct shuttle_town *town, const struct planned_trip *trips, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        town->start_place[i] = PLACE_P;
        town->first_trip[i + 1] = i + 1;
        town->trips[i] = trips[i];
        town->group[i] = GROUP_EMPLOYED;
    }
    town->population = (struct population){.person_count = count,
                                           .trip_count = count,
                                           .start_place = town->start_place,
                                           .first_trip = town->first_trip,
                                           .trips = town->trips,
                                           .group = town->group};
}

static void run_town(struct shuttle_town *town, struct people_run *run)
{
    struct people_setting setting = {.threads = 1, .partitions = 1, .start_ms = AT(7, 0, 0)};
    setting.fleets = &town->fleets;
    people_run_init(run, &town->world, &town->population, setting);
    people_run_until(run, AT(12, 0, 0));
    assert_conserved(run, &town->population);
}

static const struct shuttle_request_row *request_of(const struct people_run *run, int32_t person)
{
    const struct shuttle_request_row *row;
    for (uint32_t i = 0; (row = shuttle_request_at(run, i)); i++)
        if (row->person == person)
            return row;
    return NULL;
}

/** Two ask at the same moment for q, one earlier for r, from the same door: the one who asked first
 * is answered first, then by person. They share the vehicle, which goes to q and on to r; with one
 * seat, the second and the third are not taken. */
static void test_order_and_sharing(void **state)
{
    (void)state;
    const struct planned_trip trips[] = {trip_at(AT(8, 0, 10), PLACE_Q),
                                         trip_at(AT(8, 0, 5), PLACE_R),
                                         trip_at(AT(8, 0, 10), PLACE_Q)};
    for (int64_t seats = 1; seats <= 4; seats += 3) {
        struct shuttle_town town;
        struct people_run run;
        shuttle_town_init(&town);
        struct shuttle_row row = shuttle_row_of(1, seats, 300);
        shuttle_town_add(&town, &row);
        assert_int_equal(shuttle_town_build(&town, 1), STATUS_OK);
        town_of(&town, trips, 3);
        run_town(&town, &run);
        const struct shuttle_request_row *early = request_of(&run, 1);
        assert_int_equal(early->outcome, SHUTTLE_SERVED);
        assert_true(early->planned_s == 28850.0); /* 20 s after the answer */
        for (int32_t person = 0; person <= 2; person += 2)
            assert_int_equal(request_of(&run, person)->outcome,
                             seats == 1 ? SHUTTLE_REFUSED_FULL : SHUTTLE_SERVED);
        if (seats > 1) { /* 70 s at a door for each; of equal plans the last one boards first */
            assert_true(request_of(&run, 2)->board_s == 28850.0);
            assert_true(request_of(&run, 0)->board_s == 28920.0);
            assert_true(early->board_s == 28990.0);
            assert_true(request_of(&run, 2)->alight_s < request_of(&run, 0)->alight_s);
            assert_true(request_of(&run, 0)->alight_s < early->alight_s);
        }
        people_run_deinit(&run);
        shuttle_town_deinit(&town);
    }
}

/** The vehicle that is kept busy for less comes: the one at P, not the one at R; the next request
 * finds it on its way and goes to the other one, which is there in time. */
static void test_least_added_time(void **state)
{
    (void)state;
    const struct planned_trip trips[] = {trip_at(AT(8, 0, 0), PLACE_R),
                                         trip_at(AT(8, 5, 0), PLACE_R)};
    struct shuttle_town town;
    struct people_run run;
    shuttle_town_init(&town);
    struct shuttle_row row = shuttle_row_of(2, 4, 900);
    row.depot = "r;p";
    shuttle_town_add(&town, &row);
    assert_int_equal(shuttle_town_build(&town, 1), STATUS_OK);
    town_of(&town, trips, 2);
    run_town(&town, &run);
    assert_int_equal(request_of(&run, 0)->vehicle, 1);
    assert_int_equal(request_of(&run, 1)->vehicle, 0);
    /* answered half a minute later; from R by way of Q to P, and to the door */
    assert_true(request_of(&run, 1)->planned_s == (AT(8, 5, 30) + 250000 + 1001 + 20000) / 1000.0);
    people_run_deinit(&run);
    shuttle_town_deinit(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_sharing),
        cmocka_unit_test(test_least_added_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
