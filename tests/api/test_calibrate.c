// SPDX-License-Identifier: GPL-3.0-or-later
#include "target_fixture.h"

#define ROWS_MOST 64u

struct told {
    uint32_t count;
    struct ardey_calibration_row rows[ROWS_MOST];
    char ids[ROWS_MOST][32];
};

static void put(void *self, const struct ardey_calibration_row *row)
{
    struct told *told = self;
    assert_true(told->count < ROWS_MOST);
    told->rows[told->count] = *row;
    snprintf(told->ids[told->count++], sizeof told->ids[0], "%s", row->id);
}

/** The small town, whose people walk, ride and drive more than their constants say. */
static enum ardey_status calibrate(const struct api_folder *folder, const char *targets,
                                   const char *changes, struct told *told, struct ardey_error *err)
{
    char text[2048], change[512];
    snprintf(text, sizeof text, TARGETS_HEAD "%s", targets);
    snprintf(change, sizeof change, "s.demand.targets = '%s'\n%s",
             api_write(folder, "targets.csv", text), changes);
    const struct ardey_calibration calibration = {
        .run = api_options(api_scenario(folder, change), NULL),
        .output = api_path(folder, "new.csv"),
        .rounds = 2};
    return ardey_calibrate(&calibration, put, told, err);
}

#define SETTLE "s.equilibrium = { iterations = 2 }"

static void shares_come_nearer(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {{0}};
    static struct told told;
    if (calibrate(&folder,
                  "a,band_share,1000,walk,0.3,0.02,fitted,,s,q\n"
                  "b,band_share,1000,bike,0.3,0.02,fitted,,s,q\n"
                  "c,band_share,1000,car+ride,0.3,0.02,fitted,,s,q\n"
                  "d,band_share,1000,pt,0.1,0.02,compared,,s,q\n"
                  "e,band_share,0,bike,0.25,0.02,fitted,,s,q\n",
                  SETTLE, &told, &err) != ARDEY_OK)
        fail_msg("%s", err.text);
    assert_int_equal(told.count, 4);
    double before = 0, after = 0;
    for (uint32_t i = 0; i < 4; i++) {
        before = fmax(before, fabs(told.rows[i].before - told.rows[i].observed));
        after = fmax(after, fabs(told.rows[i].after - told.rows[i].observed));
    }
    assert_true(before > 3 && after < 0.5 * before);
    assert_string_equal(told.ids[3], "e");
    assert_true(fabs(told.rows[0].moved) < 1e-3); /* walking is what others are measured by */
    assert_true(fabs(told.rows[3].moved) > 0.1);

    size_t size;
    char *bytes = file_bytes(api_path(&folder, "new.csv"), &size);
    assert_has(bytes, "mode,from_m,constant,source,quality\nwalk,0,0.00000,");
    assert_has(bytes, "2 rounds\",fitted to demand.targets\n");
    free(bytes);

    /* The table is one that a scenario can read. */
    char change[256];
    snprintf(change, sizeof change, "s.demand.mode_constants = '%s'", api_path(&folder, "new.csv"));
    char *text;
    const struct ardey_options options = api_options(api_scenario(&folder, change), NULL);
    if (ardey_check(&options, &text, &err) != ARDEY_OK)
        fail_msg("%s", err.text);
    ardey_free(text);
    api_folder_remove(&folder);
}

static void mistakes_are_told(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {{0}};
    static struct told told;
    assert_int_equal(
        calibrate(&folder, "a,mean_length,all,,3,,compared,,s,q\n", SETTLE, &told, &err),
        ARDEY_DATA);
    assert_has(err.text, "no row of demand.targets has the kind band_share and the use fitted");
    assert_int_equal(calibrate(&folder, "a,band_share,1000,bike,0.3,,fitted,,s,q\n",
                               "s.equilibrium = { iterations = 0 }", &told, &err),
                     ARDEY_USAGE);
    assert_has(err.text, "equilibrium.iterations is 0 or nobody travels, so nobody chooses");
    assert_int_equal(told.count, 0);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shares_come_nearer),
                                       cmocka_unit_test(mistakes_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
