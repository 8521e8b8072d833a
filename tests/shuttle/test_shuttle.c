// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_fixture.h"

#include <string.h>

static const struct planned_trip to_q = {.depart_ms = AT(8, 0, 0),
                                         .to_place = PLACE_Q,
                                         .hub_stop = NONE,
                                         .distance_m = 2500,
                                         .purpose = PURPOSE_LEISURE,
                                         .mode = MODE_SHUTTLE};

/** One person with one trip from p. */
static void run_lone(struct shuttle_town *town, struct people_run *run, struct planned_trip trip)
{
    struct lone_traveller *lone = &town->world.lone;
    struct people_setting setting = PEOPLE_ALONE;
    *lone = (struct lone_traveller){.first_trip = {0, 1}, .trip = trip, .group = GROUP_EMPLOYED};
    lone->population = (struct population){.person_count = 1,
                                           .trip_count = 1,
                                           .start_place = &lone->start_place,
                                           .first_trip = lone->first_trip,
                                           .trips = &lone->trip,
                                           .group = &lone->group};
    setting.fleets = &town->fleets;
    people_run_init(run, &town->world, &lone->population, setting);
    people_run_until(run, AT(24, 0, 0));
    assert_conserved(run, &lone->population);
}

/** Asked at 8:00, answered at 8:00:30; 20 s from P to the door of p, 30 s to board, 20 s back, 1 ms
 * to set out, 100 s to Q, 1 s until the stand knows, 40 s to the door of q, 30 s to alight. */
static void test_lone_passenger(void **state)
{
    (void)state;
    struct shuttle_town town;
    struct people_run run;
    shuttle_town_init(&town);
    struct shuttle_row row = shuttle_row_of(1, 4, 600);
    shuttle_town_add(&town, &row);
    assert_int_equal(shuttle_town_build(&town, 1), STATUS_OK);
    run_lone(&town, &run, to_q);

    const struct shuttle_request_row *request = shuttle_request_at(&run, 0);
    assert_non_null(request);
    assert_null(shuttle_request_at(&run, 1));
    assert_int_equal(request->outcome, SHUTTLE_SERVED);
    assert_true(request->asked_s == 28800.0);
    assert_true(request->promised_s == 29400.0);
    assert_true(request->planned_s == 28850.0);
    assert_true(request->board_s == 28850.0);
    assert_true(request->alight_s == 28850.0 + 30 + 20 + 0.001 + 100 + 1 + 40);
    assert_true(request->direct_s == 191.001f); /* the same, as planned */
    const struct trip_row *trip = people_trip(&run, 0, 0);
    assert_int_equal(trip->mode, MODE_SHUTTLE);
    assert_int_equal(trip->outcome, TRIP_ARRIVED);
    assert_true(trip->arrive_s == request->alight_s + 30);

    struct shuttle_totals sum = shuttle_totals(run.shuttle, 0);
    assert_int_equal(sum.asked, 1);
    assert_int_equal(sum.served, 1);
    assert_int_equal(sum.late, 0);
    assert_int_equal(sum.wait_ms_sum, 50000);
    assert_int_equal(sum.ride_ms_sum, 191001);
    assert_int_equal(sum.direct_ms_sum, 191001);
    assert_int_equal(sum.empty_m, 0);
    assert_int_equal(sum.loaded_m, 2000);
    struct shuttle_expected expected;
    shuttle_expected(run.shuttle, &expected);
    assert_int_equal(expected.wait_ms, 50000);
    assert_true(expected.ride_factor == 1.0);
    assert_true(expected.refusal_share == 0.0);
    people_run_deinit(&run);
    shuttle_town_deinit(&town);
}

/** Nobody is there in time from r; and nobody is on duty at 7:00. The bus leaves p at 8:00 for r.
 */
static void test_refused(void **state)
{
    (void)state;
    struct shuttle_town town;
    struct people_run run;
    struct shuttle_expected expected;
    shuttle_town_init(&town);
    struct shuttle_row row = shuttle_row_of(1, 4, 60);
    row.depot = "r";
    shuttle_town_add(&town, &row);
    assert_int_equal(shuttle_town_build(&town, 1), STATUS_OK);
    run_lone(&town, &run, to_q);
    assert_int_equal(shuttle_request_at(&run, 0)->outcome, SHUTTLE_REFUSED_FAR);
    assert_int_equal(people_trip(&run, 0, 0)->mode, MODE_RIDE);
    assert_int_equal(people_trip(&run, 0, 0)->outcome, TRIP_NO_SERVICE);
    assert_int_equal(people_totals(run.people, AT(24, 0, 0)).shuttle_refused, 1);
    shuttle_expected(run.shuttle, &expected);
    assert_int_equal(expected.wait_ms, 30000); /* half of the promise */
    assert_true(expected.ride_factor == 1.25);
    assert_true(expected.refusal_share == 1.0);
    people_run_deinit(&run);

    struct planned_trip early = to_q;
    early.depart_ms = AT(7, 0, 0);
    early.to_place = PLACE_R;
    run_lone(&town, &run, early);
    assert_null(shuttle_request_at(&run, 0));
    assert_int_equal(people_trip(&run, 0, 0)->mode, MODE_PT);
    assert_int_equal(people_trip(&run, 0, 0)->outcome, TRIP_NO_SHUTTLE);
    assert_int_equal(people_trip(&run, 0, 0)->planned_mode, MODE_SHUTTLE);
    assert_int_equal(shuttle_totals(run.shuttle, 0).asked, 0);
    people_run_deinit(&run);
    shuttle_town_deinit(&town);
}

