// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/calibration_print.h"

#include <math.h>
#include <string.h>

void calibration_print_row(void *self, const struct ardey_calibration_row *row)
{
    struct calibration_printer *printer = self;
    int digits = strcmp(row->unit, "%") == 0 ? 2 : 0;
    if (printer->count++ == 0)
        fprintf(printer->file, "%-24s %12s %12s %12s  %s\n", "fitted to", "observed", "before",
                "after", "unit");
    fprintf(printer->file, "%-24s %12.*f %12.*f %12.*f  %s", row->id, digits, row->observed, digits,
            row->before, digits, row->after, row->unit);
    if (!isnan(row->moved))
        fprintf(printer->file, ", moved by %+.3f %s", row->moved, row->moved_unit);
    fprintf(printer->file, "\n");
    printer->worst_before = fmax(printer->worst_before, fabs(row->before - row->observed));
    printer->worst_after = fmax(printer->worst_after, fabs(row->after - row->observed));
}

void calibration_print_end(const struct calibration_printer *printer, const char *output)
{
    fprintf(printer->file, "greatest difference: %.2f before, %.2f after; written to %s\n",
            printer->worst_before, printer->worst_after, output);
}
