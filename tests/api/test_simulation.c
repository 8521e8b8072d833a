// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpoint_fixture.h"

static uint32_t draw(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)*state * below) >> 32);
}

/** Cut at random `cuts` times and gone on from, with other numbers of threads: the same file, byte
 * by byte, and nothing beside it. Numbers of windows are drawn below `windows`. */
static void check_cuts(const char *scenario, const struct api_folder *folder, uint32_t tries,
                       uint32_t windows)
{
    uint32_t random = windows;
    struct stopper stopper = {0};
    struct ardey_options whole = stopper_options(scenario, folder, "whole.h5", &stopper);
    struct ardey_options cut = stopper_options(scenario, folder, "cut.h5", &stopper);
    struct ardey_summary expected = api_run(&whole);
    assert_false(file_exists(whole.checkpoint));
    for (uint32_t i = 0; i < tries; i++) {
        for (uint32_t cuts = 1 + i % 3; cuts > 0; cuts--) {
            cut.threads = 1 + draw(&random, 3);
            stopper_stop(&cut, 1 + draw(&random, windows));
            cut.is_resumed = true;
        }
        stopper.looks_left = 0;
        cut.threads = 1 + draw(&random, 3);
        struct ardey_summary found = api_run(&cut);
        assert_same_bytes(whole.output, cut.output);
        assert_string_equal(found.digest, expected.digest);
        assert_int_equal(found.events, expected.events);
        assert_int_equal(found.windows, expected.windows);
        assert_int_equal(found.partitions, 2);
        assert_false(file_exists(cut.checkpoint));
        char part[300];
        snprintf(part, sizeof part, "%s.part", cut.output);
        assert_false(file_exists(part));
        assert_int_equal(unlink(cut.output), 0);
        cut.is_resumed = false;
    }
}

static void a_day_that_was_cut_gives_the_same_bytes(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    check_cuts(settle_scenario(&folder, API_RAIL " s.results = { events = 'all' }"), &folder, 2,
               70);
    check_cuts(api_roads(&folder, ""), &folder, 3, 10);
    api_folder_remove(&folder);
}

static void iterations_that_were_cut_give_the_same_bytes(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    check_cuts(settle_scenario(&folder, "s.equilibrium = { iterations = 1 }"), &folder, 2, 140);
    api_folder_remove(&folder);
}

/** A checkpoint on the way changes nothing, and goes when the run is done. */
static void making_checkpoints_changes_nothing(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct stopper stopper = {0};
    const char *scenario = settle_scenario(&folder, "s.equilibrium = { iterations = 1 }");
    struct ardey_options plain = api_options(scenario, api_path(&folder, "plain.h5"));
    struct ardey_options often = stopper_options(scenario, &folder, "often.h5", &stopper);
    often.checkpoint_every_simulated_s = 1800;
    api_run(&plain);
    api_run(&often);
    assert_int_equal(stopper.message_count, 3 * 6); /* three days of three hours */
    assert_has(stopper.message, "checkpoint ");
    assert_same_bytes(plain.output, often.output);
    assert_false(file_exists(often.checkpoint));

    stopper = (struct stopper){.looks_left = 10, .wish = ARDEY_CHECKPOINT};
    often.checkpoint_every_simulated_s = 0;
    api_run(&often);
    assert_int_equal(stopper.message_count, 1);
    assert_same_bytes(plain.output, often.output);
    api_folder_remove(&folder);
}

/** The time that the run may take is over at once: it stops at its first look. */
static void a_run_stops_in_time(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct stopper stopper = {0};
    struct ardey_summary summary;
    struct ardey_error err = {{0}};
    struct ardey_options options =
        stopper_options(settle_scenario(&folder, ""), &folder, "out.h5", &stopper);
    options.walltime_s = 1;
    assert_int_equal(ardey_run(&options, &summary, &err), ARDEY_CHECKPOINTED);
    assert_true(file_exists(options.checkpoint));
    api_folder_remove(&folder);
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct stopper stopper = {0};
    const char *scenario = settle_scenario(&folder, "");
    struct ardey_options options = stopper_options(scenario, &folder, "out.h5", &stopper);
    stopper_stop(&options, 10);
    options.is_resumed = true;
    static const char *const reasons[] = {
        "the checkpoint is of seed 7, not of 8",
        "the checkpoint is of a sample of 1, not of 0.5",
        "the checkpoint is of a run with 0 iterations, not with 2",
        "the checkpoint is of a run with an output",
        "the checkpoint is of another scenario, or the scenario or one of its tables has changed",
    };
    for (int i = 0; i < 5; i++) {
        struct ardey_options other = options;
        struct ardey_summary summary;
        struct ardey_error err = {{0}};
        other.has_seed = i == 0;
        other.seed = 8;
        other.sample = i == 1 ? 0.5 : 0;
        other.has_iterations = i == 2;
        other.iterations = 2;
        other.output = i == 3 ? NULL : options.output;
        if (i == 4)
            api_write(&folder, "parking.csv", SETTLE_PARKING "B1_2,9,,made up,test\n");
        if (ardey_run(&other, &summary, &err) != ARDEY_USAGE)
            fail_msg("%d: %s; %s", i, err.text, stopper.message);
        assert_has(err.text, reasons[i]);
        assert_true(file_exists(options.checkpoint));
    }
    api_write(&folder, "parking.csv", SETTLE_PARKING);
    stopper.looks_left = 0;
    api_run(&options);
    assert_has(stopper.message, "goes on from checkpoint '");
    api_folder_remove(&folder);
}

