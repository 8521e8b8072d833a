// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/spec.h"

static void test_groups(void **state)
{
    (void)state;
    static const char *const keys[] = {"",        "network", "road",        "traffic",
                                       "transit", "rail",    "demand",      "people",
                                       "shuttle", "choice",  "equilibrium", "results"};
    size_t count = 0;
    for (; spec_groups[count].key; count++)
        assert_string_equal(spec_groups[count].key, keys[count]);
    assert_int_equal(count, 12);
}

/** Field tables are what everything else relies on: names are unique, documented, and their
 * defaults can be read. */
static void test_field_tables(void **state)
{
    (void)state;
    struct spec *spec = mem_alloc(1, sizeof *spec, NULL);
    struct error err = {0};
    size_t field_count = 0, table_count = 0;
    for (const struct spec_group *group = spec_groups; group->key; group++) {
        if (group->fields) {
            void *target = (char *)spec + group->fields_offset;
            assert_int_equal(fields_set_standard(group->fields, target, &spec->text, &err),
                             STATUS_OK);
        }
        for (const struct field *field = group->fields; field && field->name; field++) {
            field_count++;
            assert_ptr_equal(fields_find(group->fields, field->name), field);
            assert_non_null(field->doc);
        }
        for (const struct table_kind *kind = group->tables; kind && kind->key; kind++) {
            table_count++;
            assert_in_range(kind->row_size, 2 * sizeof(void *), 512);
            for (const struct field *field = kind->fields; field->name; field++) {
                assert_ptr_equal(fields_find(kind->fields, field->name), field);
                assert_in_range(field->offset, sizeof(uint32_t), kind->row_size - 1);
                assert_non_null(field->doc);
            }
        }
    }
    assert_in_range(field_count, 15, 100);
    assert_int_equal(table_count, 47);
    spec_destroy(spec);
}

static void test_destroy(void **state)
{
    (void)state;
    spec_destroy(NULL);
    struct spec *spec = mem_alloc(1, sizeof *spec, NULL);
    spec->network_tables.nodes.rows = mem_alloc(5, 8, NULL);
    spec->demand_tables.presence.rows = mem_alloc(5, 8, NULL);
    assert_non_null(text_arena_copy(&spec->text, "x", 1, NULL));
    spec_destroy(spec); /* a leak check sees what is left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_field_tables),
        cmocka_unit_test(test_destroy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
