// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

static void check_rows(const char *file, uint32_t count)
{
    double *depart = calloc(count + 1, sizeof *depart);
    int64_t *number = calloc(count + 1, sizeof *number);
    float *distance = calloc(count + 1, sizeof *distance);
    int32_t *person = calloc(count + 1, sizeof *person);
    int16_t *stops = calloc(count + 1, sizeof *stops);
    int8_t *mode = calloc(count + 1, sizeof *mode);
    int64_t *index = calloc(count + 1, sizeof *index);
    assert_int_equal(test_dataset_read(file, "trips/depart", H5T_NATIVE_DOUBLE, depart), count);
    assert_int_equal(test_dataset_read(file, "trips/number", H5T_NATIVE_INT64, number), count);
    assert_int_equal(test_dataset_read(file, "trips/distance_m", H5T_NATIVE_FLOAT, distance),
                     count);
    assert_int_equal(test_dataset_read(file, "trips/person", H5T_NATIVE_INT32, person), count);
    assert_int_equal(test_dataset_read(file, "trips/stops", H5T_NATIVE_INT16, stops), count);
    assert_int_equal(test_dataset_read(file, "trips/mode", H5T_NATIVE_INT8, mode), count);
    assert_int_equal(test_dataset_read(file, "trips/trip", H5T_NATIVE_INT64, index), count);
    size_t differences = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct sample_row row = sample_row_at(i);
        differences += memcmp(&depart[i], &row.depart, 8) != 0 || number[i] != row.number ||
                       distance[i] < row.distance_m || distance[i] > row.distance_m ||
                       person[i] != row.person || stops[i] != row.stops || mode[i] != row.mode ||
                       index[i] != (int64_t)i;
    }
    assert_int_equal(differences, 0);
    free(depart);
    free(number);
    free(distance);
    free(person);
    free(stops);
    free(mode);
    free(index);
}

static void rows_come_back_for_any_count(void **state)
{
    struct test_folder *folder = *state;
    static const uint32_t counts[] = {0, 1, 2, 16383, 16384, 16385, 32768, 150000};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        char digest[DIGEST_TEXT_SIZE];
        sample_write(folder->file, 2, counts[i], 0, digest);
        if (counts[i] > 0) {
            check_rows(folder->file, counts[i]);
        }
        assert_int_equal(test_dataset_read(folder->file, "legs/leg", H5T_NATIVE_INT64, NULL), 0);
    }
}

static void kinds_may_alternate(void **state)
{
    struct test_folder *folder = *state;
    struct team *team = team_create(2, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    struct record_sink sink = results_sink(results);
    char digest[DIGEST_TEXT_SIZE];
    for (uint32_t i = 0; i < 70000; i++) {
        struct sample_row row = sample_row_at(i);
        assert_int_equal(sink.put(sink.self, &sample_kind, &row, NULL), STATUS_OK);
        assert_int_equal(sink.put(sink.self, &sample_empty_kind, &row, NULL), STATUS_OK);
    }
    assert_int_equal(results_finish(results, digest, NULL), STATUS_OK);
    team_destroy(team);
    check_rows(folder->file, 70000);
    assert_int_equal(test_dataset_read(folder->file, "legs/mode", H5T_NATIVE_INT8, NULL), 70000);
}

static void columns_describe_themselves(void **state)
{
    struct test_folder *folder = *state;
    char digest[DIGEST_TEXT_SIZE], text[200];
    sample_write(folder->file, 1, 3, 0, digest);
    struct {
        const char *object, *name, *value;
    } cases[] = {
        {"trips", "long_name", "trips of all persons"},
        {"trips/depart", "units", "seconds since 2026-03-02 00:00:00"},
        {"trips/depart", "calendar", "proleptic_gregorian"},
        {"trips/depart", "long_name", "start of the trip"},
        {"trips/distance_m", "units", "m"},
        {"trips/mode", "flag_meanings", "walk bike car_ride"},
        {"trips/person", "names_of", "persons"},
        {"trips/trip", "CLASS", "DIMENSION_SCALE"},
        {"trips/trip", "NAME", "trip"},
        {"trips/trip", "long_name", "number of the trip, from 0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_attribute_read(folder->file, cases[i].object, cases[i].name, text, sizeof text);
        assert_string_equal(text, cases[i].value);
    }
}

/* What the sink says to a row of this kind. */
static enum status put_one(const struct test_folder *folder, const struct record_kind *kind,
                           struct error *err)
{
    char row[RECORD_ROW_MAX] = {0};
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    struct record_sink sink = results_sink(results);
    enum status status = sink.put(sink.self, kind, row, err);
    results_abandon(results);
    team_destroy(team);
    return status;
}

static void wrong_kinds_are_refused(void **state)
{
    struct test_folder *folder = *state;
    struct {
        struct column columns[2];
        size_t row_size;
        const char *part;
    } cases[] = {
        {{{.name = "a", .type = COLUMN_F64, .offset = 4}},
         8,
         "`g/a` ends at byte 12 of a row of 8"},
        {{{.name = "a", .type = COLUMN_I32, .units = RECORD_CLOCK}}, 8, "must be COLUMN_F64"},
        {{{.name = "a", .type = COLUMN_I32, .flags = sample_modes}}, 8, "must be COLUMN_I8"},
        {{{.name = "a", .type = COLUMN_I32}}, RECORD_ROW_MAX + 1, "have 129 bytes"},
        {{{.name = "a", .type = COLUMN_I32}}, 0, "have 0 bytes"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {0};
        const struct record_kind kind = {"g", "i", NULL, cases[i].columns, cases[i].row_size};
        assert_int_equal(put_one(folder, &kind, &err), STATUS_INTERNAL);
        assert_non_null(strstr(err.text, cases[i].part));
    }
    assert_int_equal(test_folder_count(folder->path), 0);
}

static void two_kinds_for_one_group_are_refused(void **state)
{
    struct test_folder *folder = *state;
    struct error err = {0};
    char digest[DIGEST_TEXT_SIZE];
    struct record_kind twin = sample_kind;
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    assert_int_equal(results_announce(results, &sample_kind, NULL), STATUS_OK);
    assert_int_equal(results_announce(results, &sample_kind, NULL), STATUS_OK);
    assert_int_equal(results_announce(results, &twin, &err), STATUS_INTERNAL);
    assert_string_equal(err.text, "group `trips` is given by two record kinds");
    assert_int_not_equal(results_finish(results, digest, NULL), STATUS_OK);
    team_destroy(team);
    assert_int_equal(test_folder_count(folder->path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(rows_come_back_for_any_count),        FOLDER_TEST(kinds_may_alternate),
        FOLDER_TEST(columns_describe_themselves),         FOLDER_TEST(wrong_kinds_are_refused),
        FOLDER_TEST(two_kinds_for_one_group_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
