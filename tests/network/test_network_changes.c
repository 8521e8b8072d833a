// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "kernel/random.h"
#include "support/network_fixture.h"

/** Two streets: "north", "northr", "south", "southr". */
static void fixture_streets(struct network_fixture *f)
{
    network_fixture_init(f);
    fixture_node(f, "A", 0, 0);
    fixture_node(f, "B", 0, 900);
    fixture_node(f, "C", 0, 1800);
    fixture_street(f, "south", "A", "B");
    fixture_street(f, "north", "B", "C");
}

static void assert_finding(struct network_fixture *f, unsigned count, const char *text)
{
    assert_int_equal(network_build(&f->tables, &f->network, &f->err), STATUS_DATA);
    assert_string_equal(f->err.text, text);
    assert_int_equal(f->err.finding_count, count);
    network_fixture_deinit(f);
}

static void assert_now(const struct network_fixture *f, const char *link, uint32_t t_s,
                       struct link_now expected)
{
    struct link_now now = network_link_at(f->network, fixture_link_id(f, link), t_s * 1000);
    assert_near((double)now.speed_mps, (double)expected.speed_mps, 1e-6);
    assert_near((double)now.capacity_vps, (double)expected.capacity_vps, 1e-6);
    assert_int_equal(now.is_open, expected.is_open);
    assert_int_equal(now.until_ms, expected.until_ms);
    assert_int_equal(now.toll_meur, expected.toll_meur);
}

/** Rows in any order become changes by link and time; one may begin when the last one ends. */
static void test_changes_are_sorted(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_streets(&f);
    fixture_closure(&f, "north", 36000, 39600);
    fixture_closure(&f, "southr", 100, 200.5);
    fixture_change(&f, (struct link_change_row){
                           .link = "north", .from_s = 21600, .until_s = 36000, .speed_mps = 5});
    fixture_build(&f);

    const struct network *network = f.network;
    assert_int_equal(network->change_count, 3);
    assert_int_equal(network->changes[0].link, fixture_link_id(&f, "southr"));
    assert_int_equal(network->changes[0].until_ms, 200500);
    assert_int_equal(network->changes[0].row, 1);
    assert_int_equal(network->changes[1].from_ms, 21600000);
    assert_true(network->changes[1].is_open);
    assert_int_equal(network->changes[2].from_ms, 36000000);
    assert_false(network->changes[2].is_open);

    uint32_t count;
    assert_ptr_equal(network_link_changes(network, fixture_link_id(&f, "north"), &count),
                     &network->changes[1]);
    assert_int_equal(count, 2);
    network_link_changes(network, fixture_link_id(&f, "northr"), &count);
    assert_int_equal(count, 0);
    network_fixture_deinit(&f);
}

static void test_a_day_of_a_link(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_streets(&f);
    fixture_change(
        &f,
        (struct link_change_row){
            .link = "north", .from_s = 1000, .until_s = 2000, .speed_mps = 5, .capacity_vps = 0.2});
    fixture_closure(&f, "north", 2000, 3000);
    fixture_change(&f, (struct link_change_row){
                           .link = "north", .from_s = 4000, .until_s = 5000, .speed_mps = 30});
    fixture_build(&f);
    assert_false(f.network->has_tolls);

    assert_now(&f, "north", 0, (struct link_now){20, 0.8f, true, 1000000, 0});
    assert_now(&f, "north", 1000, (struct link_now){5, 0.2f, true, 2000000, 0});
    assert_now(&f, "north", 1999, (struct link_now){5, 0.2f, true, 2000000, 0});
    assert_now(&f, "north", 2000, (struct link_now){20, 0.8f, false, 3000000, 0});
    assert_now(&f, "north", 3000, (struct link_now){20, 0.8f, true, 4000000, 0});
    assert_now(&f, "north", 4500, (struct link_now){30, 0.8f, true, 5000000, 0});
    assert_now(&f, "north", 5000, (struct link_now){20, 0.8f, true, UINT32_MAX, 0});
    assert_now(&f, "south", 1500, (struct link_now){20, 0.8f, true, UINT32_MAX, 0});

    uint32_t north = fixture_link_id(&f, "north"), south = fixture_link_id(&f, "south");
    assert_near((double)network_link_speed_min(f.network, north), 5, 0);
    assert_near((double)network_link_speed_max(f.network, north), 30, 0);
    assert_near((double)network_link_speed_min(f.network, south), 20, 0);
    assert_near((double)network_link_speed_max(f.network, south), 20, 0);
    network_fixture_deinit(&f);
}

static void test_a_toll(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_streets(&f);
    fixture_change(&f, (struct link_change_row){
                           .link = "north", .from_s = 1000, .until_s = 2000, .toll_eur = 1.2345});
    fixture_build(&f);
    assert_true(f.network->has_tolls);
    assert_now(&f, "north", 999, (struct link_now){20, 0.8f, true, 1000000, 0});
    assert_now(&f, "north", 1000, (struct link_now){20, 0.8f, true, 2000000, 1235});
    assert_now(&f, "north", 2000, (struct link_now){20, 0.8f, true, UINT32_MAX, 0});
    network_fixture_deinit(&f);
}