static void flip_bit(const char *path, long place)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, place, place < 0 ? SEEK_END : SEEK_SET), 0);
    int byte = fgetc(file);
    assert_int_equal(fseek(file, -1, SEEK_CUR), 0);
    assert_int_equal(fputc(byte ^ 4, file), byte ^ 4);
    assert_int_equal(fclose(file), 0);
}

/** Nothing to go on from: the run begins anew and says why. */
static void without_a_whole_checkpoint_it_begins_anew(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct stopper stopper = {0};
    const char *scenario = settle_scenario(&folder, "");
    struct ardey_options options = stopper_options(scenario, &folder, "out.h5", &stopper);
    struct ardey_options whole = stopper_options(scenario, &folder, "whole.h5", &stopper);
    char part[300];
    snprintf(part, sizeof part, "%s.part", options.output);
    static const char *const reasons[] = {"there is no checkpoint '", "a checksum differs", "",
                                          "without --resume"};
    api_run(&whole);
    for (int i = 0; i < 4; i++) {
        options.is_resumed = false;
        if (i > 0)
            stopper_stop(&options, 30);
        if (i == 1)
            flip_bit(options.checkpoint, 50000);
        if (i == 2)
            flip_bit(part, -5);
        options.is_resumed = i < 3;
        stopper = (struct stopper){0};
        api_run(&options);
        assert_int_equal(stopper.message_count, 1);
        assert_has(stopper.message, "anew");
        assert_has(stopper.message, reasons[i]);
        assert_same_bytes(whole.output, options.output);
        assert_int_equal(unlink(options.output), 0);
    }
    api_folder_remove(&folder);
}

/** A file that is something else is neither overwritten nor removed. */
static void other_files_are_not_touched(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct stopper stopper = {0};
    struct ardey_summary summary;
    struct ardey_error err = {{0}};
    struct ardey_options options =
        stopper_options(settle_scenario(&folder, ""), &folder, "out.h5", &stopper);
    options.checkpoint = api_write(&folder, "diary.txt", "a day in the life\n");
    assert_int_equal(ardey_run(&options, &summary, &err), ARDEY_USAGE);
    assert_has(err.text, "diary.txt' is no checkpoint of Ardey: it is not touched");
    assert_true(file_exists(options.checkpoint));
    api_folder_remove(&folder);
}

/** By hand, between two times; and the file cannot be written. */
static void a_program_makes_checkpoints(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct stopper stopper = {0};
    struct ardey_error err = {{0}};
    struct ardey_simulation *simulation = NULL;
    const char *scenario = settle_scenario(&folder, "");
    struct ardey_options whole = stopper_options(scenario, &folder, "whole.h5", &stopper);
    struct ardey_options options = stopper_options(scenario, &folder, "out.h5", &stopper);
    api_run(&whole);
    assert_int_equal(ardey_open(&options, &simulation, &err), ARDEY_OK);
    assert_int_equal(ardey_run_until(simulation, 7 * 3600 + 1.5, &err), ARDEY_OK);
    assert_int_equal(ardey_checkpoint(simulation, options.checkpoint, &err), ARDEY_OK);
    assert_int_equal(ardey_run_until(simulation, 8 * 3600, &err), ARDEY_OK);
    assert_int_equal(ardey_checkpoint(simulation, api_path(&folder, "no/where"), &err),
                     ARDEY_RESOURCE);
    assert_has(err.text, "no/where': No such file or directory");
    assert_int_equal(ardey_checkpoint(simulation, NULL, &err), ARDEY_USAGE);
    ardey_close(simulation);

    options.is_resumed = true;
    api_run(&options);
    assert_has(stopper.message, "7:00:01"); /* half a second is cut from the text alone */
    assert_same_bytes(whole.output, options.output);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_that_was_cut_gives_the_same_bytes),
        cmocka_unit_test(iterations_that_were_cut_give_the_same_bytes),
        cmocka_unit_test(making_checkpoints_changes_nothing),
        cmocka_unit_test(a_run_stops_in_time),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(without_a_whole_checkpoint_it_begins_anew),
        cmocka_unit_test(other_files_are_not_touched),
        cmocka_unit_test(a_program_makes_checkpoints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
