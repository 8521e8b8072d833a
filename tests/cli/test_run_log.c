// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/run_log.h"

#include <sys/stat.h>

/** Writes the log of a result in a new folder and reads it. */
static void write_and_read(const struct ardey_summary *summary, int argc, char **argv, char *out,
                           size_t size)
{
    char folder[] = "/tmp/ardey-XXXXXX", path[64], log[80];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/day.h5", folder);
    snprintf(log, sizeof log, "%s.run.json", path);
    assert_true(run_log_write(path, summary, 72.44, argc, argv));
    FILE *file = fopen(log, "r");
    assert_non_null(file);
    out[fread(out, 1, size - 1, file)] = '\0';
    fclose(file);
    assert_int_equal(unlink(log), 0);
    assert_int_equal(rmdir(folder), 0); /* nothing else was written */
}

static void the_log_says_what_depends_on_the_host(void **state)
{
    (void)state;
    static const char *const parts[] = {"\"command\": [\"ardey\", \"run\", \"day.lua\"],\n",
                                        "\"threads\": 2,\n",
                                        "\"partitions\": 16,\n",
                                        "\"lookahead_s\": 0.250,\n",
                                        "\"build_s\": 1.500,\n",
                                        "\"settle_s\": 60.250,\n",
                                        "\"run_s\": 12.346,\n",
                                        "\"memory_mb\": 72.4,\n",
                                        "\"events\": 18446744073709551615,\n",
                                        "\"windows\": 224,\n",
                                        "\"traversals\": 9000,\n",
                                        "\"digest\": \"0123abcd\"\n}\n"};
    struct ardey_summary summary = {.threads = 2,
                                    .partitions = 16,
                                    .lookahead_s = 0.25,
                                    .build_seconds = 1.5,
                                    .settle_seconds = 60.25,
                                    .run_seconds = 12.3456,
                                    .events = UINT64_MAX,
                                    .windows = 224,
                                    .link_traversals = 9000,
                                    .digest = "0123abcd"};
    char run[] = "run", ardey[] = "ardey", day[] = "day.lua", text[2048], version[64];
    char *argv[] = {ardey, run, day, NULL};
    write_and_read(&summary, 3, argv, text, sizeof text);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_has(text, parts[i]);
    snprintf(version, sizeof version, "{\n  \"version\": \"%s\",\n  \"written\": \"20",
             ardey_version());
    assert_int_equal(strncmp(text, version, strlen(version)), 0);
}

/** Quotes, backslashes and control characters are escaped; the rest stays. */
static void texts_are_escaped(void **state)
{
    (void)state;
    struct ardey_summary summary = {.threads = 1};
    char odd[] = "a\"b\\c\nd\x01"
                 "e \xc3\xbc",
         text[2048];
    char *argv[] = {odd, NULL};
    write_and_read(&summary, 1, argv, text, sizeof text);
    assert_has(text, "[\"a\\\"b\\\\c\\u000ad\\u0001e \xc3\xbc\"]");
}

static void what_cannot_be_written_is_said(void **state)
{
    (void)state;
    struct ardey_summary summary = {.threads = 1};
    char *argv[] = {NULL};
    char path[5000];
    memset(path, 'a', sizeof path);
    path[sizeof path - 1] = '\0';
    assert_false(run_log_write("/tmp/no such folder/day.h5", &summary, 1, 0, argv));
    assert_false(run_log_write("/dev/null/day.h5", &summary, 1, 0, argv));
    assert_false(run_log_write(path, &summary, 1, 0, argv));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_log_says_what_depends_on_the_host),
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(what_cannot_be_written_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
