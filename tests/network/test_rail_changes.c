// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/rail_network_fixture.h"

static const struct rail_change *changes_of(const struct rail_network *network, const char *name,
                                            uint32_t *out_count)
{
    uint32_t section = names_find(&network->section_names, name);
    assert_int_not_equal(section, NONE);
    return rail_network_section_changes(network, section, out_count);
}

static uint32_t count_of(const struct rail_network *network, const char *name)
{
    uint32_t count;
    changes_of(network, name, &count);
    return count;
}

static void test_changes(void **state)
{
    (void)state;
    struct rail_fixture f;
    rail_fixture_init_line(&f);
    rail_fixture_add(&f, "changes",
                     "m,both,0,2.5,09:00,10:00,,0,flood\n"
                     "m,increasing_km,1,1.1,08:00,08:30,36,1,works\n"
                     "s,both,2.6,3.5,0,3600,18,1,loop\n"
                     "s,both,0,6,36000,36001,,0,all\n");
    rail_fixture_build(&f);
    const struct rail_network *n = f.network;
    uint32_t count;
    const struct rail_change *m1u = changes_of(n, "m1u", &count);
    assert_int_equal(count, 2);
    assert_int_equal(m1u[0].from_ms, 28800000);
    assert_int_equal(m1u[0].until_ms, 30600000);
    assert_near(m1u[0].speed_mps, 10.0, 1e-6);
    assert_true(m1u[0].is_open);
    assert_int_equal(m1u[0].row, 1);
    assert_int_equal(m1u[1].from_ms, 32400000);
    assert_false(m1u[1].is_open);
    assert_near(m1u[1].speed_mps, 0.0, 0.0);
    assert_int_equal(count_of(n, "m1d"), 1);
    assert_int_equal(count_of(n, "m2u"), 1);
    assert_int_equal(count_of(n, "m2d"), 1);
    assert_int_equal(count_of(n, "m3u"), 0);
    assert_int_equal(count_of(n, "A"), 0); /* other lines use the station, too */
    assert_int_equal(count_of(n, "L"), 1); /* made for this station alone */
    assert_int_equal(count_of(n, "s1"), 1);
    assert_int_equal(count_of(n, "S") + count_of(n, "E") + count_of(n, "x"), 0);
    assert_int_equal(n->change_count, 9);
    for (uint32_t i = 1; i < n->change_count; i++)
        assert_true(n->changes[i - 1].section <= n->changes[i].section);
    rail_fixture_deinit(&f);
}

static void expect(const char *changes, const char *text)
{
    struct rail_fixture f;
    rail_fixture_init_line(&f);
    rail_fixture_add(&f, "changes", changes);
    rail_fixture_build_fails(&f, 1, text);
    rail_fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    expect("n,both,0,1,1,2,,0,\n", "changes:2: there is no block on line 'n', did you mean");
    expect("m,both,2,1,1,2,,0,\n",
           "the change of line 'm' ends at km 1.000, must end above its begin at km 2.000");
    expect("m,both,1,2,7200,3600,,0,\n",
           "the change of line 'm' ends at 3600 s, not after its begin at 7200 s");
    expect("m,both,1,2,1,2,,1,\n", "nothing changes: line 'm' stays open with its speed");
    expect("m,both,8,9,1,2,,0,\n",
           "the change of line 'm' from km 8.000 to 9.000 touches no block");
    expect("m,increasing_km,1,2,3600,7200,36,1,\nm,increasing_km,1.5,1.7,5400,9000,,0,\n",
           "changes:3: this change of 'm1u' overlaps the one of line 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes),
                                       cmocka_unit_test(test_findings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
