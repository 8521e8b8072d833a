// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_extra.h"

#include "base/memory.h"
#include "kernel/random.h"

#include <math.h>
#include <string.h>

/* Of residents 78 % have a bicycle, of others nothing is known: the same. */
#define BICYCLE_SHARE 0.78

/* The places of a zone, or one place alone. */
struct end_places {
    uint32_t first, count;
};

/* One row, with its ends found. */
struct extra_build {
    const struct table *table;
    const struct extra_row *row;
    const struct demand_world *world;
    struct demand_people *people;
    uint64_t seed;
    struct end_places from, to;
};

static enum status find_end(struct extra_build *build, const char *name, struct end_places *out,
                            struct error *err)
{
    const struct network *network = build->world->network;
    uint32_t zone = names_find(&network->zone_names, name);
    uint32_t place = names_find(&network->place_names, name);
    if (zone != NONE) {
        *out =
            (struct end_places){network->zones[zone].first_place, network->zones[zone].place_count};
        return STATUS_OK;
    }
    if (place != NONE) {
        *out = (struct end_places){place, 1};
        return STATUS_OK;
    }
    const char *similar = names_suggest(&network->zone_names, name);
    similar = similar ? similar : names_suggest(&network->place_names, name);
    return table_fail(build->table, build->row->line, err, "no zone or place is called '%s'%s%s%s",
                      name, similar ? ", did you mean '" : "", similar ? similar : "",
                      similar ? "'?" : "");
}

static bool has_window(double from_s, double until_s)
{
    return from_s > 0.0 || until_s > 0.0;
}

static enum status check_row(const struct extra_build *build, struct error *err)
{
    const struct extra_row *row = build->row;
    if (row->purpose == PURPOSE_HOME || row->purpose == PURPOSE_THROUGH) {
        return table_fail(build->table, row->line, err, "purpose '%s' is none of extra demand",
                          purpose_names[row->purpose]);
    }
    if (row->purpose == PURPOSE_EVENT && !has_window(row->from_s, row->until_s)) {
        return table_fail(build->table, row->line, err,
                          "an event needs the times from_s and until_s of coming");
    }
    if (row->from_s > row->until_s || row->back_from_s > row->back_until_s) {
        return table_fail(build->table, row->line, err,
                          "a window ends before it begins: from %.0f until %.0f s, back from %.0f "
                          "until %.0f s",
                          row->from_s, row->until_s, row->back_from_s, row->back_until_s);
    }
    return STATUS_OK;
}

static uint32_t draw_place(const struct network *network, struct end_places places, double unit)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < places.count; i++) {
        sum += (double)network->places[places.first + i].share;
    }
    double left = unit * sum;
    for (uint32_t i = 0; i + 1 < places.count; i++) {
        left -= (double)network->places[places.first + i].share;
        if (left < 0.0) {
            return places.first + i;
        }
    }
    return places.first + places.count - 1;
}

static void draw_person(const struct extra_build *build, uint32_t person)
{
    const struct network *network = build->world->network;
    struct demand_people *people = build->people;
    struct random_stream stream;
    random_stream_init(&stream, build->seed, person, RANDOM_EXTRA);
    struct demand_person *who = &people->persons[person];
    who->home = draw_place(network, build->from, random_unit(&stream));
    who->main_place = draw_place(network, build->to, random_unit(&stream));
    who->group = GROUP_VISITOR;

    struct day_source source = {build->world, NULL, people, build->seed};
    bool has_ticket = random_unit(&stream) < build->row->ticket_share;
    bool cycles = random_unit(&stream) < BICYCLE_SHARE || build->row->mode == EXTRA_BIKE;
    bool is_driver = random_unit(&stream) * build->row->per_car < 1.0;
    bool drives = build->row->mode == EXTRA_CAR ||
                  (build->row->mode == EXTRA_CHOSEN && is_driver && day_has_car(&source, person));
    people->traits[person] = (uint8_t)((drives ? TRAIT_CAR : 0) | (has_ticket ? TRAIT_TICKET : 0) |
                                       (cycles ? TRAIT_BICYCLE : 0) |
                                       (build->row->mode == EXTRA_CHOSEN ? 0 : TRAIT_KEEPS_MODE));
}

/* The traits of all who are there by now, with room for `count` more. */
static enum status extend_traits(struct demand_people *people, uint32_t count, struct error *err)
{
    uint8_t *traits = mem_alloc((size_t)people->count + count, sizeof *traits, err);
    if (traits == NULL) {
        return STATUS_RESOURCE;
    }
    memcpy(traits, people->traits, people->count);
    mem_free(people->traits);
    people->traits = traits;
    return STATUS_OK;
}

static enum status add_row(struct extra_build *build, uint32_t *out_end, struct error *err)
{
    struct demand_people *people = build->people;
    uint32_t first = people->count, count = (uint32_t)llround(build->row->persons);
    enum status status = check_row(build, err);
    enum status from = find_end(build, build->row->from, &build->from, err);
    enum status to = find_end(build, build->row->to, &build->to, err);
    status = status != STATUS_OK ? status : from != STATUS_OK ? from : to;
    if (status == STATUS_OK) {
        status = extend_traits(people, count, err);
    }
    if (status == STATUS_OK) {
        status = demand_people_add(people, count, (struct demand_person){0, 0, GROUP_VISITOR}, err);
    }
    for (uint32_t i = first; status == STATUS_OK && i < people->count; i++) {
        draw_person(build, i);
    }
    *out_end = people->count;
    return status;
}

