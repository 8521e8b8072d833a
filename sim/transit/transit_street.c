// SPDX-License-Identifier: GPL-3.0-or-later
#include "transit/transit_street.h"

#include "base/memory.h"
#include "transit/transit_state.h"

/** A run on a stretch. The first two are written by the stops on the way and belong to the run; the
 * others belong to the last stop of the stretch, which may hear of the vehicle before the run. */
struct street_run {
    uint32_t alone_ms; /**< when a bus alone would leave the last link */
    uint32_t due_ms;   /**< at the last stop, by the timetable */
    uint32_t off_ms;   /**< the vehicle left the last link; 0: still on the road */
    uint32_t end_seq;  /**< the run is there, at this call; 0: not yet */
};

struct transit_street {
    struct transit_roads roads;
    struct street_run *runs;              /**< [run_count] */
    struct transit_street_totals *counts; /**< [stop_count] owned by the stop */
};

static struct transit_street_totals *counts_of(struct transit *transit,
                                               const struct activation *act)
{
    return &transit->street->counts[act->self - transit->first_process];
}

/** How much sooner than by the timetable a bus may end a stretch that meets green everywhere. No
 * hop gets shorter than a walk between stops, which bounds the windows of the kernel anyway. */
static uint32_t early_ms(const struct street_stretch *stretch, uint32_t hop_ms)
{
    uint32_t most_ms = hop_ms > TIMETABLE_LEAST_WALK_MS ? hop_ms - TIMETABLE_LEAST_WALK_MS : 0;
    return stretch->way.wait_ms < most_ms ? stretch->way.wait_ms : most_ms;
}

static void street_enter(struct transit *transit, struct activation *act, uint32_t run,
                         uint32_t stretch)
{
    const struct transit_roads *roads = &transit->street->roads;
    const struct street_stretch *on = &roads->ways->stretches[stretch];
    const struct street_way *way =
        street_ways_choose(roads->ways, roads->network, stretch, act->t_ms);
    uint32_t enter_ms = act->t_ms + TRANSIT_STREET_LEAD_MS;
    uint32_t last_stop = transit->timetable->calls[on->last_call].stop;
    struct drive drive = {
        .route = roads->ways->links + way->first_link,
        .route_length = (uint16_t)way->link_count,
        .class = VEHICLE_BUS,
        .arrived_type = TRANSIT_VEHICLE_OFF_ROAD,
        .arrived_process = transit_stop_process(transit, last_stop),
    };
    transit->street->runs[run].alone_ms = enter_ms + on->way.free_ms + on->way.wait_ms;
    counts_of(transit, act)->begun++;
    road_begin(roads->road, act, roads->first_vehicle + run, &drive, enter_ms);
}

void transit_street_begin(struct transit *transit, struct activation *act,
                          const struct visit *visit, uint32_t arrive_ms)
{
    const struct street_ways *ways = transit->street->roads.ways;
    uint32_t stretch = ways->stretch_of_call[visit->call_id];
    const struct street_stretch *on = &ways->stretches[stretch];
    uint32_t next = transit_stop_process(transit, visit->call[1].stop), seq = visit->seq + 1;

    if (visit->call_id == on->first_call)
        street_enter(transit, act, visit->run, stretch);
    if (visit->call_id + 1 < on->last_call) {
        activation_send(act, event_make(arrive_ms, next, TRANSIT_VEHICLE_ARRIVES, visit->run, seq));
        return;
    }
    uint32_t end_ms = arrive_ms - early_ms(on, arrive_ms - act->t_ms);
    transit->street->runs[visit->run].due_ms = arrive_ms;
    activation_send(act, event_make(end_ms, next, TRANSIT_STRETCH_ENDS, visit->run, seq));
}

/** Run and vehicle are both there: it arrives. */
static void street_arrive(struct transit *transit, struct activation *act, uint32_t run)
{
    struct street_run *state = &transit->street->runs[run];
    int64_t late_ms = (int64_t)state->off_ms - state->alone_ms;
    int64_t arrive_ms = state->due_ms + late_ms;
    uint32_t seq = state->end_seq;

    state->off_ms = state->end_seq = 0;
    if (late_ms > 0)
        counts_of(transit, act)->late_ms_sum += (uint64_t)late_ms;
    arrive_ms = arrive_ms > act->t_ms ? arrive_ms : act->t_ms;
    activation_schedule(act, (uint32_t)arrive_ms, TRANSIT_VEHICLE_ARRIVES, run, seq);
}

