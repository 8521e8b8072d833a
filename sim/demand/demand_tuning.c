// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_tuning.h"

#include "base/memory.h"
#include "demand/mode_split.h"

#include <math.h>
#include <string.h>

#define ROUNDS 10
/* Looked at per round: a share of 10 % then has a standard error of 0.15 points. */
#define PERSONS_WANTED      40000u
#define BLOCK_PERSONS       1024u
#define CORRECTION_EXPONENT 0.8
#define CORRECTION_MAX      4.0

/* What a block of persons did. Whole numbers, so that the order of adding cannot matter. */
struct tally {
    uint32_t persons[DEMAND_GROUPS], mobile[DEMAND_GROUPS];
    uint32_t gaps[DEMAND_GROUPS][DAY_GAP_BINS]; /* between consecutive activities */
    uint32_t bands[DEMAND_BANDS_MAX];
    uint32_t hours[PURPOSE_COUNT][DEMAND_HOURS];
    struct mode_tally modes;
};

/* Raw weights behind the running sums of the tuning. */
struct weights {
    double curve[CURVE_COUNT][DEMAND_HOURS];
};

struct round {
    struct day_source source;
    uint32_t stride, person_count; /* persons that are looked at: 0, stride, 2 stride ... */
    struct tally *tallies;         /* [blocks] */
};

static void count_tours(const struct day_source *source, enum day_class class,
                        const struct day_plan *plan, struct tally *tally)
{
    for (uint32_t first = 0; first < plan->trip_count;) {
        struct day_tour tour = day_tour_at(&source->world->reach, plan, first);
        for (uint32_t t = first; t < tour.end; t++) {
            const struct day_trip *trip = &plan->trips[t];
            enum day_step step = day_step_of(trip, tour.longest_band);
            tally->modes.trips[class][tour.kind][tour.longest_band][trip->band][step]++;
        }
        first = tour.end;
    }
}

static void count_resident(uint8_t group, const struct day_plan *plan, struct tally *tally)
{
    tally->persons[group]++;
    tally->mobile[group] += plan->activity_count > 0 ? 1 : 0;
    for (uint32_t i = 0; i + 1 < plan->activity_count; i++) {
        tally->gaps[group][day_gap_bin(&plan->activities[i], &plan->activities[i + 1])]++;
    }
    for (uint32_t t = 0; t < plan->trip_count; t++) {
        const struct day_trip *trip = &plan->trips[t];
        uint32_t hour = trip->depart_s / 3600u;
        tally->bands[trip->band]++;
        tally->hours[trip->purpose][hour < DEMAND_HOURS ? hour : DEMAND_HOURS - 1]++;
    }
}

static void count_block(void *context, uint32_t item, uint32_t worker)
{
    (void)worker;
    const struct round *round = context;
    struct tally *tally = &round->tallies[item];
    uint64_t first = (uint64_t)item * BLOCK_PERSONS * round->stride;
    for (uint32_t i = 0; i < BLOCK_PERSONS; i++) {
        uint64_t person = first + (uint64_t)i * round->stride;
        if (person >= round->person_count) {
            return;
        }
        struct day_plan plan;
        uint32_t id = (uint32_t)person;
        const struct demand_person *who = &round->source.people->persons[id];
        day_plan_draw(&round->source, id, &plan);
        if (who->group < DEMAND_GROUPS) {
            count_resident(who->group, &plan, tally);
        }
        bool has_car = plan.trip_count > 0 && day_has_car(&round->source, id);
        count_tours(&round->source, day_class_of(who, has_car), &plan, tally);
    }
}

/* All members of `struct tally` are 32-bit counts. */
static void add_tally(struct tally *sum, const struct tally *part)
{
    uint32_t *to = (uint32_t *)(void *)sum;
    const uint32_t *from = (const uint32_t *)(const void *)part;
    for (size_t i = 0; i < sizeof *sum / sizeof *to; i++) {
        to[i] += from[i];
    }
}

static double correction(double wanted, double counted)
{
    if (counted <= 0.0 || wanted <= 0.0) {
        return 1.0;
    }
    double ratio = pow(wanted / counted, CORRECTION_EXPONENT);
    return fmin(fmax(ratio, 1.0 / CORRECTION_MAX), CORRECTION_MAX);
}

static void correct_bands(const struct demand_rules *rules, const struct tally *tally,
                          struct demand_tuning *tuning)
{
    double total = 0.0, sum = 0.0;
    for (uint32_t b = 0; b < rules->band_count; b++) {
        total += (double)tally->bands[b];
    }
    for (uint32_t b = 0; b < rules->band_count; b++) {
        tuning->band_weight[b] *= correction(rules->band_share[b] * total, (double)tally->bands[b]);
        sum += tuning->band_weight[b];
    }
    for (uint32_t b = 0; b < rules->band_count; b++) {
        tuning->band_weight[b] /= sum;
    }
}

static void set_running(const double *shares, double *running)
{
    double total = 0.0, sum = 0.0;
    for (uint32_t h = 0; h < DEMAND_HOURS; h++) {
        total += shares[h];
    }
    for (uint32_t h = 0; h < DEMAND_HOURS; h++) {
        sum += shares[h];
        running[h] = sum / total;
    }
}