enum status demand_extra_add(const struct demand_tables *tables, const struct demand_world *world,
                             uint64_t seed, struct demand_people *people, struct demand_extra *out,
                             struct error *err)
{
    struct extra_build build = {
        .table = &tables->extra, .world = world, .people = people, .seed = seed};
    struct demand_extra extra = {.table = &tables->extra, .first_person = people->count};
    enum status status = STATUS_OK;
    extra.end = mem_alloc(tables->extra.count, sizeof *extra.end, err);
    if (extra.end == NULL) {
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < tables->extra.count; i++) {
        build.row = TABLE_ROW(&tables->extra, struct extra_row, i);
        enum status added = add_row(&build, &extra.end[i], err);
        status = added != STATUS_OK ? added : status;
    }
    *out = extra;
    return status;
}

void demand_extra_deinit(struct demand_extra *extra)
{
    mem_free(extra->end);
    *extra = (struct demand_extra){0};
}

static const struct extra_row *row_of(const struct demand_extra *extra, uint32_t person)
{
    uint32_t low = 0, high = extra->table->count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (person < extra->end[middle]) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return TABLE_ROW(extra->table, struct extra_row, low);
}

uint32_t demand_extra_trip_count(const struct demand_extra *extra, uint32_t person)
{
    const struct extra_row *row = row_of(extra, person);
    return has_window(row->back_from_s, row->back_until_s) ? 2 : 1;
}

static const uint8_t modes_of[] = {[EXTRA_WALK] = MODE_WALK,
                                   [EXTRA_BIKE] = MODE_BIKE,
                                   [EXTRA_CAR] = MODE_CAR,
                                   [EXTRA_RIDE] = MODE_RIDE,
                                   [EXTRA_PT] = MODE_PT};

static void set_modes(const struct day_source *source, const struct extra_row *row, uint32_t person,
                      struct day_plan *plan)
{
    if (row->mode == EXTRA_CHOSEN) {
        bool has_car = (source->people->traits[person] & TRAIT_CAR) != 0;
        day_modes_draw(source, person, has_car, plan);
        return;
    }
    for (uint32_t t = 0; t < plan->trip_count; t++) {
        plan->trips[t].mode =
            day_trip_mode(modes_of[row->mode], day_step_of(&plan->trips[t], plan->trips[t].band));
    }
}

/* To be there at a time, or leave at one of the purpose's curve. */
static double draw_depart_s(const struct day_source *source, const struct extra_row *row,
                            const struct day_trip *trip, double unit)
{
    if (!has_window(row->from_s, row->until_s)) {
        return day_curve_draw_s(source->tuning->curve[row->purpose], unit);
    }
    double wish_s = row->from_s + unit * (row->until_s - row->from_s);
    return fmax(0.0, wish_s - floor(day_travel_time_s(trip->mode, trip->distance_m)));
}

void demand_extra_plan(const struct demand_extra *extra, const struct day_source *source,
                       uint32_t person, struct day_plan *plan)
{
    const struct extra_row *row = row_of(extra, person);
    const struct demand_person *who = &source->people->persons[person];
    const struct demand_reach *reach = &source->world->reach;
    struct random_stream stream;
    random_stream_init(&stream, source->seed, person, RANDOM_EXTRA_TIME);
    double there = random_unit(&stream), back = random_unit(&stream);
    double distance_m =
        who->home == who->main_place
            ? demand_rules_local_length_m(&source->world->rules, random_unit(&stream))
            : demand_reach_distance_m(reach, who->home, who->main_place);

    plan->activity_count = 0;
    plan->trip_count = demand_extra_trip_count(extra, person);
    plan->trips[0] =
        (struct day_trip){.from = who->home,
                          .to = who->main_place,
                          .distance_m = (uint32_t)distance_m,
                          .purpose = (uint8_t)row->purpose,
                          .band = (uint8_t)demand_rules_band(&source->world->rules, distance_m),
                          .is_local = demand_reach_is_local(reach, who->home, who->main_place)};
    plan->trips[1] = plan->trips[0];
    plan->trips[1].from = who->main_place;
    plan->trips[1].to = who->home;
    plan->trips[1].purpose = PURPOSE_HOME;
    set_modes(source, row, person, plan);

    struct day_trip *out = &plan->trips[0], *home = &plan->trips[1];
    out->depart_s = (uint32_t)draw_depart_s(source, row, out, there);
    double arrive_s = out->depart_s + day_travel_time_s(out->mode, out->distance_m);
    double leave_s = row->back_from_s + back * (row->back_until_s - row->back_from_s);
    home->depart_s = (uint32_t)fmax(leave_s, arrive_s);
    home->stay_s = (uint32_t)fmax(0.0, leave_s - arrive_s);
}
