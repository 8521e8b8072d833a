// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "support/network_fixture.h"

static const struct table_kind *kind_of(const char *key)
{
    for (const struct table_kind *kind = network_table_kinds; kind->key; kind++)
        if (strcmp(kind->key, key) == 0)
            return kind;
    fail_msg("no table '%s'", key);
    return NULL;
}

/** Sets a field of a zeroed row of a table from its text. */
static enum status set(const char *key, void *row, const char *field, const char *text,
                       struct error *err)
{
    static struct text_arena arena;
    const struct field *found = fields_find(kind_of(key)->fields, field);
    assert_non_null(found);
    enum status status = field_set_text(found, row, text, &arena, "t.csv:2", err);
    if (found->type != FIELD_TEXT)
        text_arena_deinit(&arena);
    return status;
}

static void test_kinds_cover_the_struct(void **state)
{
    (void)state;
    static const char *const keys[] = {"nodes",  "links", "signals", "greens",  "counters", "zones",
                                       "places", "turns", "changes", "parking", "heights"};
    static const unsigned column_counts[] = {6, 12, 3, 4, 6, 16, 7, 3, 8, 5, 2};
    size_t i = 0;

    for (const struct table_kind *kind = network_table_kinds; kind->key; kind++, i++) {
        unsigned columns = 0;
        while (kind->fields[columns].name)
            columns++;
        assert_string_equal(kind->key, keys[i]);
        assert_int_equal(kind->offset, i * sizeof(struct table));
        assert_int_equal(columns, column_counts[i]);
        /* Without people a network of nodes and links is enough. */
        assert_int_equal(kind->optional, (i >= 2 && i <= 4) || i >= 7);
        assert_int_equal(kind->needed_by != NULL, i == 5 || i == 6);
    }
    assert_int_equal(i, 11);
    assert_int_equal(sizeof(struct network_tables), 11 * sizeof(struct table));
}

/** Every field lies inside its row, behind the line number, and no two overlap. */
static void test_fields_lie_in_their_rows(void **state)
{
    (void)state;
    static const size_t sizes[] = {[FIELD_TEXT] = sizeof(char *),
                                   [FIELD_REAL] = sizeof(double),
                                   [FIELD_INT] = sizeof(int64_t),
                                   [FIELD_BOOL] = sizeof(bool),
                                   [FIELD_CHOICE] = sizeof(int)};
    for (const struct table_kind *kind = network_table_kinds; kind->key; kind++) {
        unsigned char used[256] = {0};
        assert_in_range(kind->row_size, 1, sizeof used);
        for (const struct field *field = kind->fields; field->name; field++) {
            assert_in_range(field->offset, sizeof(uint32_t), kind->row_size - sizes[field->type]);
            for (size_t byte = 0; byte < sizes[field->type]; byte++)
                assert_int_equal(used[field->offset + byte]++, 0);
            assert_true(strlen(field->doc) > 5);
        }
    }
}

static void test_columns_are_read_in_si(void **state)
{
    (void)state;
    struct error err = {0};
    struct road_link_row link = {0};
    struct signal_row signal = {0};

    assert_int_equal(set("links", &link, "speed_kmh", "72", &err), STATUS_OK);
    assert_int_equal(set("links", &link, "capacity_vph", "1800", &err), STATUS_OK);
    assert_int_equal(set("links", &link, "length_m", "812.5", &err), STATUS_OK);
    assert_int_equal(set("links", &link, "lanes", "3", &err), STATUS_OK);
    assert_int_equal(set("links", &link, "oneway", "1", &err), STATUS_OK);
    assert_int_equal(set("links", &link, "class", "secondary", &err), STATUS_OK);
    assert_near(link.speed_mps, 20, 1e-12);
    assert_near(link.capacity_vps, 0.5, 1e-12);
    assert_near(link.length_m, 812.5, 0);
    assert_int_equal(link.lanes, 3);
    assert_true(link.oneway);
    assert_int_equal(link.class, ROAD_CLASS_SECONDARY);
    assert_int_equal(set("signals", &signal, "cycle_s", "90", &err), STATUS_OK);
    assert_near(signal.cycle_s, 90, 0);
    assert_int_equal(err.finding_count, 0);
}

