// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/validation_print.h"

#include <string.h>

static const char markdown_head[] =
    "# Validation\n"
    "\n"
    "Written by `ardey validate --markdown > docs/validation.md`; do not edit. Every number that "
    "others published and that\n"
    "this version is compared with. Each case of roads or trains is a folder of "
    "[scenarios/validation](../scenarios/validation) with an\n"
    "ordinary scenario and its expectation; how to add your own is told in "
    "[scenario.md](scenario.md).\n"
    "\n"
    "Vehicles are whole here: a fluid that others published is met to within one vehicle or one "
    "headway of the measured\n"
    "window; the node with four arms, to 1 % over an hour. Random quantities are means of "
    "independent runs from fixed\n"
    "seeds; the published value must lie within the 99 % interval, and the interval must be "
    "narrow.\n";

void validation_print_begin(struct validation_printer *printer)
{
    if (printer->form == VALIDATION_MARKDOWN)
        fputs(markdown_head, printer->file);
}

static void print_line(struct validation_printer *printer, const struct ardey_validation_row *row)
{
    fprintf(printer->file, "%s  %s: %s: expected %.8g, found %.8g, tolerance %.3g %s%s%s%s; %s\n",
            row->is_passed ? "pass" : "FAIL", row->name, row->quantity, row->expected, row->found,
            row->tolerance, row->unit, row->why[0] ? " (" : "", row->why, row->why[0] ? ")" : "",
            row->source);
}

static void print_markdown(struct validation_printer *printer,
                           const struct ardey_validation_row *row, bool is_new_case)
{
    if (is_new_case) {
        fprintf(printer->file, "\n## %s\n\n%s. Source: %s.\n", row->name, row->title, row->source);
        if (row->note[0])
            fprintf(printer->file, "%s\n", row->note);
        fputs("\n| quantity | expected | found | tolerance | unit | what the tolerance is | source "
              "| verdict |\n|---|---|---|---|---|---|---|---|\n",
              printer->file);
    }
    fprintf(printer->file, "| %s | %.8g | %.8g | %.3g | %s | %s | %s | %s |\n", row->quantity,
            row->expected, row->found, row->tolerance, row->unit, row->why[0] ? row->why : "exact",
            row->source, row->is_passed ? "pass" : "**FAIL**");
}

void validation_print_row(void *self, const struct ardey_validation_row *row)
{
    struct validation_printer *printer = self;
    bool is_new_case = strcmp(printer->last_name, row->name) != 0;
    printer->case_count += is_new_case;
    snprintf(printer->last_name, sizeof printer->last_name, "%s", row->name);

    if (printer->form == VALIDATION_LIST) {
        fprintf(printer->file, "%-28s %s (%s)\n", row->name, row->title, row->source);
        return;
    }
    printer->row_count++;
    printer->failed_count += !row->is_passed;
    if (printer->form == VALIDATION_MARKDOWN)
        print_markdown(printer, row, is_new_case);
    else
        print_line(printer, row);
    fflush(printer->file); /* so that a long run shows where it is */
}

void validation_print_end(struct validation_printer *printer)
{
    if (printer->form == VALIDATION_LIST)
        return;
    fprintf(printer->file, "%s%u comparisons in %u cases: %u passed, %u failed%s\n",
            printer->form == VALIDATION_MARKDOWN ? "\n" : "", printer->row_count,
            printer->case_count, printer->row_count - printer->failed_count, printer->failed_count,
            printer->form == VALIDATION_MARKDOWN ? "." : "");
}
