// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "base/version.h"

/** The scenario on some numbers of threads, each with 1, 4, 16 and 64 partitions: one file. Returns
 * the summary of the last run; the file is "first.h5". */
static struct ardey_summary run_matrix(const struct api_folder *folder, const char *scenario,
                                       const uint32_t *threads, uint32_t thread_counts)
{
    static const uint32_t partitions[] = {1, 4, 16, 64};
    struct ardey_summary summary;
    char first[65] = "";

    for (uint32_t t = 0; t < thread_counts; t++)
        for (uint32_t p = 0; p < 4; p++) {
            const char *output = api_path(folder, first[0] ? "other.h5" : "first.h5");
            struct ardey_options options = api_options(scenario, output);
            options.threads = threads[t];
            options.partitions = partitions[p];
            summary = api_run(&options);
            assert_int_equal(summary.threads, threads[t]);
            assert_int_equal(summary.partitions, partitions[p]);
            if (!first[0])
                memcpy(first, summary.digest, sizeof first);
            assert_int_equal(strlen(summary.digest), 64);
            assert_string_equal(summary.digest, first);
            assert_same_bytes(output, api_path(folder, "first.h5"));
        }
    return summary;
}

static void threads_and_partitions_change_no_byte(void **state)
{
    (void)state;
    static const uint32_t threads[] = {1, 2, 3};
    struct api_folder folder = api_folder_make();
    run_matrix(&folder, api_scenario(&folder, ""), threads, 3);
    api_folder_remove(&folder);
}

/** Tiny vehicles, trains on blocks and buses in the street, everywhere late, with an incident,
 * cancellations, slow and closed tracks, and a bus in place of trains. */
static const char *disrupted_scenario(const struct api_folder *folder)
{
    char changes[900];
    api_write(folder, "vehicles.csv",
              "type,seats,standing,doors_per_side,length_m,vmax_kmh,accel_ms2,decel_ms2,power_kw,"
              "traction,mass_t,energy_kwh_per_km\n"
              "bus,2,1,3,12,80,1,1.2,220,diesel,11.5,4\n"
              "train,3,2,4,45,140,0.8,0.8,800,electric,80,8\n");
    api_write(folder, "delays.csv",
              "line,stop,share,distribution,mean_s\n*,,0.5,exponential,120\n");
    api_write(folder, "incidents.csv",
              "line,direction,depart,stop,delay_s,cancelled\n"
              "R1,0,06:50,S1,600,no\n"
              "R1,1,07:05,S4,,from_stop\nB7,0,07:00,,,run\n");
    api_write(folder, "closures.csv",
              "line,from_stop,to_stop,from,until,replacement,replacement_minutes,"
              "replacement_vehicle\nR1,S4,SX,07:30,08:10,yes,12,bus\n");
    api_write(folder, "changes.csv",
              "line,km_from,km_to,from_s,until_s,speed_kmh,open,reason\n"
              "1,1,3,07:00,08:00,30,1,worn\n"
              "1,6,7,08:15,08:30,,0,works\n"
              "1,3,4,08:20,08:32,,0,works\n");
    snprintf(changes, sizeof changes,
             "%s s.rail.changes = here .. '/changes.csv'\ns.transit.vehicles = here .. "
             "'/vehicles.csv'\ns.transit.delays = here .. '/delays.csv'\n"
             "s.transit.incidents = here .. '/incidents.csv'\n"
             "s.transit.closures = here .. '/closures.csv'",
             API_RAIL);
    return api_scenario(folder, changes);
}

