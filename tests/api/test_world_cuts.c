// SPDX-License-Identifier: GPL-3.0-or-later
/** Days that are cut at random and go on in another world, with another number of threads: all rows
 * are those of the day that nobody cut. */
#include "settle_fixture.h"

#include "api/settle.h"
#include "base/checksum.h"
#include "base/memory.h"

#define CUTS_MOST 3

/** What came out so far: every row in its order, and how many. */
struct outcome {
    uint64_t rows, checksum;
    uint64_t requests; /**< of these, rows of requests for shuttles */
};

/** A run between two cuts. */
struct segment {
    struct world *world;
    struct settling *settling;
    uint64_t windows_left; /**< until it is cut */
    struct archive_memory saved;
    bool is_cut;
};

static const size_t column_sizes[] = {
    [COLUMN_I8] = 1,  [COLUMN_I16] = 2, [COLUMN_I32] = 4,
    [COLUMN_I64] = 8, [COLUMN_F32] = 4, [COLUMN_F64] = 8,
};

/** Column by column: what is between them in a row says nothing. */
static enum status take_row(void *self, const struct record_kind *kind, const void *row,
                            struct error *err)
{
    struct outcome *outcome = self;
    (void)err;
    outcome->checksum = checksum64(outcome->checksum, kind->group, strlen(kind->group));
    for (const struct column *column = kind->columns; column->name; column++)
        outcome->checksum = checksum64(outcome->checksum, (const char *)row + column->offset,
                                       column_sizes[column->type]);
    outcome->rows++;
    outcome->requests += kind == &shuttle_request_record;
    return STATUS_OK;
}

static void segment_save(struct segment *segment)
{
    struct error err = {0};
    struct archive archive;
    bool is_settling = segment->settling != NULL;
    segment->saved = (struct archive_memory){0};
    archive_init(&archive, false, archive_to_memory(&segment->saved), &err);
    world_archive_plans(segment->world, &archive);
    ARCHIVE_VALUE(&archive, is_settling);
    if (is_settling)
        settling_archive(segment->settling, &archive);
    else
        world_archive_day(segment->world, &archive);
    assert_int_equal(archive_status(&archive), STATUS_OK);
    segment->is_cut = true;
}

static bool watch_window(void *self, uint32_t t_ms, uint64_t event_count)
{
    struct segment *segment = self;
    (void)t_ms, (void)event_count;
    if (--segment->windows_left > 0)
        return true;
    segment_save(segment);
    return false;
}

static bool watch_iteration(void *self, const struct settle_row *row)
{
    (void)row;
    return watch_window(self, 0, 0);
}

/** Goes on from `from` (NULL: from the start) until the cut or the end. */
static void segment_run(struct segment *segment, struct archive_memory *from, struct outcome *out)
{
    struct world *world = segment->world;
    struct error err = {0};
    struct archive archive;
    struct record_sink sink = {.self = out, .put = take_row};
    struct settle_watch watch = {segment, watch_window, watch_iteration, NULL};
    bool is_settling = settle_is_needed(world);
    enum status status = STATUS_OK;
    archive_init(&archive, true, archive_from_memory(from), &err);
    if (from) {
        world_archive_plans(world, &archive);
        ARCHIVE_VALUE(&archive, is_settling);
    }
    if (is_settling) {
        assert_int_equal(settling_create(world, &watch, sink, &segment->settling, &err), 0);
        if (from)
            settling_archive(segment->settling, &archive);
        assert_int_equal(archive_status(&archive), STATUS_OK);
        status = settling_run(segment->settling, &err);
        settling_destroy(segment->settling);
        segment->settling = NULL;
    }
    if (status == STATUS_OK) {
        assert_int_equal(world_begin_day(world, sink, &err), STATUS_OK);
        kernel_set_watch(world->kernel, watch_window, segment);
        if (from && !is_settling)
            world_archive_day(world, &archive);
        if (archive_status(&archive) != STATUS_OK)
            fail_msg("%s", err.text);
        status = kernel_run_until(world->kernel, world->stop_ms, &err);
    }
    if (status != (segment->is_cut ? STATUS_STOPPED : STATUS_OK))
        fail_msg("%s", err.text);
    if (!segment->is_cut) {
        assert_int_equal(people_record_under_way(world->people, world->kernel, &err), STATUS_OK);
        assert_int_equal(people_record_parking(world->people, world->kernel, &err), STATUS_OK);
        if (world->shuttle)
            assert_int_equal(shuttle_record_end(world->shuttle, world->kernel, &err), STATUS_OK);
        struct kernel_statistics sums = kernel_statistics(world->kernel);
        out->checksum = checksum64(out->checksum, &sums.event_count, sizeof sums.event_count);
    }
}

