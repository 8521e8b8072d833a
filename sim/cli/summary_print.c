// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/summary_print.h"

#include <inttypes.h>
#include <math.h>

/** Geoffrey Havers' statistic for hourly volumes (DMRB 12.2.1), here of the mean hour: a 24th of
 * the day. */
static double geh(double simulated, double counted)
{
    double a = simulated / 24.0, b = counted / 24.0;
    return a + b > 0 ? sqrt(2.0 * (a - b) * (a - b) / (a + b)) : 0.0;
}

static void print_modes(FILE *out, const struct ardey_summary *summary)
{
    struct ardey_mode_summary all = {.name = "all"};
    for (int m = 0; m < ARDEY_MODES; m++) {
        all.departed += summary->modes[m].departed;
        all.arrived += summary->modes[m].arrived;
        all.under_way += summary->modes[m].under_way;
    }
    fprintf(out, "\n%-9s %9s %7s %10s %10s %9s %8s\n", "mode", "departed", "share", "arrived",
            "under way", "mean min", "mean km");
    for (int m = 0; m < ARDEY_MODES; m++) {
        const struct ardey_mode_summary *mode = &summary->modes[m];
        fprintf(out, "%-9s %9" PRIu64 " %6.1f%% %10" PRIu64 " %10" PRIu64 " %9.1f %8.2f\n",
                mode->name, mode->departed,
                all.departed ? 100.0 * (double)mode->departed / (double)all.departed : 0.0,
                mode->arrived, mode->under_way, mode->mean_minutes, mode->mean_km);
    }
    fprintf(out, "%-9s %9" PRIu64 " %6.1f%% %10" PRIu64 " %10" PRIu64 "\n", all.name, all.departed,
            100.0, all.arrived, all.under_way);
    fprintf(out, "departed = arrived + under way holds for every mode\n");
}

static void print_counters(FILE *out, const struct ardey_summary *summary)
{
    if (summary->counter_count == 0)
        return;
    fprintf(out, "\ncounters (vehicles per day): simulated weekday, counted, difference, GEH\n");
    for (uint32_t i = 0; i < summary->counter_count; i++) {
        const struct ardey_counter_summary *counter = &summary->counters[i];
        double difference =
            counter->counted > 0 ? 100.0 * (counter->simulated / counter->counted - 1.0) : 0.0;
        fprintf(out, "  %9.0f %9.0f %+6.0f%% %6.1f  %s\n", counter->simulated, counter->counted,
                difference, geh(counter->simulated, counter->counted), counter->name);
    }
}

static void print_places(FILE *out, const struct ardey_summary *summary)
{
    if (summary->link_count > 0)
        fprintf(out, "\nbusiest links (vehicles per day)\n");
    for (uint32_t i = 0; i < summary->link_count; i++)
        fprintf(out, "  %9.0f  %s\n", summary->links[i].vehicles, summary->links[i].name);
    print_counters(out, summary);
    if (summary->persons == 0)
        return;
    if (summary->run_count > 0)
        fprintf(out, "\nfullest trains: most passengers aboard, places\n");
    for (uint32_t i = 0; i < summary->run_count; i++) {
        const struct ardey_run_summary *run = &summary->trains[i];
        int minutes = (int)(run->depart_s / 60.0);
        fprintf(out, "  %6.0f of %4u  %s at %02d:%02d\n", run->load / summary->sample,
                run->capacity, run->name, minutes / 60, minutes % 60);
    }
}

/** Who there is and how they travelled. */
static void print_people(FILE *out, const struct ardey_summary *summary)
{
    if (summary->persons == 0)
        return;
    fprintf(out, "persons          %" PRIu64 " (sample %.3g)\n", summary->persons, summary->sample);
    fprintf(out, "trips            %" PRIu64 " planned, %" PRIu64 " not started before the end\n",
            summary->trips_planned, summary->trips_not_started);
    if (summary->trips_before_start > 0)
        fprintf(out, "                 %" PRIu64 " due before the start, taken as made\n",
                summary->trips_before_start);
    if (summary->sample < 0.1)
        fprintf(
            out,
            "note             a vehicle stands for %.0f: below a sample of 0.1 roads say little\n",
            1.0 / summary->sample);
    print_modes(out, summary);
    fprintf(out,
            "public transport: %" PRIu64 " boardings, %" PRIu64 " denied, %" PRIu64
            " trips without service, %" PRIu64 " stranded, %" PRIu64 " replanned\n",
            summary->boardings, summary->denied_boardings, summary->no_service, summary->stranded,
            summary->replanned);
    if (summary->rerouted > 0)
        fprintf(out, "closed roads     %" PRIu64 " drivers under way took another way\n",
                summary->rerouted);
}

