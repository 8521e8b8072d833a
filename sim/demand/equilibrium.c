// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/equilibrium.h"

#include "base/memory.h"
#include "kernel/random.h"

#include <assert.h>
#include <math.h>

enum { BLOCK_AGENTS = 1024 };

/* Sums are whole numbers of this part of a unit of cost, so that their order is of no matter. */
static const double UNITS = 1e6;

const struct field equilibrium_parameter_fields[] = {
    {.name = "iterations",
     .type = FIELD_INT,
     .offset = offsetof(struct equilibrium_parameters, iterations),
     .optional = true,
     .min = 0,
     .max = 1000,
     .standard = "0",
     .doc = "People decide again at most so many times; 0: everybody keeps the first plan."},
    FIELD_PARAMETER(equilibrium_parameters, "gap", gap, QUANTITY_SHARE, 0, 1, "1 %",
                    "Relative gap at which people are left alone: what all together could save by "
                    "changing, of what they spend."),
    FIELD_PARAMETER(equilibrium_parameters, "first", first, QUANTITY_SHARE, 0, 1, "100 %",
                    "Of those who would save anything, how many change after the first day, whose "
                    "plans were made without a look at costs; 0: as after any other day."),
    FIELD_PARAMETER(equilibrium_parameters, "pace", pace, QUANTITY_NUMBER, 0.001, 1000, "3",
                    "Chance of changing after the other days, per part of the cost that this "
                    "would save: with 3, who would save 5 % changes with a chance of 15 %."),
    FIELD_PARAMETER(
        equilibrium_parameters, "slowing", slowing, QUANTITY_NUMBER, 0, 10, "0.2",
        "After each iteration whose gap has grown people change more slowly: after n of "
        "them the pace is divided by 1 + n times this."),
    FIELD_END,
};

struct block {
    int64_t cost, regret;
    uint32_t gaining, changed, kinds[EQUILIBRIUM_KINDS];
};

struct pass {
    const struct equilibrium_model *model;
    uint64_t seed;
    uint32_t iteration;
    bool is_look; /* nobody changes */
    double first; /* probability of changing after the first loading, or 0 */
    double step;  /* probability of changing, per part of the cost that this saves */
    struct block *blocks;
};

/* The larger the part of the cost that a change would save, the more likely it is (gap-based
 * swapping: Lu, Mahmassani, Zhou 2009), so that a change of plans fades as the gap closes. */
static bool pass_draws(const struct pass *pass, uint32_t agent,
                       const struct equilibrium_reply *reply)
{
    struct random_stream stream;
    random_stream_init(&stream, pass->seed, agent, RANDOM_REVISION);
    stream.counter[0] = pass->iteration;
    double unit = random_unit(&stream);
    if (pass->iteration == 0 && pass->first > 0)
        return unit < pass->first;
    return unit * reply->cost < pass->step * reply->gain;
}

static void pass_block(void *context, uint32_t item, uint32_t worker)
{
    const struct pass *pass = context;
    const struct equilibrium_model *model = pass->model;
    struct block sums = {0};
    uint32_t first = item * BLOCK_AGENTS, left = model->agent_count - first;
    uint32_t end = first + (left < BLOCK_AGENTS ? left : BLOCK_AGENTS);
    for (uint32_t agent = first; agent < end; agent++) {
        struct equilibrium_reply reply = {.gain = NAN};
        model->reply(model->self, agent, worker, &reply);
        assert(isfinite(reply.cost) && reply.cost >= 0 && reply.regret >= 0);
        assert(reply.kind < EQUILIBRIUM_KINDS);
        if (isnan(reply.gain))
            reply.gain = reply.regret;
        int64_t regret = llround(reply.regret * UNITS);
        sums.cost += llround(reply.cost * UNITS);
        sums.regret += regret;
        sums.kinds[reply.kind]++;
        sums.gaining += regret > 0;
        if (pass->is_look || llround(reply.gain * UNITS) <= 0 || !pass_draws(pass, agent, &reply))
            continue;
        model->take(model->self, agent, worker);
        sums.changed++;
    }
    pass->blocks[item] = sums;
}

static uint32_t block_count(const struct equilibrium_model *model)
{
    return model->agent_count / BLOCK_AGENTS + (model->agent_count % BLOCK_AGENTS > 0);
}

static void pass_run(struct pass *pass, struct team *team, struct equilibrium_iteration *row)
{
    uint32_t count = block_count(pass->model);
    team_run(team, count, pass_block, pass);
    struct block sums = {0};
    for (uint32_t i = 0; i < count; i++) {
        const struct block *block = &pass->blocks[i];
        sums.cost += block->cost;
        sums.regret += block->regret;
        sums.gaining += block->gaining;
        sums.changed += block->changed;
        for (uint32_t kind = 0; kind < EQUILIBRIUM_KINDS; kind++)
            sums.kinds[kind] += block->kinds[kind];
    }
    double agents = fmax(pass->model->agent_count, 1);
    *row = (struct equilibrium_iteration){
        .iteration = pass->iteration,
        .relative_gap = sums.cost ? (double)sums.regret / (double)sums.cost : 0,
        .mean_cost = (double)sums.cost / UNITS / agents,
        .share_who_gain = sums.gaining / agents,
        .share_who_changed = sums.changed / agents,
    };
    for (uint32_t kind = 0; kind < EQUILIBRIUM_KINDS; kind++)
        row->kind_share[kind] = sums.kinds[kind] / agents;
}

/* One loading and what people make of it. Whether the gap is reached is known only after all have
 * replied, when those who change have changed. So when the last gap lets expect that this one is
 * reached, people first only look. */
static enum status iterate(struct pass *pass, const struct equilibrium_parameters *parameters,
                           struct team *team, struct equilibrium_iteration *row, struct error *err)
{
    bool is_last = pass->iteration >= parameters->iterations;
    bool is_near = pass->iteration && row->relative_gap <= parameters->gap;
    enum status status = pass->model->load(pass->model->self, pass->iteration, err);
    if (status != STATUS_OK)
        return status;
    pass->is_look = is_last || is_near;
    pass_run(pass, team, row);
    if (!pass->is_look || is_last || row->relative_gap <= parameters->gap)
        return STATUS_OK;
    pass->is_look = false;
    pass_run(pass, team, row);
    return STATUS_OK;
}

enum status equilibrium_run(const struct equilibrium_model *model,
                            const struct equilibrium_parameters *parameters, struct team *team,
                            equilibrium_watch *watch, void *watch_self, struct error *err)
{
    struct equilibrium_state from_start = {0};
    struct equilibrium_state *state = model->state ? model->state : &from_start;
    struct pass pass = {.model = model, .seed = parameters->seed, .first = parameters->first};
    pass.blocks = mem_alloc(block_count(model), sizeof *pass.blocks, err);
    enum status status = pass.blocks ? STATUS_OK : STATUS_RESOURCE;
    while (status == STATUS_OK && !state->is_done) {
        double gap = state->last.relative_gap;
        pass.iteration = state->iteration;
        pass.step = parameters->pace / (1 + state->worse * parameters->slowing);
        status = iterate(&pass, parameters, team, &state->last, err);
        if (status != STATUS_OK)
            break;
        state->worse += pass.iteration > 0 && state->last.relative_gap > gap;
        state->is_done = pass.is_look;
        state->iteration++;
        if (watch && !watch(watch_self, &state->last))
            status = error_fail(err, STATUS_STOPPED, "stopped on request after iteration %u",
                                pass.iteration);
    }
    mem_free(pass.blocks);
    return status;
}
