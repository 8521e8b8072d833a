// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/member_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOT_STARTED 127 /* as shells have it */

/** In the new process: only functions that may follow a fork. */
static void become(const struct process_start *start, int log, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    int nothing = open("/dev/null", O_RDONLY);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
        dup2(log, STDOUT_FILENO) < 0 || dup2(log, STDERR_FILENO) < 0 || chdir(start->folder) != 0)
        _exit(NOT_STARTED);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv(start->arguments[0], (char *const *)start->arguments);
    _exit(NOT_STARTED);
}

enum status process_start(const struct process_start *start, long *out_id, struct error *err)
{
    pid_t parent = getpid();
    int log = open(start->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (log < 0)
        return error_fail(err, STATUS_RESOURCE, "cannot write '%s': %s", start->log,
                          strerror(errno));
    /* Before the fork, as setenv is not allowed behind it. */
    setenv("ARDEY_PATH", start->search_path, 1);
    pid_t id = fork();
    if (id == 0)
        become(start, log, parent);
    int code = errno;
    close(log);
    if (id < 0)
        return error_fail(err, STATUS_RESOURCE, "cannot start a process: %s", strerror(code));
    *out_id = id;
    return STATUS_OK;
}

bool process_has_ended(long id, int *out_code)
{
    int status;
    if (waitpid((pid_t)id, &status, WNOHANG) != (pid_t)id)
        return false;
    *out_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return true;
}

void process_stop(long id)
{
    kill((pid_t)id, SIGTERM);
}
