// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/give_error.h"
#include "api/indicator_kinds.h"
#include "scenario/spec.h"
#include "scenario/starter.h"

enum ardey_status ardey_new(const char *path, const char *base, struct ardey_error *err)
{
    struct error inner = {0};
    return give_error(&inner, starter_make(path, base, &inner), err);
}

enum ardey_status ardey_reference(enum ardey_reference_form form, char **out_text,
                                  struct ardey_error *err)
{
    struct error inner = {0};
    enum status status = form == ARDEY_REFERENCE_META       ? spec_meta_lua(out_text, &inner)
                         : form == ARDEY_REFERENCE_LUACHECK ? spec_luacheck(out_text, &inner)
                         : form == ARDEY_REFERENCE_INDICATORS
                             ? indicator_kinds_markdown(out_text, &inner)
                             : spec_reference_markdown(out_text, &inner);
    return give_error(&inner, status, err);
}
