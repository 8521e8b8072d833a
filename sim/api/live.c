// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/live.h"

#include "base/wall_clock.h"

#include <stdio.h>

#define MS_PER_MINUTE 60000.0
#define NAME_SIZE     48

enum { ROWS_PER_MODE = 3, ROW_MAX = 10 + ROWS_PER_MODE * MODE_COUNT };

struct rows {
    struct results_progress items[ROW_MAX];
    char names[ROW_MAX][NAME_SIZE];
    size_t count;
};

void live_begin(struct live *live, double wall_s)
{
    live->began_s = wall_s;
    live->next_s = wall_s + live->every_s;
}

bool live_is_due(const struct live *live, double wall_s)
{
    return live->every_s > 0 && wall_s >= live->next_s;
}

static void add(struct rows *rows, const char *name, const char *of, double value)
{
    char *text = rows->names[rows->count];
    snprintf(text, NAME_SIZE, "%s%s", name, of);
    rows->items[rows->count++] = (struct results_progress){text, value};
}

static void add_day(struct rows *rows, const struct world *world)
{
    struct people_totals people = people_totals(world->people, kernel_now_ms(world->kernel));
    struct road_totals road = road_totals(world->road);
    for (int m = 0; m < MODE_COUNT; m++) {
        const struct mode_totals *mode = &people.modes[m];
        if (mode->departed == 0)
            continue;
        add(rows, "trips_departed_", mode_names[m], (double)mode->departed);
        add(rows, "trips_arrived_", mode_names[m], (double)mode->arrived);
        if (mode->arrived > 0)
            add(rows, "mean_travel_time_min_", mode_names[m],
                (double)mode->travel_ms_sum / (double)mode->arrived / MS_PER_MINUTE);
    }
    add(rows, "link_traversals", "", (double)road.traversals);
    add(rows, "forced_moves", "", (double)road.forced);
}

enum status live_show(struct live *live, const struct world *world, struct results *results,
                      const struct live_moment *moment, struct error *err)
{
    struct rows rows = {.count = 0};
    double now_s = wall_clock_s(), whole_ms = world->stop_ms - world->start_ms;
    double since_ms = moment->t_ms > world->start_ms ? moment->t_ms - world->start_ms : 0;

    add(&rows, "is_settling", "", moment->is_settling);
    add(&rows, "simulated_until_s", "", moment->t_ms / 1000.0);
    add(&rows, "stop_s", "", world->stop_ms / 1000.0);
    add(&rows, "share_done", "", moment->is_settling || whole_ms <= 0 ? 0 : since_ms / whole_ms);
    add(&rows, "events", "", (double)moment->event_count);
    add(&rows, "wall_s", "", now_s - live->began_s);
    if (!moment->is_settling)
        add_day(&rows, world);
    enum status status = results_show(results, rows.items, rows.count, err);
    double took_s = wall_clock_s() - now_s, wait_s = LIVE_SHARE * took_s;
    live->next_s = now_s + took_s + (wait_s > live->every_s ? wait_s : live->every_s);
    if (status != STATUS_OK)
        live->every_s = 0;
    return status;
}