/** At every second of a random table, the row that covers it holds, and none else. */
static void test_equals_a_search_through_the_rows(void **state)
{
    (void)state;
    static const char *const names[] = {"south", "southr", "north", "northr"};
    struct network_fixture f;
    struct random_stream random;
    uint32_t covered = 0;
    fixture_streets(&f);
    random_stream_init(&random, 3, 0, RANDOM_TEST);
    for (uint32_t begin = 0; begin < 3000; begin += 100) {
        const char *link = names[random_below(&random, 3)]; /* northr has none */
        uint32_t length = 1 + random_below(&random, 100);
        fixture_change(&f, (struct link_change_row){.link = link,
                                                    .from_s = begin,
                                                    .until_s = begin + length,
                                                    .speed_mps = 1 + begin / 100.0});
    }
    fixture_build(&f);
    for (uint32_t t_s = 0; t_s < 3000; t_s++)
        for (size_t n = 0; n < 4; n++) {
            double speed_mps = 20;
            for (uint32_t i = 0; i < f.tables.changes.count; i++) {
                const struct link_change_row *row =
                    TABLE_ROW(&f.tables.changes, struct link_change_row, i);
                if (strcmp(row->link, names[n]) == 0 && row->from_s <= t_s && t_s < row->until_s) {
                    speed_mps = row->speed_mps;
                    covered++;
                }
            }
            struct link_now now =
                network_link_at(f.network, fixture_link_id(&f, names[n]), t_s * 1000);
            assert_near((double)now.speed_mps, speed_mps, 1e-5);
        }
    assert_in_range(covered, 1000, 3000);
    network_fixture_deinit(&f);
}

static void test_findings(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_streets(&f);
    fixture_closure(&f, "nort", 0, 100);
    fixture_closure(&f, "south", 100, 100);
    fixture_change(&f, (struct link_change_row){.link = "south", .from_s = 0, .until_s = 50});
    assert_finding(&f, 3,
                   "changes.csv:2: unknown link 'nort', did you mean 'north'?\n"
                   "changes.csv:3: the change of link 'south' ends at 100 s, not after its begin "
                   "at 100 s\n"
                   "changes.csv:4: nothing changes: link 'south' stays open with its speed and "
                   "capacity");

    fixture_streets(&f);
    fixture_closure(&f, "north", 500, 900);
    fixture_closure(&f, "south", 0, 600);
    fixture_closure(&f, "north", 100, 501);
    assert_finding(&f, 1, "changes.csv:2: this change of link 'north' overlaps the one of line 4");
    fixture_streets(&f);
    fixture_closure(&f, "north", 500, 900);
    fixture_closure(&f, "north", 500, 800);
    assert_finding(&f, 1, "changes.csv:3: this change of link 'north' overlaps the one of line 2");
}

static void put(struct network_fixture *f, const char *link, uint32_t from_s, uint32_t until_s,
                float speed_mps)
{
    struct link_change change = {.link = fixture_link_id(f, link),
                                 .from_ms = from_s * 1000,
                                 .until_ms = until_s * 1000,
                                 .speed_mps = speed_mps,
                                 .is_open = true};
    assert_int_equal(network_changes_put(f->network, &change, &f->err), STATUS_OK);
}

static float speed_at(const struct network_fixture *f, const char *link, uint32_t t_s)
{
    return network_link_at(f->network, fixture_link_id(f, link), t_s * 1000).speed_mps;
}

/** What was not planned takes the place of what was, for its time and its day. */
static void test_changes_of_the_day(void **state)
{
    (void)state;
    struct network_fixture f;
    fixture_streets(&f);
    fixture_change(&f, (struct link_change_row){
                           .link = "north", .from_s = 1000, .until_s = 2000, .speed_mps = 5});
    fixture_change(&f, (struct link_change_row){
                           .link = "north", .from_s = 3000, .until_s = 4000, .speed_mps = 6});
    fixture_build(&f);

    put(&f, "north", 1200, 1500, 2); /* inside a planned one: both its ends stay */
    assert_near((double)speed_at(&f, "north", 1199), 5, 1e-6);
    assert_near((double)speed_at(&f, "north", 1200), 2, 1e-6);
    assert_near((double)speed_at(&f, "north", 1499), 2, 1e-6);
    assert_near((double)speed_at(&f, "north", 1500), 5, 1e-6);
    assert_int_equal(f.network->change_count, 4);
    put(&f, "north", 1300, 3500, 3); /* over the end of one and the begin of another */
    assert_near((double)speed_at(&f, "north", 1299), 2, 1e-6);
    assert_near((double)speed_at(&f, "north", 1500), 3, 1e-6);
    assert_near((double)speed_at(&f, "north", 3499), 3, 1e-6);
    assert_near((double)speed_at(&f, "north", 3500), 6, 1e-6);
    assert_int_equal(f.network->change_count, 4);
    put(&f, "southr", 100, 200, 4);
    assert_near((double)speed_at(&f, "southr", 100), 4, 1e-6);
    assert_int_equal(f.network->change_count, 5);
    for (uint32_t i = 1; i < f.network->change_count; i++)
        assert_true(f.network->changes[i - 1].link < f.network->changes[i].link ||
                    f.network->changes[i - 1].until_ms <= f.network->changes[i].from_ms);

    network_changes_restore(f.network);
    assert_int_equal(f.network->change_count, 2);
    assert_near((double)speed_at(&f, "north", 1200), 5, 1e-6);
    assert_near((double)speed_at(&f, "north", 2500), (double)speed_at(&f, "north", 0), 1e-6);
    assert_false(f.network->links[fixture_link_id(&f, "southr")].has_changes);
    put(&f, "north", 1200, 1500, 2); /* left for network_destroy */
    network_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes_are_sorted),
        cmocka_unit_test(test_a_day_of_a_link),
        cmocka_unit_test(test_a_toll),
        cmocka_unit_test(test_equals_a_search_through_the_rows),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_changes_of_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