static void disrupted_transit_is_the_same_too(void **state)
{
    (void)state;
    static const uint32_t threads[] = {1, 2, 3, 8};
    struct api_folder folder = api_folder_make();
    struct ardey_summary summary = run_matrix(&folder, disrupted_scenario(&folder), threads, 4);
    struct ardey_error err = {{0}};
    char *text = NULL;
    assert_int_equal(ardey_describe(api_path(&folder, "first.h5"), &text, &err), ARDEY_OK);
    assert_has(text, "transit/lines [line: 4]"); /* the bus in place of trains is the fourth */
    assert_has(text, "rail/changes [change: ");
    ardey_free(text);
    assert_true(summary.boardings > 40);
    assert_true(summary.denied_boardings > 5);
    assert_true(summary.replanned > 5);
    assert_int_equal(summary.runs_cancelled, 1);
    assert_true(summary.rail.hops > 15);
    assert_true(summary.rail.hindered_hops > 0);
    assert_true(summary.street.begun > 50);
    api_folder_remove(&folder);
}

static void running_in_steps_changes_no_byte(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options whole =
        api_options(api_scenario(&folder, ""), api_path(&folder, "whole.h5"));
    struct ardey_options steps = whole;
    steps.output = api_path(&folder, "steps.h5");
    struct ardey_summary expected = api_run(&whole), found;
    struct ardey_simulation *simulation;
    struct ardey_error err = {{0}};

    assert_int_equal(ardey_open(&steps, &simulation, &err), ARDEY_OK);
    assert_true(fabs(ardey_stop_time(simulation) - 32400) < 1e-9);
    for (double t_s = -100; t_s < 40000; t_s += 913.7)
        assert_int_equal(ardey_run_until(simulation, t_s, &err), ARDEY_OK);
    assert_int_equal(ardey_run_until(simulation, 100, &err), ARDEY_OK); /* back: nothing happens */
    assert_int_equal(ardey_run_until(simulation, (double)NAN, &err), ARDEY_OK);
    assert_int_equal(ardey_finish(simulation, &found, &err), ARDEY_OK);
    ardey_close(simulation);
    assert_string_equal(found.digest, expected.digest);
    assert_int_equal(found.events, expected.events);
    assert_same_bytes(whole.output, steps.output);
    api_folder_remove(&folder);
}

struct watched {
    uint32_t calls;
    double t_s, stop_after_s;
    uint64_t events;
    bool is_rising;
};

static enum ardey_wish watch(void *self, double t_s, double stop_s, uint64_t event_count)
{
    struct watched *watched = self;
    watched->is_rising = watched->is_rising && t_s >= watched->t_s &&
                         event_count >= watched->events && fabs(stop_s - 32400) < 1e-9;
    watched->t_s = t_s;
    watched->events = event_count;
    watched->calls++;
    return t_s < watched->stop_after_s ? ARDEY_GO_ON : ARDEY_STOP;
}

static void progress_tells_time_and_events(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct watched watched = {.stop_after_s = 1e9, .is_rising = true};
    struct ardey_options options = api_options(api_scenario(&folder, ""), NULL);
    options.progress = watch;
    options.progress_self = &watched;
    struct ardey_summary summary = api_run(&options);
    assert_true(watched.is_rising);
    assert_true(fabs(watched.t_s - 32400) < 1e-9);
    assert_int_equal(watched.calls, summary.windows);
    assert_int_equal(watched.events, summary.events);
    assert_true(summary.events > 1000);
    api_folder_remove(&folder);
}

/** Stopped at 7:00 or soon after: its own status, and no file stays. */
static void a_stopped_run_leaves_nothing(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct watched watched = {.stop_after_s = 25200, .is_rising = true};
    struct ardey_options options =
        api_options(api_scenario(&folder, ""), api_path(&folder, "stopped.h5"));
    struct ardey_summary summary;
    struct ardey_error err = {{0}};
    options.progress = watch;
    options.progress_self = &watched;
    assert_int_equal(ardey_run(&options, &summary, &err), ARDEY_STOPPED);
    assert_int_equal(ARDEY_STOPPED, 5);
    assert_has(err.text, "25200 s");
    assert_true(watched.t_s >= 25200 && watched.t_s < 25900);
    assert_no_result(options.output);
    api_folder_remove(&folder);
}

/** Where nothing can be written not even root gets through: below a file, over a folder, in a
 * folder that is not there. Known before the run. */
