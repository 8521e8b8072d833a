// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef RAIL_RAIL_STATE_H
#define RAIL_RAIL_STATE_H

#include "rail/dispatch_policy.h"
#include "rail/rail.h"
#include "rail/rail_way.h"

/** The state of the control centre, for the files of the model only. */

/** Events of the control centre; the subject is the run. */
enum rail_event {
    RAIL_CLEAR = 1,  /**< the tail has left what is before this spot; argument: spot */
    RAIL_END = 2,    /**< the train leaves the tracks */
    RAIL_PASS = 3,   /**< the head enters the spot; argument: spot */
    RAIL_READY = 4,  /**< at its stop; argument: call along its pattern */
    RAIL_ASK = 5,    /**< time to ask for the next spot; argument: spot */
    RAIL_RECHECK = 6 /**< something that was waited for may be over; subject and argument 0 */
};

/** The argument of an event counts a run's spots from the first one of its pattern. */

enum train_phase {
    TRAIN_ABSENT,   /**< not on the tracks */
    TRAIN_ENTERING, /**< wants to be on its first spot */
    TRAIN_READY,    /**< stands, and wants to stand there for the next hop: see `train_ready` */
    TRAIN_LEAVING,  /**< stands, and wants its exit route */
    TRAIN_RUNNING,
    TRAIN_STANDING /**< has its way to a stop, which has not said that it is ready */
};

/** A section that a train has. */
struct rail_hold {
    uint32_t section;
    uint32_t set_ms;   /**< given to the train */
    uint32_t enter_ms; /**< the head entered; UINT32_MAX: not yet */
    uint8_t heading;   /**< in its group */
};

struct train {
    uint32_t tail, head;    /**< spots whose sections it has: [tail, head] */
    uint32_t way_end;       /**< spot behind its last one on these tracks */
    uint32_t asked_ms;      /**< since when it wants spot head + 1, or its first one */
    uint32_t arrive_due_ms; /**< by the timetable, at the end of the present hop */
    /** The course: `from_leave_ms` of the fastest course is reached at `from_ms`, and its remaining
     * time takes `rest_ms`; up to `slow_leave_ms` of it the train needs `more_ms` above it. */
    uint32_t from_ms, from_leave_ms, rest_ms, more_ms, slow_leave_ms;
    uint32_t recheck_ms; /**< when it has ordered to be looked at again */
    uint32_t lost_ms;    /**< on the present hop; the stop's after the arrival */
    uint8_t phase;       /**< enum train_phase */
    bool is_unsafe;      /**< the banker's rule refused what it asks for */
    uint8_t hold_count;
    struct rail_hold holds[RAIL_HOLDS_MAX]; /**< in the order of taking */
};

/** A passage of a section by the timetable. */
struct rail_passage {
    uint32_t planned_ms, run;
    bool is_past; /**< it was given the section, or will not come */
};

struct section_state {
    uint32_t occupied;                     /**< trains that have it */
    uint32_t first_passage, passage_count; /**< into `passages`, ascending (planned, run) */
    uint32_t first_open;                   /**< passages before it are past */
};

struct group_state {
    uint32_t occupied[2]; /**< sections of it that trains have, by heading */
};

/** To the spot, or to the end of the way when it is `way_end`. */
struct rail_move {
    uint32_t run, spot;
};

/** The plan that shows that all trains can come to their ends, and scratch to look for one. */
struct rail_safety {
    struct rail_move *plan, *draft;
    uint32_t plan_count, draft_count;
    size_t plan_size;           /**< most moves of a plan */
    uint32_t *free_tracks;      /**< [section_count] */
    struct group_state *groups; /**< [group_count] */
    uint32_t *at;               /**< [run_count] spot; `way_end`: through */
    uint32_t *trains;           /**< [train_count] */
    uint32_t train_count;
};

