// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_DIFF_H
#define API_DIFF_H

#include "base/page.h"
#include "scenario/spec.h"

/** Adds what a checked scenario says beside its tables: its measures, and how it differs from the
 * scenario that it was derived from, if it was. `search_folders` are where `require` looks. A base
 * that is no scenario of its own, as the corridor, is only named. */
enum status diff_add_derivation(const struct spec *spec, const char *const *search_folders,
                                struct page *page);

#endif
