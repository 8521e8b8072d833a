// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_timetable.h"
#include "skim_check.h"

#include "transit/random_timetable.h"

enum { DOOR_COUNT = 7, SLOT_COUNT = 6, NETWORK_COUNT = 150 };

/** Doors at random stops, some without any. */
struct random_doors {
    struct stop_access ends[2][DOOR_COUNT][RANDOM_ENDS_MAX];
    struct door from[DOOR_COUNT], to[DOOR_COUNT];
    struct timetable_skim_frame frame;
};

static void random_doors_init(struct random_doors *doors, struct random_stream *random,
                              const struct timetable *timetable)
{
    for (uint32_t i = 0; i < DOOR_COUNT; i++)
        for (uint32_t k = 0; k < 2; k++) {
            struct random_query query = random_query(random, timetable->stop_count);
            uint32_t count = i == 0 ? 0 : query.from_count;
            memcpy(doors->ends[k][i], query.from, count * sizeof query.from[0]);
            (k == 0 ? doors->from : doors->to)[i] =
                (struct door){.stops = doors->ends[k][i], .count = count};
        }
    doors->frame = (struct timetable_skim_frame){
        .timetable = timetable,
        .from = doors->from,
        .to = doors->to,
        .from_count = DOOR_COUNT,
        .to_count = DOOR_COUNT,
        .start_ms = 6 * HOUR_MS + random_below(random, 20 * MINUTE_MS),
        .slot_ms = 25 * MINUTE_MS,
        .slot_count = SLOT_COUNT,
        .window_ms = 90 * MINUTE_MS,
        .change_ms = random_below(random, 7) * 30000,
        .slack_ms = random_below(random, 3) * MINUTE_MS,
        .felt = {random_below(random, 4) * 3 * MINUTE_MS, random_below(random, 4) * 500},
    };
}

static void check_skim(const struct checked_skim *checked, uint32_t *found_by_rides)
{
    const struct timetable_skim_frame *frame = checked->frame;
    struct error err = {0};
    struct timetable_search *search =
        timetable_search_create(frame->timetable, frame->change_ms, &err);
    timetable_search_set_felt(search, frame->felt);
    for (uint32_t s = 0; s < frame->slot_count; s++)
        for (uint32_t i = 0; i < frame->from_count; i++)
            for (uint32_t j = 0; j < frame->to_count; j++)
                found_by_rides[check_pair(checked, search, i, j, s)]++;
    timetable_search_destroy(search);
}

/** 44,100 questions on 150 timetables, without crowding, on two thirds of them with that of a day
 * and on one third with that of another one: the ways of timetable_search_run. */
static void test_equal_searches(void **state)
{
    (void)state;
    uint32_t found_by_rides[ITINERARY_LEGS_MAX + 1] = {0}, others[ITINERARY_LEGS_MAX + 1] = {0};
    struct error err = {0};
    struct team *team = team_create(2, &err);
    for (uint32_t n = 0; n < NETWORK_COUNT; n++) {
        struct random_stream random;
        struct random_doors doors;
        struct fixture f;
        struct timetable_skim *skim;
        random_stream_init(&random, 43, n, RANDOM_TEST);
        random_timetable(&f, &random);
        random_doors_init(&doors, &random, f.timetable);
        uint32_t hops = f.timetable->run_first_hop[f.timetable->run_count];
        uint16_t *permille = mem_alloc(hops, sizeof *permille, &err);
        assert_int_equal(timetable_skim_build(&doors.frame, team, &skim, &err), STATUS_OK);
        for (uint32_t day = 0; day < 1 + n % 3; day++) {
            struct checked_skim checked = {&doors.frame, skim, day > 0 ? permille : NULL};
            for (uint32_t i = 0; i < hops; i++)
                permille[i] = (uint16_t)random_below(&random, 1500);
            if (day > 0)
                assert_int_equal(timetable_skim_set_crowding(skim, permille, team, &err),
                                 STATUS_OK);
            check_skim(&checked, day == 0 ? found_by_rides : others);
        }
        timetable_skim_destroy(skim);
        mem_free(permille);
        fixture_deinit(&f);
    }
    /* The sample has ways of every kind. */
    assert_true(found_by_rides[0] > 5000);
    for (uint32_t rides = 1; rides < 4; rides++)
        assert_true(found_by_rides[rides] > 100);
    assert_true(found_by_rides[4] > 10);
    team_destroy(team);
}

static bool cells_equal(const struct skim_cell *a, const struct skim_cell *b)
{
    return a->home_s == b->home_s && a->walk_s == b->walk_s && a->ride_s == b->ride_s &&
           a->wait_s == b->wait_s && a->crowd_s == b->crowd_s && a->stop == b->stop &&
           a->last_stop == b->last_stop && a->rides == b->rides;
}