static struct world *make_world(const char *scenario, uint32_t threads, uint32_t partitions)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    struct error err = {0};
    struct spec *spec = NULL;
    struct world *world = NULL;
    if (scenario_read(scenario, folders, &spec, &err) != STATUS_OK ||
        world_create(spec, threads, &world, &err) != STATUS_OK ||
        world_populate(world, partitions, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return world;
}

static uint32_t draw(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)*state * below) >> 32);
}

/** Runs with `cuts` cuts at most, each after less than `windows` windows. Returns how many there
 * were. */
static uint32_t run_cut(const char *scenario, uint32_t partitions, uint32_t cuts, uint64_t windows,
                        uint32_t *random, struct outcome *out)
{
    struct archive_memory from = {0};
    *out = (struct outcome){0};
    for (uint32_t done = 0;; done++) {
        struct segment segment = {
            .world = make_world(scenario, 1 + draw(random, 3), partitions),
            .windows_left = done < cuts ? 1 + draw(random, (uint32_t)windows) : UINT64_MAX,
        };
        segment_run(&segment, from.bytes ? &from : NULL, out);
        assert_true(!from.bytes || from.place == from.size);
        world_destroy(segment.world);
        mem_free(from.bytes);
        from = segment.saved;
        from.place = 0;
        if (!segment.is_cut)
            return done;
    }
}

/** Returns the requests for shuttles on the day of the results. */
static uint64_t check_cuts(const char *scenario, uint32_t tries, uint32_t windows)
{
    uint32_t random = (uint32_t)strlen(scenario) + tries, cut_count = 0;
    struct outcome whole, cut;
    const char *first = getenv("ARDEY_SEED"), *count = getenv("ARDEY_SEEDS");
    random += first ? (uint32_t)atoi(first) : 1;
    tries = count ? (uint32_t)atoi(count) : tries;
    for (uint32_t partitions = 1; partitions <= 4; partitions += 3) {
        assert_int_equal(run_cut(scenario, partitions, 0, 1, &random, &whole), 0);
        assert_true(whole.rows > 10);
        for (uint32_t i = 0; i < tries; i++) {
            cut_count += run_cut(scenario, partitions, 1 + i % CUTS_MOST, windows * partitions,
                                 &random, &cut);
            assert_int_equal(cut.rows, whole.rows);
            assert_true(cut.checksum == whole.checksum);
        }
    }
    assert_true(cut_count > tries);
    return whole.requests;
}

static void days_without_iterations(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    check_cuts(settle_scenario(&folder, ""), 2, 60);
    api_folder_remove(&folder);
}

static void days_of_iterations(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    check_cuts(settle_scenario(&folder, "s.equilibrium = { iterations = 1 }"), 2, 140);
    api_folder_remove(&folder);
}

static void days_with_trains_on_blocks(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    check_cuts(settle_scenario(&folder, API_RAIL), 2, 60);
    api_folder_remove(&folder);
}

/** Cuts fall into days on which people ask for shuttles, while they settle and after. */
static void days_with_shuttles(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    uint64_t requests =
        check_cuts(settle_scenario(&folder, "s.equilibrium = { iterations = 1 } s.measures = { "
                                            "ardey.shuttle { zone = { 'Aville', 'Bton' }, depot = "
                                            "'A1_1', vehicles = 3, from = '06:00', to = '09:00', "
                                            "detour_time = '15 min' } }"),
                   2, 400);
    assert_true(requests > 10);
    api_folder_remove(&folder);
}

static void drives_alone(void **state)
{
    (void)state;
    struct api_folder folder = api_folder_make();
    check_cuts(api_roads(&folder, "s.traffic.flows = here .. '/flows.csv'"), 4, 20);
    api_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_without_iterations),
        cmocka_unit_test(days_of_iterations),
        cmocka_unit_test(days_with_trains_on_blocks),
        cmocka_unit_test(days_with_shuttles),
        cmocka_unit_test(drives_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
