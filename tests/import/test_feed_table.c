// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/feed_fixture.h"

static const char *const columns[] = {"id", "name", "note", NULL};
static const struct feed_form form = {"t.txt", columns, 2, true},
                              absent = {"u.txt", columns, 2, false},
                              required = {"u.txt", columns, 2, true};

struct reading {
    struct feed_folder folder;
    struct feed_source *source;
    struct import_report report;
    struct feed_table table;
    struct error err;
};

static enum status reading_open(struct reading *reading, const char *text, size_t size)
{
    *reading = (struct reading){.folder = feed_make()};
    feed_write(&reading->folder, "stops.txt", "");
    feed_write_bytes(&reading->folder, "t.txt", text, size);
    assert_int_equal(feed_source_open(reading->folder.path, &reading->source, &reading->err),
                     STATUS_OK);
    reading->table.report = &reading->report;
    return feed_table_open(reading->source, &form, &reading->table, &reading->err);
}

static void reading_close(struct reading *reading)
{
    feed_table_close(&reading->table);
    feed_source_close(reading->source);
    import_report_deinit(&reading->report);
    feed_remove(&reading->folder);
}

/** Reads rows into "line:id|name|note;" one after the other. */
static enum status reading_take(struct reading *reading, char out[512])
{
    bool is_row = true;
    enum status status = STATUS_OK;
    out[0] = '\0';
    while (status == STATUS_OK && is_row) {
        status = feed_table_next(&reading->table, &is_row, &reading->err);
        size_t used = strlen(out);
        const char *const *cells = reading->table.cells;
        if (status == STATUS_OK && is_row)
            snprintf(out + used, 512 - used, "%u:%s|%s|%s;", (unsigned)reading->table.line,
                     cells[0], cells[1], cells[2]);
    }
    return status;
}

static void check(const char *text, const char *expected)
{
    struct reading reading;
    char found[512];
    assert_int_equal(reading_open(&reading, text, strlen(text)), STATUS_OK);
    assert_int_equal(reading_take(&reading, found), STATUS_OK);
    assert_string_equal(found, expected);
    reading_close(&reading);
}

static void test_forms(void **state)
{
    (void)state;
    check("id,name,note\na,b,c\n", "2:a|b|c;");
    check("\xef\xbb\xbfname , other,id\r\n b ,x,a\r\n\r\n  \r\n,\r\nd,y,c", "2:a|b|;6:c|d|;");
    check("id,name\ra,b\rc,d\r", "2:a|b|;3:c|d|;");
    check("id,name,id\n\"a,1\",\"say \"\"b\"\"\",z\n", "2:a,1|say \"b\"|;");
    check("id,name\na,\"two\nlines\"\nc,d\n", "2:a|two lines|;4:c|d|;");
    check("id,name,note\na\nb,c,d,e,f\n", "2:a||;3:b|c|d;");
    check("id,name\n", "");
}

static void test_broken_rows(void **state)
{
    (void)state;
    struct reading reading;
    char found[512];
    const char *text = "id,name\na,b\nc,\"d\"e\"\nf,caf\xe9\ng,h\n";
    assert_int_equal(reading_open(&reading, text, strlen(text)), STATUS_OK);
    assert_int_equal(reading_take(&reading, found), STATUS_OK);
    assert_string_equal(found, "2:a|b|;4:f|café|;5:g|h|;");
    assert_int_equal(reading.report.counts[IMPORT_ROW_BROKEN], 1);
    assert_int_equal(reading.report.counts[IMPORT_CELL_NOT_UTF8], 1);
    reading_close(&reading);

    assert_int_equal(reading_open(&reading, "id,name\na,b\0c\n", 14), STATUS_OK);
    assert_int_equal(reading_take(&reading, found), STATUS_OK);
    assert_string_equal(found, "2:a|b c|;");
    reading_close(&reading);
}

static void test_refused(void **state)
{
    (void)state;
    struct reading reading;
    char found[512];
    assert_int_equal(reading_open(&reading, "id,note\n", 8), STATUS_DATA);
    assert_string_equal(reading.err.text, "t.txt:1: column 'name' is missing");
    reading_close(&reading);
    assert_int_equal(reading_open(&reading, "id,\"na\"me\n", 10), STATUS_DATA);
    assert_string_equal(reading.err.text, "t.txt:1: a quote is misplaced");
    reading_close(&reading);
    assert_int_equal(reading_open(&reading, "id,name\na,\"b\nc\n", 15), STATUS_OK);
    assert_int_equal(reading_take(&reading, found), STATUS_DATA);
    assert_string_equal(reading.err.text, "t.txt:2: a quoted cell never ends");
    reading_close(&reading);

    size_t size = FEED_ROW_MAX + 16;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, 'x', size);
    memcpy(text, "id,name\n", 8);
    assert_int_equal(reading_open(&reading, text, size), STATUS_OK);
    assert_int_equal(reading_take(&reading, found), STATUS_DATA);
    assert_non_null(strstr(reading.err.text, "t.txt:2: the row is longer than 1048576 bytes"));
    reading_close(&reading);
    free(text);
}

static void test_absent(void **state)
{
    (void)state;
    struct reading reading;
    bool is_row = true;
    assert_int_equal(reading_open(&reading, "id,name\n", 8), STATUS_OK);
    struct feed_table table = {.report = &reading.report};
    assert_int_equal(feed_table_open(reading.source, &absent, &table, NULL), STATUS_OK);
    assert_int_equal(feed_table_next(&table, &is_row, NULL), STATUS_OK);
    assert_false(is_row || table.is_there);
    feed_table_close(&table);
    assert_int_equal(feed_table_open(reading.source, &required, &table, &reading.err), STATUS_DATA);
    assert_string_equal(reading.err.text, "the feed has no u.txt");
    feed_table_close(&table);
    reading_close(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms), cmocka_unit_test(test_broken_rows),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_absent)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
