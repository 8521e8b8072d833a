// SPDX-License-Identifier: GPL-3.0-or-later
#include "api_fixture.h"

#include "api/live.h"

static void looking_is_rare(void **state)
{
    (void)state;
    struct live live = {.every_s = 30};
    live_begin(&live, 1000);
    assert_false(live_is_due(&live, 1029.9));
    assert_true(live_is_due(&live, 1030));
    live.every_s = 0;
    live_begin(&live, 1000);
    assert_false(live_is_due(&live, 1e9));
}

struct watcher {
    const char *output;
    int seen, settling;
};

static double number_of(const char *text, const char *name)
{
    const char *line = strstr(text, name);
    assert_non_null(line);
    return strtod(line + strlen(name), NULL);
}

/** Whoever watches sees the time of the day, rows and modes, and nothing but the last of them
 * stays. */
static enum ardey_wish see(void *self, double t_s, double stop_s, uint64_t event_count)
{
    struct watcher *watcher = self;
    struct ardey_error err = {0};
    enum ardey_run_state state;
    char live[300], *text = NULL;
    (void)event_count;
    snprintf(live, sizeof live, "%s.live", watcher->output);
    if (access(live, F_OK) != 0)
        return ARDEY_GO_ON;
    assert_int_equal(ardey_describe_progress(watcher->output, &text, &state, &err), ARDEY_OK);
    assert_int_equal(state, ARDEY_RUN_UNDER_WAY);
    if (number_of(text, "is_settling") > 0) {
        watcher->settling++;
    } else if (t_s > 7 * 3600 && t_s < stop_s) {
        assert_true(number_of(text, "simulated_until_s") <= t_s);
        assert_true(number_of(text, "share_done") > 0);
        assert_true(number_of(text, "trips_departed_car") > 0);
        assert_non_null(strstr(text, "trips [trip]"));
        watcher->seen++;
    }
    ardey_free(text);
    return ARDEY_GO_ON;
}

static void a_run_can_be_watched(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    struct ardey_error err = {0};
    struct ardey_summary plain, watched;
    struct watcher watcher = {.output = api_path(&folder, "watched.h5")};
    const char *scenario =
        api_scenario(&folder, "s.stop = '08:00' s.equilibrium = { iterations = 1 }");
    struct ardey_options options = api_options(scenario, api_path(&folder, "plain.h5"));
    assert_int_equal(ardey_run(&options, &plain, &err), ARDEY_OK);
    options.output = watcher.output;
    options.live_s = 1e-3;
    options.progress = see;
    options.progress_self = &watcher;
    assert_int_equal(ardey_run(&options, &watched, &err), ARDEY_OK);
    assert_string_equal(plain.digest, watched.digest);
    assert_true(watcher.seen > 0);
    char command[700];
    snprintf(command, sizeof command, "cmp '%s' '%s' && ! ls '%s'/*.live '%s'/*.part 2>/dev/null",
             api_path(&folder, "plain.h5"), watcher.output, folder.path, folder.path);
    assert_int_equal(system(command), 0);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looking_is_rare),
        cmocka_unit_test(a_run_can_be_watched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
