// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/courier.h"

#include "base/memory.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

struct load {
    unsigned char *bytes;
    size_t count, capacity;
};

struct courier {
    courier_task *task;
    void *context;
    size_t capacity;
    pthread_t thread;
    pthread_mutex_t mutex;  /* of all below */
    pthread_cond_t changed; /* a load was filled or carried, or the end is near */
    struct load filled;     /* waits to be carried */
    struct load under_way;  /* only the thread touches its bytes */
    int failure;            /* errno */
    bool is_ending;
};

/** Exchanges the filled load for the empty one and carries it, again and again. */
static void *courier_main(void *argument)
{
    struct courier *courier = argument;

    pthread_mutex_lock(&courier->mutex);
    while (courier->filled.count > 0 || !courier->is_ending) {
        if (courier->filled.count == 0) {
            pthread_cond_wait(&courier->changed, &courier->mutex);
            continue;
        }
        struct load load = courier->filled;
        courier->filled = courier->under_way;
        courier->under_way = load;
        pthread_cond_broadcast(&courier->changed);
        int code = courier->failure;
        pthread_mutex_unlock(&courier->mutex);
        if (code == 0)
            code = courier->task(courier->context, load.bytes, load.count);
        pthread_mutex_lock(&courier->mutex);
        courier->failure = code;
        courier->under_way.count = 0;
        pthread_cond_broadcast(&courier->changed);
    }
    pthread_mutex_unlock(&courier->mutex);
    return NULL;
}

/** Signals are for the threads that know what to do with them. */
static int courier_start(struct courier *courier)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int code = pthread_create(&courier->thread, NULL, courier_main, courier);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return code;
}

struct courier *courier_create(size_t capacity, courier_task *task, void *context,
                               struct error *err)
{
    struct courier *courier = mem_alloc(1, sizeof *courier, err);
    if (!courier)
        return NULL;
    courier->task = task;
    courier->context = context;
    courier->capacity = capacity;
    pthread_mutex_init(&courier->mutex, NULL);
    pthread_cond_init(&courier->changed, NULL);
    int code = courier_start(courier);
    if (code == 0)
        return courier;
    error_fail(err, STATUS_RESOURCE, "cannot start a thread that writes: %s", strerror(code));
    pthread_cond_destroy(&courier->changed);
    pthread_mutex_destroy(&courier->mutex);
    mem_free(courier);
    return NULL;
}

int courier_send(struct courier *courier, const void *bytes, size_t count)
{
    pthread_mutex_lock(&courier->mutex);
    while (courier->filled.count >= courier->capacity && courier->failure == 0)
        pthread_cond_wait(&courier->changed, &courier->mutex);
    struct load *load = &courier->filled;
    if (courier->failure == 0 &&
        MEM_RESERVE(&load->bytes, &load->capacity, load->count + count, NULL) != STATUS_OK)
        courier->failure = ENOMEM;
    int code = courier->failure;
    if (code == 0) {
        memcpy(load->bytes + load->count, bytes, count);
        load->count += count;
        pthread_cond_broadcast(&courier->changed);
    }
    pthread_mutex_unlock(&courier->mutex);
    return code;
}

int courier_drain(struct courier *courier)
{
    pthread_mutex_lock(&courier->mutex);
    while (courier->filled.count > 0 || courier->under_way.count > 0)
        pthread_cond_wait(&courier->changed, &courier->mutex);
    int code = courier->failure;
    pthread_mutex_unlock(&courier->mutex);
    return code;
}

void courier_destroy(struct courier *courier)
{
    if (!courier)
        return;
    pthread_mutex_lock(&courier->mutex);
    courier->is_ending = true;
    pthread_cond_broadcast(&courier->changed);
    pthread_mutex_unlock(&courier->mutex);
    pthread_join(courier->thread, NULL);
    pthread_cond_destroy(&courier->changed);
    pthread_mutex_destroy(&courier->mutex);
    mem_free(courier->filled.bytes);
    mem_free(courier->under_way.bytes);
    mem_free(courier);
}
