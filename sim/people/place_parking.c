// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/place_parking.h"

#include "base/memory.h"

#include <math.h>

/** The row of a lot; cars are counted in real ones. */
struct lot_row {
    double spaces, initial, arrived, parked, refused, left, present, peak, mean_occupied;
    float search_s;
    int32_t place;
};

#define LOT_COLUMN(name_, about)                                                                   \
    {                                                                                              \
#name_, COLUMN_F64, offsetof(struct lot_row, name_), "1", about, NULL, NULL                \
    }

static const struct column lot_columns[] = {
    {"place", COLUMN_I32, offsetof(struct lot_row, place), NULL, "place that the spaces belong to",
     NULL, "network/places"},
    LOT_COLUMN(spaces, "parking spaces"),
    LOT_COLUMN(initial, "cars in the lot when the day began"),
    LOT_COLUMN(arrived, "cars that came to park"),
    LOT_COLUMN(parked, "of these, cars that found a space"),
    LOT_COLUMN(refused, "of these, cars that found the lot full and stand outside"),
    LOT_COLUMN(left, "cars that left a space"),
    LOT_COLUMN(present, "cars in the lot at the end"),
    LOT_COLUMN(peak, "most cars in the lot at once"),
    LOT_COLUMN(mean_occupied, "cars in the lot, mean over the simulated time"),
    {"mean_search", COLUMN_F32, offsetof(struct lot_row, search_s), "s",
     "time of searching, mean over the cars that came; NaN: none came", NULL, NULL},
    {0},
};

const struct record_kind people_parking_record = {
    "parking", "lot", "Parking at places with a limited number of spaces", lot_columns,
    sizeof(struct lot_row)};

/** The lot of a place, or NULL. */
static struct parking *place_lot(struct people *people, uint32_t place)
{
    uint32_t index = people->world.network->places[place].parking;
    return index == NONE ? NULL : &people->lots[index];
}

enum status place_parking_init(struct people *people, uint32_t start_ms, struct error *err)
{
    const struct network *network = people->world.network;
    double weight = people->world.weight;

    people->lots = mem_alloc(network->parking_count, sizeof *people->lots, err);
    if (!people->lots)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < network->parking_count; i++) {
        const struct parking_place *row = &network->parking[i];
        double cars = row->spaces > 0 ? fmax(1.0, round(row->spaces / weight)) : 0.0;
        struct parking_rules rules = {.spaces = (uint32_t)cars, .weight = weight};
        rules.most_s = people->parameters.parking_most_s;
        rules.search_s =
            row->search_s > 0 ? (double)row->search_s : people->parameters.parking_search_s;
        parking_init(&people->lots[i], &rules, start_ms);
    }
    return STATUS_OK;
}

/** Where the car of a person stands before trip `trip` of the population, or NONE. */
static uint32_t car_place_before(const struct people *people, uint32_t person, uint32_t trip)
{
    const struct population *population = people->world.population;
    uint32_t place = population->start_place[person], car_place = NONE;

    for (uint32_t t = population->first_trip[person]; t < population->first_trip[person + 1]; t++) {
        const struct planned_trip *at = &population->trips[t];
        if (at->mode == MODE_CAR && t >= trip)
            return place;
        if (at->mode == MODE_CAR)
            car_place = at->to_place;
        place = at->to_place;
    }
    return car_place;
}

void place_parking_begin(struct people *people, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    uint32_t place = NONE;

    if (people->world.network->parking_count > 0)
        place = car_place_before(people, person, state->trip);
    struct parking *lot = place == NONE ? NULL : place_lot(people, place);
    if (!lot)
        return;
    state->car_place = place;
    state->car_spot = (uint8_t)parking_add(lot);
}

uint32_t place_parking_arrive(struct people *people, const struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    uint32_t place = act->self - people->first_process;
    struct parking *lot = place_lot(people, place);

    if (!lot || state->mode != MODE_CAR)
        return 0;
    struct parking_stay stay = parking_arrive(lot, act->t_ms);
    state->car_place = place;
    state->car_spot = (uint8_t)stay.spot;
    state->search_ms = stay.search_ms;
    return stay.search_ms;
}

void place_parking_leave(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    uint32_t place = act->self - people->first_process;

    if (state->mode != MODE_CAR || state->car_spot == PARKING_NONE)
        return;
    if (state->car_place == place) {
        parking_leave(place_lot(people, place), (enum parking_spot)state->car_spot, act->t_ms);
    } else {
        people->counts[place].cars_called++;
        activation_send(act, event_make(act->t_ms + TRIP_LEAST_MS,
                                        people_place_process(people, state->car_place),
                                        PLACE_CAR_FETCHED, person, state->car_spot));
    }
    state->car_spot = PARKING_NONE;
}

void place_parking_fetched(struct people *people, const struct activation *act,
                           enum parking_spot spot)
{
    uint32_t place = act->self - people->first_process;
    parking_leave(place_lot(people, place), spot, act->t_ms);
    people->counts[place].cars_fetched++;
}

struct people_parking_totals people_parking_totals(const struct people *people)
{
    struct people_parking_totals sum = {0};
    for (uint32_t i = 0; i < people->world.network->parking_count; i++) {
        const struct parking *lot = &people->lots[i];
        sum.arrived += lot->arrived;
        sum.refused += lot->refused;
        sum.present += (uint64_t)lot->occupied + lot->outside;
        sum.unbalanced += !parking_is_balanced(lot);
    }
    for (uint32_t p = 0; p < people->world.network->place_count; p++)
        sum.called += people->counts[p].cars_called - people->counts[p].cars_fetched;
    for (uint32_t i = 0; i < people->world.population->person_count; i++)
        sum.owned += people->persons[i].car_spot != PARKING_NONE;
    return sum;
}

enum status people_record_parking(const struct people *people, struct kernel *kernel,
                                  struct error *err)
{
    const struct network *network = people->world.network;
    double weight = people->world.weight;

    for (uint32_t i = 0; i < network->parking_count; i++) {
        const struct parking *lot = &people->lots[i];
        struct lot_row row = {
            .spaces = network->parking[i].spaces,
            .initial = weight * (double)lot->initial,
            .arrived = weight * (double)lot->arrived,
            .parked = weight * (double)lot->parked,
            .refused = weight * (double)lot->refused,
            .left = weight * (double)lot->left,
            .present = weight * lot->occupied,
            .peak = weight * lot->peak,
            .mean_occupied = weight * parking_mean_occupied(lot, kernel_now_ms(kernel)),
            .search_s = lot->arrived
                            ? (float)((double)lot->search_ms_sum / 1000.0 / (double)lot->arrived)
                            : NAN,
            .place = (int32_t)network->parking[i].place,
        };
        enum status status = kernel_record(kernel, &people_parking_record, &row, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