static void an_unwritable_output_fails_at_once(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    api_write(&folder, "file", "kept");
    assert_int_equal(mkdir(api_path(&folder, "folder.h5"), 0777), 0);
    static const char *const names[] = {"file/result.h5", "folder.h5", "missing/result.h5"};
    const char *scenario = api_scenario(&folder, "");
    for (int i = 0; i < 3; i++) {
        struct ardey_options options = api_options(scenario, api_path(&folder, names[i]));
        struct ardey_simulation *simulation = NULL;
        struct ardey_error err = {{0}};
        assert_int_equal(ardey_open(&options, &simulation, &err), ARDEY_RESOURCE);
        assert_null(simulation);
        assert_has(err.text, names[i]);
        assert_null(strchr(err.text, '\n'));
        char part[300];
        snprintf(part, sizeof part, "%s.part", options.output);
        assert_false(file_exists(part));
    }
    size_t size;
    char *kept = file_bytes(api_path(&folder, "file"), &size);
    assert_string_equal(kept, "kept");
    free(kept);
    assert_false(file_exists(api_path(&folder, "missing")));
    api_folder_remove(&folder);
}

/** A result never takes the place of the scenario, by whatever name it is called. */
static void the_scenario_is_not_overwritten(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options = api_options(api_scenario(&folder, ""), NULL);
    size_t size_before, size_after;
    char *before = file_bytes(options.scenario, &size_before);
    assert_int_equal(symlink("scenario.lua", api_path(&folder, "link.h5")), 0);
    static const char *const names[] = {"scenario.lua", "./scenario.lua", "link.h5"};
    for (int i = 0; i < 3; i++) {
        struct ardey_summary summary;
        struct ardey_error err = {{0}};
        options.output = api_path(&folder, names[i]);
        assert_int_equal(ardey_run(&options, &summary, &err), ARDEY_USAGE);
        assert_has(err.text, "is the scenario file");
        char *after = file_bytes(options.scenario, &size_after);
        assert_int_equal(size_after, size_before);
        assert_memory_equal(after, before, size_before);
        free(after);
    }
    free(before);
    api_folder_remove(&folder);
}

/** Closing an unfinished simulation removes its file. */
static void closing_early_leaves_nothing(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options =
        api_options(api_scenario(&folder, ""), api_path(&folder, "early.h5"));
    struct ardey_simulation *simulation;
    struct ardey_error err = {{0}};
    assert_int_equal(ardey_open(&options, &simulation, &err), ARDEY_OK);
    assert_false(file_exists(options.output)); /* a file of this name is always whole */
    assert_int_equal(ardey_run_until(simulation, 25000, &err), ARDEY_OK);
    ardey_close(simulation);
    assert_no_result(options.output);
    ardey_close(NULL);
    api_folder_remove(&folder);
}

/** The scenario's seed is 7. */
static void seeds_decide_the_results(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options =
        api_options(api_scenario(&folder, ""), api_path(&folder, "seed.h5"));
    struct ardey_summary own = api_run(&options);
    options.has_seed = true;
    options.seed = 7;
    struct ardey_summary same = api_run(&options);
    options.seed = 8;
    struct ardey_summary other = api_run(&options), again = api_run(&options);
    assert_string_equal(own.digest, same.digest);
    assert_string_not_equal(own.digest, other.digest);
    assert_string_equal(other.digest, again.digest);
    assert_int_equal(own.persons, SMALL_PERSONS);
    assert_int_equal(other.persons, SMALL_PERSONS);
    api_folder_remove(&folder);
}

