// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/road_quantities.h"

#include "validate/line_time.h"
#include "validate/transit_quantities.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/** What the quantities of one expectation are computed from. */
struct measuring {
    const struct road_run *run;
    const struct expectation *expectation;
    uint32_t link, of, from_node, to_node; /**< NONE where not given */
    double from_s, until_s;
    struct road_link_totals first, last, at, of_first, of_last;
    double length_m, free_s;
};

static enum status find_name(const struct names *names, const char *kind, const char *text,
                             uint32_t *out, struct error *err)
{
    *out = NONE;
    return text[0] == '\0' ? STATUS_OK : expect_find_name(names, kind, text, out, err);
}

static enum status measuring_init(struct measuring *m, struct error *err)
{
    const struct expectation *expectation = m->expectation;
    const struct network *network = m->run->world->network;
    m->from_s = fmax(expectation->from_s, m->run->world->start_ms / 1000.0);
    m->until_s = expectation->until_s > 0 ? expectation->until_s : m->run->world->stop_ms / 1000.0;

    enum status status = find_name(&network->link_names, "link", expectation->link, &m->link, err);
    if (status == STATUS_OK)
        status = find_name(&network->link_names, "link", expectation->of, &m->of, err);
    if (status == STATUS_OK)
        status =
            find_name(&network->node_names, "node", expectation->from_node, &m->from_node, err);
    if (status == STATUS_OK)
        status = find_name(&network->node_names, "node", expectation->to_node, &m->to_node, err);
    if (status == STATUS_OK && m->link == NONE && expectation->quantity >= EXPECT_ENTERED)
        status = error_fail(err, STATUS_USAGE, "'%s' needs a `link`",
                            expect_quantity_names[expectation->quantity]);
    if (status == STATUS_OK && m->of == NONE && expectation->quantity == EXPECT_FLOW_RATIO)
        status = error_fail(err, STATUS_USAGE, "'flow ratio' needs a link `of` to divide by");
    if (status != STATUS_OK || m->link == NONE)
        return status;

    m->length_m = (double)network->links[m->link].length_m;
    m->free_s = road_link_run_ms(m->run->world->road, m->link, VEHICLE_CAR) / 1000.0;
    bool is_instant = expectation->quantity <= EXPECT_ON_LINK;
    if (is_instant)
        return road_run_totals(m->run, m->link, expectation->at_s, &m->at, err);
    status = road_run_totals(m->run, m->link, m->from_s, &m->first, err);
    if (status == STATUS_OK)
        status = road_run_totals(m->run, m->link, m->until_s, &m->last, err);
    if (status == STATUS_OK && m->of != NONE)
        status = road_run_totals(m->run, m->of, m->from_s, &m->of_first, err);
    if (status == STATUS_OK && m->of != NONE)
        status = road_run_totals(m->run, m->of, m->until_s, &m->of_last, err);
    return status;
}

/** Time of the trip's route in free flow. */
static double trip_free_s(const struct road_run *run, const struct road_trip *trip)
{
    uint64_t free_ms = 0;
    const struct drives *drives = &run->world->drives;
    const uint32_t *route = drives_route(drives, trip->drive);
    enum vehicle_class class = (enum vehicle_class)drives->items[trip->drive].class;
    for (uint32_t i = 0; i < drives->items[trip->drive].route_length; i++)
        free_ms += road_link_run_ms(run->world->road, route[i], class);
    return (double)free_ms / 1000;
}

static double measure_trips(const struct measuring *m)
{
    double arrived = 0, under_way = 0, sum_s = 0, free_s = 0, least_s = INFINITY,
           most_s = -INFINITY;
    for (uint32_t i = 0; i < m->run->trip_count; i++) {
        const struct road_trip *trip = &m->run->trips[i];
        if ((m->from_node != NONE && trip->from_node != m->from_node) ||
            (m->to_node != NONE && trip->to_node != m->to_node))
            continue;
        if (isnan(trip->arrive_s)) {
            under_way++;
            continue;
        }
        double travel_s = trip->arrive_s - trip->depart_s;
        arrived++;
        sum_s += travel_s;
        free_s += trip_free_s(m->run, trip);
        least_s = fmin(least_s, travel_s);
        most_s = fmax(most_s, travel_s);
    }
    switch ((enum expect_quantity)m->expectation->quantity) {
    case EXPECT_TRIPS:
        return arrived;
    case EXPECT_UNDER_WAY:
        return under_way;
    case EXPECT_TOTAL_TRAVEL_TIME:
        return sum_s;
    case EXPECT_MEAN_DELAY:
        return (sum_s - free_s) / arrived;
    case EXPECT_SHORTEST_TRAVEL_TIME:
        return least_s;
    case EXPECT_LONGEST_TRAVEL_TIME:
        return most_s;
    default:
        return sum_s / arrived;
    }
}

