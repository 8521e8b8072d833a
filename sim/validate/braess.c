// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/braess.h"

#include "base/memory.h"
#include "demand/equilibrium.h"

#include <math.h>

enum { AGENTS = 6000, PATHS_WITHOUT = 2, PATHS = 3 };

static const double DEMAND = 6;

struct braess {
    uint8_t *path;       /**< [AGENTS]: by the upper link, by the lower one, over the bridge */
    uint32_t path_count; /**< those that there are */
    double cost[PATHS], share[PATHS];
    uint8_t best;
};

static enum status braess_load(void *self, uint32_t iteration, struct error *err)
{
    struct braess *braess = self;
    uint32_t count[PATHS] = {0};
    double flow[PATHS];
    (void)iteration, (void)err;
    for (uint32_t i = 0; i < AGENTS; i++)
        count[braess->path[i]]++;
    for (uint32_t p = 0; p < PATHS; p++) {
        braess->share[p] = (double)count[p] / AGENTS;
        flow[p] = DEMAND * braess->share[p];
    }
    double first = 10 * (flow[0] + flow[2]), last = 10 * (flow[1] + flow[2]);
    braess->cost[0] = first + 50 + flow[0];
    braess->cost[1] = 50 + flow[1] + last;
    braess->cost[2] = first + 10 + flow[2] + last;
    braess->best = 0;
    for (uint8_t p = 1; p < braess->path_count; p++)
        if (braess->cost[p] < braess->cost[braess->best])
            braess->best = p;
    return STATUS_OK;
}

static void braess_reply(void *self, uint32_t agent, uint32_t worker, struct equilibrium_reply *out)
{
    const struct braess *braess = self;
    (void)worker;
    out->cost = braess->cost[braess->path[agent]];
    out->regret = out->cost - braess->cost[braess->best];
    out->kind = braess->path[agent];
}

static void braess_take(void *self, uint32_t agent, uint32_t worker)
{
    struct braess *braess = self;
    (void)worker;
    braess->path[agent] = braess->best;
}

static enum status braess_settle(struct braess *braess, struct team *team, struct error *err)
{
    const struct equilibrium_model model = {braess,       AGENTS,      braess_load,
                                            braess_reply, braess_take, NULL};
    const struct equilibrium_parameters parameters = {
        .iterations = 200, .gap = 5e-5, .pace = 0.5, .slowing = 0.2, .seed = 1};
    for (uint32_t i = 0; i < AGENTS; i++)
        braess->path[i] = 0;
    return equilibrium_run(&model, &parameters, team, NULL, NULL, err);
}

static void braess_report(struct report *report, const struct braess *braess)
{
    static const char *const paths[] = {"cost of the upper path", "cost of the lower path",
                                        "cost of the path over the bridge"};
    static const char *const paths_without[] = {"cost of the upper path, no bridge",
                                                "cost of the lower path, no bridge"};
    bool with = braess->path_count == PATHS;
    double total = 0;
    for (uint32_t p = 0; p < braess->path_count; p++) {
        total += DEMAND * braess->share[p] * braess->cost[p];
        report_add(report, &(struct finding){.quantity = with ? paths[p] : paths_without[p],
                                             .unit = "1",
                                             .expected = with ? 92 : 83,
                                             .found = braess->cost[p],
                                             .tolerance = 0.1,
                                             .why = "five of 6,000 travellers on another path"});
    }
    report_add(report, &(struct finding){.quantity = with ? "total cost" : "total cost, no bridge",
                                         .unit = "1",
                                         .expected = with ? 552 : 498,
                                         .found = total,
                                         .tolerance = 0.6,
                                         .why = "the same times the demand of 6"});
}

enum status braess_run(struct report *report, uint32_t threads, struct error *err)
{
    struct braess braess = {.path = mem_alloc(AGENTS, sizeof *braess.path, err)};
    struct team *team = braess.path ? team_create(threads, err) : NULL;
    enum status status = team ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t paths = PATHS; status == STATUS_OK && paths >= PATHS_WITHOUT; paths--) {
        braess.path_count = paths;
        status = braess_settle(&braess, team, err);
        if (status == STATUS_OK)
            braess_report(report, &braess);
    }
    team_destroy(team);
    mem_free(braess.path);
    return status;
}
