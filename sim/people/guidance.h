// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef PEOPLE_GUIDANCE_H
#define PEOPLE_GUIDANCE_H

#include "kernel/kernel.h"
#include "network/network.h"
#include "road/link_observer.h"
#include "routing/road_fans.h"

#include <stdint.h>

#define GUIDANCE_VIEWS 4u

/** What drivers know about travel times: the last few pictures of the network, renewed at sync
 * times from what vehicles really needed. Drivers hold pictures of different age, so they do not
 * all turn to the same road at once. */
struct guidance {
    const struct network *network;
    const struct road *road;
    struct road_hierarchy *hierarchy;
    struct road_metric *metrics[GUIDANCE_VIEWS];
    struct road_fans *views[GUIDANCE_VIEWS]; /**< of all nodes of places */
    struct road_query **queries;             /**< [query_count] one per worker */
    uint32_t query_count;
    uint32_t view_count; /**< pictures made so far, at most GUIDANCE_VIEWS */
    uint32_t newest;     /**< index of the newest one */
    uint32_t every_ms;
    uint32_t *link_ms; /**< [link_count] what drivers believe now, were every link open */
    struct link_observer observer;
    /* Only where some link changes, or may change, by time of day; else NULL. */
    uint32_t *belief_ms; /**< [GUIDANCE_VIEWS][link_count] link_ms when each picture was made */
    uint32_t *shown_ms;  /**< [link_count] scratch: a picture with its closures */
    bool *is_closed;     /**< [link_count] in all pictures */
    bool *is_news;       /**< [link_count] closed since the last renewal */
    bool has_news;       /**< some link is */
    uint32_t *toll_ms;   /**< [link_count] tolls and kilometres in all pictures, as time; NULL: they
                            count for nothing */
    double toll_ms_per_meur, car_eur_km;
};

struct guidance_world {
    const struct network *network;
    const struct road *road;
    uint32_t every_ms;
    double toll_ms_per_meur, car_eur_km; /**< as in struct people_world */
};

/** Prepares ways between all nodes of places, with the times of the empty road when the kernel
 * starts. */
enum status guidance_create(const struct guidance_world *world, struct kernel *kernel,
                            struct guidance **out, struct error *err);
void guidance_destroy(struct guidance *guidance);

/** Sync hook: believes half of the old and half of the time observed since the last renewal. A link
 * that nobody left is believed to take as long as those on it have been there on average, and no
 * less than its free time. A link that is closed is shown with the wait until it opens again, at
 * most LINK_CLOSED_MOST_MS, and its free time. When a link was closed or opened since the last
 * renewal, the older pictures are drawn anew with the closures of now: everybody hears of them.
 * A link takes longer by what its kilometres and the toll of now are worth, in all pictures.
 * O(links), and a customisation of the picture with its fans (of all pictures after a closure). */
enum status guidance_renew(void *guidance, struct kernel *kernel, uint32_t t_ms, struct error *err);

/** Saves or loads what drivers believe; the pictures are drawn anew from it. */
void guidance_archive(struct guidance *guidance, struct team *team, struct archive *archive);

/** Whether a link of a route is known to be closed. O(length) */
bool guidance_is_closed(const struct guidance *guidance, const uint32_t *route, uint32_t length);

/** Whether some link of a route has closed since the last renewal. O(length) */
bool guidance_has_news(const struct guidance *guidance, const uint32_t *route, uint32_t length);

/** Time of a way that was found in a picture: `felt_ms` is what the query said, less the tolls. */
uint32_t guidance_way_ms(const struct guidance *guidance, struct road_query *query,
                         uint32_t felt_ms);

/** The picture held by a driver whose lot is `draw`. */
const struct road_fans *guidance_view(const struct guidance *guidance, uint32_t draw);

#endif
