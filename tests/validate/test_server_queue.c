// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate_fixture.h"

#include "validate/server_queue.h"

enum { RUNS = 8 };

static const struct server_design plain = {
    .arrivals_per_s = 0.5,
    .service_s = 1,
    .service = SERVICE_EXPONENTIAL,
    .servers = 1,
    .waiting_places = UINT32_MAX,
    .customers = 20000,
    .warm_up = 1000,
};

static void run(const struct server_design *design, uint32_t threads, struct server_result *results)
{
    struct error err = {0};
    if (server_queue_run(design, 3, RUNS, threads, results, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

/** Little's law ties the mean over time to the mean over customers, which are summed apart. */
static void littles_law(void **state)
{
    (void)state;
    struct server_result results[RUNS];
    run(&plain, 1, results);
    for (uint32_t i = 0; i < RUNS; i++) {
        assert_near(results[i].mean_waiting, 0.5 * results[i].mean_wait_s, 0.02);
        assert_near(results[i].mean_stay_s - results[i].mean_wait_s, 1, 0.05);
        assert_near(results[i].mean_waiting, 0.5, 0.15);
        assert_near(results[i].blocked, 0, 0);
    }
    assert_true(results[0].mean_wait_s != results[1].mean_wait_s);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    struct server_result one[RUNS], three[RUNS];
    run(&plain, 1, one);
    run(&plain, 3, three);
    assert_memory_equal(one, three, sizeof one);
}

/** Without waiting places servers are lost for a load of 1 with chance 1/2, and a lot of one space
 * does the same to the last customer. */
static void loss_and_lot(void **state)
{
    (void)state;
    struct server_result loss[RUNS], lot[RUNS];
    struct server_design design = plain;
    design.waiting_places = 0;
    design.arrivals_per_s = 1;
    run(&design, 1, loss);
    design.is_lot = true;
    run(&design, 1, lot);
    assert_memory_equal(loss, lot, sizeof loss);
    for (uint32_t i = 0; i < RUNS; i++) {
        assert_near(loss[i].blocked, 0.5, 0.02);
        assert_near(loss[i].mean_waiting, 0, 0);
        assert_near(loss[i].mean_stay_s, 1, 0.05);
    }
}

/** Two servers with constant services never let a queue stand at this load for long. */
static void servers_and_services(void **state)
{
    (void)state;
    struct server_result results[RUNS];
    struct server_design design = plain;
    design.service = SERVICE_UNIFORM;
    run(&design, 1, results); /* (1 + 1/3) / 2 of the exponential wait */
    for (uint32_t i = 0; i < RUNS; i++)
        assert_near(results[i].mean_wait_s, 2.0 / 3, 0.12);
    design.service = SERVICE_CONSTANT;
    design.servers = 2;
    run(&design, 1, results);
    for (uint32_t i = 0; i < RUNS; i++)
        assert_true(results[i].mean_wait_s < 0.1 && results[i].mean_wait_s > 0);
}

static void too_long_for_the_clock(void **state)
{
    (void)state;
    struct server_result results[RUNS];
    struct error err = {0};
    struct server_design design = plain;
    design.arrivals_per_s = 1e-5;
    assert_int_equal(server_queue_run(&design, 3, RUNS, 1, results, &err), STATUS_USAGE);
    assert_contains(err.text, "20000 customers at 1e-05 per s do not fit into 49 days");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(littles_law),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(loss_and_lot),
        cmocka_unit_test(servers_and_services),
        cmocka_unit_test(too_long_for_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
