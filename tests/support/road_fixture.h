// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROAD_FIXTURE_H
#define ROAD_FIXTURE_H

/** Road traffic in memory: trips over a small network, begun and received by driver processes. */

#include "support/network_fixture.h"

#include "base/digest.h"
#include "base/fields.h"
#include "network/network_partition.h"
#include "road/road.h"

#define DRIVER_COUNT    16u  /* processes that hold the trips: trip modulo DRIVER_COUNT */
#define BEGIN_MS        200u /* before a departure its driver begins the drive */
#define ROUTE_WORDS_MAX (1u << 20)

struct trip {
    const uint32_t *route;
    uint16_t route_length;
    uint8_t class;
    uint32_t depart_ms;
    uint32_t left_ms; /**< its last link; 0: still under way */
};

/** As in the records "forced_moves". */
struct forced_note {
    double t_s;
    int32_t vehicle, drive, run, node, from_link, to_link;
};

/** As in the records "gridlocks". */
struct gridlock_note {
    double t_s, since_s;
    int32_t gridlock, step, link, next_link, node, person, drive, run;
    int8_t is_forced;
};

struct road_fixture {
    struct network_fixture net;
    struct road_parameters parameters;
    struct trip *trips;
    size_t trip_count, trip_capacity;
    uint32_t *routes, route_words; /**< [ROUTE_WORDS_MAX] the links of all routes */

    struct team *team;
    struct kernel *kernel;
    struct road *road;
    uint32_t first_driver;
    bool are_runs;                    /**< all trips, in place of those of persons */
    uint32_t run_count;               /**< of public transport, none of which drives */
    uint32_t sample_every_ms;         /**< 0: no samples */
    struct road_link_totals *samples; /**< [sample][link] at every, 2 every ... */
    size_t sample_count, sample_capacity;
    struct forced_note *forced;
    size_t forced_count, forced_capacity;
    struct gridlock_note *gridlocks;
    size_t gridlock_rows, gridlock_capacity; /**< links of all cycles found */
    struct digest *rows;                     /**< of every committed row, when not NULL */
};

enum { DRIVER_BEGIN, DRIVER_ARRIVED };

static inline void driver_handle(struct activation *act, struct event event)
{
    struct road_fixture *fixture = act->model;
    uint32_t vehicle = event_subject(event);
    struct trip *trip = &fixture->trips[vehicle];

    assert_int_equal(act->self, fixture->first_driver + vehicle % DRIVER_COUNT);
    if (event_type(event) == DRIVER_BEGIN) {
        struct drive drive = {trip->route, trip->route_length, trip->class, DRIVER_ARRIVED,
                              act->self};
        road_begin(fixture->road, act, vehicle, &drive, trip->depart_ms);
    } else {
        assert_int_equal(trip->left_ms, 0);
        trip->left_ms = act->t_ms - ROAD_EGRESS_MS;
    }
}

static const struct process_kind driver_kind = {.name = "driver", .handle = driver_handle};

/** All columns of a row; what is between them has no meaning. */
static inline void row_digest(struct digest *digest, const struct record_kind *kind,
                              const void *row)
{
    static const size_t sizes[] = {1, 2, 4, 8, 4, 8}; /* by enum column_type */
    digest_add(digest, kind->group, strlen(kind->group));
    for (const struct column *column = kind->columns; column->name; column++)
        digest_add(digest, (const char *)row + column->offset, sizes[column->type]);
}

static inline enum status forced_put(void *self, const struct record_kind *kind, const void *row,
                                     struct error *err)
{
    struct road_fixture *fixture = self;
    if (fixture->rows)
        row_digest(fixture->rows, kind, row);
    if (kind == &road_gridlock_record) {
        assert_int_equal(kind->row_size, sizeof(struct gridlock_note));
        assert_int_equal(MEM_RESERVE(&fixture->gridlocks, &fixture->gridlock_capacity,
                                     fixture->gridlock_rows + 1, err),
                         STATUS_OK);
        memcpy(&fixture->gridlocks[fixture->gridlock_rows++], row, kind->row_size);
        return STATUS_OK;
    }
    assert_ptr_equal(kind, &road_forced_record);
    assert_int_equal(kind->row_size, sizeof(struct forced_note));
    assert_int_equal(
        MEM_RESERVE(&fixture->forced, &fixture->forced_capacity, fixture->forced_count + 1, err),
        STATUS_OK);
    memcpy(&fixture->forced[fixture->forced_count++], row, kind->row_size);
    return STATUS_OK;
}

