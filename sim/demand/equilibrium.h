// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_EQUILIBRIUM_H
#define DEMAND_EQUILIBRIUM_H

#include "base/error.h"
#include "base/fields.h"
#include "kernel/team.h"

#include <stdbool.h>
#include <stdint.h>

/** An agent's look at what was measured. */
struct equilibrium_reply {
    double cost;   /**< of what the agent does now, > 0: what the relative gap is relative to */
    double regret; /**< >= 0: how much less the best that it could do instead would cost */
    double gain;  /**< how much less, as the agent expects, what `take` does will cost; a reply that
                     leaves it alone: the regret */
    uint8_t kind; /**< of what it does now, for the shares; < EQUILIBRIUM_KINDS */
};

#define EQUILIBRIUM_KINDS 16u

/** One loading and what people made of it. */
struct equilibrium_iteration {
    uint32_t iteration;       /**< from 0 on */
    double relative_gap;      /**< sum of regrets / sum of costs */
    double mean_cost;         /**< per agent */
    double share_who_gain;    /**< with a regret > 0, of all agents */
    double share_who_changed; /**< after this loading; 0 after the last one */
    double kind_share[EQUILIBRIUM_KINDS];
};

/** How far the iterations have come; plain data, `{0}` at first. */
struct equilibrium_state {
    uint32_t iteration; /**< the next one, or the one that is being loaded */
    uint32_t worse;     /**< iterations whose gap has grown */
    bool is_done;
    struct equilibrium_iteration last;
};

/** Agents who decide again and again about something whose costs depend on what all do: travellers
 * on the weekday, or the flow of a textbook case. */
struct equilibrium_model {
    void *self;
    uint32_t agent_count;
    /** Measures what the present choices lead to. */
    enum status (*load)(void *self, uint32_t iteration, struct error *err);
    /** Looks for the agent's best reply, or for one that is better, and keeps it in the worker's
     * own memory. Called by many workers at once, in any order, for each agent once or twice per
     * loading, with the same answer as long as the agent did not change. Costs are at most 1e6 per
     * agent. */
    void (*reply)(void *self, uint32_t agent, uint32_t worker, struct equilibrium_reply *out);
    /** The agent does from now on what the same worker's last `reply` found: called directly after
     * it, while others still reply, so nothing that these read may change. */
    void (*take)(void *self, uint32_t agent, uint32_t worker);
    /** NULL, or where to begin, and where it has come to whenever `load` or the watch is called:
     * who keeps it together with the agents' choices can go on from there. */
    struct equilibrium_state *state;
};

/** What a scenario may set. */
struct equilibrium_parameters {
    int64_t iterations; /**< at most so many times people decide again; 0: plans are kept */
    double gap;         /**< relative gap at which people are left alone */
    double first;       /**< of those who would gain anything that change after the first loading;
                           0: as after any other one */
    double pace;        /**< chance of changing = pace * gain / cost */
    double slowing;     /**< after n iterations whose gap grew: pace / (1 + n slowing) */
    uint64_t seed;      /**< of the run; not set here by the author */
};

extern const struct field equilibrium_parameter_fields[];

/** Told after each iteration; false stops (STATUS_STOPPED). */
typedef bool equilibrium_watch(void *self, const struct equilibrium_iteration *row);

/** Loads and lets agents change until the gap is reached or the iterations are used up. The last
 * row describes the choices that are left: nobody changes after it. To tell, people only look when
 * the gap before was small enough already (or in the last iteration), and reply once more, after
 * the same loading, when it turns out not to be; so one loading is made after the first one with a
 * small gap. The same for any number of threads: who changes is drawn by agent and iteration
 * (RANDOM_REVISION), sums are whole numbers (1e-6 of a unit of cost). docs/model/equilibrium.md. */
enum status equilibrium_run(const struct equilibrium_model *model,
                            const struct equilibrium_parameters *parameters, struct team *team,
                            equilibrium_watch *watch, void *watch_self, struct error *err);

#endif
