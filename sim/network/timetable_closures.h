// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef NETWORK_TIMETABLE_CLOSURES_H
#define NETWORK_TIMETABLE_CLOSURES_H

#include "network/timetable.h"

/** Ends the runs that the table of closures cuts at the closed section and lets them begin again
 * behind it, as new variants of their line and direction; adds a line "<line>-SEV" of buses where
 * the closure has a replacement (SEV: rail replacement service). A run is cut when its planned time
 * on the section, from leaving its first stop to reaching its last one, overlaps the window.
 * Patterns keep their order; those that lose all runs stay. Changes nothing without closures. To be
 * called when the timetable has its runs and before anything refers to them. All findings name file
 * and line (STATUS_DATA). O(runs x closures x calls of a pattern). */
enum status timetable_closures_apply(struct timetable *timetable, struct error *err);

#endif
