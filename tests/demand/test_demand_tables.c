// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "demand/demand.h"

#include <math.h>
#include <string.h>

static void every_kind_fits_its_struct(void **state)
{
    (void)state;
    uint32_t kinds = 0, fields = 0;
    for (const struct table_kind *kind = demand_table_kinds; kind->key != NULL; kind++) {
        assert_true(kind->offset + sizeof(struct table) <= sizeof(struct demand_tables));
        for (const struct field *field = kind->fields; field->name != NULL; field++) {
            assert_true(field->offset >= sizeof(uint32_t) && field->offset < kind->row_size);
            assert_non_null(field->doc);
            fields++;
        }
        kinds++;
    }
    assert_int_equal(kinds, 17);
    assert_int_equal(fields, 69);
}

static void texts_become_si(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_arena arena = {0};
    const struct table_kind *kind = demand_table_kinds;
    while (strcmp(kind->key, "length_bands") != 0) {
        kind++;
    }
    struct length_band_row band = {0};
    const struct field *mean = fields_find(kind->fields, "mean_km");
    assert_int_equal(field_set_text(mean, &band, "1.45", &arena, "x.csv:2", &err), STATUS_OK);
    assert_true(fabs(band.mean_m - 1450.0) < 1e-9);
    while (strcmp(kind->key, "durations") != 0) {
        kind--;
    }
    struct duration_row duration = {0};
    const struct field *minutes = fields_find(kind->fields, "sd_min");
    assert_int_equal(field_set_text(minutes, &duration, "110", &arena, "x.csv:2", &err), STATUS_OK);
    assert_true(fabs(duration.sd_s - 6600.0) < 1e-9);
    text_arena_deinit(&arena);
}

static void parameters_have_their_range(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_arena arena = {0};
    struct demand_parameters parameters = {0};
    assert_int_equal(fields_set_standard(demand_parameter_fields, &parameters, &arena, &err),
                     STATUS_OK);
    assert_true(fabs(parameters.sample - 1.0) < 1e-12);
    assert_true(fabs(parameters.detour_factor - 1.3) < 1e-12);
    const struct field *sample = fields_find(demand_parameter_fields, "sample");
    assert_int_not_equal(field_set_number(sample, &parameters, 0.0, "s.lua:1", &err), STATUS_OK);
    text_arena_deinit(&arena);
}

static void tables_are_freed_and_emptied(void **state)
{
    (void)state;
    struct demand_tables tables = {0};
    demand_tables_deinit(&tables);
    assert_int_equal(tables.commuters.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_kind_fits_its_struct),
                                       cmocka_unit_test(texts_become_si),
                                       cmocka_unit_test(parameters_have_their_range),
                                       cmocka_unit_test(tables_are_freed_and_emptied)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
