// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_PARKING_H
#define ROAD_PARKING_H

#include <stdbool.h>
#include <stdint.h>

/** The parking spaces of one place: a car park, or the kerbs around it. A plain struct without a
 * process of its own: whoever holds it (the process of the place) alone calls the functions below,
 * in order of time. A car that finds no space is refused by the lot and parks outside, where there
 * is always room, so that nobody is lost. All functions are O(1). */

/** Where a car stands. */
enum parking_spot {
    PARKING_NONE,   /**< at a place without a lot, or not parked at all */
    PARKING_LOT,    /**< on a space of the lot */
    PARKING_OUTSIDE /**< around it, after the lot was full */
};

/** "none", "lot", "outside"; NULL-terminated. */
extern const char *const parking_spot_names[];

struct parking_rules {
    uint32_t spaces; /**< simulated cars that fit */
    double weight;   /**< real spaces behind each of them (1 / sample), > 0 */
    double search_s; /**< time to inspect one real space */
    double most_s;   /**< nobody searches for longer; 0: no bound */
};

struct parking {
    struct parking_rules rules;
    uint32_t occupied, outside;        /**< cars there now */
    uint32_t peak;                     /**< most that were in the lot at once */
    uint64_t initial, initial_outside; /**< cars that stood there when the day began */
    uint64_t arrived;                  /**< = parked + refused */
    uint64_t parked, refused;          /**< refused: the lot was full, the car stands outside */
    uint64_t left, left_outside;
    uint64_t occupied_ms_sum; /**< cars in the lot times how long, until `changed_ms` */
    uint64_t search_ms_sum;   /**< over `arrived` */
    uint32_t begin_ms, changed_ms;
    uint32_t metered; /**< cars there now, in the lot or outside, that pay for their stay */
    uint64_t metered_stays, metered_ms_sum; /**< their stays so far, and how long, until
                                               `changed_ms` */
};

/** An empty lot at `t_ms`. */
void parking_init(struct parking *lot, const struct parking_rules *rules, uint32_t t_ms);

/** Puts a car there that stands there when the day begins: in the lot while it has room, else
 * outside. It neither searches nor counts as arrived. */
enum parking_spot parking_add(struct parking *lot);

/** What became of a car that came to park. */
struct parking_stay {
    enum parking_spot spot;
    uint32_t search_ms; /**< from reaching the lot to standing still */
};

/** A car comes at `t_ms`. With a free space it takes one at once, so that nobody else can, and
 * inspects (n + 1) / (f + 1) spaces on the way to it, of n of which f are free: spaces are looked
 * at in random order, none twice. (The n - f taken ones fall into f + 1 gaps before, between and
 * after the free ones, equally long on average: (n - f) / (f + 1) are seen before the first free
 * one. It is the mean of the negative hypergeometric distribution; Johnson, Kemp, Kotz: Univariate
 * Discrete Distributions, 2005, chapter 6.) Without one it inspects all n in vain. Neither takes
 * longer than `most_s`: then it takes the next one at hand. A loss system in the sense of Erlang
 * 1917: nobody waits for a space. */
struct parking_stay parking_arrive(struct parking *lot, uint32_t t_ms);

/** A car that stands there, in the lot or outside, leaves at `t_ms`. */
void parking_leave(struct parking *lot, enum parking_spot spot, uint32_t t_ms);

/** The stay of a car that pays begins, ends; between its arrival and its leaving. */
void parking_meter_start(struct parking *lot, uint32_t t_ms);
void parking_meter_stop(struct parking *lot, uint32_t t_ms);

/** Time that cars have paid for until `t_ms` (not before the last change), ms. */
uint64_t parking_metered_ms(const struct parking *lot, uint32_t t_ms);

/** Mean number of cars in the lot from its beginning until `t_ms` (not before the last change). */
double parking_mean_occupied(const struct parking *lot, uint32_t t_ms);

/** What a driver who has seen the day so far must reckon with, ms: the mean search of the cars that
 * came, where those refused count as `most_s` (if it is bounded), however soon they gave up: it
 * stands for what they do then. Of a lot that nobody came to: the search in an empty one. */
uint32_t parking_expected_ms(const struct parking *lot);

/** Whether the books are right: in = out + there, in the lot and outside, and no more cars in the
 * lot than spaces. */
bool parking_is_balanced(const struct parking *lot);

#endif
