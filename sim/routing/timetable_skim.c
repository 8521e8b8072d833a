// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_skim.h"

#include "routing/timetable_bags.h"
#include "routing/timetable_bounds.h"
#include "routing/timetable_crowding.h"

/** Scratch memory of a worker: a search without a target. */
struct skim_search {
    struct timetable_bags bags;
    struct felt felt;
    uint32_t *best;  /**< [stop_count] the ride that is felt to arrive there first; or NONE */
    uint32_t *rides; /**< [to_count * ITINERARY_LEGS_MAX] of the row that is being written */
    struct error err;
};

struct skim_build {
    const struct timetable_skim_frame *frame;
    struct timetable_skim *skim;
    struct skim_search *searches; /**< [team size] */
    uint32_t *no_bounds_ms;       /**< nothing is known about the way to all doors */
    struct bit_set goals;         /**< patterns that call where some way may end */
};

/** Where a way ends. */
struct skim_end {
    uint64_t felt;
    uint32_t ride, round, call, walk_ms; /**< label; NONE: no way */
};

/** A ride in one word: the first hop, and behind it how many. */
#define RIDE_HOP_BITS 24u
#define RIDE_HOP_MAX  ((1u << RIDE_HOP_BITS) - 1)
#define RIDE_CALLS    256u

static enum status rides_check(const struct timetable *timetable, struct error *err)
{
    uint32_t hops = timetable->run_first_hop[timetable->run_count];
    if (hops > RIDE_HOP_MAX)
        return error_fail(err, STATUS_DATA,
                          "ways by public transport between all doors of a timetable with %u hops "
                          "of runs: there may be %u at most; leave out lines that nobody needs",
                          hops, RIDE_HOP_MAX);
    for (uint32_t p = 0; p < timetable->pattern_count; p++)
        if (timetable->patterns[p].call_count > RIDE_CALLS)
            return error_fail(err, STATUS_DATA,
                              "ways by public transport: line '%s' has %u calls in a run, there "
                              "may be %u at most",
                              names_text(&timetable->line_names, timetable->patterns[p].line),
                              timetable->patterns[p].call_count, RIDE_CALLS);
    return STATUS_OK;
}

static enum status frame_check(const struct timetable_skim_frame *frame, struct error *err)
{
    if (frame->slot_count == 0 || frame->slot_ms == 0)
        return error_fail(err, STATUS_USAGE,
                          "ways by public transport for %u slots of %u ms: give one slot of 1 ms "
                          "at least",
                          frame->slot_count, frame->slot_ms);
    if (frame->window_ms / 1000 > UINT16_MAX)
        return error_fail(err, STATUS_USAGE,
                          "ways by public transport within %u s: give %u s at most",
                          frame->window_ms / 1000, UINT16_MAX);
    if (frame->timetable->stop_count > UINT16_MAX + 1u)
        return error_fail(err, STATUS_DATA,
                          "ways by public transport between all doors of a timetable with %u "
                          "stops: there may be %u at most; leave out stops that nobody needs",
                          frame->timetable->stop_count, UINT16_MAX + 1u);
    return rides_check(frame->timetable, err);
}

/** When a way that ends by a ride is felt to arrive after a walk. */
static uint64_t ride_felt(const struct skim_search *search, const struct bag_label *ride,
                          uint32_t walk_ms)
{
    uint64_t changes_ms = (uint64_t)search->felt.change_ms * (ride->round - 1);
    return felt_time(ride->t_ms + walk_ms + changes_ms, ride->walk_ms + walk_ms,
                     search->felt.walk_permille);
}

/** Somebody arrives at a stop. */
static void skim_arrive(struct timetable_bags *bags, uint32_t id)
{
    struct skim_search *search = bags->owner;
    const struct bag_label *ride = &bags->labels[id];
    uint32_t *best = &search->best[bags->origins[id].stop];
    if (*best == NONE || ride_felt(search, ride, 0) < ride_felt(search, &bags->labels[*best], 0))
        *best = id;
}

static enum status search_init(void *context, uint32_t worker, struct error *err)
{
    const struct skim_build *build = context;
    const struct timetable_skim_frame *frame = build->frame;
    struct skim_search *search = &build->searches[worker];
    const struct timetable *timetable = frame->timetable;
    enum status status = timetable_bags_init(&search->bags, timetable, frame->change_ms, err);
    search->best = mem_alloc(timetable->stop_count, sizeof *search->best, err);
    search->rides =
        mem_alloc((size_t)frame->to_count * ITINERARY_LEGS_MAX, sizeof *search->rides, err);
    search->felt = frame->felt;
    search->bags.counts_walk = frame->felt.walk_permille > 0;
    search->bags.on_arrival = skim_arrive;
    search->bags.owner = search;
    search->bags.err = &search->err;
    return search->best && search->rides ? status : STATUS_RESOURCE;
}