/** A quarter of the persons, give or take four standard errors (63); what is counted is scaled. */
static void a_sample_is_a_share_of_the_persons(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options = api_options(api_scenario(&folder, ""), NULL);
    struct ardey_summary all = api_run(&options);
    options.sample = 0.25;
    struct ardey_summary quarter = api_run(&options);
    assert_int_equal(all.persons, SMALL_PERSONS);
    assert_true(fabs(all.sample - 1) < 1e-12 && fabs(quarter.sample - 0.25) < 1e-12);
    assert_true(fabs((double)quarter.persons - 330) <= 63);
    assert_true(fmod(quarter.links[0].vehicles, 4) < 1e-9);
    assert_true(fmod(quarter.counters[0].simulated, 4) < 1e-9);
    assert_string_equal(quarter.digest, "");

    static const double wrong[] = {-0.1, 1.1, (double)INFINITY, (double)NAN};
    for (int i = 0; i < 4; i++) {
        struct ardey_summary summary;
        struct ardey_error err = {{0}};
        options.sample = wrong[i];
        assert_int_equal(ardey_run(&options, &summary, &err), ARDEY_USAGE);
        assert_has(err.text, "must be between 0.001 and 1");
    }
    api_folder_remove(&folder);
}

/** 6:00 to 8:10 in quarters of an hour: eight whole intervals and one of 600 s. The rows of the
 * file are the trips that departed. */
static void the_file_holds_all_that_happened(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options =
        api_options(api_scenario(&folder, "s.stop = \"08:10\""), api_path(&folder, "rows.h5"));
    struct ardey_summary summary = api_run(&options);
    struct ardey_error err = {{0}};
    char *text = NULL, line[128];
    uint64_t departed = 0, under_way = 0;
    for (int m = 0; m < ARDEY_MODES; m++) {
        departed += summary.modes[m].departed;
        under_way += summary.modes[m].under_way;
        assert_int_equal(summary.modes[m].departed,
                         summary.modes[m].arrived + summary.modes[m].under_way);
    }
    assert_true(under_way > 0);
    assert_int_equal(summary.trips_before_start + departed + summary.trips_not_started,
                     summary.trips_planned);

    assert_int_equal(ardey_describe(options.output, &text, &err), ARDEY_OK);
    snprintf(line, sizeof line, "trips [trip: %llu]", (unsigned long long)departed);
    assert_has(text, line);
    snprintf(line, sizeof line, "persons [person: %llu]", (unsigned long long)summary.persons);
    assert_has(text, line);
    snprintf(line, sizeof line, "digest: %s", summary.digest);
    assert_has(text, line);
    assert_has(text, "links [time: 9] [link: 16]");
    assert_has(text, "last_interval_s: 600");
    ardey_free(text);
    assert_true(file_exists(options.output));
    api_folder_remove(&folder);
}

/** With and without a file the same things happen. */
static void a_run_without_output_is_the_same_run(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_options options =
        api_options(api_scenario(&folder, ""), api_path(&folder, "with.h5"));
    struct ardey_summary with = api_run(&options);
    options.output = NULL;
    struct ardey_summary without = api_run(&options);
    assert_int_equal(with.events, without.events);
    assert_int_equal(with.boardings, without.boardings);
    assert_int_equal(with.link_traversals, without.link_traversals);
    for (int m = 0; m < ARDEY_MODES; m++) {
        assert_int_equal(with.modes[m].arrived, without.modes[m].arrived);
        assert_true(fabs(with.modes[m].mean_minutes - without.modes[m].mean_minutes) < 1e-12);
    }
    assert_string_equal(without.digest, "");
    api_folder_remove(&folder);
}

static void checking_counts_what_was_found(void **state)
{
    (void)state;
    struct ardey_options options = api_options("tests/fixtures/small/small.lua", NULL);
    struct ardey_error err = {{0}};
    char *text = NULL;
    assert_int_equal(ardey_check(&options, &text, &err), ARDEY_OK);
    static const char start[] = "tests/fixtures/small/small.lua: Aville and Bton\n"
                                "roads: 8 nodes, 16 links, 1 counters\n"
                                "zones: 5 with 8 places\n"
                                "public transport: 3 lines, 5 stops, 152 departures\n"
                                "a run: ";
    if (strncmp(text, start, sizeof start - 1) != 0)
        fail_msg("%s", text);
    ardey_free(text);

    struct api_folder folder = api_folder_make();
    options = api_options(api_scenario(&folder, API_RAIL), NULL);
    assert_int_equal(ardey_check(&options, &text, &err), ARDEY_OK);
    assert_has(text, "rail: 8 sections, 1 single tracks; 5 of 5 hops of trains over them, ");
    ardey_free(text);
    api_folder_remove(&folder);
}

