// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/person_shuttle.h"

bool person_shuttle_leave(struct people *people, struct activation *act, uint32_t person)
{
    struct shuttle *shuttle = people->world.shuttle;
    const struct person_state *state = &people->persons[person];
    uint32_t to_place = people->world.population->trips[state->trip].to_place;
    struct shuttle_wish wish = {
        .person = person,
        .from_place = state->place,
        .to_place = to_place,
        .from_door_ms = person_door_ms(people, person, state->place),
        .to_door_ms = person_door_ms(people, person, to_place),
        .refused_process = act->self,
        .refused_type = PLACE_NO_SHUTTLE,
        .arrived_process = people_place_process(people, to_place),
        .arrived_type = PLACE_ARRIVED,
    };
    return shuttle && shuttle_ask(shuttle, act, &wish);
}

/** The newest picture: dispatchers hear at once. */
static const struct road_fans *newest_view(const struct people *people)
{
    return guidance_view(people->guidance, 0);
}

static uint32_t guide_way_ms(void *self, uint32_t worker, uint32_t from_node, uint32_t to_node)
{
    const struct people *people = self;
    struct road_query *query = people->guidance->queries[worker];
    uint32_t felt_ms = road_fans_run(newest_view(people), query, from_node, to_node);
    return felt_ms == ROAD_NO_WAY_MS ? UINT32_MAX
                                     : guidance_way_ms(people->guidance, query, felt_ms);
}

static uint32_t guide_route(void *self, uint32_t worker, uint32_t from_node, uint32_t to_node,
                            uint32_t *out, uint32_t most)
{
    const struct people *people = self;
    struct road_query *query = people->guidance->queries[worker];
    road_fans_run(newest_view(people), query, from_node, to_node);
    return road_query_route(query, out, most);
}

struct shuttle_guide people_shuttle_guide(struct people *people)
{
    return (struct shuttle_guide){people, guide_way_ms, guide_route};
}