static void search_deinit(struct skim_search *search)
{
    timetable_bags_deinit(&search->bags);
    mem_free(search->best);
    mem_free(search->rides);
}

/** All ways to all stops before `limit_ms` that one may be felt to arrive by first. */
static void search_spread(const struct skim_build *build, struct skim_search *search,
                          struct door from, uint32_t depart_ms, uint32_t limit_ms)
{
    struct timetable_bags *bags = &search->bags;
    memset(search->best, 0xff, bags->scan.timetable->stop_count * sizeof *search->best);
    bags->limit_ms = limit_ms;
    bags->before_felt = felt_time(NEVER_MS, 0, 0);
    timetable_scan_begin(&bags->scan, (struct door){.bounds_ms = build->no_bounds_ms});
    memcpy(bags->scan.goals.words, build->goals.words,
           build->goals.word_count * sizeof *build->goals.words);
    timetable_bags_start(bags);
    timetable_bags_leave(bags, from, depart_ms);
    for (uint32_t k = 1; timetable_bags_ride(bags, k) && k < ITINERARY_LEGS_MAX; k++)
        timetable_bags_change(bags, k);
}

/** Whether a way is better than another: it is felt shorter, or has fewer rides, or was met first.
 */
static bool end_is_better(const struct skim_end *end, const struct skim_end *other)
{
    if (other->ride == NONE || end->felt != other->felt)
        return other->ride == NONE || end->felt < other->felt;
    return end->round != other->round ? end->round < other->round : end->call < other->call;
}

/** The best ride to a stop that leaves time for the walk; the best of all mostly does. */
static uint32_t stop_ride(const struct skim_search *search, uint32_t stop, uint32_t before_ms)
{
    const struct bag_label *labels = search->bags.labels;
    uint32_t best = search->best[stop];
    if (best == NONE || labels[best].t_ms < before_ms)
        return best;
    best = NONE;
    for (uint32_t id = search->bags.newest[stop]; id != NONE; id = search->bags.origins[id].older)
        if (labels[id].t_ms < before_ms &&
            (best == NONE ||
             ride_felt(search, &labels[id], 0) <= ride_felt(search, &labels[best], 0)))
            best = id; /* of equal ones the first */
    return best;
}

/** The end that a search with this target would have met first. */
static struct skim_end search_end(const struct skim_search *search, const struct door *to,
                                  uint32_t limit_ms)
{
    struct skim_end best = {.ride = NONE};
    for (uint32_t i = 0; i < to->count; i++) {
        uint32_t walk_ms = door_walk_ms(&to->stops[i]);
        uint32_t id =
            walk_ms < limit_ms ? stop_ride(search, to->stops[i].stop, limit_ms - walk_ms) : NONE;
        if (id == NONE)
            continue;
        const struct bag_label *ride = &search->bags.labels[id];
        struct skim_end end = {ride_felt(search, ride, walk_ms), id, ride->round,
                               search->bags.origins[id].alight_call, walk_ms};
        if (end_is_better(&end, &best))
            best = end;
    }
    return best;
}

/** The rides of a way, with the first runs that come after the first one. */
static void way_rides(const struct timetable_skim_frame *frame, const struct itinerary *way,
                      uint32_t *out)
{
    const struct timetable *timetable = frame->timetable;
    uint32_t ready_ms = way->board_ms;
    for (uint32_t i = 0; i < way->leg_count; i++) {
        const struct itinerary_leg *leg = &way->legs[i];
        const struct call *board = &timetable->calls[leg->board_call];
        const struct call *alight = &timetable->calls[leg->alight_call];
        const struct pattern *pattern = &timetable->patterns[board->pattern];
        uint32_t run = pattern->first_run;
        run += timetable_first_run(timetable->run_depart_ms + run, pattern->run_count,
                                   ready_ms - board->depart_ms);
        out[i] = (timetable->run_first_hop[run] + leg->board_call - pattern->first_call) |
                 (leg->alight_call - leg->board_call) << RIDE_HOP_BITS;
        ready_ms = timetable->run_depart_ms[run] + alight->arrive_ms +
                   (leg->walk_ms > 0 ? leg->walk_ms : frame->change_ms);
    }
}