/** Who begun and who arrived is counted here, what the links hold is counted by the model. */
static inline void assert_conserved(const struct road_fixture *fixture, uint32_t t_ms)
{
    struct road_totals totals = road_totals(fixture->road);
    uint64_t begun = 0, arrived = 0, on_links = 0;
    for (size_t v = 0; v < fixture->trip_count; v++) {
        begun += fixture->trips[v].depart_ms < t_ms;
        arrived += fixture->trips[v].left_ms != 0;
    }
    for (uint32_t i = 0; i < fixture->net.network->link_count; i++) {
        struct road_link_totals link = road_link_totals(fixture->road, i);
        assert_true(link.entered >= link.left);
        on_links += link.entered - link.left;
    }
    assert_int_equal(totals.started, begun);
    assert_true(arrived <= totals.finished); /* the news of the last ones is under way */
    assert_int_equal(totals.on_links, on_links);
    assert_int_equal(totals.finished + totals.on_links + totals.at_start, begun);
    assert_true(totals.at_start <= begun);
}

static inline enum status sample_take(void *self, struct kernel *kernel, uint32_t t_ms,
                                      struct error *err)
{
    struct road_fixture *fixture = self;
    uint32_t links = fixture->net.network->link_count;
    size_t at = fixture->sample_count;
    (void)kernel;
    assert_conserved(fixture, t_ms);
    assert_int_equal(MEM_RESERVE(&fixture->samples, &fixture->sample_capacity, at + links, err),
                     STATUS_OK);
    for (uint32_t i = 0; i < links; i++)
        fixture->samples[at + i] = road_link_totals(fixture->road, i);
    fixture->sample_count += links;
    return STATUS_OK;
}

/** Parameters of the published cases: 0.2 vehicles per metre and lane in a standing queue, and a
 * saturation low enough for the capacity of each link to decide. */
static inline void road_fixture_init(struct road_fixture *fixture)
{
    *fixture = (struct road_fixture){0};
    network_fixture_init(&fixture->net);
    fixture->routes = mem_alloc(ROUTE_WORDS_MAX, sizeof *fixture->routes, &fixture->net.err);
    assert_non_null(fixture->routes);
    assert_int_equal(fields_set_standard(road_parameter_fields, &fixture->parameters,
                                         &fixture->net.tables.nodes.text, &fixture->net.err),
                     STATUS_OK);
    fixture->parameters.jam_spacing_m = 5;
    fixture->parameters.saturation_vps = 0.1;
    fixture->parameters.street_factor = 1;
    fixture->parameters.truck_units = 2.5;
    fixture->parameters.truck_speed_mps = 10;
    fixture->parameters.patience_s = 86400;
    fixture->parameters.weight = 1;
}

/** Ends a run, so that the same trips can run again. */
static inline void road_fixture_reset(struct road_fixture *fixture)
{
    road_destroy(fixture->road);
    kernel_destroy(fixture->kernel);
    team_destroy(fixture->team);
    fixture->road = NULL;
    fixture->kernel = NULL;
    fixture->team = NULL;
    fixture->sample_count = fixture->forced_count = fixture->gridlock_rows = 0;
    for (size_t v = 0; v < fixture->trip_count; v++)
        fixture->trips[v].left_ms = 0;
}

static inline void road_fixture_deinit(struct road_fixture *fixture)
{
    road_fixture_reset(fixture);
    mem_free(fixture->trips);
    mem_free(fixture->samples);
    mem_free(fixture->forced);
    mem_free(fixture->gridlocks);
    mem_free(fixture->routes);
    network_fixture_deinit(&fixture->net);
}

/** A route over `count` links that lives as long as the fixture. */
static inline const uint32_t *route_copy(struct road_fixture *fixture, const uint32_t *links,
                                         uint32_t count)
{
    uint32_t *route = fixture->routes + fixture->route_words;
    assert_in_range(count, 1, ROUTE_WORDS_MAX - fixture->route_words);
    memcpy(route, links, count * sizeof *links);
    fixture->route_words += count;
    return route;
}