/** Time that vehicles spent on the link in the window, vehicle-seconds. */
static double spent_s(const struct measuring *m)
{
    double window_s = m->until_s - m->from_s;
    double there = (double)(m->first.entered - m->first.left) * window_s;
    double entered = (double)(m->last.entered - m->first.entered) * m->until_s -
                     (double)(m->last.entered_ms_sum - m->first.entered_ms_sum) / 1000;
    double left = (double)(m->last.left - m->first.left) * m->until_s -
                  (double)(m->last.left_ms_sum - m->first.left_ms_sum) / 1000;
    return there + entered - left;
}

/** Quantities that follow from the totals at the ends of the window, or at the instant. */
static double measure_totals(const struct measuring *m)
{
    double window_s = m->until_s - m->from_s;
    double left = (double)(m->last.left - m->first.left);
    double travel_s = (double)(m->last.travel_ms_sum - m->first.travel_ms_sum) / 1000 / left;
    switch ((enum expect_quantity)m->expectation->quantity) {
    case EXPECT_ENTERED:
        return (double)m->at.entered;
    case EXPECT_LEFT:
        return (double)m->at.left;
    case EXPECT_ON_LINK:
        return (double)(m->at.entered - m->at.left);
    case EXPECT_VEHICLES:
        return left;
    case EXPECT_INFLOW:
        return (double)(m->last.entered - m->first.entered) / window_s;
    case EXPECT_FLOW:
        return left / window_s;
    case EXPECT_FLOW_RATIO:
        return left / (double)(m->of_last.left - m->of_first.left);
    case EXPECT_DENSITY:
        return spent_s(m) / window_s / m->length_m;
    case EXPECT_SPEED:
        return m->length_m / travel_s;
    case EXPECT_DELAY:
        return travel_s - m->free_s;
    case EXPECT_QUEUE:
        return (spent_s(m) - left * m->free_s) / window_s;
    default:
        return travel_s;
    }
}

/** Time on the link of the first vehicle that enters at or after the instant. */
static double travel_time_at(const struct measuring *m, const struct road_curves *curves)
{
    for (uint32_t i = 0; i < curves->left_count; i++)
        if (curves->entered_ms[i] >= 1000 * m->expectation->at_s)
            return ((double)curves->left_ms[i] - curves->entered_ms[i]) / 1000;
    return NAN;
}

/** Mean over the samples of the time on the link of who entered last and has left. */
static double travel_time_over_time(const struct measuring *m, const struct road_curves *curves)
{
    double sum_s = 0, held_s = m->free_s;
    uint32_t next = 0, samples = 0;
    for (double t_s = m->from_s; t_s < m->until_s; t_s += m->run->sample_ms / 1000.0, samples++) {
        for (; next < curves->left_count && curves->entered_ms[next] <= 1000 * t_s; next++)
            held_s = ((double)curves->left_ms[next] - curves->entered_ms[next]) / 1000;
        sum_s += held_s;
    }
    return sum_s / samples;
}

/** Leaving less own travel time, compared with the time of entering of the same number in order. */
static double curve_shift(const struct road_curves *curves)
{
    double greatest_ms = 0;
    for (uint32_t i = 0; i < curves->left_count; i++)
        greatest_ms = fmax(greatest_ms, fabs((double)curves->left_ms[i] - curves->travel_ms[i] -
                                             curves->entered_ms[i]));
    return greatest_ms / 1000;
}

static enum status measure_curves(const struct measuring *m, double *out, struct error *err)
{
    struct road_curves curves;
    enum status status = road_run_curves(m->run, m->link, &curves, err);
    if (status != STATUS_OK)
        return status;
    if (m->expectation->quantity == EXPECT_TRAVEL_TIME_AT)
        *out = travel_time_at(m, &curves);
    else if (m->expectation->quantity == EXPECT_TRAVEL_TIME_OVER_TIME)
        *out = travel_time_over_time(m, &curves);
    else
        *out = curve_shift(&curves);
    road_curves_deinit(&curves);
    return STATUS_OK;
}

/** One corner "time count" of a curve; false at the end or, with `*text` not at its end, when it is
 * none. */
static bool read_corner(const char **text, double *out_t_s, double *out_count)
{
    char *end;
    *out_t_s = strtod(*text, &end);
    if (end == *text)
        return false;
    const char *second = end;
    *out_count = strtod(second, &end);
    if (end == second)
        return false;
    while (*end == ' ')
        end++;
    if (*end == ',')
        end++;
    else if (*end)
        return false;
    *text = end;
    return true;
}

/** Greatest distance of the sampled cumulative curve from the given one, within the window. */
static enum status measure_distance(const struct measuring *m, double *out, struct error *err)
{
    double greatest = 0, from_s, from_count, to_s, to_count;
    const char *text = m->expectation->curve;
    uint32_t links = m->run->world->network->link_count;

