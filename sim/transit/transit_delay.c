// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"
#include "kernel/random.h"
#include "transit/transit_state.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

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

static uint32_t hash_text(uint32_t hash, const char *text)
{
    return hash_bytes(hash, text, strlen(text)) *
           HASH_PRIME; /* an end: "ab", "c" is not "a", "bc" */
}

static uint32_t hash_number(uint32_t hash, uint64_t number)
{
    char bytes[8]; /* lowest first, on any machine */
    for (int i = 0; i < 8; i++, number >>= 8)
        bytes[i] = (char)(number & 0xff);
    return hash_bytes(hash, bytes, sizeof bytes);
}

/** A call by what it is, not by its place in the timetable: line, direction, stop, planned
 * departure. So a run keeps its lots when others come, go, or are cut. */
static uint32_t call_key(const struct timetable *timetable, const struct visit *visit)
{
    uint32_t hash = hash_text(HASH_START, names_text(&timetable->line_names, visit->pattern->line));
    hash = hash_text(hash, names_text(&timetable->stop_names, visit->stop));
    return hash_number(hash, (uint64_t)visit->pattern->direction << 32 | visit->depart_ms);
}

/** A row by what makes it another distribution of other calls; when it applies and to how many is
 * not part of it, so a longer time or a larger share only adds delays. */
static uint32_t row_key(const struct delay_row *row)
{
    uint32_t hash = hash_text(hash_text(HASH_START, row->line_id), row->stop);
    hash = hash_number(hash, (uint64_t)(row->direction + 1));
    return hash_number(hash, (uint64_t)row->distribution);
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
        random_stream_init(&lot, transit->parameters.seed, call_key(timetable, visit),
                           RANDOM_PRIMARY_DELAY);
        lot.counter[1] = row_key(row);
        if (random_unit(&lot) < row->share)
            drawn_s += delay_draw_s(row, &lot);
    }
    for (uint32_t i = incident_first(timetable, visit->run);
         i < timetable->incident_count && timetable->incidents[i].run == visit->run; i++)
        if (timetable->incidents[i].seq == visit->seq && !timetable->incidents[i].is_cancelled)
            given_ms += timetable->incidents[i].delay_ms;
    return given_ms + (uint32_t)llround(MS_PER_S * fmin(drawn_s, DELAY_MOST_S));
}
