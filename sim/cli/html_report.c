// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/html_report.h"

#include "api/ardey.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SYSTEM_PYTHON  "/usr/bin/python3"
#define NOT_EXECUTABLE 127
#define NO_PACKAGE     9 /* what the test for the package below exits with */

/** Exits with NO_PACKAGE when the package or what it needs is not there; else it becomes the
 * report.
 */
static const char program[] = "import sys\n"
                              "try:\n"
                              "    from ardey_results import report\n"
                              "except ImportError as error:\n"
                              "    print(f'{sys.executable}: {error}', file=sys.stderr)\n"
                              "    sys.exit(9)\n"
                              "sys.exit(report.main(sys.argv[1:]))\n";

static const char *interpreter(void)
{
    const char *named = getenv("ARDEY_PYTHON");
    if (named && named[0])
        return named;
    return access(SYSTEM_PYTHON, X_OK) == 0 ? SYSTEM_PYTHON : "python3";
}

/** The package of an installation stands beside the scenarios, that of a source tree in scripts. */
static void set_python_path(const struct search_path *path)
{
    char folders[4 * SEARCH_PATH_SIZE];
    const char *before = getenv("PYTHONPATH");
    snprintf(folders, sizeof folders, "%s/../python:%s%sscripts%s%s", path->installed, path->source,
             path->source[0] ? "/../scripts:" : "", before ? ":" : "", before ? before : "");
    setenv("PYTHONPATH", folders, 1);
}

static int wait_for(pid_t child)
{
    int state;
    while (waitpid(child, &state, 0) < 0)
        if (errno != EINTR)
            return ARDEY_RESOURCE;
    return WIFEXITED(state) ? WEXITSTATUS(state) : ARDEY_RESOURCE;
}

int html_report_write(const struct search_path *path, const struct html_report *report)
{
    char confidence[32];
    const char *python = interpreter();
    const char *first[] = {python,         "-c",           program,   "--out",
                           report->output, "--confidence", confidence};
    const size_t first_count = sizeof first / sizeof first[0];
    char **words = calloc(first_count + report->path_count + 1, sizeof *words);
    if (!words)
        return ARDEY_RESOURCE;
    snprintf(confidence, sizeof confidence, "%.9g", report->confidence);
    memcpy(words, first, sizeof first);
    memcpy(words + first_count, report->paths, report->path_count * sizeof report->paths[0]);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        set_python_path(path);
        execvp(python, words);
        _exit(NOT_EXECUTABLE);
    }
    free(words);
    int code = child > 0 ? wait_for(child) : ARDEY_RESOURCE;
    if (code == NOT_EXECUTABLE || code == NO_PACKAGE) {
        fprintf(stderr,
                "the report with pictures is made by the Python package ardey_results, which %s "
                "cannot load; see docs/results.md for how to install it. The table needs no "
                "Python: leave out --html\n",
                python);
        return ARDEY_DATA;
    }
    return code;
}
