// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_fixture.h"

#define NO_COUNTS "WEST,G_W,,,s,q\nEAST,G_E,,,s,q\n"

static struct ardey_calibration_row told[8];
static char told_ids[8][32], told_units[8][32];
static uint32_t told_count;

static void put(void *self, const struct ardey_calibration_row *row)
{
    (void)self;
    assert_true(told_count < 8);
    /* The texts live until this returns. */
    snprintf(told_ids[told_count], sizeof told_ids[0], "%s", row->id);
    snprintf(told_units[told_count], sizeof told_units[0], "%s", row->unit);
    told[told_count++] = *row;
}

static enum ardey_status calibrate(const struct api_folder *folder, const char *targets,
                                   const char *gates, struct ardey_error *err)
{
    char text[1024], change[512];
    snprintf(text, sizeof text, "gate,place,vehicles_per_day,heavy_per_day,source,quality\n%s",
             gates);
    const char *gates_path = api_write(folder, "gates.csv", text);
    snprintf(text, sizeof text, TARGETS_HEAD "%s", targets);
    snprintf(change, sizeof change,
             "s.start = '00:00' s.stop = '28:00' s.equilibrium = { iterations = 1 }\n"
             "s.demand.targets = '%s' s.demand.gates = '%s'",
             api_write(folder, "targets.csv", text), gates_path);
    const struct ardey_calibration calibration = {
        .run = api_options(api_scenario(folder, change), NULL),
        .output = api_path(folder, "through.csv"),
        .rounds = 1,
        .is_through = true};
    told_count = 0;
    return ardey_calibrate(&calibration, put, NULL, err);
}

/** Some hundred vehicles are missing at the only counter: the through traffic grows. */
static void counts_come_nearer(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {{0}};
    if (calibrate(&folder, "a,counter,C1,all,1500,5,fitted,,s,q\n", NO_COUNTS, &err) != ARDEY_OK)
        fail_msg("%s", err.text);
    assert_int_equal(told_count, 1);
    double before = fabs(told[0].before - told[0].observed);
    double after = fabs(told[0].after - told[0].observed);
    if (!(after < 0.7 * before))
        fail_msg("%g veh/day before, %g after, %g counted", told[0].before, told[0].after,
                 told[0].observed);
    size_t size;
    char *bytes = file_bytes(api_path(&folder, "through.csv"), &size);
    assert_has(bytes, "from_gate,to_gate,cars_per_day,trucks_per_day,source,quality\n");
    assert_has(bytes, "1 rounds, to the fitted counters of demand.targets and the counts of "
                      "demand.gates\",fitted\n");
    free(bytes);
    api_folder_remove(&folder);
}

/** A gate that was counted is one more count, of all vehicles and of the trucks. */
static void gates_keep_to_their_counts(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {{0}};
    if (calibrate(&folder, "", "WEST,G_W,,,s,q\nEAST,G_E,900,80,s,q\n", &err) != ARDEY_OK)
        fail_msg("%s", err.text);
    assert_int_equal(told_count, 2);
    for (uint32_t i = 0; i < told_count; i++) {
        assert_string_equal(told_ids[i], "EAST");
        assert_string_equal(told_units[i], i == 0 ? "veh/day" : "trucks/day");
        double before = fabs(told[i].before - told[i].observed);
        double after = fabs(told[i].after - told[i].observed);
        if (!(after < 0.7 * before))
            fail_msg("%g %s before, %g after, %g counted", told[i].before, told_units[i],
                     told[i].after, told[i].observed);
    }
    api_folder_remove(&folder);
}

static void without_counters_nothing_is_fitted(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {{0}};
    assert_int_equal(calibrate(&folder, "a,counter,C1,all,1500,5,compared,,s,q\n", NO_COUNTS, &err),
                     ARDEY_DATA);
    assert_has(err.text, "2 rows of demand.through and 0 fitted counters in demand.targets");
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_come_nearer),
                                       cmocka_unit_test(gates_keep_to_their_counts),
                                       cmocka_unit_test(without_counters_nothing_is_fitted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
