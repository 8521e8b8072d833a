// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_RANDOM_H
#define KERNEL_RANDOM_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

/** The ten-round Philox 4x32 bijection: `out = philox(key, counter)`.
 *  Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC11, 2011). */
void philox4x32_10(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]);

/** Purposes. A stream is a pure function of (seed, entity, purpose, counter), so a new purpose
 * never shifts an old one. Numbers are written down for good: never renumber, never reuse. */
enum random_purpose {
    RANDOM_PERSON = 1,         /**< car at hand */
    RANDOM_WORKPLACE = 2,      /**< work or school place */
    RANDOM_CHAIN = 3,          /**< which activities on the day, when */
    RANDOM_DESTINATION = 4,    /**< secondary destinations */
    RANDOM_MODE = 5,           /**< fixed mode split */
    RANDOM_THROUGH = 6,        /**< through traffic departures */
    RANDOM_SAMPLE = 7,         /**< whether a person is in the sample */
    RANDOM_ROUTE = 8,          /**< which view of the network a driver holds */
    RANDOM_FLOW = 9,           /**< gaps between the vehicles of a flow; entity: its row */
    RANDOM_PRIMARY_DELAY = 10, /**< primary delays of public transport; entity: its call */
    RANDOM_BICYCLE = 11,       /**< whether a passenger brings a bicycle; entity: person */
    RANDOM_REVISION = 12,      /**< whether an agent decides again; counter: iteration */
    RANDOM_TASTE = 13,         /**< unexplained liking of a mode; entity: person, counter: tour */
    RANDOM_HOME = 14,          /**< point of the home within its place */
    RANDOM_TICKET = 15,        /**< season ticket, bicycle */
    RANDOM_EXTRA = 16,         /**< extra demand: where from and to, ticket, bicycle */
    RANDOM_EXTRA_TIME = 17,    /**< extra demand: when */
    RANDOM_DRIVE = 18,         /**< drive of a person's car */
    RANDOM_LUA = 40,           /**< scenarios in Lua; entity: the name, counter: the number */
    RANDOM_SWEEP = 90,         /**< points of a Latin hypercube; entity: hash of the parameter */
    RANDOM_CASE_ARRIVAL = 100, /**< validation cases: gaps between customers, or passengers */
    RANDOM_CASE_SERVICE = 101, /**< validation cases: services, or headways */
    RANDOM_CASE_REPLY = 102,   /**< validation cases: another choice; counter: iteration */
    RANDOM_TEST = 1000
};

/** A stream with GSL's generator interface: pass `&stream->rng` to any GSL distribution. Lives on
 * the stack, must not be moved after `random_stream_init`, needs no deinit. */
struct random_stream {
    gsl_rng rng;
    uint32_t key[2];
    uint32_t counter[4]; /**< block counter (2 words), purpose, entity */
    uint32_t block[4];
    uint32_t used; /**< words of `block` already given out */
};

void random_stream_init(struct random_stream *stream, uint64_t seed, uint32_t entity,
                        enum random_purpose purpose);

/** The next 32 random bits. */
uint32_t random_bits(struct random_stream *stream);

/** Uniform in [0, 1), 53 bits. */
double random_unit(struct random_stream *stream);

/** Uniform in [0, count) without bias; count > 0. */
uint32_t random_below(struct random_stream *stream, uint32_t count);

#endif