/** Passengers aboard a vehicle at the boarding of a row, itself included. */
static uint32_t aboard_at(const struct people_run *run, const struct shuttle_request_row *row)
{
    uint32_t aboard = 0;
    const struct shuttle_request_row *other;
    for (uint32_t i = 0; (other = shuttle_request_at(run, i)); i++)
        aboard += other->outcome == SHUTTLE_SERVED && other->vehicle == row->vehicle &&
                  other->board_s <= row->board_s && row->board_s < other->alight_s;
    return aboard;
}

/** Every request is answered once; who is taken is taken as promised, and seats hold. */
static void check_promises(const struct shuttle_town *town, const struct people_run *run,
                           uint32_t out_counts[4])
{
    const struct shuttle_fleet *fleet = &town->fleets.items[0];
    uint32_t asked[SHUTTLE_PERSONS] = {0};
    const struct shuttle_request_row *row;
    memset(out_counts, 0, 4 * sizeof *out_counts);
    for (uint32_t i = 0; (row = shuttle_request_at(run, i)); i++) {
        out_counts[row->outcome]++;
        asked[row->person]++;
        if (row->outcome != SHUTTLE_SERVED)
            continue;
        double ride_s = row->alight_s - row->board_s;
        double most_s =
            shuttle_ride_most_ms(fleet, (uint32_t)lround(1000.0 * (double)row->direct_s)) / 1e3;
        assert_int_equal(lround(1000.0 * (row->promised_s - row->asked_s)), fleet->wait_ms);
        assert_true(row->planned_s <= row->promised_s);
        assert_true(row->board_s <= row->promised_s);
        assert_true(ride_s >= (double)row->direct_s - 0.0005); /* which is a float */
        assert_true(ride_s <= most_s);
        assert_true(aboard_at(run, row) <= fleet->seats);
    }
    for (uint32_t i = 0; i < SHUTTLE_PERSONS; i++)
        assert_true(asked[i] <= SHUTTLE_TRIPS);
}

static void run_town(struct shuttle_town *town, struct people_run *run, uint32_t threads,
                     uint32_t partitions)
{
    struct people_setting setting = {
        .threads = threads, .partitions = partitions, .start_ms = AT(7, 0, 0)};
    setting.fleets = &town->fleets;
    people_run_init(run, &town->world, &town->population, setting);
    people_run_until(run, AT(14, 0, 0));
    assert_conserved(run, &town->population);
    struct shuttle_totals sum = shuttle_totals(run->shuttle, 0);
    assert_int_equal(sum.under_way, 0);
    assert_int_equal(sum.asked, sum.served + sum.refused);
}

/** A fleet of one vehicle, which no other vehicle holds up: what was planned comes true. */
static void test_promises(void **state)
{
    (void)state;
    uint32_t sum[4] = {0}, counts[4];
    for (uint32_t seed = 1; seed <= 6; seed++) {
        struct shuttle_town town;
        struct people_run run;
        shuttle_town_init(&town);
        struct shuttle_row row = shuttle_row_of(1, 1 + seed % 3, 300.0 * seed);
        shuttle_town_add(&town, &row);
        assert_int_equal(shuttle_town_build(&town, 1), STATUS_OK);
        shuttle_town_populate(&town, seed);
        run_town(&town, &run, 1, 1);
        check_promises(&town, &run, counts);
        assert_int_equal(shuttle_totals(run.shuttle, 0).late, 0);
        for (int i = 0; i < 4; i++)
            sum[i] += counts[i];
        people_run_deinit(&run);
        shuttle_town_deinit(&town);
    }
    assert_int_equal(sum[SHUTTLE_OPEN], 0);
    assert_true(sum[SHUTTLE_SERVED] > 200);
    assert_true(sum[SHUTTLE_REFUSED_FAR] > 20);
    assert_true(sum[SHUTTLE_REFUSED_FULL] > 20);
}

/** Column by column: what is between them in a row says nothing. */
static void assert_same_row(const struct people_row *a, const struct people_row *b)
{
    static const size_t sizes[] = {
        [COLUMN_I8] = 1,  [COLUMN_I16] = 2, [COLUMN_I32] = 4,
        [COLUMN_I64] = 8, [COLUMN_F32] = 4, [COLUMN_F64] = 8,
    };
    assert_ptr_equal(a->kind, b->kind);
    for (const struct column *column = a->kind->columns; column->name; column++)
        assert_memory_equal(a->bytes + column->offset, b->bytes + column->offset,
                            sizes[column->type]);
}

/** Threads and partitions change no row. */
static void test_partitions(void **state)
{
    (void)state;
    static const uint32_t splits[][2] = {{1, 3}, {2, 2}, {3, 5}};
    struct shuttle_town town;
    struct people_run whole, split;
    shuttle_town_init(&town);
    struct shuttle_row row = shuttle_row_of(3, 3, 600);
    shuttle_town_add(&town, &row);
    assert_int_equal(shuttle_town_build(&town, 1), STATUS_OK);
    shuttle_town_populate(&town, 11);
    run_town(&town, &whole, 1, 1);
    for (size_t i = 0; i < sizeof splits / sizeof splits[0]; i++) {
        run_town(&town, &split, splits[i][0], splits[i][1]);
        assert_int_equal(split.row_count, whole.row_count);
        for (size_t r = 0; r < whole.row_count; r++) {
            assert_same_row(&split.rows[r], &whole.rows[r]);
        }
        people_run_deinit(&split);
    }
    people_run_deinit(&whole);
    shuttle_town_deinit(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lone_passenger),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_promises),
        cmocka_unit_test(test_partitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
