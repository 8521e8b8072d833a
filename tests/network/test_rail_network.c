// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_network_fixture.h"

#include "scenario/spec.h"

static void test_empty(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init(&f);
    rail_fixture_add_lines(&f);
    rail_fixture_add(&f, "rail_route", "R,1,a,h,m,0,1.5,\n");
    rail_fixture_build(&f);
    assert_int_equal(f.network->section_count, 0);
    assert_int_equal(f.network->step_count, 0);
    for (uint32_t i = 0; i < f.transit.timetable->call_count; i++)
        assert_int_equal(f.network->hops[i].step_count, 0);
    rail_fixture_deinit(&f);
    rail_network_destroy(NULL);
}

/** What every rail network keeps: `network` is checked hop by hop. */
static void check_network(const struct rail_network *n)
{
    const struct timetable *t = n->timetable;
    for (uint32_t c = 0; c < t->call_count; c++) {
        const struct rail_hop *hop = &n->hops[c];
        assert_true(hop->first_step + hop->step_count <= n->step_count);
        for (uint32_t s = hop->first_step; s < hop->first_step + hop->step_count; s++) {
            const struct rail_step *step = &n->steps[s];
            assert_true(step->length_m > 0 && step->speed_mps > 0 && step->need_count > 0);
            for (uint32_t k = 0; k < step->need_count; k++) {
                assert_true(n->needs[step->first_need + k] < n->section_count);
                if (k > 0)
                    assert_true(n->needs[step->first_need + k - 1] <
                                n->needs[step->first_need + k]);
            }
        }
        bool has_next = c + 1 < t->call_count && t->calls[c + 1].pattern == t->calls[c].pattern &&
                        n->hops[c + 1].step_count > 0;
        if (hop->step_count == 0 || !has_next)
            continue;
        const struct rail_step *last = &n->steps[hop->first_step + hop->step_count - 1];
        const struct rail_step *next = &n->steps[n->hops[c + 1].first_step];
        assert_int_equal(last->need_count, next->need_count);
        assert_memory_equal(n->needs + last->first_need, n->needs + next->first_need,
                            last->need_count * sizeof *n->needs);
    }
}

static void test_small(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init_line(&f);
    rail_fixture_build(&f);
    check_network(f.network);
    rail_fixture_deinit(&f);
}

struct corridor {
    struct spec *spec;
    struct network *network;
    struct timetable *timetable;
    struct rail_network *rail;
};

