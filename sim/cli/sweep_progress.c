// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sweep_progress.h"

#include <stdio.h>
#include <time.h>

#define TERMINAL_EVERY_S 0.2
#define LOG_EVERY_S      30.0

void sweep_progress_init(struct sweep_progress *progress, bool is_quiet)
{
    *progress = (struct sweep_progress){.has_shown = false};
    progress_init(&progress->base, is_quiet);
}

static void show(const struct progress *base, const struct ardey_sweep_state *state, double now_s)
{
    uint32_t made = state->done - state->skipped;
    double seconds = now_s - base->began_s;
    fprintf(stderr, "%s%u of %u done, %u running, %u failed, %.0f s", base->is_terminal ? "\r" : "",
            state->done, state->members, state->running, state->failed, seconds);
    if (made > 0 && state->waiting + state->running > 0)
        fprintf(stderr, ", about %.0f s left", seconds / made * (state->waiting + state->running));
    fprintf(stderr, base->is_terminal ? "      " : "\n");
    fflush(stderr);
}

bool sweep_progress_show(void *self, const struct ardey_sweep_state *state)
{
    struct sweep_progress *progress = self;
    struct progress *base = &progress->base;
    struct timespec at_once = {0, 0};
    double now_s = progress_wall_s();
    double every_s = base->is_terminal ? TERMINAL_EVERY_S : LOG_EVERY_S;
    bool is_news = !progress->has_shown || state->failed != progress->shown_failed ||
                   (state->done == state->members && state->done != progress->shown_done);
    if (!base->is_quiet && (is_news || now_s - base->shown_s >= every_s)) {
        base->shown_s = now_s;
        progress->has_shown = true;
        progress->shown_done = state->done;
        progress->shown_failed = state->failed;
        show(base, state, now_s);
    }
    int signal_number = sigtimedwait(&base->signals, NULL, &at_once);
    if (signal_number > 0 && signal_number != SIGUSR2) /* which the members may be sent */
        base->stopped_by = signal_number;
    return base->stopped_by == 0;
}
