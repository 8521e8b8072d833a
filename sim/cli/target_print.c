// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/target_print.h"

#include <math.h>
#include <string.h>

#define CELL_SIZE 64

static const char *const verdicts[] = {"-", "met", "**missed**"};

/** Headings of the kinds. */
static const struct {
    const char *kind, *title;
} titles[] = {
    {"commuters", "Registered commuters"},
    {"band_share", "Modes by length of the trip (m), residents"},
    {"mode_share", "Modes by place of residence"},
    {"departure_share", "Departures by hour, residents"},
    {"trips_per_person", "Trips of a resident"},
    {"mean_length", "Mean length of a resident's trip"},
    {"trips", "Trips of everybody"},
    {"trips_between", "Trips of everybody between two areas, both ways"},
    {"work_trips_between", "Trips to a place of work between two areas, both ways"},
    {"line_boardings", "Boardings of a line"},
    {"line_load", "Passengers between two stops, both directions"},
    {"stop_passengers", "Passengers of a stop, on and off"},
    {"counter", "Road counters, both directions; GEH in the mean hour (a 24th of the day)"},
    {"counters_within", "Share of the counters of all vehicles that are within their GEH"},
};

static const char *title_of(const char *kind)
{
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        if (strcmp(titles[i].kind, kind) == 0)
            return titles[i].title;
    return kind;
}

static bool is_counter(const struct ardey_target *row)
{
    return strcmp(row->kind, "counter") == 0;
}

static void print_number(char out[CELL_SIZE], const char *format, double value,
                         const struct ardey_target *row)
{
    bool is_fine = strcmp(row->unit, "%") == 0 || strcmp(row->unit, "km") == 0 ||
                   strcmp(row->unit, "trips") == 0;
    if (isnan(value))
        snprintf(out, CELL_SIZE, "-");
    else
        snprintf(out, CELL_SIZE, format, is_fine ? 2 : 0, value);
}

void target_print_begin(struct target_printer *printer, const char *scenario,
                        const struct ardey_summary *summary)
{
    if (!printer->is_markdown) {
        fprintf(printer->file, "%s, sample %.3g: observed and simulated\n", scenario,
                summary->sample);
        return;
    }
    fprintf(printer->file,
            "\n## Observed and simulated\n\n"
            "Written by `ardey targets %s --markdown`; do not edit. The simulated day beside what "
            "was observed, row by row of the table\n"
            "`demand.targets`; simulated persons are %.3g of all, figures are scaled to all of "
            "them. *Fitted*: the model was made to meet the\n"
            "observation, and the verdict says whether it does. *Compared*: nothing was fitted to "
            "it, so the difference has no verdict.\n"
            "[calibration.md](model/calibration.md) says what is fitted to what, and by which "
            "definitions.\n",
            scenario, summary->sample);
}

static void print_heading(struct target_printer *printer, const struct ardey_target *row)
{
    if (!printer->is_markdown) {
        fprintf(printer->file, "\n%s\n", title_of(row->kind));
        return;
    }
    fprintf(printer->file,
            "\n### %s\n\n| of | observed | simulated | difference |%s tolerance | unit | use | "
            "verdict | observation | source |\n|---|---|---|---|%s---|---|---|---|---|---|\n",
            title_of(row->kind), is_counter(row) ? " GEH |" : "", is_counter(row) ? "---|" : "");
}

void target_print_row(void *self, const struct ardey_target *row)
{
    struct target_printer *printer = self;
    char observed[CELL_SIZE], simulated[CELL_SIZE], difference[CELL_SIZE], geh[CELL_SIZE] = "";
    char tolerance[CELL_SIZE];
    if (strcmp(printer->last_kind, row->kind) != 0)
        print_heading(printer, row);
    snprintf(printer->last_kind, sizeof printer->last_kind, "%s", row->kind);
    printer->compared += row->verdict == ARDEY_TARGET_COMPARED;
    printer->judged += row->verdict != ARDEY_TARGET_COMPARED;
    printer->met += row->verdict == ARDEY_TARGET_MET;

    print_number(observed, "%.*f", row->observed, row);
    print_number(simulated, "%.*f", row->simulated, row);
    print_number(difference, "%+.*f", row->simulated - row->observed, row);
    print_number(tolerance, "%.*f",
                 row->verdict == ARDEY_TARGET_COMPARED ? (double)NAN : row->tolerance, row);
    if (is_counter(row))
        snprintf(geh, sizeof geh, printer->is_markdown ? " %.1f |" : "  GEH %.1f", row->geh);
    const char *of = row->part[0] && strcmp(row->part, "all") != 0 ? row->part : "";
    if (printer->is_markdown)
        fprintf(printer->file, "| %s%s%s | %s | %s | %s |%s %s | %s | %s | %s | %s | %s |\n",
                row->object, of[0] ? ": " : "", of, observed, simulated, difference, geh, tolerance,
                row->unit, row->use, verdicts[row->verdict], row->definition, row->source);
    else
        fprintf(printer->file, "  %-36s %10s %10s %10s %-11s %-8s%s  %s%s\n", row->id, observed,
                simulated, difference, row->unit, row->use, geh,
                row->verdict == ARDEY_TARGET_COMPARED ? ""
                : row->verdict == ARDEY_TARGET_MET    ? "met"
                                                      : "MISSED, tolerance ",
                row->verdict == ARDEY_TARGET_MISSED ? tolerance : "");
}

void target_print_end(struct target_printer *printer)
{
    fprintf(printer->file, "\n%u of %u rows with a verdict are met; %u more are only compared%s\n",
            printer->met, printer->judged, printer->compared, printer->is_markdown ? "." : "");
}
