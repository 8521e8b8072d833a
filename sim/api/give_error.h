// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef API_GIVE_ERROR_H
#define API_GIVE_ERROR_H

#include "api/ardey.h"
#include "base/error.h"

#include <string.h>

/** Hands an outcome of the layers below to the caller of ardey.h; `to` may be NULL. */
static inline enum ardey_status give_error(const struct error *from, enum status status,
                                           struct ardey_error *to)
{
    bool is_wrong_input = status == STATUS_USAGE || status == STATUS_DATA;
    if (is_wrong_input && (from->status == STATUS_USAGE || from->status == STATUS_DATA))
        status = from->status; /* the first finding decides */
    if (status != STATUS_OK && to)
        memcpy(to->text, from->text, sizeof to->text);
    return (enum ardey_status)status;
}

#endif
