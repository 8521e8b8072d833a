// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/day_plan.h"

#include "kernel/random.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#define DURATION_MIN_S  300.0
#define DURATION_MAX_S  50400.0
#define MAIN_MARGIN_S   1200.0 /* other activities start and end this far from the main one */
#define PART_TIME_SHARE 0.29   /* of the employed in Germany; general knowledge */
#define REDRAWS_MAX     12

/* Who starts late does not stay for a whole day. Own assumption, from the published hours of the
 * ways home. */
#define LATE_START_S    39600.0 /* 11:00: half a day of work or school */
#define EVENING_START_S 54000.0 /* 15:00: a quarter */
#define NIGHT_S         84600.0 /* 23:30: activities other than work end by then ... */
#define NIGHT_STAY_S    1800.0  /* ... but last this long */

double day_curve_draw_s(const double *running, double unit)
{
    uint32_t hour = 0;
    while (hour + 1 < DEMAND_HOURS && running[hour] <= unit) {
        hour++;
    }
    double before = hour > 0 ? running[hour - 1] : 0.0;
    double share = running[hour] - before;
    double within = share > 0.0 ? (unit - before) / share : 0.5;
    within = within < 0.0 ? 0.0 : within > 0.9999 ? 0.9999 : within;
    return ((double)hour + within) * 3600.0;
}

uint32_t day_gap_bin(const struct day_activity *activity, const struct day_activity *next)
{
    double gap_s = next->wish_s - activity->wish_s - activity->duration_s;
    if (gap_s <= 0.0) {
        return 0;
    }
    double bin = 1.0 + floor(gap_s / DAY_GAP_BIN_S);
    return bin < DAY_GAP_BINS - 1 ? (uint32_t)bin : DAY_GAP_BINS - 1;
}

static uint8_t main_purpose(uint8_t group)
{
    return group == GROUP_EMPLOYED || group == GROUP_COMMUTER ? PURPOSE_WORK
           : group <= GROUP_STUDENT                           ? PURPOSE_EDUCATION
                                                              : PURPOSE_HOME;
}

static uint8_t main_kind(uint8_t group, struct random_stream *stream)
{
    switch (group) {
    case GROUP_CHILD:
        return ACTIVITY_KINDERGARTEN;
    case GROUP_PUPIL:
        return ACTIVITY_SCHOOL;
    case GROUP_STUDENT:
        return ACTIVITY_UNIVERSITY;
    default:
        return random_unit(stream) < PART_TIME_SHARE ? ACTIVITY_PART_TIME : PURPOSE_WORK;
    }
}

static double duration_draw_s(const struct demand_duration *duration, struct random_stream *stream)
{
    double value_s = duration->mean_s;
    if (duration->sd_s > 0.0 && duration->mean_s > 0.0) {
        double ratio = duration->mean_s / duration->sd_s;
        value_s = gsl_ran_gamma(&stream->rng, ratio * ratio, duration->mean_s / (ratio * ratio));
    }
    return value_s < DURATION_MIN_S   ? DURATION_MIN_S
           : value_s > DURATION_MAX_S ? DURATION_MAX_S
                                      : value_s;
}

/* Activities that start late are shorter. */
static void shorten(struct day_activity *activity)
{
    if (activity->purpose == PURPOSE_WORK || activity->purpose == PURPOSE_EDUCATION) {
        activity->duration_s *= activity->wish_s >= EVENING_START_S ? 0.25
                                : activity->wish_s >= LATE_START_S  ? 0.5
                                                                    : 1.0;
        return;
    }
    activity->duration_s =
        fmin(activity->duration_s, fmax(NIGHT_S - activity->wish_s, NIGHT_STAY_S));
}

static void add_activity(const struct day_source *source, uint8_t purpose, uint8_t kind,
                         struct random_stream *stream, struct day_plan *plan)
{
    plan->activities[plan->activity_count++] = (struct day_activity){
        .purpose = purpose,
        .kind = kind,
        .wish_s = day_curve_draw_s(source->tuning->curve[purpose], random_unit(stream)),
        .duration_s = duration_draw_s(&source->world->rules.duration[kind], stream)};
}

/* The purpose of one more activity, by the group's trip rates. The main purpose is not among them.
 */
static uint8_t further_purpose(const struct demand_rules *rules, uint8_t group, double unit)
{
    double total = 0.0;
    for (uint8_t p = PURPOSE_WORK; p <= PURPOSE_OTHER; p++) {
        total += p != main_purpose(group) ? rules->rate[group][p] : 0.0;
    }
    double mark = unit * total, sum = 0.0;
    uint8_t last = PURPOSE_OTHER;
    for (uint8_t p = PURPOSE_WORK; p <= PURPOSE_OTHER; p++) {
        double rate = p != main_purpose(group) ? rules->rate[group][p] : 0.0;
        sum += rate;
        last = rate > 0.0 ? p : last;
        if (rate > 0.0 && mark < sum) {
            return p;
        }
    }
    return last;
}