void transit_street_end(struct transit *transit, struct activation *act, uint32_t run, uint32_t seq)
{
    transit->street->runs[run].end_seq = seq;
    if (transit->street->runs[run].off_ms > 0)
        street_arrive(transit, act, run);
}

void transit_street_off_road(struct transit *transit, struct activation *act, uint32_t vehicle)
{
    uint32_t run = vehicle - transit->street->roads.first_vehicle;
    transit->street->runs[run].off_ms = act->t_ms - ROAD_EGRESS_MS;
    counts_of(transit, act)->ended++;
    if (transit->street->runs[run].end_seq > 0)
        street_arrive(transit, act, run);
}

/** Stops and nodes talk when a vehicle enters the road and when it leaves it; the last hop may be
 * shorter than the timetable has it. */
static void stretch_declare(struct transit *transit, const struct transit_roads *roads,
                            const struct street_stretch *stretch, struct kernel *kernel)
{
    const struct call *calls = transit->timetable->calls, *last = &calls[stretch->last_call];
    const uint32_t *links = roads->ways->links + stretch->way.first_link;
    uint32_t first_node = roads->network->links[links[0]].from;
    uint32_t last_node = roads->network->links[links[stretch->way.link_count - 1]].to;
    uint32_t hop_ms = transit_hop_least_ms(transit, stretch->last_call - 1);

    kernel_declare_channel(kernel, transit_stop_process(transit, calls[stretch->first_call].stop),
                           road_node_process(roads->road, first_node), TRANSIT_STREET_LEAD_MS);
    kernel_declare_channel(kernel, road_node_process(roads->road, last_node),
                           transit_stop_process(transit, last->stop), ROAD_EGRESS_MS);
    kernel_declare_channel(kernel, transit_stop_process(transit, last[-1].stop),
                           transit_stop_process(transit, last->stop),
                           hop_ms - early_ms(stretch, hop_ms));
}

enum status transit_street_join(struct transit *transit, const struct transit_roads *roads,
                                struct kernel *kernel, struct error *err)
{
    const struct timetable *timetable = transit->timetable;
    struct transit_street *street = mem_alloc(1, sizeof *street, err);
    transit->street = street;
    if (!street)
        return STATUS_RESOURCE;
    street->roads = *roads;
    street->runs = mem_alloc(timetable->run_count, sizeof *street->runs, err);
    street->counts = mem_alloc(timetable->stop_count, sizeof *street->counts, err);
    if (!street->runs || !street->counts)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < timetable->call_count; i++)
        if (roads->ways->stretch_of_call[i] != NONE)
            transit->ways[i] = TRANSIT_WAY_STREET;
    for (uint32_t i = 0; i < roads->ways->stretch_count; i++)
        stretch_declare(transit, roads, &roads->ways->stretches[i], kernel);
    return STATUS_OK;
}

void transit_street_destroy(struct transit_street *street)
{
    if (!street)
        return;
    mem_free(street->runs);
    mem_free(street->counts);
    mem_free(street);
}

struct transit_street_totals transit_street_totals(const struct transit *transit)
{
    struct transit_street_totals sum = {0};
    for (uint32_t i = 0; transit->street && i < transit->timetable->stop_count; i++) {
        const struct transit_street_totals *counts = &transit->street->counts[i];
        sum.begun += counts->begun;
        sum.ended += counts->ended;
        sum.late_ms_sum += counts->late_ms_sum;
    }
    return sum;
}

void transit_street_archive(struct transit *transit, struct archive *archive)
{
    struct transit_street *street = transit->street;
    const struct timetable *timetable = transit->timetable;
    archive_section(archive, "runs on roads");
    archive_values(archive, street->runs, timetable->run_count, sizeof *street->runs);
    archive_values(archive, street->counts, timetable->stop_count, sizeof *street->counts);
}