static int corridor_setup(void **state)
{
    static const char *const folders[] = {"scenarios", NULL};
    struct error err = {0};
    struct corridor *c = mem_alloc(1, sizeof *c, &err);
    *state = c;
    if (scenario_read("scenarios/weekday.lua", folders, &c->spec, &err) != STATUS_OK ||
        network_build(&c->spec->network_tables, &c->network, &err) != STATUS_OK ||
        timetable_build(&c->spec->transit_tables, c->network, &c->timetable, &err) != STATUS_OK ||
        rail_network_build(&c->spec->rail_tables, c->timetable, &c->rail, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return 0;
}

static int corridor_teardown(void **state)
{
    struct corridor *c = *state;
    rail_network_destroy(c->rail);
    timetable_destroy(c->timetable);
    network_destroy(c->network);
    spec_destroy(c->spec);
    mem_free(c);
    return 0;
}

/** Metres of the hops `first` to `last` of a direction; 0 where one is not covered. */
static double way_m(const struct corridor *c, const char *line, int direction, uint32_t first,
                    uint32_t last)
{
    double length_m = 0;
    for (uint32_t k = first; k <= last; k++) {
        const struct rail_hop *hop =
            &c->rail->hops[rail_fixture_call(c->timetable, line, direction, k)];
        if (hop->step_count == 0)
            return 0;
        for (uint32_t s = 0; s < hop->step_count; s++)
            length_m += (double)c->rail->steps[hop->first_step + s].length_m;
    }
    return length_m;
}

static void test_corridor_covered(void **state)
{
    const struct corridor *c = *state;
    check_network(c->rail);
    for (int direction = 0; direction < 2; direction++) {
        bool back = direction == 1;
        assert_near(way_m(c, "RB53", direction, 0, 7), 37815, 0.5);
        assert_near(way_m(c, "RB53", direction, back ? 4 : 0, back ? 7 : 3), 18098, 0.5);
        assert_near(way_m(c, "RB59", direction, back ? 5 : 0, back ? 10 : 5), 23731, 0.5);
        assert_near(way_m(c, "RE57", direction, back ? 1 : 0, back ? 2 : 1), 30765, 0.5);
        assert_near(way_m(c, "RE7", direction, back ? 1 : 2, back ? 2 : 3), 15914, 0.5);
        assert_near(way_m(c, "RE13", direction, back ? 1 : 2, back ? 2 : 3), 15914, 0.5);
        assert_near(way_m(c, "RE17", direction, 1, 1), 15327, 0.5);
        assert_near(way_m(c, "IC34", direction, 1, 1), 15914, 0.5);
    }
    assert_near(way_m(c, "RE4", 0, 0, 0), 0, 0);
    assert_near(way_m(c, "RB59", 0, 6, 6), 0, 0);
    assert_int_equal(c->rail->covered_count, 60);
}

static void assert_hop(const struct corridor *c, const char *line, int direction, uint32_t seq,
                       const char *expected)
{
    char text[1024];
    uint32_t call = rail_fixture_call(c->timetable, line, direction, seq);
    assert_string_equal(rail_fixture_hop(c->rail, call, text, sizeof text), expected);
}

static void test_corridor_ways(void **state)
{
    const struct corridor *c = *state;
    assert_hop(c, "RB53", 0, 3,
               "1176@100 B2113_03u, 2208@100 B2113_04u, 600@100 B2113_05u, 1824@100 B2113_06u, "
               "600@100 Schwerte(Ruhr)");
    assert_hop(c, "RB53", 0, 4, "600@100 Schwerte(Ruhr)', 3934@100 B2841_06'");
    assert_hop(c, "RB53", 0, 5,
               "200@100 B2841_06', 5028@100 B2841_05', 1641@100 B2841_04', 600@100 Kalthof'");
    assert_hop(c, "RB53", 1, 6,
               "300@120 Dortmund-Hoerde', 300@120 Dortmund-Hoerde+X_HOERDE', 1733@120 B2103_07d', "
               "600@120 Dortmund Signal-Iduna-Park'");
    assert_hop(c, "RB59", 0, 1,
               "600@120 Dortmund Signal-Iduna-Park, 1733@120 B2103_07u, 300@120 "
               "Dortmund-Hoerde+X_HOERDE, 300@120 Dortmund-Hoerde");
    assert_hop(c, "RB59", 0, 4, "200@160 B2103_11u, 1616@160 B2103_12u, 600@160 Holzwickede");
}

static void assert_section(const struct corridor *c, const char *name, uint32_t tracks,
                           const char *group)
{
    uint32_t id = names_find(&c->rail->section_names, name);
    assert_int_not_equal(id, NONE);
    const struct rail_section *section = &c->rail->sections[id];
    assert_int_equal(section->track_count, tracks);
    assert_string_equal(names_text(&c->rail->group_names, section->group),
                        group != NULL ? group : "?");
}

static void test_corridor_sections(void **state)
{
    const struct corridor *c = *state;
    assert_int_equal(c->rail->section_count, 108);
    assert_int_equal(c->rail->group_count, 4);
    assert_section(c, "Dortmund Hbf", 16, NULL);
    assert_section(c, "Schwerte(Ruhr)", 5, NULL);
    assert_section(c, "Kalthof", 2, NULL);
    assert_section(c, "Iserlohn", 1, NULL);
    assert_section(c, "B2841_01", 1, "SGL_2841_KAL_IL");
    assert_section(c, "B2841_02", 1, "SGL_2841_KAL_IL");
    assert_section(c, "B2841_04", 1, "SGL_2841_SRT_KAL");
    assert_section(c, "B2841_06", 1, "SGL_2841_SRT_KAL");
    assert_section(c, "B2842_01", 1, "SGL_2842");
    assert_section(c, "B2843_01", 1, "SGL_2842");
    assert_section(c, "B2113_04u", 1, NULL);
    assert_section(c, "X_HEIDE", 1, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_empty), cmocka_unit_test(test_small)};
    const struct CMUnitTest corridor_tests[] = {cmocka_unit_test(test_corridor_covered),
                                                cmocka_unit_test(test_corridor_ways),
                                                cmocka_unit_test(test_corridor_sections)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed + cmocka_run_group_tests(corridor_tests, corridor_setup, corridor_teardown);
}
