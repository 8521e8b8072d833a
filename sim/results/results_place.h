// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RESULTS_RESULTS_PLACE_H
#define RESULTS_RESULTS_PLACE_H

#include "base/error.h"

/** Whether a result may be written to `path`: nothing is there, or an empty file, or an HDF5 file,
 * which the new result replaces. STATUS_USAGE for any other file: it was not meant. That a folder
 * cannot be replaced is told by the writing itself. */
enum status results_check_place(const char *path, struct error *err);

#endif