static void test_names_stand_for_the_numbers(void **state)
{
    (void)state;
    assert_string_equal(road_node_kind_names[ROAD_NODE_CROSSING], "crossing");
    assert_string_equal(road_node_kind_names[ROAD_NODE_BOUNDARY], "boundary");
    assert_string_equal(road_node_kind_names[ROAD_NODE_EXTERNAL], "external");
    assert_null(road_node_kind_names[ROAD_NODE_EXTERNAL + 1]);
    assert_string_equal(road_class_names[ROAD_CLASS_MOTORWAY], "motorway");
    assert_string_equal(road_class_names[ROAD_CLASS_CONNECTOR], "connector");
    assert_null(road_class_names[ROAD_CLASS_CONNECTOR + 1]);
    assert_string_equal(zone_kind_names[ZONE_INTERNAL], "internal");
    assert_string_equal(zone_kind_names[ZONE_EXTERNAL], "external");
    assert_null(zone_kind_names[ZONE_EXTERNAL + 1]);
}

static void test_wrong_values_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *table, *field, *text;
    } wrong[] = {
        {"nodes", "lat", "95"},
        {"nodes", "lon", "-181"},
        {"nodes", "kind", "crosing"},
        {"nodes", "control", "sign"},
        {"nodes", "id", ""},
        {"links", "lanes", "0"},
        {"links", "lanes", "31"},
        {"links", "lanes", "1.5"},
        {"links", "speed_kmh", "4"},
        {"links", "speed_kmh", "250"},
        {"links", "capacity_vph", "5"},
        {"links", "length_m", "0"},
        {"links", "class", "highway"},
        {"links", "oneway", "maybe"},
        {"signals", "cycle_s", "5"},
        {"signals", "offset_s", "-1"},
        {"greens", "green_s", "0"},
        {"places", "share", "1.01"},
        {"zones", "residents", "-3"},
        {"zones", "kind", ""},
        {"places", "access_m", "x"},
        {"links", "length_m", ""},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct error err = {0};
        uint64_t row[40] = {0};
        assert_int_equal(set(wrong[i].table, row, wrong[i].field, wrong[i].text, &err),
                         STATUS_DATA);
        assert_int_equal(err.finding_count, 1);
        assert_memory_equal(err.text, "t.csv:2", 7);
        assert_non_null(strstr(err.text, wrong[i].field));
    }
}

/** The edges of the ranges are inside. */
static void test_edges_are_accepted(void **state)
{
    (void)state;
    static const struct {
        const char *table, *field, *text;
    } right[] = {
        {"links", "speed_kmh", "5"},       {"links", "speed_kmh", "200"},
        {"links", "capacity_vph", "10"},   {"links", "capacity_vph", "100000"},
        {"links", "length_m", "1"},        {"links", "lanes", "30"},
        {"signals", "cycle_s", "600"},     {"places", "share", "1"},
        {"counters", "heavy_per_day", ""}, {"zones", "share_u18", ""},
    };
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        struct error err = {0};
        uint64_t row[40] = {0};
        if (set(right[i].table, row, right[i].field, right[i].text, &err) != STATUS_OK)
            fail_msg("%s", err.text);
        assert_int_equal(err.finding_count, 0);
    }
}

static void test_deinit_frees_all(void **state)
{
    (void)state;
    struct network_fixture fixture;

    network_fixture_init(&fixture);
    fixture_grid(&fixture, 3, 100);
    assert_int_equal(fixture.tables.nodes.count, 9);
    assert_int_equal(fixture.tables.links.count, 12);
    network_tables_deinit(&fixture.tables);
    assert_int_equal(fixture.tables.nodes.count, 0);
    assert_null(fixture.tables.links.rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds_cover_the_struct),
        cmocka_unit_test(test_fields_lie_in_their_rows),
        cmocka_unit_test(test_columns_are_read_in_si),
        cmocka_unit_test(test_names_stand_for_the_numbers),
        cmocka_unit_test(test_wrong_values_are_refused),
        cmocka_unit_test(test_edges_are_accepted),
        cmocka_unit_test(test_deinit_frees_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