/** The links named in `names`, with spaces between. */
static inline const uint32_t *route_of(struct road_fixture *fixture, const char *names,
                                       uint16_t *out_length)
{
    uint32_t links[64];
    uint16_t count = 0;
    while (*names) {
        char name[32];
        size_t length = strcspn(names, " ");
        snprintf(name, sizeof name, "%.*s", (int)length, names);
        links[count++] = fixture_link_id(&fixture->net, name);
        names += length + (names[length] == ' ');
    }
    *out_length = count;
    return route_copy(fixture, links, count);
}

static inline uint32_t trip_add(struct road_fixture *fixture, struct trip trip)
{
    assert_int_equal(MEM_RESERVE(&fixture->trips, &fixture->trip_capacity, fixture->trip_count + 1,
                                 &fixture->net.err),
                     STATUS_OK);
    assert_true(trip.depart_ms >= BEGIN_MS);
    fixture->trips[fixture->trip_count] = trip;
    return (uint32_t)fixture->trip_count++;
}

/** One car or truck over the named links. */
static inline uint32_t trip_over(struct road_fixture *fixture, const char *links,
                                 uint32_t depart_ms, enum vehicle_class class)
{
    struct trip trip = {.class = (uint8_t) class, .depart_ms = depart_ms};
    trip.route = route_of(fixture, links, &trip.route_length);
    return trip_add(fixture, trip);
}

/** Cars at `flow_vps` between two times, s, evenly spread. */
static inline void demand_add(struct road_fixture *fixture, const char *links, double from_s,
                              double until_s, double flow_vps)
{
    struct trip trip = {.class = VEHICLE_CAR};
    trip.route = route_of(fixture, links, &trip.route_length);
    uint32_t count = (uint32_t)lround((until_s - from_s) * flow_vps);
    for (uint32_t i = 0; i < count; i++) {
        trip.depart_ms = (uint32_t)lround(1000 * (from_s + (i + 0.5) / flow_vps));
        trip_add(fixture, trip);
    }
}

static inline void road_fixture_build(struct road_fixture *fixture, uint32_t threads,
                                      uint32_t partitions)
{
    struct error *err = &fixture->net.err;
    const struct network *network = fixture->net.network;
    uint32_t group[1024];
    assert_in_range(network->node_count, 1, 1024);
    uint32_t trips = (uint32_t)fixture->trip_count;
    struct road_fleet fleet = {.person_count = fixture->are_runs ? 0 : trips,
                               .run_count = fixture->are_runs ? trips : fixture->run_count};
    fixture->team = team_create(threads, err);
    fixture->kernel = kernel_create(fixture->team, partitions, 0,
                                    (struct record_sink){.self = fixture, .put = forced_put}, err);
    assert_int_equal(kernel_add_processes(fixture->kernel, &driver_kind, fixture, DRIVER_COUNT,
                                          &fixture->first_driver, err),
                     STATUS_OK);
    if (road_create(network, &fixture->parameters, fleet, fixture->kernel, &fixture->road, err) !=
        STATUS_OK)
        fail_msg("%s", err->text);
    assert_int_equal(network_partition(network, partitions, group, err), STATUS_OK);
    for (uint32_t n = 0; n < network->node_count; n++)
        kernel_place(fixture->kernel, road_node_process(fixture->road, n), group[n]);
    for (uint32_t i = 0; i < DRIVER_COUNT; i++)
        kernel_place(fixture->kernel, fixture->first_driver + i, i);
    road_place(fixture->road, fixture->kernel);
    uint32_t first_node = road_node_process(fixture->road, 0);
    kernel_declare_channels(fixture->kernel, fixture->first_driver, DRIVER_COUNT, first_node,
                            network->node_count, BEGIN_MS);
    kernel_declare_channels(fixture->kernel, first_node, network->node_count, fixture->first_driver,
                            DRIVER_COUNT, ROAD_EGRESS_MS);
    if (fixture->sample_every_ms)
        kernel_add_sync(fixture->kernel, fixture->sample_every_ms, sample_take, fixture, err);
    for (uint32_t v = 0; v < fixture->trip_count; v++) {
        struct event begin =
            event_make(fixture->trips[v].depart_ms - BEGIN_MS,
                       fixture->first_driver + v % DRIVER_COUNT, DRIVER_BEGIN, v, 0);
        assert_int_equal(kernel_post(fixture->kernel, begin, err), STATUS_OK);
    }
}

