// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_place.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/** How an HDF5 file begins (HDF5 File Format Specification 3.0, II.A). */
static const char signature[] = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};

enum status results_check_place(const char *path, struct error *err)
{
    char begin[sizeof signature];
    struct stat about;
    if (stat(path, &about) != 0 || S_ISDIR(about.st_mode) ||
        (S_ISREG(about.st_mode) && about.st_size == 0))
        return STATUS_OK;
    FILE *file = S_ISREG(about.st_mode) ? fopen(path, "rb") : NULL;
    bool is_result = file && fread(begin, sizeof begin, 1, file) == 1 &&
                     memcmp(begin, signature, sizeof begin) == 0;
    if (file)
        fclose(file);
    if (is_result)
        return STATUS_OK;
    return error_fail(err, STATUS_USAGE,
                      "'%s' is there and is no HDF5 file: a result would take its place; give "
                      "another name, or remove it first",
                      path);
}
