// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "road/road_now.h"
#include "support/road_fixture.h"

#define ACT_MS 100000u

/** Closes L2 for 300 s, as a hook of a scenario would. */
static enum status close_l2(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct road_fixture *f = self;
    uint32_t link = fixture_link_id(&f->net, "L2");
    struct link_change change = {.link = link, .from_ms = t_ms, .until_ms = t_ms + 300000};
    enum status status = network_changes_put(f->net.network, &change, err);
    return status == STATUS_OK ? road_change(f->road, kernel, link, change.until_ms, err) : status;
}

/** A link closed while the world stands still is closed as if it had been planned, and its queue is
 * seen, whatever the partitions. */
static void test_act_and_look(void **state)
{
    (void)state;
    for (uint32_t partitions = 1; partitions <= 3; partitions += 2) {
        struct road_fixture f;
        const double capacities_vps[] = {0.8, 0.8};
        road_fixture_init(&f);
        fixture_chain(&f, capacities_vps, 2);
        f.sample_every_ms = 10000;
        f.parameters.patience_s = 900;
        fixture_build(&f.net);
        demand_add(&f, "L1 L2", 0, 600, 0.2);
        road_fixture_build(&f, 1, partitions);
        const struct sync_times once = {ACT_MS, 1, ACT_MS};
        assert_int_equal(kernel_add_sync_times(f.kernel, once, close_l2, &f, &f.net.err),
                         STATUS_OK);
        uint32_t l1 = fixture_link_id(&f.net, "L1"), l2 = fixture_link_id(&f.net, "L2");

        assert_int_equal(kernel_run_until(f.kernel, 400000, &f.net.err), STATUS_OK);
        double before = (double)sample_at(&f, 100, "L2").entered;
        assert_near(before, 0.2 * (100 - 50), 1);
        assert_near((double)sample_at(&f, 400, "L2").entered, before, 0);
        struct road_link_now now = road_link_now(f.road, l1, 400000);
        assert_near(now.vehicles, 0.2 * 400 - before, 1);
        assert_near(now.queue, 0.2 * 350 - before, 1); /* who entered 50 s ago is at the end */
        assert_int_equal(now.buses + now.queued_buses, 0);
        assert_int_equal(road_link_now(f.road, l2, 400000).vehicles, 0);
        assert_int_equal(kernel_run_until(f.kernel, 1200000, &f.net.err), STATUS_OK);
        assert_near(count_left(&f, "L1", 400, 450), 0.8 * 50, 1); /* then the queue goes */
        assert_int_equal(sample_at(&f, 1200, "L2").left, 120);
        assert_int_equal(f.forced_count, 0);
        road_fixture_deinit(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_act_and_look)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
