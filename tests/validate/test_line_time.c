// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "api/world.h"
#include "validate/line_time.h"

static enum status measure(const struct timetable *timetable, const char *line, const char *from,
                           const char *to, double *out_s, struct error *err)
{
    struct expectation expectation = {.line = line, .from_stop = from, .to_stop = to};
    *err = (struct error){0};
    return line_time_measure(timetable, &expectation, out_s, err);
}

/** Against the rows of the tables that the small town's timetable was built from. */
static void times_of_the_small_town(void **state)
{
    (void)state;
    struct spec *spec;
    struct world *world;
    struct error err = {0};
    double time_s;
    uint32_t found = 0;
    assert_int_equal(scenario_read("tests/fixtures/small/small.lua", NULL, &spec, &err), STATUS_OK);
    assert_int_equal(world_create(spec, 1, &world, &err), STATUS_OK);
    const struct timetable *timetable = world->timetable;
    for (uint32_t i = 0; i < timetable->pattern_count; i++) {
        const struct pattern *pattern = &timetable->patterns[i];
        const struct call *first = &timetable->calls[pattern->first_call];
        const struct call *last = first + pattern->call_count - 1;
        const char *line = names_text(&timetable->line_names, pattern->line);
        const char *from = names_text(&timetable->stop_names, first->stop);
        const char *to = names_text(&timetable->stop_names, last->stop);
        assert_int_equal(measure(timetable, line, from, to, &time_s, &err), STATUS_OK);
        assert_near(time_s, (last->arrive_ms - first->depart_ms) / 1000.0, 1e-9);
        assert_int_equal(measure(timetable, line, from, from, &time_s, &err), STATUS_USAGE);
        assert_contains(err.text, "does not go from");
        found++;
    }
    assert_true(found > 1);
    assert_int_equal(measure(timetable, "nowhere line", "a", "b", &time_s, &err), STATUS_USAGE);
    assert_contains(err.text, "there is no line 'nowhere line'");
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_of_the_small_town),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