static void test_threads(void **state)
{
    (void)state;
    struct random_stream random;
    struct random_doors doors;
    struct fixture f;
    struct error err = {0};
    struct timetable_skim *skims[3];
    random_stream_init(&random, 44, 1, RANDOM_TEST);
    random_timetable(&f, &random);
    random_doors_init(&doors, &random, f.timetable);
    for (uint32_t i = 0; i < 3; i++) {
        struct team *team = team_create(i + 1, &err);
        assert_int_equal(timetable_skim_build(&doors.frame, team, &skims[i], &err), STATUS_OK);
        team_destroy(team);
    }
    uint32_t count = SLOT_COUNT * DOOR_COUNT * DOOR_COUNT, ways = 0;
    for (uint32_t i = 0; i < count; i++) {
        assert_true(cells_equal(&skims[0]->cells[i], &skims[1]->cells[i]));
        assert_true(cells_equal(&skims[0]->cells[i], &skims[2]->cells[i]));
        ways += skims[0]->cells[i].rides > 0;
    }
    assert_true(ways > 20);
    for (uint32_t i = 0; i < 3; i++)
        timetable_skim_destroy(skims[i]);
    fixture_deinit(&f);
}

/** The timetable of known_timetable.h, from A to D by B with a change of 1 min: asked at 5:59, the
 * 6:20 is taken for the 6:30 at B. */
static void test_known(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    struct stop_access a = {0, 60000}, d = {3, 60000};
    struct door from = {&a, 1, NULL}, to = {&d, 1, NULL};
    struct team *team = team_create(1, &f.err);
    const struct timetable *t = f.timetable;
    uint16_t *permille = mem_alloc(t->run_first_hop[t->run_count], sizeof *permille, &f.err);
    /* Line 1 has two hops in each run, line 2 one. */
    assert_int_equal(t->run_first_hop[1], 2);
    uint32_t line_2 = t->patterns[1].first_run;
    assert_int_equal(t->run_first_hop[t->run_count], 2 * line_2 + 3);
    permille[t->run_first_hop[1]] = 300;          /* 6:20, A-B: 5 min */
    permille[t->run_first_hop[1] + 1] = 9999;     /* 6:20, B-C */
    permille[t->run_first_hop[line_2 + 1]] = 500; /* 6:30, B-D: 4 min */
    permille[t->run_first_hop[line_2]] = 9999;    /* 6:05 */
    struct timetable_skim_frame frame = {.timetable = t,
                                         .from = &from,
                                         .to = &to,
                                         .from_count = 1,
                                         .to_count = 1,
                                         .start_ms = CLOCK_MS(5, 59),
                                         .slot_ms = HOUR_MS,
                                         .slot_count = 2,
                                         .window_ms = 2 * HOUR_MS,
                                         .change_ms = 60000,
                                         .slack_ms = 120000};
    struct timetable_skim *skim;
    assert_int_equal(timetable_skim_build(&frame, team, &skim, &f.err), STATUS_OK);
    assert_int_equal(timetable_skim_set_crowding(skim, permille, team, &f.err), STATUS_OK);
    const struct skim_cell *cell = timetable_skim_at(skim, 0, 0, CLOCK_MS(6, 30));
    assert_ptr_equal(cell, timetable_skim_at(skim, 0, 0, 0));
    assert_int_equal(cell->rides, 2);
    assert_int_equal(cell->home_s, 18 * 60); /* leaves at 6:17 for 6:20 */
    assert_int_equal(cell->walk_s, 2 * 60);
    assert_int_equal(cell->ride_s, 9 * 60);
    assert_int_equal(cell->wait_s, 2 * 60 + 5 * 60);
    assert_int_equal(cell->crowd_s, 90 + 120);
    assert_int_equal(cell->stop, 0);
    assert_int_equal(cell->last_stop, 3);
    /* Asked at 6:59: nothing leaves B after 7:00. */
    cell = timetable_skim_at(skim, 0, 0, CLOCK_MS(6, 59));
    assert_ptr_equal(cell, timetable_skim_at(skim, 0, 0, 30 * HOUR_MS));
    check_no_way(cell);
    timetable_skim_destroy(skim);
    mem_free(permille);
    team_destroy(team);
    fixture_deinit(&f);
}

static bool skims_are_equal(const struct timetable_skim *a, const struct timetable_skim *b)
{
    bool equal = true;
    for (size_t row = 0; equal && row < (size_t)a->slot_count * a->from_count; row++) {
        const struct skim_cell *cells = a->cells + row * a->to_count;
        size_t rides = 0;
        for (uint32_t i = 0; i < a->to_count; i++)
            rides += cells[i].rides;
        equal = memcmp(cells, b->cells + row * a->to_count, a->to_count * sizeof *cells) == 0 &&
                (rides == 0 ? !b->rides[row]
                            : memcmp(a->rides[row], b->rides[row], rides * sizeof **a->rides) == 0);
    }
    return equal;
}

