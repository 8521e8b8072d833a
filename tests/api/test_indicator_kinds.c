// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "api/indicator_kinds.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static void names_lead_to_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *name, *unit;
        enum indicator_better better;
        enum indicator_scale scale;
    } cases[] = {
        {"mean_travel_time_car", "min", INDICATOR_LOWER, INDICATOR_RATIO},
        {"mean_travel_time", "min", INDICATOR_LOWER, INDICATOR_RATIO},
        {"vehicle_time_lost", "h", INDICATOR_LOWER, INDICATOR_EVERYBODY},
        {"denied_boardings", "1", INDICATOR_LOWER, INDICATOR_SIMULATED},
        {"trains_mean_late", "min", INDICATOR_LOWER, INDICATOR_RATIO},
        {"trips_departed_car", "1", INDICATOR_NEUTRAL, INDICATOR_SIMULATED},
        {"share_of_trips_pt", "1", INDICATOR_NEUTRAL, INDICATOR_RATIO},
        {"boardings", "1", INDICATOR_NEUTRAL, INDICATOR_SIMULATED},
        {"co2_supply_diesel", "kg", INDICATOR_LOWER, INDICATOR_EVERYBODY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct indicator_kind *kind = indicator_kind_find(cases[i].name);
        assert_non_null(kind);
        assert_string_equal(kind->unit, cases[i].unit);
        assert_int_equal(kind->better, cases[i].better);
        assert_int_equal(kind->scale, cases[i].scale);
    }
    assert_string_equal(indicator_kind_find("co2_supply_diesel")->name, "co2_supply");
    assert_string_equal(indicator_kind_find("co2_battery")->name, "co2");
    assert_null(indicator_kind_find("boardings_of_trains")); /* there are none by kind */
    assert_null(indicator_kind_find("happiness"));
    assert_null(indicator_kind_find("co2")); /* by drive only */
    assert_null(indicator_kind_find("co2_rail"));
    assert_null(indicator_kind_find("trips_departed_"));
}

static void names_are_known_before_a_run(void **state)
{
    (void)state;
    struct error err = {0};
    static const char *const names[] = {"boardings",  "share_of_km_pt",     "vehicle_time_lost",
                                        "co2_diesel", "rail_hindered_hops", "trains_late",
                                        "persons",    "street_share_of_km", "revenue_tolls"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(indicator_check(names[i], "p.lua", &err), STATUS_OK);
    assert_int_equal(indicator_check("vehicle_time_lst", "p.lua", &err), STATUS_USAGE);
    assert_string_equal(err.text, "p.lua: no indicator is called 'vehicle_time_lst', did you mean "
                                  "'vehicle_time_lost'?");
}

static void the_page_in_docs_is_current(void **state)
{
    (void)state;
    struct error err = {0};
    char *page, text[20000] = "";
    assert_int_equal(indicator_kinds_markdown(&page, &err), STATUS_OK);
    FILE *file = fopen("docs/reference/indicators.md", "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(page, text); /* else: ardey reference --indicators > the page */
    mem_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lead_to_kinds),
        cmocka_unit_test(names_are_known_before_a_run),
        cmocka_unit_test(the_page_in_docs_is_current),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
