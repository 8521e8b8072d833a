// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/page.h"
#include "scenario/lua_sandbox.h"
#include "scenario/spec.h"

#include <lua.h>

/** Adds the entries of the table at the top of the stack, sorted, with those of tables in it. */
static void page_add_names(struct page *page, lua_State *state, int depth)
{
    int table = lua_gettop(state);
    lua_pushnil(state);
    for (;;) {
        lua_pushcfunction(state, lua_order_next);
        lua_pushvalue(state, table);
        lua_pushvalue(state, -3);
        lua_call(state, 2, 2);
        lua_remove(state, -3); /* the key before */
        if (lua_isnil(state, -2))
            break;
        page_add(page, "%*s%s = {", 4 * depth, "", lua_tostring(state, -2));
        if (lua_istable(state, -1)) {
            page_add(page, "fields = {\n");
            page_add_names(page, state, depth + 1);
            page_add(page, "%*s}", 4 * depth, "");
        }
        page_add(page, "},\n");
        lua_pop(state, 1);
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
    status = lua_sandbox_visit(sandbox, add_library, &page, err);
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
