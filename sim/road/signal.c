// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/signal.h"

uint32_t signal_green_at(const struct network *network, uint32_t link, uint32_t t_ms)
{
    const struct signal_plan *plan = &network->signals[link];
    if (plan->cycle_ms == 0)
        return t_ms;

    uint32_t cycle_ms = plan->cycle_ms;
    uint32_t phase_ms = (t_ms + cycle_ms - plan->offset_ms % cycle_ms) % cycle_ms;
    uint32_t wait_ms = UINT32_MAX;
    for (uint32_t i = 0; i < plan->green_count; i++) {
        const struct signal_green *green = &network->greens[plan->first_green + i];
        uint32_t into_ms = (phase_ms + cycle_ms - green->from_ms) % cycle_ms;
        if (into_ms < green->length_ms)
            return t_ms;
        if (cycle_ms - into_ms < wait_ms)
            wait_ms = cycle_ms - into_ms;
    }
    return t_ms + wait_ms;
}

/** Sum of squares of the red times between the greens of a link, ms^2. Greens stand in order of
 * their start. */
static double signal_red_squares(const struct network *network, const struct signal_plan *plan)
{
    double sum = 0;
    for (uint32_t i = 0; i < plan->green_count; i++) {
        const struct signal_green *green = &network->greens[plan->first_green + i];
        const struct signal_green *next =
            &network->greens[plan->first_green + (i + 1) % plan->green_count];
        double until_next_ms =
            (double)((next->from_ms + plan->cycle_ms - green->from_ms) % plan->cycle_ms);
        if (plan->green_count == 1)
            until_next_ms = (double)plan->cycle_ms;
        double red_ms = until_next_ms - (double)green->length_ms;
        sum += red_ms > 0 ? red_ms * red_ms : 0;
    }
    return sum;
}

uint32_t signal_mean_wait_ms(const struct network *network, uint32_t link)
{
    const struct signal_plan *plan = &network->signals[link];
    if (plan->cycle_ms == 0)
        return 0;
    return (uint32_t)(signal_red_squares(network, plan) / (2.0 * (double)plan->cycle_ms));
}

double signal_green_share(const struct network *network, uint32_t link)
{
    const struct signal_plan *plan = &network->signals[link];
    if (plan->cycle_ms == 0)
        return 1.0;
    double green_ms = 0;
    for (uint32_t i = 0; i < plan->green_count; i++)
        green_ms += network->greens[plan->first_green + i].length_ms;
    return green_ms < plan->cycle_ms ? green_ms / plan->cycle_ms : 1.0;
}