static void correct_curves(const struct demand_rules *rules, const struct tally *tally,
                           struct weights *weights, struct demand_tuning *tuning)
{
    for (uint32_t p = PURPOSE_WORK; p <= PURPOSE_OTHER; p++) {
        double total = 0.0;
        for (uint32_t h = 0; h < DEMAND_HOURS; h++) {
            total += (double)tally->hours[p][h];
        }
        for (uint32_t h = 0; h < DEMAND_HOURS; h++) {
            weights->curve[p][h] *=
                correction(rules->curve[p][h] * total, (double)tally->hours[p][h]);
        }
        set_running(weights->curve[p], tuning->curve[p]);
    }
}

/* The gap above which people go home in between, so that the group's trips home meet their rate. */
static void set_ways_home(const struct demand_rules *rules, const struct tally *tally,
                          struct demand_tuning *tuning)
{
    for (uint32_t g = 0; g < DEMAND_GROUPS; g++) {
        /* the last way of everyone who left home is a way home already */
        double wanted = rules->rate[g][PURPOSE_HOME] * tally->persons[g] - tally->mobile[g];
        tuning->home_gap_bin[g] = -1.0;
        for (uint32_t bin = DAY_GAP_BINS; bin-- > 0;) {
            double here = (double)tally->gaps[g][bin];
            if (wanted <= here) {
                double taken = here > 0.0 ? fmax(wanted, 0.0) / here : 0.0;
                tuning->home_gap_bin[g] = (double)bin + 1.0 - taken;
                break;
            }
            wanted -= here;
        }
    }
}

/* How many activities: mean of those who leave home from the rates; one at least for who has no
 * main activity. */
static void set_chain_means(const struct demand_rules *rules, const struct demand_people *people,
                            struct demand_tuning *tuning)
{
    const double presence[DEMAND_GROUPS] = {[GROUP_CHILD] =
                                                rules->rate[GROUP_CHILD][PURPOSE_EDUCATION],
                                            [GROUP_PUPIL] = rules->presence_school,
                                            [GROUP_STUDENT] = rules->presence_university,
                                            [GROUP_EMPLOYED] = rules->presence_work};
    double persons[DEMAND_GROUPS] = {0.0}, with_main[DEMAND_GROUPS] = {0.0};
    for (uint32_t i = 0; i < people->resident_count; i++) {
        persons[people->persons[i].group] += 1.0;
        with_main[people->persons[i].group] += people->persons[i].main_place != NONE ? 1.0 : 0.0;
    }
    for (uint32_t g = 0; g < DEMAND_GROUPS; g++) {
        double mobile = fmax(1.0 - rules->stay_home[g], 1e-6), further = 0.0;
        uint32_t own = g == GROUP_EMPLOYED  ? PURPOSE_WORK
                       : g <= GROUP_STUDENT ? PURPOSE_EDUCATION
                                            : PURPOSE_HOME;
        for (uint32_t p = PURPOSE_WORK; p <= PURPOSE_OTHER; p++) {
            further += p != own ? rules->rate[g][p] / mobile : 0.0;
        }
        tuning->main_share[g] = fmin(presence[g] / mobile, 1.0);
        double goes = persons[g] > 0.0 ? tuning->main_share[g] * with_main[g] / persons[g] : 0.0;
        tuning->extra_mean[g] = fmax(further - (1.0 - goes), 0.0);
    }
}

static void start(const struct demand_rules *rules, struct weights *weights,
                  struct demand_tuning *tuning)
{
    memcpy(weights->curve, rules->curve, sizeof weights->curve);
    for (uint32_t c = 0; c < CURVE_COUNT; c++) {
        set_running(rules->curve[c], tuning->curve[c]);
    }
    memcpy(tuning->band_weight, rules->band_share, sizeof tuning->band_weight);
    for (uint32_t g = 0; g < DEMAND_GROUPS; g++) {
        tuning->home_gap_bin[g] = DAY_GAP_BINS;
    }
    struct mode_tally nothing = {0};
    mode_split_solve(rules, &nothing, tuning->mode);
}

enum status demand_tuning_find(const struct demand_world *world, const struct demand_people *people,
                               uint64_t seed, struct team *team, struct demand_tuning *out,
                               struct error *err)
{
    const struct demand_rules *rules = &world->rules;
    struct demand_tuning tuning = {0};
    struct weights weights;
    uint32_t count = people->resident_count + people->commuter_count;
    struct round round = {{world, &tuning, people, seed}, .person_count = count};
    round.stride = count / PERSONS_WANTED + 1;
    uint32_t blocks = count / round.stride / BLOCK_PERSONS + 1;
    round.tallies = mem_alloc((size_t)blocks + 1, sizeof *round.tallies, err);
    if (round.tallies == NULL) {
        return STATUS_RESOURCE;
    }
    set_chain_means(rules, people, &tuning);
    start(rules, &weights, &tuning);
    struct tally *sum = &round.tallies[blocks];
    for (int i = 0; i < ROUNDS; i++) {
        memset(round.tallies, 0, ((size_t)blocks + 1) * sizeof *round.tallies);
        team_run(team, blocks, count_block, &round);
        for (uint32_t b = 0; b < blocks; b++) {
            add_tally(sum, &round.tallies[b]);
        }
        set_ways_home(rules, sum, &tuning);
        correct_bands(rules, sum, &tuning);
        correct_curves(rules, sum, &weights, &tuning);
        mode_split_solve(rules, &sum->modes, tuning.mode);
    }
    mem_free(round.tallies);
    *out = tuning;
    return STATUS_OK;
}