/** Runs all trips to `stop_s`, on one thread and in one partition. */
static inline void road_fixture_run(struct road_fixture *fixture, double stop_s)
{
    road_fixture_build(fixture, 1, 1);
    if (kernel_run_until(fixture->kernel, (uint32_t)lround(stop_s * 1000), &fixture->net.err) !=
        STATUS_OK)
        fail_msg("%s", fixture->net.err.text);
}

static inline double trip_travel_s(const struct road_fixture *fixture, size_t vehicle)
{
    const struct trip *trip = &fixture->trips[vehicle];
    assert_true(trip->left_ms > trip->depart_ms);
    return (trip->left_ms - trip->depart_ms) / 1000.0;
}

/** Sum of the travel times of those who have arrived, s, and their number. */
static inline double trips_total_s(const struct road_fixture *fixture, uint32_t *out_arrived)
{
    double sum = 0;
    *out_arrived = 0;
    for (size_t v = 0; v < fixture->trip_count; v++)
        if (fixture->trips[v].left_ms) {
            sum += trip_travel_s(fixture, v);
            ++*out_arrived;
        }
    return sum;
}

/** Totals of a link at a multiple of the sampling interval. */
static inline struct road_link_totals sample_at(const struct road_fixture *fixture, double t_s,
                                                const char *link)
{
    uint32_t links = fixture->net.network->link_count;
    size_t number = (size_t)lround(t_s * 1000 / fixture->sample_every_ms);
    if (number == 0)
        return (struct road_link_totals){0};
    assert_true(number * links <= fixture->sample_count);
    return fixture->samples[(number - 1) * links + fixture_link_id(&fixture->net, link)];
}

/** Vehicles that left the link between two times, s. */
static inline double count_left(const struct road_fixture *fixture, const char *link, double from_s,
                                double until_s)
{
    return (double)(sample_at(fixture, until_s, link).left - sample_at(fixture, from_s, link).left);
}

static inline double count_on(const struct road_fixture *fixture, const char *link, double t_s)
{
    struct road_link_totals totals = sample_at(fixture, t_s, link);
    return (double)(totals.entered - totals.left);
}

/** Mean time on the link of those who left it between two times, s. */
static inline double mean_travel_s(const struct road_fixture *fixture, const char *link,
                                   double from_s, double until_s)
{
    struct road_link_totals a = sample_at(fixture, from_s, link);
    struct road_link_totals b = sample_at(fixture, until_s, link);
    assert_true(b.left > a.left);
    return (double)(b.travel_ms_sum - a.travel_ms_sum) / 1000.0 / (double)(b.left - a.left);
}

/** One-way links in a row, "L1" "L2" ..., each 1 km, 20 m/s, one lane, with the given capacities;
 * nodes "N0" "N1" ... */
static inline void fixture_chain(struct road_fixture *fixture, const double *capacities_vps,
                                 uint32_t count)
{
    char text[3][16];
    fixture_node(&fixture->net, "N0", 0, 0);
    for (uint32_t i = 0; i < count; i++) {
        snprintf(text[0], sizeof text[0], "L%u", i + 1);
        snprintf(text[1], sizeof text[1], "N%u", i);
        snprintf(text[2], sizeof text[2], "N%u", i + 1);
        fixture_node(&fixture->net, fixture_text(&fixture->net, text[2]), (i + 1) * 900.0, 0);
        fixture_link(&fixture->net,
                     (struct road_link_row){.id = fixture_text(&fixture->net, text[0]),
                                            .from = fixture_text(&fixture->net, text[1]),
                                            .to = fixture_text(&fixture->net, text[2]),
                                            .oneway = true,
                                            .capacity_vps = capacities_vps[i]});
    }
}

#endif
