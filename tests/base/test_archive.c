// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/archive.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/** A model as they all are: values, an array that is there, one that grows. */
struct sample {
    uint32_t now_ms;
    bool is_open;
    double places[3];
    uint64_t *events;
    size_t count, capacity;
};

static void sample_archive(struct sample *sample, struct archive *archive)
{
    archive_section(archive, "sample");
    ARCHIVE_VALUE(archive, sample->now_ms);
    ARCHIVE_VALUE(archive, sample->is_open);
    archive_values(archive, sample->places, 3, sizeof sample->places[0]);
    archive_section(archive, "events");
    ARCHIVE_ARRAY(archive, &sample->events, &sample->count, &sample->capacity);
}

static void sample_fill(struct sample *sample, size_t count)
{
    *sample = (struct sample){.now_ms = 1234, .is_open = true, .places = {0.5, 1.5, -2.5}};
    assert_int_equal(MEM_RESERVE(&sample->events, &sample->capacity, count, NULL), STATUS_OK);
    for (sample->count = 0; sample->count < count; sample->count++)
        sample->events[sample->count] = 7 * sample->count;
}

static struct archive_memory sample_save(struct sample *sample)
{
    struct error err = {0};
    struct archive_memory memory = {0};
    struct archive archive;
    archive_init(&archive, false, archive_to_memory(&memory), &err);
    assert_false(archive_is_loading(&archive));
    sample_archive(sample, &archive);
    assert_int_equal(archive_status(&archive), STATUS_OK);
    return memory;
}

static enum status sample_load(struct sample *sample, struct archive_memory *memory,
                               struct error *err)
{
    struct archive archive;
    memory->place = 0;
    archive_init(&archive, true, archive_from_memory(memory), err);
    sample_archive(sample, &archive);
    return archive_status(&archive);
}

static void test_what_was_saved_comes_back(void **state)
{
    (void)state;
    struct error err = {0};
    struct sample saved, loaded;
    sample_fill(&saved, 100);
    struct archive_memory memory = sample_save(&saved);

    sample_fill(&loaded, 3); /* too small: it grows */
    loaded.now_ms = 0;
    loaded.is_open = false;
    loaded.places[2] = 0;
    assert_int_equal(sample_load(&loaded, &memory, &err), STATUS_OK);
    assert_int_equal(memory.place, memory.size);
    assert_int_equal(loaded.now_ms, 1234);
    assert_true(loaded.is_open);
    assert_memory_equal(loaded.places, saved.places, sizeof saved.places);
    assert_int_equal(loaded.count, 100);
    assert_memory_equal(loaded.events, saved.events, 100 * sizeof *saved.events);

    mem_free(memory.bytes);
    mem_free(saved.events);
    mem_free(loaded.events);
}

static void test_another_section_is_named(void **state)
{
    (void)state;
    struct error err = {0};
    struct archive_memory memory = {0};
    struct archive archive;
    uint32_t number = 1;
    archive_init(&archive, false, archive_to_memory(&memory), &err);
    archive_section(&archive, "roads");

    archive_init(&archive, true, archive_from_memory(&memory), &err);
    archive_section(&archive, "rails");
    ARCHIVE_VALUE(&archive, number); /* after a failure nothing is touched */
    assert_int_equal(archive_status(&archive), STATUS_DATA);
    assert_int_equal(number, 1);
    assert_string_equal(err.text, "section 'start': is followed by 'roads', not by 'rails'");
    assert_int_equal(err.finding_count, 1);
    mem_free(memory.bytes);
}

static void test_another_number_of_items_is_refused(void **state)
{
    (void)state;
    struct error err = {0};
    struct archive_memory memory = {0};
    struct archive archive;
    uint16_t three[3] = {1, 2, 3}, two[2] = {8, 9};
    archive_init(&archive, false, archive_to_memory(&memory), &err);
    archive_values(&archive, three, 3, sizeof three[0]);

    archive_init(&archive, true, archive_from_memory(&memory), &err);
    archive_values(&archive, two, 2, sizeof two[0]);
    assert_int_equal(archive_status(&archive), STATUS_DATA);
    assert_string_equal(err.text, "section 'start': number of items: 3 were saved, here it is 2");
    assert_int_equal(two[1], 9);
    mem_free(memory.bytes);
}

/** Cut at every byte, and 20,000 times with wrong bytes in it: an archive without any checksum is
 * loaded or refused, but nothing is read or written beyond an array (the sanitizers look). */
static void test_damage_never_crashes(void **state)
{
    (void)state;
    struct sample saved, loaded = {0};
    sample_fill(&saved, 40);
    struct archive_memory memory = sample_save(&saved);
    size_t size = memory.size, refused = 0;
    unsigned char *good = mem_alloc(size, 1, NULL);
    memcpy(good, memory.bytes, size);

    for (memory.size = 0; memory.size < size; memory.size++) {
        struct error err = {0};
        assert_int_equal(sample_load(&loaded, &memory, &err), STATUS_DATA);
    }
    uint32_t random = 1;
    for (int i = 0; i < 20000; i++) {
        struct error err = {0};
        memcpy(memory.bytes, good, size);
        for (int k = 0; k < 3; k++) {
            random = random * 1664525u + 1013904223u;
            size_t place = (random >> 8) % size;
            if (place != sizeof(uint32_t) + 24) /* a bool has but two values */
                memory.bytes[place] ^= (unsigned char)(1u << (random >> 29));
        }
        refused += sample_load(&loaded, &memory, &err) == STATUS_DATA;
        assert_true(loaded.count <= loaded.capacity);
    }
    assert_true(refused > 1000); /* lengths and names are noticed, numbers are not */
    assert_true(refused < 20000);
    mem_free(memory.bytes);
    mem_free(good);
    mem_free(saved.events);
    mem_free(loaded.events);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_saved_comes_back),
        cmocka_unit_test(test_another_section_is_named),
        cmocka_unit_test(test_another_number_of_items_is_refused),
        cmocka_unit_test(test_damage_never_crashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