    for (bool is_first = true; read_corner(&text, &to_s, &to_count); is_first = false) {
        for (uint32_t k = 0; !is_first && k < m->run->sample_count; k++) {
            double t_s = (m->run->world->start_ms + (double)k * m->run->sample_ms) / 1000;
            const struct road_link_totals *totals = &m->run->samples[(size_t)k * links + m->link];
            bool is_entered = m->expectation->quantity == EXPECT_ENTERED_CURVE;
            double count = (double)(is_entered ? totals->entered : totals->left);
            double share = (t_s - from_s) / (to_s - from_s);
            if (t_s >= from_s && t_s <= to_s)
                greatest =
                    fmax(greatest, fabs(count - from_count - share * (to_count - from_count)));
        }
        from_s = to_s;
        from_count = to_count;
    }
    if (*text || m->expectation->curve[0] == '\0')
        return error_fail(err, STATUS_USAGE,
                          "curve is '%.60s', must be like '0 0, 50 0, 550 100': times and counts",
                          m->expectation->curve);
    *out = greatest;
    return STATUS_OK;
}

/** What one vehicle more or less changes; 0 for a quantity where that cannot be said. */
static double per_vehicle(const struct measuring *m)
{
    switch ((enum expect_quantity)m->expectation->quantity) {
    case EXPECT_TRIPS:
    case EXPECT_UNDER_WAY:
    case EXPECT_ENTERED:
    case EXPECT_LEFT:
    case EXPECT_ON_LINK:
    case EXPECT_VEHICLES:
    case EXPECT_QUEUE:
    case EXPECT_ENTERED_CURVE:
    case EXPECT_LEFT_CURVE:
        return 1;
    case EXPECT_INFLOW:
    case EXPECT_FLOW:
        return 1 / (m->until_s - m->from_s);
    case EXPECT_FLOW_RATIO:
        return 1 / (double)(m->of_last.left - m->of_first.left);
    case EXPECT_DENSITY:
        return 1 / m->length_m;
    default:
        return 0;
    }
}

enum status road_measure_take(const struct road_run *run, const struct expectation *expectation,
                              struct road_measure *out, struct error *err)
{
    struct measuring m = {.run = run, .expectation = expectation};
    struct road_measure made = {.value = NAN, .tolerance = expectation->tolerance};
    enum status status = measuring_init(&m, err);
    if (status != STATUS_OK)
        return status;
    if (expectation->quantity < EXPECT_TRIPS)
        status = transit_quantity_measure(run, expectation, &made.value, err);
    else if (expectation->quantity < EXPECT_ENTERED)
        made.value = measure_trips(&m);
    else if (expectation->quantity < EXPECT_TRAVEL_TIME_AT)
        made.value = measure_totals(&m);
    else if (expectation->quantity < EXPECT_ENTERED_CURVE)
        status = measure_curves(&m, &made.value, err);
    else
        status = measure_distance(&m, &made.value, err);
    if (status == STATUS_OK && expectation->vehicles > 0 && per_vehicle(&m) == 0)
        status = error_fail(err, STATUS_USAGE, "'%s' has no tolerance in vehicles",
                            expect_quantity_names[expectation->quantity]);
    if (status != STATUS_OK)
        return status;
    if (expectation->vehicles > 0)
        made.tolerance += expectation->vehicles * per_vehicle(&m);
    *out = made;
    return STATUS_OK;
}

void road_quantity_label(const struct expectation *expectation, char *out, size_t out_size)
{
    bool is_instant =
        (expectation->quantity >= EXPECT_ENTERED && expectation->quantity <= EXPECT_ON_LINK) ||
        expectation->quantity == EXPECT_TRAVEL_TIME_AT;
    int used = snprintf(out, out_size, "%s", expect_quantity_names[expectation->quantity]);
    const struct {
        const char *word, *name;
    } parts[] = {{" of ", expectation->link},        {" / ", expectation->of},
                 {" from ", expectation->from_node}, {" to ", expectation->to_node},
                 {" of ", expectation->line},        {" from ", expectation->from_stop},
                 {" to ", expectation->to_stop}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].name[0] && (size_t)used < out_size)
            used +=
                snprintf(out + used, out_size - (size_t)used, "%s%s", parts[i].word, parts[i].name);
    if ((size_t)used >= out_size)
        return;
    if (is_instant)
        snprintf(out + used, out_size - (size_t)used, ", %g s", expectation->at_s);
    else if (expectation->from_s > 0 || expectation->until_s > 0)
        snprintf(out + used, out_size - (size_t)used,
                 expectation->until_s > 0 ? ", %g to %g s" : ", from %g s", expectation->from_s,
                 expectation->until_s);
}
