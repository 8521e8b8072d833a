// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/place_parking.h"

#include "base/memory.h"

#include <math.h>

/** The row of a lot; cars are counted in real ones. */
struct lot_row {
    double spaces, initial, arrived, parked, refused, left, present, peak, mean_occupied;
    double revenue_eur;
    float search_s;
    int32_t place, stop;
};

#define LOT_COLUMN(name_, about)                                                                   \
    {                                                                                              \
#name_, COLUMN_F64, offsetof(struct lot_row, name_), "1", about, NULL, NULL                \
    }

static const struct column lot_columns[] = {
    {"place", COLUMN_I32, offsetof(struct lot_row, place), NULL,
     "place that the spaces belong to; -1: they belong to a stop", NULL, "network/places"},
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
    {"stop", COLUMN_I32, offsetof(struct lot_row, stop), NULL,
     "stop with park and ride that the spaces belong to; -1: they belong to a place", NULL,
     "transit/stops"},
    {"revenue", COLUMN_F64, offsetof(struct lot_row, revenue_eur), "EUR",
     "what those have paid so far who parked, in the lot or outside", NULL, NULL},
    {0},
};

const struct record_kind people_parking_record = {"parking", "lot",
                                                  "Parking where the number of spaces is limited",
                                                  lot_columns, sizeof(struct lot_row)};

/** The lot of a site, or NULL. */
static struct parking *site_lot(const struct people *people, uint32_t site)
{
    const struct network *network = people->world.network;
    if (site >= network->place_count)
        return &people->lots[network->parking_count + site - network->place_count];
    uint32_t index = network->places[site].parking;
    return index == NONE ? NULL : &people->lots[index];
}

uint32_t place_parking_lot_count(const struct people *people)
{
    const struct network *network = people->world.network;
    return network->parking_count + people->site_count - network->place_count;
}

/** Real spaces of a lot, and the time to inspect one. */
static double lot_spaces(const struct people *people, uint32_t lot, double *out_search_s)
{
    const struct network *network = people->world.network;
    *out_search_s = people->parameters.parking_search_s;
    if (lot >= network->parking_count) {
        const struct table *table = &people->world.timetable->tables->park_ride;
        return (double)TABLE_ROW(table, struct park_ride_row, lot - network->parking_count)->spaces;
    }
    const struct parking_place *row = &network->parking[lot];
    if (row->search_s > 0)
        *out_search_s = (double)row->search_s;
    return row->spaces;
}

struct people_lot_now people_lot_now(const struct people *people, uint32_t lot)
{
    const struct parking *at = &people->lots[lot];
    return (struct people_lot_now){at->rules.spaces, at->occupied, at->outside};
}

/** Whether the person pays at a lot: not where the day begins for them, at home. */
static bool pays_at(const struct people *people, uint32_t person, uint32_t site)
{
    const struct network *network = people->world.network;
    uint32_t index = site < network->place_count ? network->places[site].parking : NONE;
    return index != NONE && people->world.population->start_place[person] != site &&
           (network->parking[index].price_eur > 0 || network->parking[index].price_h_eur > 0);
}

static void stop_meter(struct people *people, uint32_t person, uint32_t site, uint32_t t_ms)
{
    if (pays_at(people, person, site))
        parking_meter_stop(site_lot(people, site), t_ms);
}

static double lot_revenue_eur(const struct people *people, uint32_t lot, uint32_t t_ms)
{
    const struct network *network = people->world.network;
    if (lot >= network->parking_count)
        return 0;
    const struct parking_place *place = &network->parking[lot];
    const struct parking *books = &people->lots[lot];
    return people->world.weight *
           ((double)place->price_eur * (double)books->metered_stays +
            (double)place->price_h_eur * (double)parking_metered_ms(books, t_ms) / 3.6e6);
}

double people_parking_revenue_eur(const struct people *people, uint32_t t_ms)
{
    double sum_eur = 0;
    for (uint32_t i = 0; i < place_parking_lot_count(people); i++)
        sum_eur += lot_revenue_eur(people, i, t_ms);
    return sum_eur;
}

enum status place_parking_init(struct people *people, uint32_t start_ms, struct error *err)
{
    double weight = people->world.weight;

