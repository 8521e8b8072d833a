// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LUA_SUPPORT_H
#define LUA_SUPPORT_H

#include "scenario_support.h"

#include "scenario/lua_sandbox.h"

/** Runs `text` as the scenario file s.lua of `folder`; the error text loses the folder's name. */
static inline enum status lua_run(const struct folder *folder, const char *text, size_t size,
                                  struct error *err)
{
    struct source_files files = {0};
    struct lua_sandbox *sandbox = NULL;
    struct error full = {0};
    const char *path = folder_write_bytes(folder, "s.lua", text, size);
    assert_int_equal(lua_sandbox_create(NULL, &files, &sandbox, &full), STATUS_OK);
    enum status status = lua_sandbox_run(sandbox, path, &full);
    lua_sandbox_destroy(sandbox);
    source_files_deinit(&files);

    *err = full;
    size_t used = 0, length = strlen(folder->path);
    for (const char *next = full.text; *next; next++) {
        if (strncmp(next, folder->path, length) == 0 && next[length] == '/')
            next += length + 1;
        err->text[used++] = *next;
    }
    err->text[used] = '\0';
    assert_int_equal(status, err->status);
    assert_int_equal(err->finding_count, status == STATUS_OK ? 0 : 1);
    return status;
}

static inline void lua_assert_runs(const struct folder *folder, const char *text)
{
    struct error err;
    if (lua_run(folder, text, strlen(text), &err) != STATUS_OK)
        fail_msg("%s\n%s", text, err.text);
}

/** The finding must contain `part`. */
static inline void lua_assert_fails(const struct folder *folder, const char *text, const char *part)
{
    struct error err;
    assert_int_equal(lua_run(folder, text, strlen(text), &err), STATUS_USAGE);
    assert_contains(err.text, part);
}

#endif
