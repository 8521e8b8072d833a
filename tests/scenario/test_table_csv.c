// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario_support.h"

#include "scenario/table_csv.h"

#include <math.h>

struct stop {
    uint32_t line;
    const char *id, *name;
    double length_m;
    int64_t lanes;
};

static const struct field fields[] = {
    {.name = "id", .type = FIELD_TEXT, .offset = offsetof(struct stop, id)},
    {.name = "name", .type = FIELD_TEXT, .offset = offsetof(struct stop, name), .optional = true},
    {.name = "length_m",
     .type = FIELD_REAL,
     .quantity = QUANTITY_LENGTH,
     .offset = offsetof(struct stop, length_m),
     .min = 1,
     .max = 1e6},
    {.name = "lanes",
     .type = FIELD_INT,
     .offset = offsetof(struct stop, lanes),
     .optional = true,
     .standard = "2",
     .min = 1,
     .max = 9},
    FIELD_END};

static const struct table_kind kind = {
    .key = "stops", .fields = fields, .row_size = sizeof(struct stop)};

struct setup {
    struct folder folder;
    struct error err;
    struct table table;
    struct digest digest;
};

static enum status read_bytes(struct setup *setup, const void *bytes, size_t size)
{
    error_reset(&setup->err);
    table_deinit(&setup->table);
    struct findings findings = {.err = &setup->err};
    const char *path = folder_write_bytes(&setup->folder, "t.csv", bytes, size);
    digest_init(&setup->digest);
    enum status status = table_csv_read(path, &kind, &setup->digest, &setup->table, &findings);
    assert_int_equal(findings_end(&findings), status);
    if (status != STATUS_OK)
        assert_int_equal(setup->table.count, 0);
    return status;
}

static enum status read_text(struct setup *setup, const char *text)
{
    return read_bytes(setup, text, strlen(text));
}

/** The error text without the folder: "t.csv:3: ...". */
static void assert_findings(struct setup *setup, const char *text, const char *findings)
{
    char shown[ERROR_TEXT_SIZE];
    size_t used = 0, length = strlen(setup->folder.path);
    assert_int_equal(read_text(setup, text), STATUS_DATA);
    for (const char *next = setup->err.text; *next; next++) {
        if (strncmp(next, setup->folder.path, length) == 0)
            next += length + 1;
        shown[used++] = *next;
    }
    shown[used] = '\0';
    assert_string_equal(shown, findings);
}

static int setup_up(void **state)
{
    struct setup *setup = calloc(1, sizeof *setup);
    folder_init(&setup->folder);
    *state = setup;
    return 0;
}

static int setup_down(void **state)
{
    struct setup *setup = *state;
    table_deinit(&setup->table);
    folder_deinit(&setup->folder);
    free(setup);
    return 0;
}

static void test_rows(void **state)
{
    struct setup *setup = *state;
    assert_int_equal(read_text(setup, "id,length_m,lanes,name,source,quality,note\n"
                                      "S1,12.5,3,\"Hbf, Nord\",own,B,\n"
                                      "\n"
                                      "S2,\"7\",,\"the \"\"Alte\"\" Markt\",own,A,x\n"),
                     STATUS_OK);
    assert_int_equal(setup->table.count, 2);
    const struct stop *stop = TABLE_ROW(&setup->table, struct stop, 0);
    assert_int_equal(stop->line, 2);
    assert_string_equal(stop->id, "S1");
    assert_string_equal(stop->name, "Hbf, Nord");
    assert_true(fabs(stop->length_m - 12.5) < 1e-12);
    assert_int_equal(stop->lanes, 3);
    stop = TABLE_ROW(&setup->table, struct stop, 1);
    assert_int_equal(stop->line, 4);
    assert_string_equal(stop->name, "the \"Alte\" Markt");
    assert_int_equal(stop->lanes, 2);
    assert_contains(setup->table.path, "/t.csv");
}

static void test_forms_of_lines(void **state)
{
    struct setup *setup = *state;
    assert_int_equal(read_text(setup, "\xef\xbb\xbfid,length_m\r\nS1,5\r\nS2,6"), STATUS_OK);
    assert_int_equal(setup->table.count, 2);
    assert_int_equal(TABLE_ROW(&setup->table, struct stop, 1)->line, 3);
    assert_int_equal(TABLE_ROW(&setup->table, struct stop, 1)->lanes, 2); /* no such column */
    assert_string_equal(TABLE_ROW(&setup->table, struct stop, 0)->name, "");
    assert_int_equal(read_text(setup, "id,length_m\n"), STATUS_OK);
    assert_int_equal(setup->table.count, 0);
    char digest[DIGEST_TEXT_SIZE], again[DIGEST_TEXT_SIZE];
    digest_text(&setup->digest, digest);
    assert_int_equal(read_text(setup, "id,length_m\n\n"), STATUS_OK);
    digest_text(&setup->digest, again);
    assert_string_not_equal(digest, again);
}

