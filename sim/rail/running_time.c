// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/running_time.h"

#include "base/memory.h"

#include <math.h>
#include <stdbool.h>

#define ROUNDING 1e-9 /* of a speed that was braked to exactly */
#define HALVINGS 60   /* of a range of speeds: to the last bit */

/** Speed at the end of `length_m` when it changes by `rate_mps2` from `from_mps`. */
static double speed_after(double from_mps, double rate_mps2, double length_m)
{
    return sqrt(from_mps * from_mps + 2 * rate_mps2 * length_m);
}

static double section_limit(const struct track_section *section, const struct train_motion *train)
{
    double limit_mps = fmin(section->speed_mps, train->speed_mps);
    return train->pull ? fmin(limit_mps, pull_curve_top_mps(train->pull)) : limit_mps;
}

/** Distance and time to gain speed, and the speed gained on a distance. */
static double gain_distance(const struct train_motion *train, double from_mps, double to_mps)
{
    if (train->pull)
        return pull_curve_distance_m(train->pull, from_mps, to_mps);
    return (to_mps * to_mps - from_mps * from_mps) / (2 * train->acceleration_mps2);
}

static double gain_time(const struct train_motion *train, double from_mps, double to_mps)
{
    if (train->pull)
        return pull_curve_time_s(train->pull, from_mps, to_mps);
    return (to_mps - from_mps) / train->acceleration_mps2;
}

static double gain_speed(const struct train_motion *train, double from_mps, double length_m)
{
    if (train->pull)
        return pull_curve_speed_after_mps(train->pull, from_mps, length_m);
    return speed_after(from_mps, train->acceleration_mps2, length_m);
}

/** The speed where gaining meets braking on a section when no limit is in the way. */
static double meet_speed(const struct track_section *section, const struct train_motion *train,
                         double from_mps, double to_mps)
{
    double a = train->acceleration_mps2, b = train->braking_mps2;
    if (!train->pull)
        return sqrt(
            (2 * a * b * section->length_m + b * from_mps * from_mps + a * to_mps * to_mps) /
            (a + b));
    double low_mps = fmax(from_mps, to_mps), high_mps = pull_curve_top_mps(train->pull);
    for (int i = 0; i < HALVINGS && low_mps < high_mps; i++) {
        double middle_mps = (low_mps + high_mps) / 2;
        double length_m = gain_distance(train, from_mps, middle_mps) +
                          (middle_mps * middle_mps - to_mps * to_mps) / (2 * b);
        if (length_m <= section->length_m)
            low_mps = middle_mps;
        else
            high_mps = middle_mps;
    }
    return low_mps;
}

/** Time over one section from `from_mps` to `to_mps`, both of which are possible. */
static double section_time(const struct track_section *section, const struct train_motion *train,
                           double from_mps, double to_mps)
{
    double b = train->braking_mps2;
    if (section->length_m <= 0)
        return 0;
    double meet_mps = meet_speed(section, train, from_mps, to_mps);
    double top_mps = fmax(fmin(section_limit(section, train), meet_mps), fmax(from_mps, to_mps));
    double up_m = gain_distance(train, from_mps, top_mps);
    double down_m = (top_mps * top_mps - to_mps * to_mps) / (2 * b);
    return gain_time(train, from_mps, top_mps) + (top_mps - to_mps) / b +
           fmax(0, section->length_m - up_m - down_m) / top_mps;
}

static enum status run_check(const struct track_run *run, const struct train_motion *train,
                             struct error *err)
{
    bool gains = train->pull || train->acceleration_mps2 > 0;
    if (!(gains && train->braking_mps2 > 0 && train->speed_mps > 0))
        return error_fail(err, STATUS_USAGE,
                          "a train with acceleration %g, braking %g and speed %g: all must be "
                          "above 0",
                          train->acceleration_mps2, train->braking_mps2, train->speed_mps);
    if (run->count == 0)
        return error_fail(err, STATUS_USAGE, "a run without a section");
    for (uint32_t i = 0; i < run->count; i++)
        if (!(run->sections[i].length_m >= 0 && run->sections[i].speed_mps > 0))
            return error_fail(err, STATUS_USAGE,
                              "section %u has length %g and speed %g: must be 0 or more, and "
                              "above 0",
                              i, run->sections[i].length_m, run->sections[i].speed_mps);
    if (!(run->entry_mps >= 0 && run->exit_mps >= 0))
        return error_fail(err, STATUS_USAGE, "speeds %g and %g at the ends: must be 0 or more",
                          run->entry_mps, run->exit_mps);
    return STATUS_OK;
}

/** Highest speed at the start of each section and at the end of the last one: forward what can be
 * reached, backward what can be braked from. */
static void run_envelope(const struct track_run *run, const struct train_motion *train,
                         double *speeds_mps)
{
    uint32_t count = run->count;
    speeds_mps[0] = run->entry_mps;
    for (uint32_t i = 0; i < count; i++) {
        double limit_mps = section_limit(&run->sections[i], train);
        double next_mps =
            i + 1 < count ? section_limit(&run->sections[i + 1], train) : run->exit_mps;
        speeds_mps[i + 1] =
            fmin(fmin(limit_mps, next_mps),
                 gain_speed(train, fmin(speeds_mps[i], limit_mps), run->sections[i].length_m));
    }
    for (uint32_t i = count; i-- > 0;)
        speeds_mps[i] = fmin(speeds_mps[i], speed_after(speeds_mps[i + 1], train->braking_mps2,
                                                        run->sections[i].length_m));
}

enum status track_run_time(const struct track_run *run, const struct train_motion *train,
                           double *out_s, struct track_times out, struct error *err)
{
    enum status status = run_check(run, train, err);
    if (status != STATUS_OK)
        return status;
    double *speeds_mps = mem_alloc((size_t)run->count + 1, sizeof *speeds_mps, err);
    if (!speeds_mps)
        return STATUS_RESOURCE;
    run_envelope(run, train, speeds_mps);
    double limit_mps = section_limit(&run->sections[0], train);
    if (run->entry_mps > limit_mps)
        status = error_fail(err, STATUS_USAGE, "entry at %g m/s where %g m/s are allowed",
                            run->entry_mps, limit_mps);
    else if (speeds_mps[0] < run->entry_mps - ROUNDING)
        status = error_fail(err, STATUS_USAGE,
                            "entry at %g m/s, but only from %g m/s can the train brake in time",
                            run->entry_mps, speeds_mps[0]);
    double time_s = 0;
    for (uint32_t i = 0; status == STATUS_OK && i < run->count; i++) {
        time_s += section_time(&run->sections[i], train, speeds_mps[i], speeds_mps[i + 1]);
        if (out.time_s)
            out.time_s[i] = time_s;
        if (out.speed_mps)
            out.speed_mps[i] = speeds_mps[i + 1];
    }
    mem_free(speeds_mps);
    if (status == STATUS_OK)
        *out_s = time_s;
    return status;
}

double train_restart_loss_s(const struct train_motion *train, double speed_mps)
{
    if (speed_mps <= 0)
        return 0;
    return gain_time(train, 0, speed_mps) - gain_distance(train, 0, speed_mps) / speed_mps;
}