static void wrong_scenarios_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *changes;
        enum ardey_status status;
        const char *part;
    } cases[] = {
        {"s.road.patiense = 3", ARDEY_USAGE, "did you mean 'patience'?"},
        {"s.road.patience = \"5 km\"", ARDEY_USAGE, "patience"},
        {"s.stop = \"05:00\"", ARDEY_USAGE, "stop"},
        {"s.network.nodes = here .. \"/none.csv\"", ARDEY_DATA, "none.csv"},
    };
    struct api_folder folder = api_folder_make();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ardey_options options =
            api_options(api_scenario(&folder, cases[i].changes), api_path(&folder, "no.h5"));
        struct ardey_summary summary = {.persons = 17};
        struct ardey_error err = {{0}};
        char *text = NULL;
        assert_int_equal(ardey_run(&options, &summary, &err), cases[i].status);
        assert_has(err.text, cases[i].part);
        assert_has(err.text, "scenario.lua:4:");
        assert_int_equal(summary.persons, 17);
        assert_no_result(options.output);
        assert_int_equal(ardey_check(&options, &text, NULL), cases[i].status);
        assert_null(text);
    }
    struct ardey_options nothing = {0};
    struct ardey_error err = {{0}};
    struct ardey_simulation *simulation;
    assert_int_equal(ardey_open(&nothing, &simulation, &err), ARDEY_USAGE);
    assert_has(err.text, "no scenario");
    api_folder_remove(&folder);
}

static void describing_what_is_no_result_fails(void **state)
{
    (void)state;
    struct ardey_error err = {{0}};
    char *text = NULL;
    assert_int_equal(ardey_describe("tests/fixtures/small/small.lua", &text, &err), ARDEY_DATA);
    assert_has(err.text, "small.lua");
    assert_int_equal(ardey_describe("/tmp/no such file.h5", &text, &err), ARDEY_DATA);
    assert_has(err.text, "no such file.h5");
    assert_null(text);
}

static void the_reference_lists_every_parameter(void **state)
{
    (void)state;
    static const char *const parts[] = {"guidance",   "patience",   "sample", "capacity_vph",
                                        "walk_speed", "access_min", "depart"};
    struct ardey_error err = {{0}};
    char *text = NULL;
    assert_int_equal(ardey_reference(ARDEY_REFERENCE_MARKDOWN, &text, &err), ARDEY_OK);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_has(text, parts[i]);
    ardey_free(text);
    assert_string_equal(ardey_version(), ARDEY_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_and_partitions_change_no_byte),
        cmocka_unit_test(disrupted_transit_is_the_same_too),
        cmocka_unit_test(running_in_steps_changes_no_byte),
        cmocka_unit_test(progress_tells_time_and_events),
        cmocka_unit_test(a_stopped_run_leaves_nothing),
        cmocka_unit_test(an_unwritable_output_fails_at_once),
        cmocka_unit_test(the_scenario_is_not_overwritten),
        cmocka_unit_test(closing_early_leaves_nothing),
        cmocka_unit_test(seeds_decide_the_results),
        cmocka_unit_test(a_sample_is_a_share_of_the_persons),
        cmocka_unit_test(the_file_holds_all_that_happened),
        cmocka_unit_test(a_run_without_output_is_the_same_run),
        cmocka_unit_test(checking_counts_what_was_found),
        cmocka_unit_test(wrong_scenarios_are_refused),
        cmocka_unit_test(describing_what_is_no_result_fails),
        cmocka_unit_test(the_reference_lists_every_parameter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