    people->lots = mem_alloc(place_parking_lot_count(people), sizeof *people->lots, err);
    if (!people->lots)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < place_parking_lot_count(people); i++) {
        struct parking_rules rules = {.weight = weight};
        double spaces = lot_spaces(people, i, &rules.search_s);
        rules.spaces = (uint32_t)(spaces > 0 ? fmax(1.0, round(spaces / weight)) : 0.0);
        rules.most_s = people->parameters.parking_most_s;
        parking_init(&people->lots[i], &rules, start_ms);
    }
    return STATUS_OK;
}

void place_parking_begin(struct people *people, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    struct parking *lot = state->car_site == NONE ? NULL : site_lot(people, state->car_site);
    if (!lot)
        return;
    state->car_spot = (uint8_t)parking_add(lot);
    if (pays_at(people, person, state->car_site))
        parking_meter_start(lot, lot->begin_ms);
}

uint32_t place_parking_arrive(struct people *people, const struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    struct parking *lot = site_lot(people, act->self - people->first_process);

    if (!lot || state->mode == MODE_TRUCK)
        return 0;
    struct parking_stay stay = parking_arrive(lot, act->t_ms);
    state->car_spot = (uint8_t)stay.spot;
    state->search_ms = stay.search_ms;
    if (pays_at(people, person, act->self - people->first_process))
        parking_meter_start(lot, act->t_ms);
    return stay.search_ms;
}

void place_parking_leave(struct people *people, struct activation *act, uint32_t person)
{
    struct person_state *state = &people->persons[person];
    uint32_t site = act->self - people->first_process;

    if (state->car_spot == PARKING_NONE)
        return;
    if (state->car_site == site) {
        parking_leave(site_lot(people, site), (enum parking_spot)state->car_spot, act->t_ms);
        stop_meter(people, person, site, act->t_ms);
    } else {
        people->counts[site].cars_called++;
        activation_send(act, event_make(act->t_ms + TRIP_LEAST_MS,
                                        people->first_process + state->car_site, PLACE_CAR_FETCHED,
                                        person, state->car_spot));
    }
    state->car_spot = PARKING_NONE;
}

void place_parking_fetched(struct people *people, const struct activation *act, uint32_t person,
                           enum parking_spot spot)
{
    uint32_t site = act->self - people->first_process;
    parking_leave(site_lot(people, site), spot, act->t_ms);
    stop_meter(people, person, site, act->t_ms);
    people->counts[site].cars_fetched++;
}

struct people_parking_totals people_parking_totals(const struct people *people)
{
    struct people_parking_totals sum = {0};
    for (uint32_t i = 0; i < place_parking_lot_count(people); i++) {
        const struct parking *lot = &people->lots[i];
        sum.arrived += lot->arrived;
        sum.refused += lot->refused;
        sum.present += (uint64_t)lot->occupied + lot->outside;
        sum.unbalanced += !parking_is_balanced(lot);
    }
    for (uint32_t s = 0; s < people->site_count; s++)
        sum.called += people->counts[s].cars_called - people->counts[s].cars_fetched;
    for (uint32_t i = 0; i < people->world.population->person_count; i++)
        sum.owned += people->persons[i].car_spot != PARKING_NONE;
    return sum;
}

void people_parking_expected(const struct people *people, uint32_t *out)
{
    for (uint32_t s = 0; s < people->site_count; s++) {
        const struct parking *lot = site_lot(people, s);
        out[s] = lot ? parking_expected_ms(lot) : 0;
    }
}

enum status people_record_parking(const struct people *people, struct kernel *kernel,
                                  struct error *err)
{
    const struct network *network = people->world.network;
    double weight = people->world.weight, unused_s;

    for (uint32_t i = 0; i < place_parking_lot_count(people); i++) {
        const struct parking *lot = &people->lots[i];
        bool is_hub = i >= network->parking_count;
        struct lot_row row = {
            .spaces = lot_spaces(people, i, &unused_s),
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
            .place = is_hub ? -1 : (int32_t)network->parking[i].place,
            .revenue_eur = lot_revenue_eur(people, i, kernel_now_ms(kernel)),
            .stop = is_hub ? (int32_t)people->hubs[i - network->parking_count].stop : -1,
        };
        enum status status = kernel_record(kernel, &people_parking_record, &row, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
