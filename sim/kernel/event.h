// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_EVENT_H
#define KERNEL_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#define MS_PER_S 1000u

/** An event, 16 bytes. Simulated time is whole milliseconds since midnight of the simulated day, 32
 * bits (49 days). Its whole content is its key: time, receiver, type, subject, argument, in this
 * order of significance. Two events with equal keys are the same event twice, so their order cannot
 * matter; no arrival order ever enters. Four events share a cache line. */
struct event {
    uint64_t when_where; /**< t_ms << 32 | receiver */
    uint64_t what;       /**< type << 56 | subject << 24 | argument */
};

#define EVENT_ARGUMENT_MAX 0xffffffu

static inline struct event event_make(uint32_t t_ms, uint32_t receiver, uint8_t type,
                                      uint32_t subject, uint32_t argument)
{
    return (struct event){(uint64_t)t_ms << 32 | receiver, (uint64_t)type << 56 |
                                                               (uint64_t)subject << 24 |
                                                               (argument & EVENT_ARGUMENT_MAX)};
}

static inline uint32_t event_t_ms(struct event event)
{
    return (uint32_t)(event.when_where >> 32);
}

/** The process that handles the event. */
static inline uint32_t event_receiver(struct event event)
{
    return (uint32_t)event.when_where;
}

/** What happens; its meaning belongs to the receiver's kind. */
static inline uint8_t event_type(struct event event)
{
    return (uint8_t)(event.what >> 56);
}

/** Whom it happens to: a vehicle, a person, a run. */
static inline uint32_t event_subject(struct event event)
{
    return (uint32_t)(event.what >> 24);
}

/** 24 bits that the receiver's kind defines: a link of the node, a stop of the run. */
static inline uint32_t event_argument(struct event event)
{
    return (uint32_t)event.what & EVENT_ARGUMENT_MAX;
}

static inline bool event_before(struct event a, struct event b)
{
    return a.when_where < b.when_where || (a.when_where == b.when_where && a.what < b.what);
}

#endif