static void print_street(FILE *out, const struct ardey_summary *summary)
{
    const struct ardey_street_summary *street = &summary->street;
    if (street->begun == 0)
        return;
    fprintf(out,
            "buses: %.0f%% of the km of their lines on road links; %" PRIu64 " ways begun, %" PRIu64
            " ended, %" PRIu64 " on the road, %.0f s late each\n",
            100.0 * street->km_share, street->begun, street->ended, street->on_road,
            street->mean_late_s);
}

static void print_runs(FILE *out, const struct ardey_summary *summary)
{
    if (summary->runs_begun + summary->runs_cancelled == 0)
        return;
    fprintf(out,
            "vehicles of public transport: %" PRIu64 " runs begun, %" PRIu64 " ended, %" PRIu64
            " cancelled\n",
            summary->runs_begun, summary->runs_ended, summary->runs_cancelled);
}

static void print_rail(FILE *out, const struct ardey_summary *summary)
{
    const struct ardey_rail_summary *rail = &summary->rail;
    if (rail->hops == 0)
        return;
    fprintf(out,
            "trains on blocks: %" PRIu64 " begun, %" PRIu64 " ended, %" PRIu64
            " on the tracks; %" PRIu64 " of %" PRIu64 " ways from stop to stop hindered, %.0f min "
            "lost\n",
            rail->trains_begun, rail->trains_ended, rail->trains_on_tracks, rail->hindered_hops,
            rail->hops, rail->lost_minutes);
}

static void print_drives(FILE *out, const struct ardey_summary *summary)
{
    const struct ardey_drives_summary *drives = &summary->drives;
    if (drives->given == 0)
        return;
    fprintf(out,
            "drives: %" PRIu64 " given, %" PRIu64 " departed = %" PRIu64 " arrived + %" PRIu64
            " under way, mean %.1f min and %.2f km\n",
            drives->given, drives->departed, drives->arrived, drives->under_way,
            drives->mean_minutes, drives->mean_km);
    if (drives->before_start + drives->not_started > 0)
        fprintf(out,
                "        %" PRIu64 " due before the start and left out, %" PRIu64
                " not started before the end\n",
                drives->before_start, drives->not_started);
}

void summary_print(FILE *out, const struct ardey_summary *summary, double memory_mb)
{
    print_people(out, summary);
    print_drives(out, summary);
    print_runs(out, summary);
    print_rail(out, summary);
    print_street(out, summary);
    if (summary->link_count > 0)
        fprintf(out,
                "roads: %" PRIu64 " link traversals, %" PRIu64 " moves by force, %" PRIu64
                " drives within one node\n",
                summary->link_traversals, summary->forced_moves, summary->local_drives);
    print_places(out, summary);
    const struct ardey_targets_summary *targets = &summary->targets;
    if (targets->judged + targets->compared > 0)
        fprintf(out,
                "\ntargets: %u of %u met, %u more are only compared; 'ardey targets' prints "
                "them\n",
                targets->met, targets->judged, targets->compared);
    if (summary->days > 0)
        fprintf(out,
                "\npeople settled in %" PRIu32 " days, %.0f s: all together could save %.2f %% of "
                "what they spend\n",
                summary->days, summary->settle_seconds, 100 * summary->relative_gap);
    fprintf(out,
            "\n%" PRIu64
            " events in %.1f s (%.2f million per second; build %.1f s), %u threads, %u "
            "partitions, lookahead %.1f s, %.0f MB\n",
            summary->events, summary->run_seconds,
            summary->run_seconds > 0 ? (double)summary->events / summary->run_seconds / 1e6 : 0.0,
            summary->build_seconds, summary->threads, summary->partitions, summary->lookahead_s,
            memory_mb);
    if (summary->digest[0])
        fprintf(out, "digest %s\n", summary->digest);
}