static struct skim_cell cell_of_way(const struct timetable_skim_frame *frame,
                                    const struct itinerary *way, uint32_t depart_ms)
{
    const struct call *calls = frame->timetable->calls;
    const struct itinerary_leg *last = &way->legs[way->leg_count - 1];
    uint32_t needed_ms = depart_ms + way->access_ms + frame->slack_ms;
    /* Ends of the parts, one after the other, so that roundings do not add up. */
    uint32_t home_ms = way->board_ms > needed_ms ? way->board_ms - needed_ms : 0;
    uint32_t walk_ms = home_ms + itinerary_walk_ms(way), ride_ms = walk_ms;
    for (uint32_t i = 0; i < way->leg_count; i++)
        ride_ms +=
            calls[way->legs[i].alight_call].arrive_ms - calls[way->legs[i].board_call].depart_ms;
    uint32_t wait_ms = way->arrive_ms - depart_ms;
    return (struct skim_cell){
        .home_s = (uint16_t)(home_ms / 1000),
        .walk_s = (uint16_t)(walk_ms / 1000 - home_ms / 1000),
        .ride_s = (uint16_t)(ride_ms / 1000 - walk_ms / 1000),
        .wait_s = (uint16_t)(wait_ms / 1000 - ride_ms / 1000),
        .stop = (uint16_t)calls[way->legs[0].board_call].stop,
        .last_stop = (uint16_t)calls[last->alight_call].stop,
        .rides = (uint8_t)way->leg_count,
    };
}

/** All ways from a door in a slot. */
static void skim_row(void *context, uint32_t item, uint32_t worker)
{
    const struct skim_build *build = context;
    const struct timetable_skim_frame *frame = build->frame;
    struct skim_search *search = &build->searches[worker];
    struct skim_cell *cells = build->skim->cells + (size_t)item * frame->to_count;
    uint32_t depart_ms = frame->start_ms + item / frame->from_count * frame->slot_ms;
    uint32_t limit_ms = depart_ms + frame->window_ms;
    size_t rides = 0;
    if (search->err.status != STATUS_OK)
        return;
    search_spread(build, search, frame->from[item % frame->from_count], depart_ms, limit_ms);
    for (uint32_t i = 0; search->err.status == STATUS_OK && i < frame->to_count; i++) {
        struct skim_end end = search_end(search, &frame->to[i], limit_ms);
        struct itinerary way;
        if (end.ride == NONE)
            continue;
        timetable_bags_write(&search->bags, end.ride, end.walk_ms, depart_ms, &way);
        cells[i] = cell_of_way(frame, &way, depart_ms);
        way_rides(frame, &way, search->rides + rides);
        rides += way.leg_count;
    }
    if (rides == 0 || search->err.status != STATUS_OK)
        return;
    uint32_t *kept = mem_alloc(rides, sizeof *kept, &search->err);
    if (kept)
        memcpy(kept, search->rides, rides * sizeof *kept);
    build->skim->rides[item] = kept;
}

static enum status build_init(struct skim_build *build, struct team *team, struct error *err)
{
    const struct timetable *timetable = build->frame->timetable;
    build->searches = mem_alloc(team_size(team), sizeof *build->searches, err);
    build->no_bounds_ms = mem_alloc((size_t)TIMETABLE_BOUNDS_ROWS * timetable->stop_count,
                                    sizeof *build->no_bounds_ms, err);
    enum status status = bit_set_init(&build->goals, timetable->pattern_count, err);
    if (!build->searches || !build->no_bounds_ms || status != STATUS_OK)
        return STATUS_RESOURCE;
    status = team_each(team, search_init, build, err);
    for (uint32_t i = 0; i < build->frame->to_count; i++)
        for (uint32_t j = 0; j < build->frame->to[i].count; j++) {
            uint32_t stop = build->frame->to[i].stops[j].stop;
            for (uint32_t c = timetable->stop_first_call[stop];
                 c < timetable->stop_first_call[stop + 1]; c++)
                bit_set_add(&build->goals, timetable->calls[timetable->stop_calls[c]].pattern);
        }
    return status;
}

static void build_deinit(struct skim_build *build, uint32_t workers)
{
    for (uint32_t i = 0; build->searches && i < workers; i++)
        search_deinit(&build->searches[i]);
    mem_free(build->searches);
    mem_free(build->no_bounds_ms);
    mem_free(build->goals.words);
}

/** Without any way. */
static struct timetable_skim *skim_create(const struct timetable_skim_frame *frame,
                                          struct error *err)
{
    struct timetable_skim *skim = mem_alloc(1, sizeof *skim, err);
    if (!skim)
        return NULL;
    size_t rows = (size_t)frame->slot_count * frame->from_count;
    *skim = (struct timetable_skim){.timetable = frame->timetable,
                                    .from_count = frame->from_count,
                                    .to_count = frame->to_count,
                                    .start_ms = frame->start_ms,
                                    .slot_ms = frame->slot_ms,
                                    .slot_count = frame->slot_count};
    skim->cells = mem_alloc(rows * frame->to_count, sizeof *skim->cells, err);
    skim->rides = mem_alloc(rows, sizeof *skim->rides, err);
    if (skim->cells && skim->rides)
        return skim;
    timetable_skim_destroy(skim);
    return NULL;
}

