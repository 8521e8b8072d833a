// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"

#include "transit/random_timetable.h"

#include "routing/timetable_crowding.h"

/** Every ride of every run of random timetables: the sum over its hops, the first from leaving on,
 * the others with the stay before them. */
static void test_rides(void **state)
{
    (void)state;
    uint32_t rides = 0;
    for (uint32_t n = 0; n < 20; n++) {
        struct random_stream random;
        struct fixture f;
        struct error err = {0};
        struct timetable_crowding crowding;
        random_stream_init(&random, 47, n, RANDOM_TEST);
        random_timetable(&f, &random);
        const struct timetable *t = f.timetable;
        uint32_t hops = t->run_first_hop[t->run_count];
        uint16_t *permille = mem_alloc(hops, sizeof *permille, &err);
        for (uint32_t i = 0; i < hops; i++)
            permille[i] = (uint16_t)random_below(&random, 65536);
        assert_int_equal(timetable_crowding_init(t, permille, &crowding, &err), STATUS_OK);
        for (uint32_t run = 0; run < t->run_count; run++) {
            const struct pattern *pattern = &t->patterns[t->run_pattern[run]];
            const struct call *calls = &t->calls[pattern->first_call];
            uint32_t first = t->run_first_hop[run];
            for (uint32_t from = 0; from + 1 < pattern->call_count; from++) {
                uint64_t sum = 0;
                uint32_t since_ms = calls[from].depart_ms;
                for (uint32_t to = from + 1; to < pattern->call_count; to++) {
                    sum += (uint64_t)(calls[to].arrive_ms - since_ms) * permille[first + to - 1];
                    since_ms = calls[to].arrive_ms;
                    assert_int_equal(timetable_crowding_ride(&crowding, first + from, to - from),
                                     sum);
                    rides++;
                }
            }
        }
        timetable_crowding_deinit(&crowding);
        mem_free(permille);
        fixture_deinit(&f);
    }
    assert_true(rides > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rides)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