/* A wish that falls into the main activity is drawn again: one cannot shop while at work. */
static void avoid_main(const struct day_source *source, struct random_stream *stream,
                       struct day_plan *plan)
{
    struct day_activity *last = &plan->activities[plan->activity_count - 1];
    const struct day_activity *main = &plan->activities[0];
    if (!main->is_main || last == main) {
        return;
    }
    double from_s = main->wish_s - MAIN_MARGIN_S;
    double to_s = main->wish_s + main->duration_s + MAIN_MARGIN_S;
    for (int i = 0; i < REDRAWS_MAX; i++) {
        if (last->wish_s + last->duration_s <= from_s || last->wish_s >= to_s) {
            return;
        }
        last->wish_s = day_curve_draw_s(source->tuning->curve[last->purpose], random_unit(stream));
    }
}

static void sort_by_wish(struct day_plan *plan)
{
    for (uint32_t i = 1; i < plan->activity_count; i++) {
        struct day_activity moved = plan->activities[i];
        uint32_t j = i;
        while (j > 0 && plan->activities[j - 1].wish_s > moved.wish_s) {
            plan->activities[j] = plan->activities[j - 1];
            j--;
        }
        plan->activities[j] = moved;
    }
}

/* Who has time goes home in between; how much time that takes follows from the group's rate of
 * trips home. */
static void choose_ways_home(const struct day_source *source, uint8_t group,
                             struct random_stream *stream, struct day_plan *plan)
{
    for (uint32_t i = 0; i + 1 < plan->activity_count; i++) {
        double bin = (double)day_gap_bin(&plan->activities[i], &plan->activities[i + 1]);
        plan->activities[i].goes_home_after =
            bin + random_unit(stream) > source->tuning->home_gap_bin[group];
    }
    plan->activities[plan->activity_count - 1].goes_home_after = true;
}

static void draw_further(const struct day_source *source, uint8_t group,
                         struct random_stream *stream, struct day_plan *plan)
{
    const struct demand_rules *rules = &source->world->rules;
    double total = 0.0;
    for (uint8_t p = PURPOSE_WORK; p <= PURPOSE_OTHER; p++) {
        total += p != main_purpose(group) ? rules->rate[group][p] : 0.0;
    }
    if (total <= 0.0) {
        return;
    }
    uint32_t further = gsl_ran_poisson(&stream->rng, source->tuning->extra_mean[group]);
    further += plan->activity_count == 0 ? 1 : 0; /* somebody who leaves home does something */
    for (uint32_t i = 0; i < further && plan->activity_count < DAY_ACTIVITIES_MAX; i++) {
        uint8_t purpose = further_purpose(rules, group, random_unit(stream));
        uint8_t kind = purpose == PURPOSE_WORK ? (uint8_t)ACTIVITY_PART_TIME : purpose;
        add_activity(source, purpose, kind, stream, plan);
        avoid_main(source, stream, plan);
        shorten(&plan->activities[plan->activity_count - 1]);
    }
}

void day_chain_draw(const struct day_source *source, uint32_t person, struct day_plan *plan)
{
    const struct demand_person *who = &source->people->persons[person];
    const struct demand_rules *rules = &source->world->rules;
    bool is_resident = who->group < DEMAND_GROUPS;
    struct random_stream stream;
    random_stream_init(&stream, source->seed, person, RANDOM_CHAIN);
    plan->activity_count = 0;
    plan->trip_count = 0;
    if (is_resident && random_unit(&stream) < rules->stay_home[who->group]) {
        return;
    }
    double main_share = is_resident ? source->tuning->main_share[who->group] : rules->presence_work;
    if (who->main_place != NONE && random_unit(&stream) < main_share) {
        uint8_t kind = main_kind(who->group, &stream);
        add_activity(source, main_purpose(who->group), kind, &stream, plan);
        plan->activities[0].is_main = true;
        shorten(&plan->activities[0]);
    }
    if (is_resident) {
        draw_further(source, who->group, &stream, plan);
        sort_by_wish(plan);
    }
    if (plan->activity_count > 0) {
        choose_ways_home(source, is_resident ? who->group : GROUP_EMPLOYED, &stream, plan);
    }
}

uint32_t day_chain_trip_count(const struct day_plan *plan)
{
    uint32_t trips = plan->activity_count;
    for (uint32_t i = 0; i < plan->activity_count; i++) {
        trips += plan->activities[i].goes_home_after ? 1 : 0;
    }
    return trips;
}
