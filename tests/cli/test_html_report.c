// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "api/ardey.h"
#include "cli/html_report.h"

#include <sys/stat.h>

/** Writes with an interpreter of that name; what the user reads. */
static int write_with(const char *interpreter, struct capture *capture)
{
    static char *const paths[] = {"one.h5", "two.h5"};
    struct search_path path;
    search_path_init(&path);
    assert_int_equal(setenv("ARDEY_PYTHON", interpreter, 1), 0);
    capture_begin(capture, STDERR_FILENO);
    int code = html_report_write(&path, &(struct html_report){"out.html", paths, 2, 0.99});
    capture_end(capture);
    return code;
}

/** An interpreter that runs these lines of a shell instead, of a name that no other test has. */
static void write_script(char path[64], const char *lines)
{
    strcpy(path, "/tmp/ardey-python-XXXXXX");
    FILE *script = fdopen(mkstemp(path), "w");
    assert_non_null(script);
    fprintf(script, "#!/bin/sh\n%s\n", lines);
    fclose(script);
    assert_int_equal(chmod(path, 0700), 0);
}

static void without_python_or_package(void **state)
{
    (void)state;
    char script_path[64];
    write_script(script_path, "exit 9");
    const char *interpreters[] = {"/nowhere/python3", script_path};
    for (size_t i = 0; i < 2; i++) {
        struct capture capture;
        assert_int_equal(write_with(interpreters[i], &capture), ARDEY_DATA);
        assert_has(capture.text, "the Python package ardey_results");
        assert_has(capture.text, "leave out --html");
    }
    remove(script_path);
}

/** The words and the exit code go through; the package of the source tree can be found. */
static void words_and_exit_code(void **state)
{
    (void)state;
    char script_path[64];
    struct capture capture;
    write_script(script_path, "shift 2\necho \"$@\" $PYTHONPATH >&2\nexit 3");
    assert_int_equal(write_with(script_path, &capture), 3);
    assert_has(capture.text, "--out out.html --confidence 0.99 one.h5 two.h5 ");
    /* Tests lie one folder deeper than the program: no source tree is found from here. */
    assert_has(capture.text, "/../share/ardey/scenarios/../python:scripts");
    assert_null(strstr(capture.text, "leave out"));
    remove(script_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_python_or_package),
        cmocka_unit_test(words_and_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
