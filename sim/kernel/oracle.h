// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef KERNEL_ORACLE_H
#define KERNEL_ORACLE_H

#include "kernel/kernel.h"

/** The sequential oracle: the same model, advanced by a loop that can be seen to be right. One
 * binary heap holds all events; the smallest is taken, handled, and what it pushed goes into the
 * heap. There are no windows, no mail and no forecast, so that whatever the kernel's queue, its
 * windows and its partitions do can be compared with it, bit for bit.
 *
 * Does what `kernel_run_until` promises, for a kernel of one partition (STATUS_INTERNAL for more):
 * all events before `stop_ms` are handled, sync times at or before it are held, the first failure
 * ends the run. The watch is not asked. A run may go on in either of the two ways.
 * O(log pending) per event, and slow. */
enum status kernel_run_oracle(struct kernel *kernel, uint32_t stop_ms, struct error *err);

#endif
