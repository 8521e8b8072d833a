// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_COURIER_H
#define KERNEL_COURIER_H

#include "base/error.h"

#include <stddef.h>

/** A thread that carries bytes away in their order, so that who sends them need not wait for a
 * disk. It has no part in any result. */
struct courier;

/** Carries `count` bytes; called by the courier's thread, never twice at once. Returns 0, or an
 * errno: then nothing more is carried. */
typedef int courier_task(void *context, const void *bytes, size_t count);

/** Starts the thread, which takes no signals. At most about twice `capacity` bytes are on their
 * way. STATUS_RESOURCE when there is no thread or memory. */
struct courier *courier_create(size_t capacity, courier_task *task, void *context,
                               struct error *err);

/** Copies the bytes and returns; waits while `capacity` bytes are waiting. Returns 0, or the errno
 * by which an earlier piece has failed. One thread sends. */
int courier_send(struct courier *courier, const void *bytes, size_t count);

/** Waits until everything is carried. Returns 0, or the errno of the first failure. */
int courier_drain(struct courier *courier);

/** Waits until everything is carried and ends the thread. NULL is allowed. */
void courier_destroy(struct courier *courier);

#endif
