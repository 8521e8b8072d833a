// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/parking.h"

#include <math.h>
#include <stddef.h>

const char *const parking_spot_names[] = {"none", "lot", "outside", NULL};

void parking_init(struct parking *lot, const struct parking_rules *rules, uint32_t t_ms)
{
    *lot = (struct parking){.rules = *rules, .begin_ms = t_ms, .changed_ms = t_ms};
}

/** Adds the time since the last change to the integral. */
static void parking_advance(struct parking *lot, uint32_t t_ms)
{
    lot->occupied_ms_sum += (uint64_t)lot->occupied * (t_ms - lot->changed_ms);
    lot->metered_ms_sum = parking_metered_ms(lot, t_ms);
    lot->changed_ms = t_ms;
}

uint64_t parking_metered_ms(const struct parking *lot, uint32_t t_ms)
{
    return lot->metered_ms_sum + (uint64_t)lot->metered * (t_ms - lot->changed_ms);
}

void parking_meter_start(struct parking *lot, uint32_t t_ms)
{
    parking_advance(lot, t_ms);
    lot->metered++;
    lot->metered_stays++;
}

void parking_meter_stop(struct parking *lot, uint32_t t_ms)
{
    parking_advance(lot, t_ms);
    lot->metered--;
}

/** Puts a car on a space, or outside when there is none. */
static enum parking_spot parking_take(struct parking *lot)
{
    if (lot->occupied >= lot->rules.spaces) {
        lot->outside++;
        return PARKING_OUTSIDE;
    }
    lot->occupied++;
    if (lot->occupied > lot->peak)
        lot->peak = lot->occupied;
    return PARKING_LOT;
}

enum parking_spot parking_add(struct parking *lot)
{
    enum parking_spot spot = parking_take(lot);
    if (spot == PARKING_LOT)
        lot->initial++;
    else
        lot->initial_outside++;
    return spot;
}

/** Real spaces that a car looks at that comes to `occupied` others. */
static double parking_inspected(const struct parking *lot, uint32_t occupied)
{
    double all = lot->rules.weight * lot->rules.spaces;
    double free = lot->rules.weight * (lot->rules.spaces - occupied);
    return free > 0 ? (all + 1) / (free + 1) : all;
}

static uint32_t parking_search_ms(const struct parking *lot, uint32_t occupied)
{
    double search_s = lot->rules.search_s * parking_inspected(lot, occupied);
    if (lot->rules.most_s > 0)
        search_s = fmin(search_s, lot->rules.most_s);
    return (uint32_t)fmin(round(1000.0 * search_s), UINT32_MAX);
}

struct parking_stay parking_arrive(struct parking *lot, uint32_t t_ms)
{
    struct parking_stay stay = {.search_ms = parking_search_ms(lot, lot->occupied)};

    parking_advance(lot, t_ms);
    stay.spot = parking_take(lot);
    lot->arrived++;
    lot->search_ms_sum += stay.search_ms;
    if (stay.spot == PARKING_LOT)
        lot->parked++;
    else
        lot->refused++;
    return stay;
}

void parking_leave(struct parking *lot, enum parking_spot spot, uint32_t t_ms)
{
    parking_advance(lot, t_ms);
    if (spot == PARKING_LOT) {
        lot->occupied--;
        lot->left++;
    } else if (spot == PARKING_OUTSIDE) {
        lot->outside--;
        lot->left_outside++;
    }
}

double parking_mean_occupied(const struct parking *lot, uint32_t t_ms)
{
    uint64_t sum = lot->occupied_ms_sum + (uint64_t)lot->occupied * (t_ms - lot->changed_ms);
    return t_ms > lot->begin_ms ? (double)sum / (t_ms - lot->begin_ms) : lot->occupied;
}

uint32_t parking_expected_ms(const struct parking *lot)
{
    uint32_t spaces = lot->rules.spaces, in_vain_ms = parking_search_ms(lot, spaces);
    uint64_t refused_ms = in_vain_ms;
    if (lot->rules.most_s > 0)
        refused_ms = (uint64_t)llround(1000.0 * lot->rules.most_s);
    if (lot->arrived == 0)
        return spaces > 0 ? parking_search_ms(lot, 0) : (uint32_t)refused_ms;
    uint64_t sum = lot->search_ms_sum + lot->refused * (refused_ms - in_vain_ms);
    return (uint32_t)(sum / lot->arrived);
}

bool parking_is_balanced(const struct parking *lot)
{
    return lot->arrived == lot->parked + lot->refused &&
           lot->initial + lot->parked == lot->left + lot->occupied &&
           lot->initial_outside + lot->refused == lot->left_outside + lot->outside &&
           lot->occupied <= lot->rules.spaces;
}
