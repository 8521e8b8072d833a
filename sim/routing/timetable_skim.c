// SPDX-License-Identifier: GPL-3.0-or-later
#include "routing/timetable_skim.h"

#include "routing/timetable_bounds.h"
#include "routing/timetable_rounds.h"

/** Scratch memory of a worker: a search without a target. */
struct skim_search {
    struct timetable_rounds rounds;
    uint8_t *reached; /**< [stop_count] bit k: `rounds.rounds[k]` arrives there, earlier than all
                         rounds before */
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
    uint32_t arrive_ms, round, call, stop, walk_ms;
};

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
    return STATUS_OK;
}

static enum status search_init(struct skim_search *search, const struct timetable_skim_frame *frame,
                               struct error *err)
{
    const struct timetable *timetable = frame->timetable;
    struct timetable_rounds *rounds = &search->rounds;
    enum status status = timetable_rounds_init(rounds, timetable, frame->change_ms, err);
    rounds->best_arrive_ms = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
    rounds->best_ready_ms = mem_alloc(timetable->stop_count, sizeof(uint32_t), err);
    search->reached = mem_alloc(timetable->stop_count, sizeof *search->reached, err);
    bool all = rounds->best_arrive_ms && rounds->best_ready_ms && search->reached;
    return all ? status : STATUS_RESOURCE;
}

static void search_deinit(struct skim_search *search)
{
    mem_free(search->rounds.best_arrive_ms);
    mem_free(search->rounds.best_ready_ms);
    mem_free(search->reached);
    timetable_rounds_deinit(&search->rounds);
}

/** Earliest arrivals at all stops before `limit_ms`. */
static void search_spread(const struct skim_build *build, struct skim_search *search,
                          const struct door *from, uint32_t depart_ms, uint32_t limit_ms)
{
    struct timetable_rounds *rounds = &search->rounds;
    size_t bytes = rounds->scan.timetable->stop_count * sizeof(uint32_t);
    memset(rounds->best_arrive_ms, 0xff, bytes);
    memset(rounds->best_ready_ms, 0xff, bytes);
    memset(search->reached, 0, rounds->scan.timetable->stop_count);
    rounds->target_ms = limit_ms;
    timetable_scan_begin(&rounds->scan, (struct door){.bounds_ms = build->no_bounds_ms});
    memcpy(rounds->scan.goals.words, build->goals.words,
           build->goals.word_count * sizeof *build->goals.words);
    timetable_rounds_start(rounds);
    for (uint32_t i = 0; i < from->count; i++)
        timetable_rounds_leave(rounds, from->stops[i].stop,
                               depart_ms + door_walk_ms(&from->stops[i]));
    for (uint32_t k = 1; timetable_rounds_ride(rounds, k); k++) {
        const struct bit_set *improved = &rounds->improved;
        for (uint32_t s = bit_set_next(improved, 0); s != NONE; s = bit_set_next(improved, s + 1))
            search->reached[s] |= (uint8_t)(1u << k);
        if (k == ITINERARY_LEGS_MAX)
            break;
        timetable_rounds_change(rounds, k);
    }
}

/** Whether a way is better than another: it is felt shorter, or has fewer rides, or was met first.
 */
static bool end_is_better(const struct skim_end *end, const struct skim_end *other,
                          uint32_t dislike_ms)
{
    uint64_t felt_ms = end->arrive_ms + (uint64_t)dislike_ms * end->round;
    uint64_t other_ms = other->arrive_ms + (uint64_t)dislike_ms * other->round;
    if (other->round == 0 || felt_ms != other_ms)
        return other->round == 0 || felt_ms < other_ms;
    return end->round != other->round ? end->round < other->round : end->call < other->call;
}

/** The end that a search with this target would have met first. */
static bool search_end(const struct skim_search *search, const struct door *to, uint32_t limit_ms,
                       uint32_t dislike_ms, struct skim_end *out)
{
    const struct timetable_rounds *rounds = &search->rounds;
    struct skim_end best = {0};
    for (uint32_t i = 0; i < to->count; i++) {
        uint32_t stop = to->stops[i].stop, walk_ms = door_walk_ms(&to->stops[i]);
        for (uint32_t k = 1; search->reached[stop] >> k; k++) {
            const struct round *round = &rounds->rounds[k];
            if (!(search->reached[stop] & 1u << k))
                continue;
            struct skim_end end = {round->arrive_ms[stop] + walk_ms, k,
                                   round->rides[stop].alight_call, stop, walk_ms};
            if (end.arrive_ms < limit_ms && end_is_better(&end, &best, dislike_ms))
                best = end;
        }
    }
    *out = best;
    return best.round > 0;
}

