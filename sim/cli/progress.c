// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include "cli/json_log.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define TERMINAL_EVERY_S 0.2
#define LOG_EVERY_S      10.0
#define BAR_WIDTH        30

double progress_wall_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void progress_init(struct progress *progress, bool is_quiet)
{
    *progress = (struct progress){
        .is_quiet = is_quiet, .is_terminal = isatty(STDERR_FILENO) == 1, .first_t_s = -1};
    sigemptyset(&progress->signals);
    sigaddset(&progress->signals, SIGINT);
    sigaddset(&progress->signals, SIGTERM);
    sigaddset(&progress->signals, SIGHUP);
    sigaddset(&progress->signals, SIGUSR1);
    sigaddset(&progress->signals, SIGUSR2);
    /* A closed pipe and a full quota are errors of a write, and end with its message. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    sigprocmask(SIG_BLOCK, &progress->signals, NULL);
    progress->began_s = progress->shown_s = progress_wall_s();
}

static void progress_print(const struct progress *progress, double t_s, double stop_s,
                           uint64_t event_count, double now_s)
{
    double whole_s = stop_s - progress->first_t_s;
    double share = whole_s > 0 ? (t_s - progress->first_t_s) / whole_s : 1.0;
    double seconds = now_s - progress->began_s;
    int hours = (int)(t_s / 3600), minutes = (int)(t_s / 60) % 60;
    char bar[BAR_WIDTH + 1];

    for (int i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < (int)(share * BAR_WIDTH) ? '=' : ' ';
    bar[BAR_WIDTH] = '\0';
    fprintf(stderr, "%s[%s] %02d:%02d  %.1f million events, %.1f million/s, %.0f s%s",
            progress->is_terminal ? "\r" : "", bar, hours, minutes, (double)event_count / 1e6,
            seconds > 0 ? (double)event_count / seconds / 1e6 : 0.0, seconds,
            progress->is_terminal ? "  " : "\n");
    fflush(stderr);
}

/** What a signal that has come asks for. Another kind of signal may follow the first one, as
 * schedulers send several; the same once more is somebody who does not want to wait. */
static enum ardey_wish progress_wish(struct progress *progress)
{
    struct timespec at_once = {0, 0};
    int number = sigtimedwait(&progress->signals, NULL, &at_once);
    if (number <= 0)
        return progress->stopped_by ? ARDEY_CHECKPOINT_AND_STOP : ARDEY_GO_ON;
    if (number == SIGUSR2)
        return ARDEY_CHECKPOINT;
    sigset_t again;
    sigemptyset(&again);
    sigaddset(&again, number);
    sigprocmask(SIG_UNBLOCK, &again, NULL);
    progress->stopped_by = number;
    return ARDEY_CHECKPOINT_AND_STOP;
}

enum ardey_wish progress_show(void *self, double t_s, double stop_s, uint64_t event_count)
{
    struct progress *progress = self;
    double now_s = progress_wall_s();
    if (progress->first_t_s < 0)
        progress->first_t_s = t_s;
    double every_s = progress->is_terminal ? TERMINAL_EVERY_S : LOG_EVERY_S;

    if (!progress->is_quiet && now_s - progress->shown_s >= every_s) {
        progress->shown_s = now_s;
        if (progress->is_json)
            json_log_progress(stderr, t_s, stop_s, event_count, now_s - progress->began_s);
        else
            progress_print(progress, t_s, stop_s, event_count, now_s);
    }
    return progress_wish(progress);
}

enum ardey_wish progress_iteration(void *self, const struct ardey_iteration *iteration)
{
    struct progress *progress = self;
    double now_s = progress_wall_s();
    if (progress->is_json) {
        json_log_iteration(stderr, iteration);
    } else if (!progress->is_quiet) {
        fprintf(stderr, "%siteration %2u  gap %6.2f %%  %5.2f EUR  changed %4.1f %% ",
                progress->is_terminal ? "\r" : "", iteration->iteration,
                100 * iteration->relative_gap, iteration->mean_cost_eur,
                100 * iteration->share_who_changed);
        for (int m = 0; m < ARDEY_MODES; m++)
            if (iteration->mode_shares[m] > 0)
                fprintf(stderr, " %s %.1f", iteration->mode_names[m],
                        100 * iteration->mode_shares[m]);
        fprintf(stderr, "  %.0f + %.0f + %.0f s\n", iteration->simulate_s, iteration->service_s,
                iteration->decide_s);
        fflush(stderr);
    }
    progress->began_s = progress->shown_s = now_s;
    progress->first_t_s = -1;
    return progress_wish(progress);
}

void progress_message(void *self, const char *text)
{
    const struct progress *progress = self;
    if (progress->is_json)
        json_log_message(stderr, text);
    if (progress->is_json || progress->is_quiet)
        return;
    if (progress->is_terminal)
        fprintf(stderr, "\r%79s\r", "");
    fprintf(stderr, "%s\n", text);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (!progress->is_quiet && !progress->is_json && progress->is_terminal)
        fprintf(stderr, "\r%79s\r", "");
}
