// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/road_run.h"

#include "base/memory.h"
#include "rail/rail_audit.h"
#include "validate/row_value.h"

#include <math.h>

/** Keeps drives, calls and occupations, drops what else is recorded. */
static enum status run_put(void *self, const struct record_kind *kind, const void *row,
                           struct error *err)
{
    struct road_run *run = self;
    if (kind != &gates_drive_record)
        return transit_rows_put(&run->transit, kind, row, err);
    enum status status =
        MEM_RESERVE(&run->trips, &run->trip_capacity, (size_t)run->trip_count + 1, err);
    if (status == STATUS_OK)
        run->trips[run->trip_count++] = (struct road_trip){
            .depart_s = row_value_number(kind, row, "depart"),
            .arrive_s = row_value_number(kind, row, "arrive"),
            .drive = row_value_id(kind, row, "drive"),
            .from_node = row_value_id(kind, row, "from_node"),
            .to_node = row_value_id(kind, row, "to_node"),
        };
    return status;
}

static enum status run_sample(void *self, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    struct road_run *run = self;
    uint32_t links = run->world->network->link_count;
    size_t used = (size_t)run->sample_count * links;
    (void)kernel, (void)t_ms;
    enum status status = MEM_RESERVE(&run->samples, &run->sample_capacity, used + links, err);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < links; i++)
        run->samples[used + i] = road_link_totals(run->world->road, i);
    run->sample_count++;
    return STATUS_OK;
}

static enum status run_build(const struct road_run_input *input, struct road_run *run,
                             struct error *err)
{
    struct spec *spec;
    enum status status = scenario_read(input->scenario, input->scenario_path, &spec, err);
    if (status != STATUS_OK)
        return status;
    spec->run.seed += input->seed_shift;
    status = world_create(spec, 1, &run->world, err);
    if (status == STATUS_OK)
        status = world_populate(run->world, 0, err);
    if (status == STATUS_OK)
        status =
            world_begin_day(run->world, (struct record_sink){.self = run, .put = run_put}, err);
    return status;
}

enum status road_run_do(const struct road_run_input *input, struct road_run *out, struct error *err)
{
    struct road_run *run = out;
    *run = (struct road_run){.sample_ms = (uint32_t)lround(1000 * input->sample_s)};
    enum status status = run_build(input, run, err);
    if (status == STATUS_OK) /* nothing has moved at the start */
        status = run_sample(run, run->world->kernel, run->world->start_ms, err);
    if (status == STATUS_OK)
        status = kernel_add_sync(run->world->kernel, run->sample_ms, run_sample, run, err);
    if (status == STATUS_OK)
        status = kernel_add_sync(run->world->kernel, RAIL_AUDIT_MS, rail_audit_watch,
                                 run->world->rail, err);
    if (status == STATUS_OK)
        status = kernel_run_until(run->world->kernel, run->world->stop_ms, err);
    if (status == STATUS_OK && run->world->gates)
        status = gates_record_under_way(run->world->gates, run->world->kernel, err);
    if (status != STATUS_OK)
        road_run_deinit(run);
    return status;
}

void road_run_deinit(struct road_run *run)
{
    world_destroy(run->world);
    transit_rows_deinit(&run->transit);
    mem_free(run->trips);
    mem_free(run->samples);
    *run = (struct road_run){0};
}

enum status road_run_totals(const struct road_run *run, uint32_t link, double t_s,
                            struct road_link_totals *out, struct error *err)
{
    double steps = (1000 * t_s - run->world->start_ms) / run->sample_ms;
    double number = round(steps);
    if (!(fabs(steps - number) < 1e-6))
        return error_fail(err, STATUS_USAGE,
                          "%g s is no multiple of the sampling interval of %g s after the start",
                          t_s, run->sample_ms / 1000.0);
    if (!(number >= 0 && number < run->sample_count))
        return error_fail(err, STATUS_USAGE, "%g s is outside of the run, %g to %g s", t_s,
                          run->world->start_ms / 1000.0, run->world->stop_ms / 1000.0);
    *out = run->samples[(size_t)number * run->world->network->link_count + link];
    return STATUS_OK;
}

enum status road_run_curves(const struct road_run *run, uint32_t link, struct road_curves *out,
                            struct error *err)
{
    uint32_t links = run->world->network->link_count;
    const struct road_link_totals *last =
        &run->samples[(size_t)(run->sample_count - 1) * links + link];
    struct road_curves made = {
        .entered_ms = mem_alloc(last->entered, sizeof *made.entered_ms, err),
        .left_ms = mem_alloc(last->left, sizeof *made.left_ms, err),
        .travel_ms = mem_alloc(last->left, sizeof *made.travel_ms, err),
    };
    enum status status =
        made.entered_ms && made.left_ms && made.travel_ms ? STATUS_OK : STATUS_RESOURCE;
    for (uint32_t k = 1; k < run->sample_count && status == STATUS_OK; k++) {
        const struct road_link_totals *now = &run->samples[(size_t)k * links + link];
        const struct road_link_totals *before = now - links;
        if (now->entered > before->entered + 1 || now->left > before->left + 1)
            status = error_fail(err, STATUS_USAGE,
                                "more than one vehicle entered or left link '%s' between two "
                                "samples, %g s apart; a smaller `sample` is needed",
                                names_text(&run->world->network->link_names, link),
                                run->sample_ms / 1000.0);
        else {
            if (now->entered > before->entered)
                made.entered_ms[made.entered_count++] =
                    (uint32_t)(now->entered_ms_sum - before->entered_ms_sum);
            if (now->left > before->left) {
                made.left_ms[made.left_count] = (uint32_t)(now->left_ms_sum - before->left_ms_sum);
                made.travel_ms[made.left_count++] =
                    (uint32_t)(now->travel_ms_sum - before->travel_ms_sum);
            }
        }
    }
    if (status == STATUS_OK)
        *out = made;
    else
        road_curves_deinit(&made);
    return status;
}

void road_curves_deinit(struct road_curves *curves)
{
    mem_free(curves->entered_ms);
    mem_free(curves->left_ms);
    mem_free(curves->travel_ms);
    *curves = (struct road_curves){0};
}
