// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road_audit.h"
#include "support/road_fixture.h"

/* Queues on a chain whose last link is narrow; in one partition or a node in each. Half way a
 * number is flipped, and the next look of the watch must find it. */

enum { FLIP_MS = 900000, PATIENCE_S = 100 };

static void chain_run(struct road_fixture *f, uint32_t partitions)
{
    road_fixture_init(f);
    f->parameters.patience_s = PATIENCE_S;
    fixture_chain(f, (const double[]){0.8, 0.8, 0.2}, 3);
    fixture_build(&f->net);
    demand_add(f, "L1 L2 L3", 1, 2000, 0.5);
    for (uint32_t i = 0; i < 20; i++)
        trip_over(f, "L1 L2 L3", 50000 + i * 60000, VEHICLE_TRUCK);
    demand_add(f, "L2", 1, 2000, 0.1);
    road_fixture_build(f, 1, partitions);
    for (uint32_t n = 0; n < 4; n++)
        kernel_place(f->kernel, road_node_process(f->road, n), n);
    road_place(f->road, f->kernel);
    if (kernel_run_until(f->kernel, FLIP_MS, &f->net.err) != STATUS_OK)
        fail_msg("%s", f->net.err.text);
}

static void test_a_sound_run_passes(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 4; partitions += 3) {
        struct road_fixture f;
        chain_run(&f, partitions);
        assert_true(road_totals(f.road).on_links > 100);
        for (uint32_t t_ms = FLIP_MS; t_ms < FLIP_MS + 100000; t_ms += 1237) {
            assert_int_equal(kernel_run_until(f.kernel, t_ms, &f.net.err), STATUS_OK);
            if (road_audit(f.road, t_ms, &f.net.err) != STATUS_OK)
                fail_msg("%s", f.net.err.text);
        }
        assert_int_equal(kernel_run_until(f.kernel, 3 * 3600000, &f.net.err), STATUS_OK);
        assert_int_equal(road_totals(f.road).on_links, 0);
        assert_int_equal(road_audit(f.road, 3 * 3600000, &f.net.err), STATUS_OK);
        road_fixture_deinit(&f);
    }
}

enum flip {
    FLIP_ENTERED,
    FLIP_LEFT,
    FLIP_TAIL,
    FLIP_SEEN,
    FLIP_SPACE,
    FLIP_ORDER,
    FLIP_EARLY,
    FLIP_ROUTE,
    FLIP_FINISHED,
    FLIP_COUNT
};

static void flip(struct road *road, enum flip what, uint32_t link)
{
    struct road_link_state *at = &road->links[link];
    struct slot *head = slot_at(road, &at->end.slots, at->end.left);
    struct slot *last = slot_at(road, &at->end.slots, at->start.entered - 1);
    switch (what) {
    case FLIP_ENTERED:
        at->start.entered++;
        at->end.tail++;
        break;
    case FLIP_LEFT:
        at->end.left++;
        break;
    case FLIP_TAIL:
        at->end.tail--;
        break;
    case FLIP_SEEN:
        at->start.seen++;
        break;
    case FLIP_SPACE:
        at->start.free_units++;
        break;
    case FLIP_ORDER:
        head->t_ms = last->t_ms + 1;
        break;
    case FLIP_EARLY:
        slot_at(road, &at->end.slots, at->end.left - 1)->t_ms = FLIP_MS;
        break;
    case FLIP_ROUTE:
        last->ref++;
        break;
    case FLIP_FINISHED:
        road->nodes[3].finished++;
        break;
    case FLIP_COUNT:
        break;
    }
}

/** Every flip is found, at its place and time, with both numbers. */
static void test_flips_are_found(void **state)
{
    (void)state;
    static const char *const texts[FLIP_COUNT] = {
        [FLIP_ENTERED] = "audit of link 'L2' at 900.000 s: free space and the space of its "
                         "vehicles, thousandths of a car, should be 200000, but is 202500",
        [FLIP_LEFT] = "audit of link 'L2' at 900.000 s: the least time, ms, of the next in order "
                      "should be ",
        [FLIP_TAIL] = "audit of link 'L2' at 900.000 s: the number of vehicles known at its end "
                      "should be ",
        [FLIP_SEEN] = "audit of link 'L2' at 900.000 s: free space and the space of its vehicles, "
                      "thousandths of a car, should be 200000, but is ",
        [FLIP_SPACE] = "audit of link 'L2' at 900.000 s: free space and the space of its vehicles, "
                       "thousandths of a car, should be 200000, but is 200001",
        [FLIP_ORDER] = "audit of link 'L2' at 900.000 s: the least time, ms, of the next in order "
                       "should be ",
        [FLIP_EARLY] = "audit of link 'L2' at 900.000 s: the latest time, ms, of the last that "
                       "left should be 899999, but is 900000",
        [FLIP_ROUTE] = "audit of link 'L2' at 900.000 s: the number of vehicles that entered and "
                       "did not leave should be ",
        [FLIP_FINISHED] = "audit of node 'N3' at 900.000 s: ",
    };
    for (enum flip what = 0; what < FLIP_COUNT; what++) {
        struct road_fixture f;
        struct error err = {0};
        chain_run(&f, 1);
        assert_int_equal(road_audit(f.road, FLIP_MS, &err), STATUS_OK);
        flip(f.road, what, fixture_link_id(&f.net, "L2"));
        assert_int_equal(road_audit(f.road, FLIP_MS, &err), STATUS_INTERNAL);
        if (strncmp(err.text, texts[what], strlen(texts[what])) != 0)
            fail_msg("flip %d: %s", what, err.text);
        road_fixture_deinit(&f);
    }
}

/** What the end knows between partitions: neither too much nor too little. */
static void test_news_is_audited(void **state)
{
    (void)state;
    for (int less = 0; less < 2; less++) {
        struct road_fixture f;
        struct error err = {0};
        chain_run(&f, 4);
        uint32_t link = fixture_link_id(&f.net, "L1");
        struct link_end *end = &f.road->links[link].end;
        assert_int_equal(road_audit(f.road, FLIP_MS, &err), STATUS_OK);
        end->tail += less ? UINT32_MAX : 1;
        assert_int_equal(road_audit(f.road, FLIP_MS, &err), STATUS_INTERNAL);
        assert_non_null(strstr(err.text, less ? "the least time, ms, of the next to be reported"
                                              : "the latest time, ms, of the last reported"));
        road_fixture_deinit(&f);
    }
}

/** The run itself stops at the next quarter of an hour. */
static void test_a_violation_stops_the_run(void **state)
{
    (void)state;
    struct road_fixture f;
    chain_run(&f, 4);
    f.road->links[fixture_link_id(&f.net, "L3")].start.free_units -= 1000;
    assert_int_equal(kernel_run_until(f.kernel, 2 * FLIP_MS, &f.net.err), STATUS_INTERNAL);
    assert_string_equal(f.net.err.text,
                        "audit of link 'L3' at 1800.000 s: free space and the space of its "
                        "vehicles, thousandths of a car, should be 200000, but is 199000");
    road_fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sound_run_passes),
        cmocka_unit_test(test_flips_are_found),
        cmocka_unit_test(test_news_is_audited),
        cmocka_unit_test(test_a_violation_stops_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