/** Loads the first `size` bytes. */
static enum status skim_load(const struct timetable_skim_frame *frame,
                             const struct archive_memory *saved, size_t size,
                             struct timetable_skim **out)
{
    struct error err = {0};
    struct archive archive;
    struct archive_memory cut = {.bytes = saved->bytes, .size = size};
    archive_init(&archive, true, archive_from_memory(&cut), &err);
    timetable_skim_archive(frame, out, &archive);
    assert_true(archive_status(&archive) != STATUS_OK || cut.place == size);
    return archive_status(&archive);
}

/** What was saved comes back byte by byte, and is priced as what was built; a part of it is
 * refused. */
static void test_archive(void **state)
{
    (void)state;
    struct error err = {0};
    struct team *team = team_create(2, &err);
    for (uint32_t n = 0; n < 5; n++) {
        struct random_stream random;
        struct random_doors doors;
        struct fixture f;
        struct timetable_skim *built, *loaded = NULL, *none = NULL;
        struct archive_memory saved = {0};
        struct archive archive;
        random_stream_init(&random, 45, n, RANDOM_TEST);
        random_timetable(&f, &random);
        random_doors_init(&doors, &random, f.timetable);
        uint32_t hops = f.timetable->run_first_hop[f.timetable->run_count];
        uint16_t *permille = mem_alloc(hops, sizeof *permille, &err);
        for (uint32_t i = 0; i < hops; i++)
            permille[i] = (uint16_t)random_below(&random, 1500);
        assert_int_equal(timetable_skim_build(&doors.frame, team, &built, &err), STATUS_OK);
        archive_init(&archive, false, archive_to_memory(&saved), &err);
        timetable_skim_archive(&doors.frame, &built, &archive);
        assert_int_equal(archive_status(&archive), STATUS_OK);
        assert_int_equal(skim_load(&doors.frame, &saved, saved.size, &loaded), STATUS_OK);
        assert_true(skims_are_equal(built, loaded));
        assert_int_equal(timetable_skim_set_crowding(built, permille, team, &err), STATUS_OK);
        assert_false(skims_are_equal(built, loaded));
        assert_int_equal(timetable_skim_set_crowding(loaded, permille, team, &err), STATUS_OK);
        assert_true(skims_are_equal(built, loaded));
        for (size_t size = 0; size < saved.size; size += 1 + saved.size / 50)
            assert_int_equal(skim_load(&doors.frame, &saved, size, &none), STATUS_DATA);
        doors.frame.slot_count--;
        assert_int_equal(skim_load(&doors.frame, &saved, saved.size, &none), STATUS_DATA);
        assert_null(none);
        timetable_skim_destroy(built);
        timetable_skim_destroy(loaded);
        mem_free(saved.bytes);
        mem_free(permille);
        fixture_deinit(&f);
    }
    team_destroy(team);
}

static void test_errors(void **state)
{
    (void)state;
    struct fixture f;
    fixture_known(&f);
    struct team *team = team_create(1, &f.err);
    struct timetable_skim *skim = NULL;
    struct timetable_skim_frame frame = {
        .timetable = f.timetable, .slot_count = 1, .slot_ms = HOUR_MS, .window_ms = 65536 * 1000u};
    assert_int_equal(timetable_skim_build(&frame, team, &skim, &f.err), STATUS_USAGE);
    assert_non_null(strstr(f.err.text, "within 65536 s: give 65535 s at most"));
    frame.window_ms--;
    assert_int_equal(timetable_skim_build(&frame, team, &skim, &f.err), STATUS_OK);
    timetable_skim_destroy(skim);
    error_reset(&f.err);
    frame.slot_count = 0;
    assert_int_equal(timetable_skim_build(&frame, team, &skim, &f.err), STATUS_USAGE);
    assert_non_null(strstr(f.err.text, "0 slots of 3600000 ms"));
    error_reset(&f.err);
    struct timetable large = *f.timetable;
    large.stop_count = 65537;
    frame.timetable = &large;
    frame.slot_count = 1;
    assert_int_equal(timetable_skim_build(&frame, team, &skim, &f.err), STATUS_DATA);
    assert_non_null(strstr(f.err.text, "65537 stops: there may be 65536 at most"));
    timetable_skim_destroy(NULL);
    team_destroy(team);
    fixture_deinit(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known), cmocka_unit_test(test_equal_searches),
        cmocka_unit_test(test_threads), cmocka_unit_test(test_archive),
        cmocka_unit_test(test_errors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
