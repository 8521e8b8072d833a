// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/member_process.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOT_STARTED 127 /* as shells have it */
#define NAME        "ARDEY_PATH"

/** In the new process: only functions that may follow a fork. */
static void become(const struct process_start *start, char *const *environment, int log,
                   pid_t parent)
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
    execve(start->arguments[0], (char *const *)start->arguments, environment);
    _exit(NOT_STARTED);
}

/** This process's environment with another ARDEY_PATH; `own` is the memory of that entry. */
static char **environment_with(const char *search_path, char **own, struct error *err)
{
    size_t count = 0, used = 0, size = strlen(search_path) + sizeof NAME "=";
    while (environ[count])
        count++;
    char **made = mem_alloc(count + 2, sizeof *made, err);
    *own = mem_alloc(size, 1, err);
    if (!made || !*own) {
        mem_free(made);
        return NULL;
    }
    snprintf(*own, size, NAME "=%s", search_path);
    made[used++] = *own;
    for (size_t i = 0; i < count; i++)
        if (strncmp(environ[i], NAME "=", strlen(NAME "=")) != 0)
            made[used++] = environ[i];
    return made;
}

enum status process_start(const struct process_start *start, long *out_id, struct error *err)
{
    pid_t parent = getpid();
    int log = open(start->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (log < 0)
        return error_fail(err, STATUS_RESOURCE, "cannot write '%s': %s", start->log,
                          strerror(errno));
    char *own = NULL, **environment = environment_with(start->search_path, &own, err);
    pid_t id = environment ? fork() : -1;
    if (id == 0)
        become(start, environment, log, parent);
    int code = errno;
    close(log);
    bool has_memory = environment != NULL;
    mem_free(environment);
    mem_free(own);
    if (!has_memory)
        return STATUS_RESOURCE;
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