/** Time felt beyond that in one ride, ms * permille. */
static uint64_t ride_crowding(const struct timetable_skim_frame *frame, uint32_t run,
                              const struct itinerary_leg *leg)
{
    const struct timetable *timetable = frame->timetable;
    const struct call *calls = timetable->calls;
    uint32_t first_call = timetable->patterns[calls[leg->board_call].pattern].first_call;
    const uint16_t *permille = frame->crowd_permille + timetable->run_first_hop[run];
    uint32_t since_ms = calls[leg->board_call].depart_ms;
    uint64_t felt = 0;
    for (uint32_t c = leg->board_call; c < leg->alight_call; c++) {
        felt += (uint64_t)(calls[c + 1].arrive_ms - since_ms) * permille[c - first_call];
        since_ms = calls[c + 1].arrive_ms;
    }
    return felt;
}

/** The same for a way, with the first runs that come after the first ride. */
static uint16_t way_crowd_s(const struct timetable_skim_frame *frame, const struct itinerary *way)
{
    const struct timetable *timetable = frame->timetable;
    uint32_t ready_ms = way->board_ms;
    uint64_t felt = 0;
    for (uint32_t i = 0; i < way->leg_count; i++) {
        const struct itinerary_leg *leg = &way->legs[i];
        const struct call *board = &timetable->calls[leg->board_call];
        const struct call *alight = &timetable->calls[leg->alight_call];
        const struct pattern *pattern = &timetable->patterns[board->pattern];
        uint32_t run = pattern->first_run;
        run += timetable_first_run(timetable->run_depart_ms + run, pattern->run_count,
                                   ready_ms - board->depart_ms);
        felt += ride_crowding(frame, run, leg);
        ready_ms = timetable->run_depart_ms[run] + alight->arrive_ms +
                   (leg->walk_ms > 0 ? leg->walk_ms : frame->change_ms);
    }
    felt /= 1000 * 1000;
    return felt < UINT16_MAX ? (uint16_t)felt : UINT16_MAX;
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
        .crowd_s = frame->crowd_permille ? way_crowd_s(frame, way) : 0,
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
    struct timetable_rounds *rounds = &search->rounds;
    struct skim_cell *cells = build->skim->cells + (size_t)item * frame->to_count;
    uint32_t depart_ms = frame->start_ms + item / frame->from_count * frame->slot_ms;
    uint32_t limit_ms = depart_ms + frame->window_ms;
    search_spread(build, search, &frame->from[item % frame->from_count], depart_ms, limit_ms);
    for (uint32_t i = 0; i < frame->to_count; i++) {
        struct skim_end end;
        struct itinerary way;
        if (!search_end(search, &frame->to[i], limit_ms, frame->dislike_ms, &end))
            continue;
        rounds->target_ms = end.arrive_ms;
        rounds->target_round = end.round;
        rounds->target_stop = end.stop;
        rounds->scan.egress_ms[end.stop] = end.walk_ms;
        timetable_rounds_write(rounds, depart_ms, &way);
        rounds->scan.egress_ms[end.stop] = NEVER_MS;
        cells[i] = cell_of_way(frame, &way, depart_ms);
    }
}

static enum status build_init(struct skim_build *build, uint32_t workers, struct error *err)
{
    const struct timetable *timetable = build->frame->timetable;
    build->searches = mem_alloc(workers, sizeof *build->searches, err);
    build->no_bounds_ms = mem_alloc((size_t)TIMETABLE_BOUNDS_ROWS * timetable->stop_count,
                                    sizeof *build->no_bounds_ms, err);
    enum status status = bit_set_init(&build->goals, timetable->pattern_count, err);
    if (!build->searches || !build->no_bounds_ms || status != STATUS_OK)
        return STATUS_RESOURCE;
    for (uint32_t i = 0; i < workers && status == STATUS_OK; i++)
        status = search_init(&build->searches[i], build->frame, err);
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

enum status timetable_skim_build(const struct timetable_skim_frame *frame, struct team *team,
                                 struct timetable_skim **out, struct error *err)
{
    enum status status = frame_check(frame, err);
    if (status != STATUS_OK)
        return status;
    struct timetable_skim *skim = mem_alloc(1, sizeof *skim, err);
    if (!skim)
        return STATUS_RESOURCE;
    *skim = (struct timetable_skim){.from_count = frame->from_count,
                                    .to_count = frame->to_count,
                                    .start_ms = frame->start_ms,
                                    .slot_ms = frame->slot_ms,
                                    .slot_count = frame->slot_count};
    skim->cells = mem_alloc((size_t)frame->slot_count * frame->from_count * frame->to_count,
                            sizeof *skim->cells, err);
    struct skim_build build = {.frame = frame, .skim = skim};
    status = skim->cells ? build_init(&build, team_size(team), err) : STATUS_RESOURCE;
    if (status == STATUS_OK)
        team_run(team, frame->slot_count * frame->from_count, skim_row, &build);
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
    mem_free(skim->cells);
    mem_free(skim);
}

const struct skim_cell *timetable_skim_at(const struct timetable_skim *skim, uint32_t from,
                                          uint32_t to, uint32_t t_ms)
{
    uint32_t slot = t_ms > skim->start_ms ? (t_ms - skim->start_ms) / skim->slot_ms : 0;
    slot = slot < skim->slot_count ? slot : skim->slot_count - 1;
    return &skim->cells[((size_t)slot * skim->from_count + from) * skim->to_count + to];
}
