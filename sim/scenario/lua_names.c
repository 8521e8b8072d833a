// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/page.h"
#include "scenario/lua_sandbox.h"
#include "scenario/spec.h"

#include <lua.h>

#define INSTRUCTIONS_MAX 1000000u
#define SECONDS_MAX      10.0

/** Adds the entries of the table at the top of the stack, sorted, with those of tables in it. */
static void page_add_names(struct page *page, lua_State *state, int depth)
{
    int table = lua_gettop(state);
    int walk = lua_ordered_begin(state, table);
    while (lua_ordered_step(state, walk)) {
        page_add(page, "%*s%s = {", 4 * depth, "", lua_tostring(state, -2));
        if (lua_istable(state, -1)) {
            page_add(page, "fields = {\n");
            page_add_names(page, state, depth + 1);
            page_add(page, "%*s}", 4 * depth, "");
        }
        page_add(page, "},\n");
        lua_pop(state, 2);
    }
    lua_settop(state, table);
}

/** What scenarios may call, looked up in the environment itself. */
static void add_library(lua_State *state, void *data)
{
    lua_sandbox_push_library(state);
    page_add_names(data, state, 2);
}

enum status spec_luacheck(char **out_text, struct error *err)
{
    struct page page = {.err = err};
    struct source_files none = {0};
    struct lua_sandbox *sandbox;
    enum status status = lua_sandbox_create(NULL, &none, &sandbox, err);
    if (status != STATUS_OK)
        return status;
    page_add(&page, "-- SPDX-License-Identifier: GPL-3.0-or-later\n"
                    "-- What luacheck should know of scenarios. Written by `ardey reference "
                    "--luacheck`; do not edit.\n"
                    "std = \"ardey\"\n"
                    "max_line_length = false\n"
                    "exclude_files = {\"scenarios/types\"}\n"
                    "stds.ardey = {\n"
                    "    read_globals = {\n"
                    "        here = {},\n");
    static const struct lua_budget budget = {"the list of names", INSTRUCTIONS_MAX, SECONDS_MAX};
    status = lua_sandbox_call(sandbox, &budget, add_library, &page, err);
    lua_sandbox_destroy(sandbox);
    page_add(&page, "    },\n}\n");
    if (status == STATUS_OK)
        status = page.status;
    if (status != STATUS_OK)
        mem_free(page.text);
    else
        *out_text = page.text;
    return status;
}
