// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/give_error.h"
#include "api/route_text.h"
#include "api/world.h"
#include "base/memory.h"
#include "people/stop_reach.h"
#include "routing/timetable_pareto.h"
#include "routing/timetable_profile.h"
#include "routing/timetable_strategy.h"

#include <math.h>
#include <string.h>

/** One question and all that its answer needs. */
struct route {
    const struct ardey_route *asked;
    struct world *world;
    enum stop_reach_mode access;
    uint32_t at_ms, until_ms;
    struct stop_access *from, *to; /**< [from_count], [to_count] stops of the doors */
    uint32_t from_count, to_count;
    struct timetable_pareto *pareto;
    struct timetable_profile *profile;
    struct itinerary_list ways;
    double unplanned_s; /**< expected time without the timetable; 0: no way, or not asked for */
};

static enum status clock_read(const char *option, const char *text, uint32_t *out_ms,
                              struct error *err)
{
    double clock_s;
    if (!text)
        return error_fail(err, STATUS_USAGE, "%s is missing: a clock time such as %s", option,
                          quantity_example(QUANTITY_CLOCK));
    if (!quantity_parse(QUANTITY_CLOCK, text, &clock_s))
        return error_fail(err, STATUS_USAGE, "%s takes a clock time such as %s, not '%s'", option,
                          quantity_example(QUANTITY_CLOCK), text);
    *out_ms = (uint32_t)lround(1000.0 * clock_s);
    return STATUS_OK;
}

static enum status access_read(struct route *route, struct error *err)
{
    const char *text = route->asked->access ? route->asked->access : stop_reach_mode_names[0];
    for (int i = 0; stop_reach_mode_names[i]; i++)
        if (strcmp(text, stop_reach_mode_names[i]) == 0) {
            route->access = (enum stop_reach_mode)i;
            return STATUS_OK;
        }
    return error_fail(err, STATUS_USAGE, "--access takes walk, bicycle or car, not '%s'", text);
}

static enum status question_read(struct route *route, struct error *err)
{
    const struct ardey_route *asked = route->asked;
    if (!asked->from || !asked->to)
        return error_fail(err, STATUS_USAGE, "%s is missing: a place, or a stop by id or name",
                          asked->from ? "--to" : "--from");
    enum status status = clock_read("--at", asked->at, &route->at_ms, err);
    if (status == STATUS_OK && asked->until)
        status = clock_read("--until", asked->until, &route->until_ms, err);
    if (status == STATUS_OK && asked->until && route->until_ms < route->at_ms)
        status =
            error_fail(err, STATUS_USAGE, "--until %s is before --at %s", asked->until, asked->at);
    return status == STATUS_OK ? access_read(route, err) : status;
}

/** The name that contains a text, whatever its case (of ASCII letters), nearest to its begin; of
 * several the shortest one; or NULL. */
static const char *name_with(const char *const *names, uint32_t count, const char *text)
{
    const char *best = NULL;
    size_t best_at = SIZE_MAX;
    for (uint32_t i = 0; i < count; i++) {
        const char *found = strcasestr(names[i], text);
        size_t at = found ? (size_t)(found - names[i]) : SIZE_MAX;
        if (at < best_at || (found && at == best_at && strlen(names[i]) < strlen(best))) {
            best = names[i];
            best_at = at;
        }
    }
    return best;
}

/** "There is no ..." with the place or stop that is most like it. */
static enum status end_fail(const struct world *world, const char *option, const char *text,
                            struct error *err)
{
    const struct names *places = &world->network->place_names;
    const struct names *stops = &world->timetable->stop_names;
    const struct table *rows = &world->spec->transit_tables.stops;
    uint32_t count = 0;
    const char **candidates =
        mem_alloc(places->count + stops->count + rows->count, sizeof *candidates, err);
    if (!candidates)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < places->count; i++)
        candidates[count++] = names_text(places, i);
    for (uint32_t i = 0; i < stops->count; i++)
        candidates[count++] = names_text(stops, i);
    for (uint32_t i = 0; i < rows->count; i++)
        candidates[count++] = TABLE_ROW(rows, struct stop_row, i)->name;
    const char *similar = text_suggest(candidates, count, text);
    if (!similar && text[0])
        similar = name_with(candidates + count - rows->count, rows->count, text);
    mem_free(candidates);
    if (similar)
        return error_fail(err, STATUS_USAGE,
                          "%s: there is no place or stop '%s', did you mean '%s'?", option, text,
                          similar);
    return error_fail(err, STATUS_USAGE, "%s: there is no place or stop '%s'", option, text);
}

/** The stops that are called so (some have a twin across the street), and those to which a footpath
 * leads. */
static enum status stops_of_name(const struct world *world, const char *text,
                                 struct stop_access **out, uint32_t *out_count, struct error *err)
{
    const struct timetable *timetable = world->timetable;
    size_t capacity = 0;
    for (uint32_t s = 0; s < timetable->stop_count; s++) {
        const struct stop_row *row =
            TABLE_ROW(&world->spec->transit_tables.stops, struct stop_row, s);
        if (strcmp(row->id, text) != 0 && strcmp(row->name, text) != 0)
            continue;
        uint32_t first = timetable->stop_first_path[s];
        uint32_t paths = timetable->stop_first_path[s + 1] - first;
        if (MEM_RESERVE(out, &capacity, (size_t)*out_count + 1 + paths, err) != STATUS_OK)
            return STATUS_RESOURCE;
        (*out)[(*out_count)++] = (struct stop_access){s, TIMETABLE_LEAST_WALK_MS};
        for (uint32_t i = first; i < first + paths; i++)
            (*out)[(*out_count)++] = (struct stop_access){timetable->footpaths[i].to_stop,
                                                          timetable->footpaths[i].walk_ms};
    }
    return STATUS_OK;
}