static void test_header_findings(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup, "", "t.csv:1: is empty, the line with the column names is missing");
    assert_findings(setup, "id,lenght_m,id\nS1,x,\n",
                    "t.csv:1: unknown column 'lenght_m', did you mean 'length_m'?\n"
                    "t.csv:1: column 'id' stands twice\n"
                    "t.csv:1: column 'length_m' is missing");
    assert_findings(setup, "id,length_m,zebra\n", "t.csv:1: unknown column 'zebra'");
    assert_findings(setup, "id,length_m,source\nS1,2,own\n",
                    "t.csv:1: columns 'source' and 'quality' belong together, one is missing");
    char many[1024] = "id";
    for (int i = 0; i < 200; i++)
        strcat(many, ",x");
    assert_findings(setup, many, "t.csv:1: has 201 columns, at most 128 are allowed");
}

static void test_row_findings(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup,
                    "id,length_m,lanes,source,quality\n"
                    "S1,-4,2,own,A\n"
                    "S2,5,2,own\n"
                    ",5,2.5,,A\n"
                    "S4,5,2,own,A,\n"
                    "S5,\"5,2,own,A\n"
                    "S6,5,2,own,A\n"
                    "S\"7,abc,2,own,A\n",
                    "t.csv:2: length_m is -4, must be between 1 and 1000000 m\n"
                    "t.csv:3: has 4 fields, but the header has 5\n"
                    "t.csv:4: id is empty, but it is required\n"
                    "t.csv:4: lanes is '2.5', must be a whole number\n"
                    "t.csv:4: source is empty, every row needs one\n"
                    "t.csv:5: has 6 fields, but the header has 5\n"
                    "t.csv:6: a quote is misplaced, or a quoted field does not end on its line\n"
                    "t.csv:8: a quote is misplaced, or a quoted field does not end on its line");
}

static void test_bytes(void **state)
{
    struct setup *setup = *state;
    assert_findings(setup, "id,length_m\nH\xf6rde,5\nS\rS,2\n",
                    "t.csv:2: is not UTF-8 text\n"
                    "t.csv:3: has a carriage return inside the line");
    assert_int_equal(read_bytes(setup, "id,length_m\nS\0S,5\n", 18), STATUS_DATA);
    assert_contains(setup->err.text, "t.csv:2: is not UTF-8 text");
}

static void test_many_findings(void **state)
{
    struct setup *setup = *state;
    char text[4096] = "id,length_m\n";
    for (int i = 0; i < 100; i++)
        strcat(text, "S,0\n");
    assert_int_equal(read_text(setup, text), STATUS_DATA);
    assert_int_equal(setup->err.finding_count, FINDINGS_SHOWN_MAX);
    assert_contains(setup->err.text, "t.csv:21: length_m");
    assert_contains(setup->err.text, "and 80 more");
}

static void test_missing_file(void **state)
{
    struct setup *setup = *state;
    struct findings findings = {.err = &setup->err};
    const char *path = folder_path(&setup->folder, "none.csv");
    assert_int_equal(table_csv_read(path, &kind, NULL, &setup->table, &findings), STATUS_DATA);
    assert_contains(setup->err.text, "none.csv: cannot be opened: No such file or directory");
    assert_int_equal(findings.count, 1);
}

/** Every beginning of a good file, and the file with each byte changed: rows or findings, never
 * anything else. */
static void test_damaged_files(void **state)
{
    struct setup *setup = *state;
    const char good[] =
        "id,length_m,name,source,quality\nS1,12.5,\"a,\"\"b\",x,y\r\nS2,3,\xc3\xb6,x,y\n";
    size_t size = sizeof good - 1;
    unsigned good_count = 0;
    for (size_t cut = 0; cut <= size; cut++) {
        enum status status = read_bytes(setup, good, cut);
        assert_true(status == STATUS_OK || status == STATUS_DATA);
        good_count += status == STATUS_OK;
    }
    /* The header alone and with one or both lines; each with and without its line end. */
    assert_in_range(good_count, 5, 12);
    static const char changes[] = {0, '\n', '\r', '"', ',', (char)0xff, 'x', '-'};
    for (size_t at = 0; at < size; at++) {
        for (size_t i = 0; i < sizeof changes; i++) {
            char bytes[sizeof good];
            memcpy(bytes, good, sizeof good);
            bytes[at] = changes[i];
            enum status status = read_bytes(setup, bytes, size);
            assert_true(status == STATUS_OK || status == STATUS_DATA);
        }
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup_up, setup_down)
    const struct CMUnitTest tests[] = {
        TEST(test_rows),         TEST(test_forms_of_lines), TEST(test_header_findings),
        TEST(test_row_findings), TEST(test_bytes),          TEST(test_many_findings),
        TEST(test_missing_file), TEST(test_damaged_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
