// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/comparison_print.h"

#include <math.h>
#include <string.h>

#define NUMBER_SIZE 32

const char *comparison_verdict(const struct ardey_comparison_row *row)
{
    bool is_known = row->variant && isfinite(row->half_width) && isfinite(row->difference);
    if (!is_known || fabs(row->difference) <= row->half_width)
        return "";
    if (row->is_lower_better)
        return row->difference < 0 ? "better" : "worse";
    return row->difference < 0 ? "lower" : "higher";
}

/** A number in 13 places, with digits that suit its size. */
static const char *number(char text[NUMBER_SIZE], double value, bool is_signed)
{
    double size = fabs(value);
    int decimals = size >= 1000 ? 0 : size >= 10 ? 2 : 4;
    if (!isfinite(value))
        snprintf(text, NUMBER_SIZE, "-");
    else if (size > 0 && size < 0.001)
        snprintf(text, NUMBER_SIZE, is_signed ? "%+.2e" : "%.2e", value);
    else
        snprintf(text, NUMBER_SIZE, is_signed ? "%+.*f" : "%.*f", decimals, value);
    return text;
}

static void print_heading(struct comparison_printer *printer,
                          const struct ardey_comparison_row *row)
{
    FILE *out = printer->file;
    if (row->variant)
        fprintf(out, "%s%s against %s (the base, because the first file is of it): ",
                printer->row_count ? "\n" : "", row->variant, row->base);
    else
        fprintf(out, "%s: ", row->base);
    if (!row->variant && row->pairs > 1)
        fprintf(out, "mean of %u runs, interval at %g %%\n", row->pairs, 100 * printer->confidence);
    else if (row->pairs > 1)
        fprintf(out, "mean of %u pairs of runs with the same seed, interval at %g %%\n", row->pairs,
                100 * printer->confidence);
    else
        fprintf(out, "one %s, so that nothing is known of chance; more seeds would tell\n",
                row->variant ? "pair of runs" : "run");
    uint32_t alone = row->base_runs + row->variant_runs - 2 * row->pairs;
    if (row->variant && alone > 0)
        fprintf(out, "%u runs have no partner of the same seed and are left out\n", alone);
    fprintf(out, "\n%-32s %13s %13s %13s %9s %13s  %-6s %s\n", "indicator", "base",
            row->variant ? "variant" : "", row->variant ? "difference" : "",
            row->variant ? "%" : "", "+-", "unit", "");
}

static void end_variant(struct comparison_printer *printer)
{
    if (printer->equal_count > 0)
        fprintf(printer->file, "%u indicators do not differ (--all shows them)\n",
                printer->equal_count);
    printer->equal_count = 0;
}

static void print_line(struct comparison_printer *printer, const struct ardey_comparison_row *row)
{
    char base[NUMBER_SIZE], variant[NUMBER_SIZE], difference[NUMBER_SIZE], percent[NUMBER_SIZE],
        width[NUMBER_SIZE];
    double share = 100 * row->difference / fabs(row->base_mean);
    bool is_missing = !isfinite(row->base_mean) && !isfinite(row->variant_mean);
    bool is_equal =
        row->variant && (is_missing || (fabs(row->difference) <= 0 &&
                                        !(isfinite(row->half_width) && row->half_width > 0)));
    if (is_equal && !printer->is_all) {
        printer->equal_count++;
        return;
    }
    if (isfinite(share))
        snprintf(percent, sizeof percent, "%+.2f", share);
    else
        snprintf(percent, sizeof percent, "-");
    fprintf(printer->file, "%-32s %13s %13s %13s %9s %13s  %-6s %s\n", row->indicator,
            number(base, row->base_mean, false),
            row->variant ? number(variant, row->variant_mean, false) : "",
            row->variant ? number(difference, row->difference, true) : "",
            row->variant ? percent : "", number(width, row->half_width, false), row->unit,
            comparison_verdict(row));
}

/** A name in quotes; `escape` stands before a quote, and in JSON before itself. */
static void print_text(FILE *out, const char *text, char escape)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == escape)
            fputc(escape, out);
        if ((unsigned char)*text < 0x20)
            fprintf(out, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, out);
    }
    fputc('"', out);
}

static void print_json(struct comparison_printer *printer, const struct ardey_comparison_row *row)
{
    FILE *out = printer->file;
    const struct {
        const char *name;
        double value;
    } numbers[] = {{"base_mean", row->base_mean},
                   {"variant_mean", row->variant_mean},
                   {"difference", row->difference},
                   {"half_width", row->half_width}};
    fprintf(out, "%s  {\"base\": ", printer->row_count ? ",\n" : "");
    print_text(out, row->base, '\\');
    fprintf(out, ", \"variant\": ");
    if (row->variant)
        print_text(out, row->variant, '\\');
    else
        fprintf(out, "null");
    fprintf(out, ", \"indicator\": ");
    print_text(out, row->indicator, '\\');
    fprintf(out, ", \"unit\": \"%s\", \"better\": \"%s\", \"pairs\": %u", row->unit,
            row->is_lower_better ? "lower" : "neutral", row->pairs);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (isfinite(numbers[i].value))
            fprintf(out, ", \"%s\": %.17g", numbers[i].name, numbers[i].value);
        else
            fprintf(out, ", \"%s\": null", numbers[i].name);
    fprintf(out, ", \"verdict\": \"%s\"}", comparison_verdict(row));
}

static void print_csv(struct comparison_printer *printer, const struct ardey_comparison_row *row)
{
    FILE *out = printer->file;
    const double numbers[] = {row->base_mean, row->variant_mean, row->difference, row->half_width};
    print_text(out, row->base, '"');
    fputc(',', out);
    if (row->variant)
        print_text(out, row->variant, '"');
    fprintf(out, ",%s,%s,%s,%u", row->indicator, row->unit,
            row->is_lower_better ? "lower" : "neutral", row->pairs);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (isfinite(numbers[i]))
            fprintf(out, ",%.17g", numbers[i]);
        else
            fputc(',', out);
    fprintf(out, ",%s\n", comparison_verdict(row));
}

static void print_begin(const struct comparison_printer *printer)
{
    if (printer->form == COMPARISON_JSON)
        fprintf(printer->file, "[\n");
    if (printer->form == COMPARISON_CSV)
        fprintf(printer->file, "base,variant,indicator,unit,better,pairs,base_mean,variant_mean,"
                               "difference,half_width,verdict\n");
}

void comparison_print_row(void *self, const struct ardey_comparison_row *row)
{
    struct comparison_printer *printer = self;
    const char *name = row->variant ? row->variant : row->base;
    if (printer->row_count == 0)
        print_begin(printer);
    if (printer->form == COMPARISON_JSON) {
        print_json(printer, row);
    } else if (printer->form == COMPARISON_CSV) {
        print_csv(printer, row);
    } else {
        if (strncmp(printer->last_variant, name, sizeof printer->last_variant - 1) != 0) {
            end_variant(printer);
            print_heading(printer, row);
            snprintf(printer->last_variant, sizeof printer->last_variant, "%s", name);
        }
        print_line(printer, row);
    }
    printer->row_count++;
}

void comparison_print_end(struct comparison_printer *printer)
{
    if (printer->form == COMPARISON_JSON)
        fprintf(printer->file, "\n]\n");
    if (printer->form == COMPARISON_TABLE)
        end_variant(printer);
}
