// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef SHUTTLE_FIXTURE_H
#define SHUTTLE_FIXTURE_H

/** The small world of people_fixture.h with shuttles, and many who ask for them. */

#include "people/people_fixture.h"

#include "kernel/random.h"
#include "shuttle/shuttle_state.h"

#define SHUTTLE_PERSONS 60u
#define SHUTTLE_TRIPS   3u

struct shuttle_town {
    struct people_fixture world;
    struct table table;
    struct shuttle_fleets fleets;
    struct population population;
    uint32_t start_place[SHUTTLE_PERSONS], first_trip[SHUTTLE_PERSONS + 1];
    struct planned_trip trips[SHUTTLE_PERSONS * SHUTTLE_TRIPS];
    uint8_t group[SHUTTLE_PERSONS];
};

/** A fleet from 8:00 to 11:00 with places p, p2, q and r, from depots at p and r. */
static inline struct shuttle_row shuttle_row_of(int64_t vehicles, int64_t seats, double wait_s)
{
    return (struct shuttle_row){.id = "van",
                                .vehicles = vehicles,
                                .seats = seats,
                                .depot = "p;r",
                                .area = "in",
                                .from_s = 8 * 3600,
                                .until_s = 11 * 3600,
                                .fare_eur = 2,
                                .wait_s = wait_s,
                                .detour = 1.5,
                                .detour_s = 120,
                                .boarding_s = 30};
}

static inline void shuttle_town_add(struct shuttle_town *town, const struct shuttle_row *row)
{
    fixture_add_row(&town->world.roads, &town->table, row);
}

static inline void shuttle_town_init(struct shuttle_town *town)
{
    *town = (struct shuttle_town){0};
    people_fixture_standard(&town->world);
    town->table.path = "fleets.csv";
    town->table.fields = shuttle_table_kinds[0].fields;
    town->table.row_size = sizeof(struct shuttle_row);
}

static inline enum status shuttle_town_build(struct shuttle_town *town, double sample)
{
    return shuttle_fleets_build(&town->table, town->world.network, sample, &town->fleets,
                                &town->world.roads.err);
}

static inline void shuttle_town_deinit(struct shuttle_town *town)
{
    shuttle_fleets_deinit(&town->fleets);
    town->table.path = NULL;
    table_deinit(&town->table);
    people_fixture_deinit(&town->world);
}

/** Everybody goes three times to somewhere else between 7:50 and 11:10, by shuttle. */
static inline void shuttle_town_populate(struct shuttle_town *town, uint64_t seed)
{
    static const uint32_t places[] = {PLACE_P, PLACE_P2, PLACE_Q, PLACE_R};
    for (uint32_t i = 0; i < SHUTTLE_PERSONS; i++) {
        struct random_stream stream;
        random_stream_init(&stream, seed, i, 0);
        uint32_t at = random_bits(&stream) % 4;
        town->start_place[i] = places[at];
        town->group[i] = GROUP_EMPLOYED;
        town->first_trip[i] = i * SHUTTLE_TRIPS;
        for (uint32_t k = 0; k < SHUTTLE_TRIPS; k++) {
            at = (at + 1 + random_bits(&stream) % 3) % 4;
            town->trips[i * SHUTTLE_TRIPS + k] = (struct planned_trip){
                .depart_ms = AT(7, 50, 0) + k * AT(1, 5, 0) + random_bits(&stream) % AT(1, 5, 0),
                .to_place = places[at],
                .hub_stop = NONE,
                .distance_m = 2500,
                .purpose = PURPOSE_LEISURE,
                .mode = MODE_SHUTTLE};
        }
    }
    town->first_trip[SHUTTLE_PERSONS] = SHUTTLE_PERSONS * SHUTTLE_TRIPS;
    town->population = (struct population){.person_count = SHUTTLE_PERSONS,
                                           .trip_count = SHUTTLE_PERSONS * SHUTTLE_TRIPS,
                                           .start_place = town->start_place,
                                           .first_trip = town->first_trip,
                                           .trips = town->trips,
                                           .group = town->group};
}

/** The `index`-th request in the record stream, or NULL. */
static inline const struct shuttle_request_row *shuttle_request_at(const struct people_run *run,
                                                                   uint32_t index)
{
    for (size_t i = 0; i < run->row_count; i++)
        if (run->rows[i].kind == &shuttle_request_record && index-- == 0)
            return (const struct shuttle_request_row *)(const void *)run->rows[i].bytes;
    return NULL;
}

#endif
