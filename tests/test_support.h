// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef TEST_SUPPORT_H
#define TEST_SUPPORT_H

/** What every test program includes first: cmocka and the headers that it needs before it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
