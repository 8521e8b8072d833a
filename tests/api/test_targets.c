// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_fixture.h"

#include "api/counters.h"
#include "api/targets.h"
#include "base/memory.h"

static struct ardey_target *compare(const struct world *world)
{
    struct error err = {0};
    struct ardey_target *rows = NULL;
    if (targets_compare(world, &rows, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return rows;
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9 * (1 + fabs(b));
}

/** The table of commuters comes out exactly; differences are judged when something was fitted. */
static void commuters_are_exact(void **state)
{
    (void)state;
    struct world *world = target_run("a,commuters,Aville,Bton,50,0,fitted,,s,q\n"
                                     "b,commuters,X1,Aville,60,0,fitted,,s,q\n"
                                     "c,commuters,others,Aville,121,0,fitted,,s,q\n"
                                     "d,commuters,Bton,others,101,0,compared,,s,q\n",
                                     1);
    struct ardey_target *rows = compare(world);
    static const double simulated[] = {50, 60, 120, 100};
    for (int i = 0; i < 4; i++)
        assert_true(near(rows[i].simulated, simulated[i]));
    assert_int_equal(rows[0].verdict, ARDEY_TARGET_MET);
    assert_int_equal(rows[2].verdict, ARDEY_TARGET_MISSED);
    assert_int_equal(rows[3].verdict, ARDEY_TARGET_COMPARED);
    assert_string_equal(rows[0].unit, "persons");
    struct ardey_targets_summary sum = targets_sum(rows, 4);
    assert_int_equal(sum.judged, 3);
    assert_int_equal(sum.met, 2);
    assert_int_equal(sum.compared, 1);
    mem_free(rows);
    world_destroy(world);
}

/** In a sample a count of 50 has an error of sqrt(50 * 0.5 / 0.5) for each half. */
static void a_sample_has_its_error(void **state)
{
    (void)state;
    struct world *world = target_run("a,commuters,Aville,Bton,50,0,fitted,,s,q\n", 0.5);
    struct ardey_target *rows = compare(world);
    assert_true(near(rows[0].tolerance, 3 * sqrt(50)));
    assert_true(fmod(rows[0].simulated, 2) < 1e-9);
    assert_int_equal(rows[0].verdict, ARDEY_TARGET_MET);
    mem_free(rows);
    world_destroy(world);
}

/** Shares of what there is sum to 100 %, and their total is what people counted. */
static void shares_are_of_all_trips(void **state)
{
    (void)state;
    char text[4096] = "";
    for (int h = 0; h < 28; h++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "h%d,departure_share,%d,,0.1,0.9,fitted,,s,q\n", h, h);
    for (int m = 0; m < MODE_COUNT; m++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "m%d,mode_share,all,%s,0.1,0.9,compared,,s,q\n"
                 "b%d,band_share,1000,%s,0.1,0.9,compared,,s,q\n"
                 "t%d,trips,all,%s,10,,compared,,s,q\n",
                 m, mode_names[m], m, mode_names[m], m, mode_names[m]);
    struct world *world = target_run(text, 1);
    struct ardey_target *rows = compare(world);
    struct people_totals totals = people_totals(world->people, world->stop_ms);
    double hours = 0, modes = 0, bands = 0;
    for (int h = 0; h < 28; h++)
        hours += rows[h].simulated;
    for (int m = 0; m < MODE_COUNT; m++) {
        modes += rows[28 + 3 * m].simulated;
        bands += rows[29 + 3 * m].simulated;
        assert_true(near(rows[30 + 3 * m].simulated, (double)totals.modes[m].arrived));
    }
    assert_true(near(hours, 100) && near(modes, 100) && near(bands, 100));
    assert_true(near(rows[0].observed, 10) && near(rows[0].tolerance, 90));
    assert_true(rows[7].simulated > 10 && rows[9].simulated < 1e-9);
    mem_free(rows);
    world_destroy(world);
}

static void vehicles_and_passengers_are_counted(void **state)
{
    (void)state;
    struct world *world = target_run("a,counter,C1,all,1000,5,fitted,,s,q\n"
                                     "b,counter,C1,heavy,,5,fitted,,s,q\n"
                                     "c,counters_within,all,,0.8,,fitted,,s,q\n"
                                     "d,line_boardings,B7,,,,compared,,s,q\n"
                                     "e,line_boardings,R1,,,,compared,,s,q\n"
                                     "f,line_boardings,IC9,,,,compared,,s,q\n"
                                     "g,line_load,B7,S1 S2,,,compared,,s,q\n"
                                     "h,stop_passengers,S1,all,,,compared,,s,q\n"
                                     "i,stop_passengers,S1,B7,,,compared,,s,q\n",
                                     1);
    struct ardey_target *rows = compare(world);
    uint32_t link = names_find(&world->network->link_names, "L6");
    double both = link_vehicles(world, link, false) + link_vehicles(world, link + 1, false);
    double a = both / 24, b = 1000.0 / 24, geh = sqrt(2 * (a - b) * (a - b) / (a + b));
    assert_true(near(rows[0].simulated, both) && near(rows[0].geh, geh));
    assert_int_equal(rows[0].verdict, geh < 5 ? ARDEY_TARGET_MET : ARDEY_TARGET_MISSED);
    assert_true(isnan(rows[1].observed));
    assert_int_equal(rows[1].verdict, ARDEY_TARGET_COMPARED);
    assert_true(near(rows[2].simulated, geh < 5 ? 100 : 0));
    double boardings = rows[3].simulated + rows[4].simulated + rows[5].simulated;
    assert_true(near(boardings, (double)transit_totals(world->transit).boardings));
    /* Who is aboard between the first two stops has boarded or will alight at the first. */
    assert_true(rows[6].simulated > 0 && rows[8].simulated <= rows[7].simulated);
    assert_true(rows[6].simulated >= rows[8].simulated);
    mem_free(rows);
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(commuters_are_exact),
                                       cmocka_unit_test(a_sample_has_its_error),
                                       cmocka_unit_test(shares_are_of_all_trips),
                                       cmocka_unit_test(vehicles_and_passengers_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
