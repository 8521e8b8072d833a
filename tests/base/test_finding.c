// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/finding.h"
#include "base/memory.h"

#include <string.h>

static void test_parts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *file, *field, *value, *allowed, *suggestion;
        unsigned line;
    } cases[] = {
        {"a/b.lua:12: road: unknown field 'patiense', did you mean 'patience'?", "a/b.lua",
         "road.patiense", "", "", "patience", 12},
        {"b.lua:13: road: patience is 5 s, must be between 10 and 86400 s", "b.lua",
         "road.patience", "5 s", "between 10 and 86400 s", "", 13},
        {"b.lua:14: interval is the text '15', the unit is missing; write it like \"15 min\"",
         "b.lua", "interval", "the text '15'", "\"15 min\"", "", 14},
        {"n.csv:17: kind is 'crosing', did you mean 'crossing'? (one of crossing, external)",
         "n.csv", "kind", "crosing", "one of crossing, external", "crossing", 17},
        {"n.csv:1: column 'lat' is missing", "n.csv", "lat", "", "", "", 1},
        {"c.csv:2: unknown link 'L999', did you mean 'L99'?", "c.csv", "", "L999", "", "L99", 2},
        {"b.lua:3: hooks[1]: unknown field 'evry', did you mean 'every'?", "b.lua", "hooks[1].evry",
         "", "", "every", 3},
        {"b.lua:3: measures[2] (link): speed is 500, must be at most 50", "b.lua",
         "measures[2].speed", "500", "at most 50", "", 3},
        {"b.lua: the scenario needs more than 64 MiB of memory", "b.lua", "", "", "", "", 0},
        {"standard output: no place at all", "", "", "", "", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct finding finding;
        assert_string_equal(finding_read(cases[i].text, &finding), "");
        assert_string_equal(finding.file, cases[i].file);
        assert_int_equal(finding.line, cases[i].line);
        assert_string_equal(finding.field, cases[i].field);
        assert_string_equal(finding.value, cases[i].value);
        assert_string_equal(finding.allowed, cases[i].allowed);
        assert_string_equal(finding.suggestion, cases[i].suggestion);
    }
}

static void test_json(void **state)
{
    (void)state;
    struct error err = {0};
    struct page page = {.err = &err};
    findings_add_json(&page, "");
    assert_string_equal(page.text, "{\"findings\": []}\n");
    page.size = 0;
    findings_add_json(&page, "a.lua:1: say \"x\"\ty\n  called from b.lua:2\n  called from b.lua:9\n"
                             "b.lua:2: 'date' is missing");
    assert_int_equal(page.status, STATUS_OK);
    assert_string_equal(
        page.text, "{\"findings\": [\n  {\"message\": \"say \\\"x\\\"\\u0009y\", \"file\": "
                   "\"a.lua\", \"line\": 1, "
                   "\"field\": null, \"value\": null, \"allowed\": null, \"suggestion\": null, "
                   "\"notes\": [\"called from b.lua:2\", \"called from b.lua:9\"]},\n"
                   "  {\"message\": \"'date' is missing\", \"file\": \"b.lua\", \"line\": 2, "
                   "\"field\": \"date\", "
                   "\"value\": null, \"allowed\": null, \"suggestion\": null, \"notes\": []}]}\n");
    mem_free(page.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts), cmocka_unit_test(test_json)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
