// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/network_fixture.h"

/** A crossing M with three streets a, b, c towards it. */
static void fixture_crossing(struct network_fixture *f)
{
    network_fixture_init(f);
    fixture_node(f, "M", 0, 0);
    fixture_node(f, "A", 500, 0);
    fixture_node(f, "B", 0, 500);
    fixture_node_of_kind(f, "C", -500, 0, ROAD_NODE_EXTERNAL);
    fixture_street(f, "alpha", "A", "M");
    fixture_street(f, "beta", "B", "M");
    fixture_street(f, "gamma", "C", "M");
}

static bool turn(const struct network_fixture *f, const char *from, const char *to)
{
    return network_turn_allowed(f->network, fixture_link_id(f, from), fixture_link_id(f, to));
}

static void assert_finding(struct network_fixture *f, unsigned count, const char *text)
{
    assert_int_equal(network_build(&f->tables, &f->network, &f->err), STATUS_DATA);
    assert_string_equal(f->err.text, text);
    assert_int_equal(f->err.finding_count, count);
    network_fixture_deinit(f);
}

/** A row decides against the rule, both ways; what no row names stays as it was. */
static void test_rows_decide(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_crossing(&f);
    fixture_turn(&f, "beta", "betar", true); /* back at the crossing */
    fixture_turn(&f, "alpha", "betar", false);
    fixture_turn(&f, "beta", "gammar", false);
    fixture_turn(&f, "gamma", "alphar", true); /* as by the rule */
    fixture_build(&f);

    assert_int_equal(f.network->turn_rule_count, 4);
    assert_true(turn(&f, "beta", "betar"));
    assert_false(turn(&f, "alpha", "betar"));
    assert_false(turn(&f, "beta", "gammar"));
    assert_true(turn(&f, "gamma", "alphar"));
    assert_true(turn(&f, "alpha", "gammar"));
    assert_false(turn(&f, "alpha", "alphar"));
    assert_true(turn(&f, "alphar", "alpha"));
    assert_false(turn(&f, "gammar", "gamma"));
    network_fixture_deinit(&f);
}

/** Only links with rows of their own pay for the search. */
static void test_links_are_marked(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_crossing(&f);
    fixture_turn(&f, "beta", "alphar", false);
    fixture_build(&f);
    uint32_t marked = 0;
    for (uint32_t i = 0; i < f.network->link_count; i++)
        marked += f.network->links[i].has_turn_rules;
    assert_int_equal(marked, 1);
    assert_true(f.network->links[fixture_link_id(&f, "beta")].has_turn_rules);
    network_fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_crossing(&f);
    fixture_turn(&f, "alpa", "betar", false);
    fixture_turn(&f, "alpha", "x", false);
    assert_finding(&f, 2,
                   "turns.csv:2: unknown link 'alpa', did you mean 'alpha'?\n"
                   "turns.csv:3: unknown link 'x'");

    fixture_crossing(&f);
    fixture_turn(&f, "alpha", "beta", false);
    assert_finding(&f, 1, "turns.csv:2: link 'alpha' ends at 'M', but 'beta' starts at 'B'");

    fixture_crossing(&f);
    fixture_turn(&f, "gammar", "gamma", true);
    assert_finding(&f, 1,
                   "turns.csv:2: no turn can be allowed at 'C': it stands for a zone, nothing "
                   "passes through");

    fixture_crossing(&f);
    fixture_turn(&f, "alpha", "betar", false);
    fixture_turn(&f, "beta", "alphar", false);
    fixture_turn(&f, "alpha", "betar", true);
    assert_finding(&f, 1, "turns.csv:4: the turn from 'alpha' to 'betar' appears twice");

    fixture_crossing(&f);
    fixture_turn(&f, "alpha", "gammar", false);
    fixture_turn(&f, "beta", "alphar", false);
    fixture_turn(&f, "alpha", "betar", false);
    assert_finding(&f, 1, "turns.csv:2: no allowed turn is left that leads on from link 'alpha'");
}

/** A link that had no way on before the rows is no finding, and a way back may be the last one. */
static void test_ends_may_stay_ends(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_crossing(&f);
    fixture_turn(&f, "gammar", "gamma", false); /* nothing passes through C anyway */
    fixture_turn(&f, "alpha", "betar", false);
    fixture_turn(&f, "alpha", "gammar", false);
    fixture_turn(&f, "alpha", "alphar", true);
    fixture_build(&f);
    assert_false(turn(&f, "gammar", "gamma"));
    assert_true(turn(&f, "alpha", "alphar"));
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_decide),
        cmocka_unit_test(test_links_are_marked),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_ends_may_stay_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