enum status timetable_skim_build(const struct timetable_skim_frame *frame, struct team *team,
                                 struct timetable_skim **out, struct error *err)
{
    enum status status = frame_check(frame, err);
    if (status != STATUS_OK)
        return status;
    struct timetable_skim *skim = skim_create(frame, err);
    if (!skim)
        return STATUS_RESOURCE;
    struct skim_build build = {.frame = frame, .skim = skim};
    status = build_init(&build, team, err);
    if (status == STATUS_OK)
        team_run(team, frame->slot_count * frame->from_count, skim_row, &build);
    for (uint32_t i = 0; status == STATUS_OK && i < team_size(team); i++) {
        status = build.searches[i].err.status;
        if (status != STATUS_OK)
            error_fail(err, status, "%s", build.searches[i].err.text);
    }
    build_deinit(&build, team_size(team));
    if (status == STATUS_OK)
        *out = skim;
    else
        timetable_skim_destroy(skim);
    return status;
}

void timetable_skim_destroy(struct timetable_skim *skim)
{
    if (!skim)
        return;
    for (size_t i = 0; skim->rides && i < (size_t)skim->slot_count * skim->from_count; i++)
        mem_free(skim->rides[i]);
    mem_free(skim->rides);
    mem_free(skim->cells);
    mem_free(skim);
}

/** Ways of a row, as many as its cells say. */
static void row_archive(struct timetable_skim *skim, size_t row, struct archive *archive)
{
    const struct skim_cell *cells = skim->cells + row * skim->to_count;
    size_t rides = 0;
    for (uint32_t i = 0; i < skim->to_count; i++)
        rides += cells[i].rides;
    if (rides > 0 && archive_is_loading(archive)) {
        skim->rides[row] = mem_alloc(rides, sizeof **skim->rides, archive->err);
        if (!skim->rides[row])
            archive_keep(archive, STATUS_RESOURCE);
    }
    archive_bytes(archive, skim->rides[row], rides * sizeof **skim->rides);
}

void timetable_skim_archive(const struct timetable_skim_frame *frame, struct timetable_skim **skim,
                            struct archive *archive)
{
    size_t rows = (size_t)frame->slot_count * frame->from_count;
    struct timetable_skim *own = *skim;
    archive_section(archive, "ways by timetable");
    if (archive_status(archive) == STATUS_OK && archive_is_loading(archive)) {
        own = skim_create(frame, archive->err);
        if (!own)
            archive_keep(archive, STATUS_RESOURCE);
    }
    if (archive_status(archive) == STATUS_OK)
        archive_values(archive, own->cells, rows * frame->to_count, sizeof *own->cells);
    for (size_t row = 0; archive_status(archive) == STATUS_OK && row < rows; row++)
        row_archive(own, row, archive);
    if (!archive_is_loading(archive))
        return;
    if (archive_status(archive) == STATUS_OK)
        *skim = own;
    else
        timetable_skim_destroy(own);
}

struct skim_pricing {
    struct timetable_skim *skim;
    struct timetable_crowding crowding;
};

static void price_row(void *context, uint32_t item, uint32_t worker)
{
    (void)worker;
    const struct skim_pricing *pricing = context;
    const struct timetable_skim *skim = pricing->skim;
    struct skim_cell *cells = skim->cells + (size_t)item * skim->to_count;
    const uint32_t *ride = skim->rides[item];
    for (uint32_t i = 0; ride && i < skim->to_count; i++) {
        uint64_t felt = 0;
        for (uint32_t k = 0; k < cells[i].rides; k++, ride++)
            felt += timetable_crowding_ride(&pricing->crowding, *ride & RIDE_HOP_MAX,
                                            *ride >> RIDE_HOP_BITS);
        felt /= 1000 * 1000;
        cells[i].crowd_s = felt < UINT16_MAX ? (uint16_t)felt : UINT16_MAX;
    }
}

enum status timetable_skim_set_crowding(struct timetable_skim *skim, const uint16_t *permille,
                                        struct team *team, struct error *err)
{
    struct skim_pricing pricing = {.skim = skim};
    enum status status = timetable_crowding_init(skim->timetable, permille, &pricing.crowding, err);
    if (status == STATUS_OK)
        team_run(team, skim->slot_count * skim->from_count, price_row, &pricing);
    timetable_crowding_deinit(&pricing.crowding);
    return status;
}

const struct skim_cell *timetable_skim_at(const struct timetable_skim *skim, uint32_t from,
                                          uint32_t to, uint32_t t_ms)
{
    uint32_t slot = t_ms > skim->start_ms ? (t_ms - skim->start_ms) / skim->slot_ms : 0;
    slot = slot < skim->slot_count ? slot : skim->slot_count - 1;
    return &skim->cells[((size_t)slot * skim->from_count + from) * skim->to_count + to];
}
