// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/random.h"
#include "transit/transit_state.h"

#include <gsl/gsl_randist.h>
#include <math.h>

/** No primary delay is longer, s. */
#define DELAY_MOST_S 86400.0

static double delay_draw_s(const struct delay_row *row, struct random_stream *lot)
{
    double spread;
    switch ((enum delay_distribution)row->distribution) {
    case DELAY_FIXED:
        return row->mean_s;
    case DELAY_EXPONENTIAL:
        return gsl_ran_exponential(&lot->rng, row->mean_s);
    case DELAY_LOGNORMAL:
        if (row->mean_s <= 0)
            return 0;
        spread = log1p(row->shape * row->shape);
        return gsl_ran_lognormal(&lot->rng, log(row->mean_s) - spread / 2, sqrt(spread));
    case DELAY_WEIBULL:
        return gsl_ran_weibull(&lot->rng, row->mean_s / tgamma(1 + 1 / row->shape), row->shape);
    }
    return 0;
}

static bool rule_covers(const struct delay_rule *rule, const struct delay_row *row,
                        const struct visit *visit)
{
    double depart_s = visit->depart_ms / (double)MS_PER_S;
    return (rule->line == NONE || rule->line == visit->pattern->line) &&
           (rule->stop == NONE || rule->stop == visit->stop) &&
           (rule->direction > 1 || rule->direction == visit->pattern->direction) &&
           depart_s >= row->from_s && depart_s < row->until_s;
}

/** The first incident of a run, or where it would be. */
static uint32_t incident_first(const struct timetable *timetable, uint32_t run)
{
    uint32_t low = 0, high = timetable->incident_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (timetable->incidents[middle].run < run)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t transit_delay_ms(const struct transit *transit, const struct visit *visit)
{
    const struct timetable *timetable = transit->timetable;
    double drawn_s = 0;
    uint32_t given_ms = 0;
    for (uint32_t i = 0; i < timetable->delay_rule_count; i++) {
        const struct delay_rule *rule = &timetable->delay_rules[i];
        const struct delay_row *row =
            TABLE_ROW(&timetable->tables->delays, struct delay_row, rule->row);
        struct random_stream lot;
        if (!rule_covers(rule, row, visit))
            continue;
        /* Every row and call has its own part of the run's stream. */
        random_stream_init(&lot, transit->parameters.seed, visit->run, RANDOM_PRIMARY_DELAY);
        lot.counter[0] = i << 16;
        lot.counter[1] = visit->seq;
        if (random_unit(&lot) < row->share)
            drawn_s += delay_draw_s(row, &lot);
    }
    for (uint32_t i = incident_first(timetable, visit->run);
         i < timetable->incident_count && timetable->incidents[i].run == visit->run; i++)
        if (timetable->incidents[i].seq == visit->seq && !timetable->incidents[i].is_cancelled)
            given_ms += timetable->incidents[i].delay_ms;
    return given_ms + (uint32_t)llround(MS_PER_S * fmin(drawn_s, DELAY_MOST_S));
}
