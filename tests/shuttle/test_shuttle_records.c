// SPDX-License-Identifier: GPL-3.0-or-later
#include "shuttle/shuttle_fixture.h"

/** What is open when the run ends has a row, too, and so has every vehicle. */
static void test_end_of_run(void **state)
{
    (void)state;
    struct shuttle_town town;
    struct people_run run;
    shuttle_town_init(&town);
    struct shuttle_row row = shuttle_row_of(2, 3, 900);
    shuttle_town_add(&town, &row);
    assert_int_equal(shuttle_town_build(&town, 1), STATUS_OK);
    shuttle_town_populate(&town, 3);
    struct people_setting setting = {.threads = 2, .partitions = 3, .start_ms = AT(7, 0, 0)};
    setting.fleets = &town.fleets;
    people_run_init(&run, &town.world, &town.population, setting);
    people_run_until(&run, AT(8, 30, 10));
    struct shuttle_totals sum = shuttle_totals(run.shuttle, 0);
    assert_true(sum.under_way > 0);
    assert_int_equal(sum.asked, sum.served + sum.refused + sum.under_way);
    assert_int_equal(shuttle_record_end(run.shuttle, run.kernel, &run.err), STATUS_OK);

    uint32_t counts[4] = {0}, vehicles = 0;
    const struct shuttle_request_row *request;
    for (uint32_t i = 0; (request = shuttle_request_at(&run, i)); i++) {
        counts[request->outcome]++;
        if (request->outcome == SHUTTLE_OPEN) {
            assert_true(isnan(request->alight_s));
            assert_true(request->vehicle >= 0 || isnan(request->planned_s));
        }
    }
    for (size_t i = 0; i < run.row_count; i++)
        vehicles += run.rows[i].kind == &shuttle_vehicle_record;
    assert_int_equal(counts[SHUTTLE_OPEN], sum.under_way);
    assert_int_equal(counts[SHUTTLE_SERVED], sum.served);
    assert_int_equal(counts[SHUTTLE_REFUSED_FAR] + counts[SHUTTLE_REFUSED_FULL], sum.refused);
    assert_int_equal(vehicles, 2);
    people_run_deinit(&run);
    shuttle_town_deinit(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_end_of_run)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
