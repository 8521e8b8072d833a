// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_HTML_REPORT_H
#define CLI_HTML_REPORT_H

#include "cli/search_path.h"

#include <stdint.h>

struct html_report {
    const char *output;
    char *const *paths; /**< [path_count] result files */
    uint32_t path_count;
    double confidence;
};

/** Has the Python package write a comparison of result files with pictures: runs `python3 -m
 * ardey_results.report PATHS --out OUTPUT --confidence SHARE`, with the package that is installed
 * beside this program, that of the source tree in the current folder, or one that Python knows.
 * ARDEY_PYTHON names another interpreter than that of the system. The exit code: that of the
 * package; 3, with how to get the package, when Python or the package is missing. */
int html_report_write(const struct search_path *path, const struct html_report *report);

#endif