static enum status stops_of_place(const struct world *world, uint32_t place,
                                  enum stop_reach_mode mode, struct stop_access **out,
                                  uint32_t *out_count, struct error *err)
{
    struct stop_reach reach;
    struct stop_reach_world parts = {world->network, world->timetable, &world->spec->people};
    enum status status = stop_reach_build(&parts, mode, world->team, &reach, err);
    if (status != STATUS_OK)
        return status;
    struct door door = stop_reach_door(&reach, place);
    *out = mem_alloc(door.count, sizeof **out, err);
    if (*out) {
        if (door.count > 0)
            memcpy(*out, door.stops, door.count * sizeof **out);
        *out_count = door.count;
    }
    stop_reach_deinit(&reach);
    return *out ? STATUS_OK : STATUS_RESOURCE;
}

/** The stops of the place or stop that an option names. */
static enum status end_find(struct route *route, bool is_from, struct error *err)
{
    const struct world *world = route->world;
    const char *text = is_from ? route->asked->from : route->asked->to;
    const char *option = is_from ? "--from" : "--to";
    struct stop_access **stops = is_from ? &route->from : &route->to;
    uint32_t *count = is_from ? &route->from_count : &route->to_count;
    enum stop_reach_mode mode = is_from ? route->access : STOP_REACH_WALK;
    uint32_t place = names_find(&world->network->place_names, text);

    if (place != NONE)
        return stops_of_place(world, place, mode, stops, count, err);
    enum status status = stops_of_name(world, text, stops, count, err);
    if (status != STATUS_OK)
        return status;
    if (*count == 0)
        return end_fail(world, option, text, err);
    if (mode != STOP_REACH_WALK)
        return error_fail(err, STATUS_USAGE,
                          "--access %s needs a place to start from, and '%s' is a stop",
                          stop_reach_mode_names[mode], text);
    return STATUS_OK;
}

static enum status search(struct route *route, struct error *err)
{
    const struct spec *spec = route->world->spec;
    uint32_t window_ms = (uint32_t)lround(1000.0 * spec->people.search_window_s);
    uint32_t change_ms = (uint32_t)lround(1000.0 * spec->transit.change_s);
    struct door from = {route->from, route->from_count, NULL};
    struct door to = {route->to, route->to_count, NULL};
    if (route->asked->until) {
        struct departure_window window = {route->at_ms, route->until_ms,
                                          route->until_ms + window_ms};
        route->profile = timetable_profile_create(route->world->timetable, change_ms, err);
        return route->profile
                   ? timetable_profile_run(route->profile, from, to, window, &route->ways, err)
                   : STATUS_RESOURCE;
    }
    struct strategy_question unplanned = {from, to, route->at_ms, change_ms};
    enum status status =
        timetable_strategy_time(route->world->timetable, &unplanned, &route->unplanned_s, err);
    if (status != STATUS_OK)
        return status;
    if (isinf(route->unplanned_s))
        route->unplanned_s = 0;
    struct pareto_times times = {route->at_ms, route->at_ms + window_ms};
    route->pareto = timetable_pareto_create(route->world->timetable, change_ms, err);
    return route->pareto ? timetable_pareto_run(route->pareto, from, to, times, &route->ways, err)
                         : STATUS_RESOURCE;
}

static enum status route_answer(struct route *route, const struct ardey_options *options,
                                char **out_text, struct error *err)
{
    struct spec *spec;
    if (!options->scenario)
        return error_fail(err, STATUS_USAGE, "no scenario was given");
    enum status status = question_read(route, err);
    if (status == STATUS_OK)
        status = scenario_read(options->scenario, options->scenario_path, &spec, err);
    if (status == STATUS_OK)
        status = world_create(spec, 1, &route->world, err);
    if (status == STATUS_OK && route->world->timetable->stop_count == 0)
        status = error_fail(err, STATUS_USAGE, "the scenario has no public transport");
    if (status == STATUS_OK)
        status = end_find(route, true, err);
    if (status == STATUS_OK)
        status = end_find(route, false, err);
    if (status == STATUS_OK)
        status = search(route, err);
    if (status != STATUS_OK)
        return status;
    struct route_text text = {
        .timetable = route->world->timetable,
        .change_ms = (uint32_t)lround(1000.0 * route->world->spec->transit.change_s),
        .from = route->asked->from,
        .to = route->asked->to,
        .at = route->asked->at,
        .until = route->asked->until,
        .access = stop_reach_mode_names[route->access],
        .ways = route->ways,
        .unplanned_s = route->unplanned_s,
    };
    return route_text_write(&text, route->asked->is_json, out_text, err);
}

enum ardey_status ardey_route(const struct ardey_options *options, const struct ardey_route *asked,
                              char **out_text, struct ardey_error *err)
{
    struct error inner = {0};
    struct route route = {.asked = asked};
    enum status status = route_answer(&route, options, out_text, &inner);
    timetable_pareto_destroy(route.pareto);
    timetable_profile_destroy(route.profile);
    mem_free(route.from);
    mem_free(route.to);
    world_destroy(route.world);
    return give_error(&inner, status, err);
}
