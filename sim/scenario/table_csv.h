// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SCENARIO_TABLE_CSV_H
#define SCENARIO_TABLE_CSV_H

#include "base/digest.h"
#include "base/fields.h"
#include "scenario/findings.h"

/** Reads a CSV file (UTF-8, with or without a byte-order mark; comma; LF or CRLF; quotes allowed,
 * no line break inside a field) into a table. The first line names the columns in any order: every
 * field of `kind` that is not optional, and `source`, `quality`, `note` besides. Where `source` or
 * `quality` stands in the header, both must, and both must be filled in every row. Adds the bytes
 * of the file to `digest`, which may be NULL. Every finding names path and line; STATUS_DATA, or
 * STATUS_RESOURCE. The caller owns `*out` (`table_deinit`), which is written only on success.
 * O(bytes). */
enum status table_csv_read(const char *path, const struct table_kind *kind, struct digest *digest,
                           struct table *out, struct findings *findings);

#endif