struct rail {
    const struct rail_network *network;
    const struct timetable *timetable;
    const struct dispatch_policy *policy;
    const struct event_log *log; /**< or NULL */
    struct rail_stops stops;
    struct rail_ways ways;
    uint32_t process, start_ms;
    uint32_t setting_ms, release_ms, sight_ms, hold_ms, clear_ms;
    struct train *trains;           /**< [run_count] */
    struct section_state *sections; /**< [section_count] */
    struct group_state *groups;     /**< [group_count] */
    struct rail_passage *passages;
    bool *uses_stop;   /**< [stop_count] */
    uint32_t *waiting; /**< [waiting_count] runs, in the order of asking */
    uint32_t waiting_count;
    uint32_t *active; /**< [active_count] runs on the tracks, ascending */
    uint32_t active_count;
    struct rail_safety safety;
    struct rail_totals totals;
};

static inline const struct rail_step *rail_spot_step(const struct rail *rail, uint32_t spot)
{
    return &rail->network->steps[rail->ways.spots[spot].step];
}

/** The pattern of a run, and its first spot: arguments of events count from there. */
const struct pattern *rail_pattern(const struct rail *rail, uint32_t run);
uint32_t rail_first_spot(const struct rail *rail, uint32_t run);

/* rail_tracks.c: who has what. */

/** Whether the step of the spot needs the section. */
bool rail_spot_needs(const struct rail *rail, uint32_t spot, uint32_t section);
/** What the train has of the section, or NULL. */
struct rail_hold *rail_hold_find(struct train *train, uint32_t section);
/** Whether the sections of the spot are free for the train: tracks, direction, not closed. A train
 * that turns within a single track has to be alone there, with its tail, too. */
bool rail_tracks_free(const struct rail *rail, uint32_t run, uint32_t spot, uint32_t t_ms);
/** When a section of the spot opens that is closed now and not the train's already; 0: there is
 * none. */
uint32_t rail_tracks_open_ms(const struct rail *rail, uint32_t run, uint32_t spot, uint32_t t_ms);
/** Gives the sections of the spot, which are free, to the train. */
void rail_tracks_take(struct rail *rail, uint32_t run, uint32_t spot, uint32_t t_ms);
/** Takes back the sections that no spot from `first` up to the train's head needs. */
void rail_tracks_give_back(struct rail *rail, struct activation *act, uint32_t run, uint32_t first);
/** Takes back all; the train is not on the tracks any more. */
void rail_tracks_leave(struct rail *rail, struct activation *act, uint32_t run);

/* rail_safety.c */

enum status rail_safety_init(struct rail_safety *safety, const struct rail *rail,
                             struct error *err);
void rail_safety_deinit(struct rail_safety *safety);
/** Whether a plan is known or found that brings all trains on the tracks to their ends when `run`
 * has the free sections of `spot`, too; it is kept. O(spots of all trains), with a search
 * O(trains^2 x spots). */
bool rail_is_safe(struct rail *rail, uint32_t run, uint32_t spot);
/** Whether the known plan does so as things are. */
bool rail_state_is_safe(struct rail *rail);

/* rail_dispatch.c: who goes first. */

/** Lists all passages of the timetable. */
enum status rail_passages_init(struct rail *rail, struct error *err);
/** The train wants its next spot from now on: it gets it at once, or is put among those who wait.
 */
void rail_ask(struct rail *rail, struct activation *act, uint32_t run);
/** Something became free: gives to those who wait, in the order of the policy. */
void rail_dispatch(struct rail *rail, struct activation *act);
/** The run does not wait any more, if it did. */
void rail_waiting_drop(struct rail *rail, uint32_t run);
/** The run will not come any more to the spots from `spot` on. */
void rail_passages_drop(struct rail *rail, uint32_t run, uint32_t spot);

/* rail_train.c: what trains do. */

void train_ready(struct rail *rail, struct activation *act, uint32_t run, uint32_t seq);
/** The spot that the train asked for is its own from now on. */
void train_granted(struct rail *rail, struct activation *act, uint32_t run);
void train_pass(struct rail *rail, struct activation *act, uint32_t run, uint32_t spot);
void train_clear(struct rail *rail, struct activation *act, uint32_t run, uint32_t spot);
void train_end(struct rail *rail, struct activation *act, uint32_t run);
/** The spot that the train wants next. */
uint32_t train_wanted_spot(const struct rail *rail, uint32_t run);

/* rail_records.c */

void rail_records_occupation(struct activation *act, const struct rail *rail, uint32_t run,
                             const struct rail_hold *hold);

#endif
