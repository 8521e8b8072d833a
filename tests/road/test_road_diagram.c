// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road_diagram.h"
#include "support/road_fixture.h"

/* The triangle of the published cases: 20 m/s, 0.2 vehicles per metre in a queue, 0.8 per second,
 * so waves of 5 m/s. Source: the verification suite of UXsim. */

static struct link_constants of_link(struct road_fixture *f, struct road_link_row row)
{
    row.id = "L";
    row.from = "A";
    row.to = "B";
    row.oneway = true;
    fixture_node(&f->net, "A", 0, 0);
    fixture_node(&f->net, "B", 1, 0);
    fixture_link(&f->net, row);
    fixture_build(&f->net);
    road_fixture_build(f, 1, 1);
    return road_diagram(f->road, 0);
}

static void test_published_triangle(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    struct link_constants found = of_link(&f, (struct road_link_row){0});
    assert_int_equal(found.run_ms[VEHICLE_CAR], 50000);
    assert_int_equal(found.run_ms[VEHICLE_TRUCK], 100000); /* at 10 m/s */
    assert_int_equal(found.run_ms[VEHICLE_BUS], 50000); /* the road is slower than a bus may be */
    assert_int_equal(found.wave_ms, 200000);
    assert_int_equal(found.inside_us, 1250000);
    assert_int_equal(found.exit_us, 1250000);
    assert_int_equal(found.storage_vehicles, 200);
    assert_int_equal(found.storage_units, 200000);
    road_fixture_deinit(&f);
}

/** q' = k w v' / (v' + w), with the wave and the storage that the link had. */
static void test_another_speed_keeps_the_wave(void **state)
{
    (void)state;
    static const struct {
        double speed_mps;
        uint32_t run_ms, headway_us;
    } expected[] = {
        {20, 50000, 1250000}, {10, 100000, 1500000}, {5, 200000, 2000000}, {40, 25000, 1125000}};
    struct road_fixture f;
    road_fixture_init(&f);
    struct link_constants table = of_link(&f, (struct road_link_row){0});
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        struct link_constants found = road_diagram_changed(f.road, 0, expected[i].speed_mps, 0);
        assert_int_equal(found.run_ms[VEHICLE_CAR], expected[i].run_ms);
        assert_int_equal(found.inside_us, expected[i].headway_us);
        assert_int_equal(found.exit_us, table.exit_us);
        assert_int_equal(found.wave_ms, table.wave_ms);
        assert_int_equal(found.storage_units, table.storage_units);
    }
    struct link_constants same = road_diagram_changed(f.road, 0, 0, 0);
    assert_memory_equal(&same, &table, sizeof same);
    road_fixture_deinit(&f);
}

/** A narrower end lets out less; a wider one also needs the flow inside. */
static void test_another_capacity(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    of_link(&f, (struct road_link_row){0});
    struct link_constants narrow = road_diagram_changed(f.road, 0, 0, 0.4);
    assert_int_equal(narrow.exit_us, 2500000);
    assert_int_equal(narrow.inside_us, 1250000);
    struct link_constants wide = road_diagram_changed(f.road, 0, 0, 1.6);
    assert_int_equal(wide.exit_us, 625000);
    assert_int_equal(wide.inside_us, 625000);
    assert_int_equal(wide.wave_ms, 200000);
    road_fixture_deinit(&f);
}

/** Inside, lanes carry their saturation even where the end lets out less. */
static void test_saturation_inside(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    f.parameters.saturation_vps = 0.4;
    struct link_constants found =
        of_link(&f, (struct road_link_row){.lanes = 2, .capacity_vps = 0.5});
    assert_int_equal(found.inside_us, 1250000); /* 2 x 0.4 */
    assert_int_equal(found.exit_us, 2000000);
    assert_int_equal(found.storage_vehicles, 400);
    assert_in_range(found.wave_ms, 450000, 450001); /* 0.8 / (0.4 - 0.04) m/s, rounded up */
    road_fixture_deinit(&f);
}

/** 30 s of 60: what the table lets out on average leaves in half of the time, over at most three
 * times the lanes. */
static void test_stop_line(void **state)
{
    (void)state;
    static const struct {
        double capacity_vps;
        uint32_t exit_us;
    } expected[] = {{0.1, 2000000}, {0.4, 1250000}, {0.6, 833333}, {0.9, 666667}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        struct road_fixture f;
        road_fixture_init(&f);
        f.parameters.saturation_vps = 0.5;
        fixture_signal(&f.net, "B", 60, 0);
        fixture_green(&f.net, "B", "L", 0, 30);
        struct link_constants found =
            of_link(&f, (struct road_link_row){.capacity_vps = expected[i].capacity_vps});
        assert_int_equal(found.exit_us, expected[i].exit_us);
        road_fixture_deinit(&f);
    }
}

/** A simulated car stands for ten: ten times the headway, and of the 200 vehicles 200 / 10^(3/4) =
 * 35.6, whole ones. */
static void test_weight(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f);
    f.parameters.weight = 10;
    struct link_constants found = of_link(&f, (struct road_link_row){0});
    assert_int_equal(found.inside_us, 12500000);
    assert_int_equal(found.exit_us, 12500000);
    assert_int_equal(found.storage_vehicles, 36);
    assert_int_equal(found.storage_units, 360000);
    assert_int_equal(found.run_ms[VEHICLE_CAR], 50000);
    road_fixture_deinit(&f);
}

static void test_corners(void **state)
{
    (void)state;
    struct road_fixture f;
    road_fixture_init(&f); /* shorter than a car */
    struct link_constants found = of_link(&f, (struct road_link_row){.length_m = 1});
    assert_int_equal(found.storage_vehicles, 1);
    assert_int_equal(found.run_ms[VEHICLE_CAR], 50);
    assert_int_equal(found.wave_ms, 200);
    road_fixture_deinit(&f);

    road_fixture_init(&f); /* 0.8 per second at 4 m/s would be denser than a queue */
    found = of_link(&f, (struct road_link_row){.speed_mps = 4});
    assert_int_equal(found.wave_ms, found.run_ms[VEHICLE_CAR]);
    road_fixture_deinit(&f);

    road_fixture_init(&f); /* streets stand for those not drawn */
    f.parameters.street_factor = 2;
    found = of_link(&f, (struct road_link_row){.class = ROAD_CLASS_RESIDENTIAL});
    assert_int_equal(found.exit_us, 625000);
    assert_int_equal(found.storage_vehicles, 400);
    assert_int_equal(found.wave_ms, 200000);
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_triangle),
        cmocka_unit_test(test_another_speed_keeps_the_wave),
        cmocka_unit_test(test_another_capacity),
        cmocka_unit_test(test_saturation_inside),
        cmocka_unit_test(test_stop_line),
        cmocka_unit_test(test_weight),
        cmocka_unit_test(test_corners),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
