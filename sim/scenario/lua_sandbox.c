// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/lua_sandbox.h"

#include "scenario/lua_derive.h"
#include "scenario/source_lines.h"

#include <lauxlib.h>
#include <lua.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define HOOK_INTERVAL   1000
#define RUNNING_MAX     32u
#define MODULE_NAME_MAX 200u
#define MESSAGE_SIZE    2048
#define PATH_SIZE       4096

static const struct lua_budget load_budget = {"the scenario", LUA_INSTRUCTIONS_MAX,
                                              LUA_SECONDS_MAX};

struct lua_sandbox {
    lua_State *state;
    struct source_files *files;
    const char *const *search_folders;
    char first_folder[PATH_SIZE]; /**< of the scenario file */
    size_t memory;                /**< held now, bytes */
    uint64_t allocated;           /**< ever asked for, bytes */
    uint64_t spent;               /**< instructions */
    bool is_spent;                /**< sticky: from now on every instruction fails */
    bool is_loaded;               /**< the files are read: `require` is closed */
    struct lua_budget budget;
    double begin_s; /**< processor time when the budget began */
    char
        last_place[LUA_IDSIZE + 16]; /**< "path:line" where instructions were counted last, or "" */
    const char *memory_bound;        /**< the bound that an allocation hit last, or NULL */
    enum status file_status;         /**< of a file that could not be read */
    uint32_t running[RUNNING_MAX];   /**< files that wait for a `require` to end */
    uint32_t running_count;
    struct error scratch;
};

static struct lua_sandbox *sandbox_of(lua_State *state)
{
    return *(struct lua_sandbox **)lua_getextraspace(state);
}

static void *sandbox_allocate(void *data, void *block, size_t old_size, size_t new_size)
{
    struct lua_sandbox *sandbox = data;
    /* Without a block the old size tells what kind of object is to be made. */
    bool is_string = !block && old_size == LUA_TSTRING;
    size_t held = block ? old_size : 0;

    if (new_size == 0) {
        sandbox->memory -= held;
        free(block);
        return NULL;
    }
    if (new_size > held) {
        const char *bound = NULL;
        if (is_string && new_size > LUA_STRING_MAX + 64)
            bound = "a text of more than 1 MiB";
        else if (sandbox->memory - held + new_size > LUA_MEMORY_MAX)
            bound = "more than 64 MiB of memory";
        else if (sandbox->allocated + new_size > LUA_ALLOCATED_MAX)
            bound = "more than 4 GiB of memory, one after the other";
        if (bound) {
            sandbox->memory_bound = bound;
            return NULL;
        }
        sandbox->allocated += new_size;
    }
    void *moved = realloc(block, new_size);
    if (!moved && new_size <= held)
        moved = block; /* Lua relies on it that making smaller never fails */
    if (!moved) {
        sandbox->memory_bound = NULL;
        return NULL;
    }
    sandbox->memory = sandbox->memory - held + new_size;
    return moved;
}

static void sandbox_count(lua_State *state, lua_Debug *where);

static double processor_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void sandbox_grant(struct lua_sandbox *sandbox, const struct lua_budget *budget)
{
    sandbox->budget = *budget;
    sandbox->spent = sandbox->allocated = 0;
    sandbox->begin_s = processor_s();
}

/** Fails at level `level` of the calls. From now on each instruction does, so that no `pcall` can
 * go on. */
static void sandbox_stop(lua_State *state, int level)
{
    struct lua_sandbox *sandbox = sandbox_of(state);
    const struct lua_budget *budget = &sandbox->budget;
    sandbox->is_spent = true;
    lua_sethook(state, sandbox_count, LUA_MASKCOUNT, 1);
    luaL_where(state, level);
    if (sandbox->spent > budget->instructions)
        lua_pushfstring(state,
                        "%s takes too long: more than %d million instructions; is there an "
                        "endless loop?",
                        budget->who, (int)(budget->instructions / 1000000));
    else
        lua_pushfstring(
            state, "%s takes too long: more than %d s of processor time; is there an endless loop?",
            budget->who, (int)budget->seconds);
    lua_concat(state, 2);
    lua_error(state);
}

static bool sandbox_is_over(const struct lua_sandbox *sandbox)
{
    return sandbox->is_spent || sandbox->spent > sandbox->budget.instructions ||
           processor_s() - sandbox->begin_s > sandbox->budget.seconds;
}

static void sandbox_count(lua_State *state, lua_Debug *where)
{
    struct lua_sandbox *sandbox = sandbox_of(state);
    sandbox->spent += HOOK_INTERVAL;
    if (lua_getinfo(state, "Sl", where) && where->currentline > 0)
        snprintf(sandbox->last_place, sizeof sandbox->last_place, "%s:%d", where->short_src,
                 where->currentline);
    if (sandbox_is_over(sandbox))
        sandbox_stop(state, 0);
}

void lua_sandbox_charge(struct lua_State *state, double steps)
{
    struct lua_sandbox *sandbox = sandbox_of(state);
    if (steps > (double)sandbox->budget.instructions)
        steps = (double)sandbox->budget.instructions + 1;
    sandbox->spent += (uint64_t)steps;
    if (sandbox->spent > sandbox->budget.instructions)
        sandbox_stop(state, 1);
}

/** Writes the folder of `path` ("." when it names none). */
static void folder_of(const char *path, char *out, size_t out_size)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        snprintf(out, out_size, ".");
    else if (slash == path)
        snprintf(out, out_size, "/");
    else
        snprintf(out, out_size, "%.*s", (int)(slash - path), path);
}

/** Runs file `index` and leaves what it returned, one value, on the stack. Raises Lua errors. */
static void run_file(lua_State *state, uint32_t index)
{
    struct lua_sandbox *sandbox = sandbox_of(state);
    const struct source_file *file = &sandbox->files->items[index];

    for (uint32_t i = 0; i < sandbox->running_count; i++)
        if (sandbox->running[i] == index)
            luaL_error(state, "require: %s requires itself, directly or through another file",
                       file->path);
    if (sandbox->running_count == RUNNING_MAX)
        luaL_error(state, "require: more than %d files require one another", (int)RUNNING_MAX);

    lua_environment_load(state, file);
    char folder[PATH_SIZE];
    folder_of(file->path, folder, sizeof folder);
    lua_rawgetp(state, LUA_REGISTRYINDEX, sandbox);
    lua_environment_push(state, folder);
    lua_setupvalue(state, -2, 1);
    sandbox->running[sandbox->running_count++] = index;
    lua_call(state, 0, 1);
    sandbox->running_count--;
}

/** Tries one path of a module; pushes nothing. */
static bool module_find(lua_State *state, const char *path, uint32_t *out_index)
{
    struct lua_sandbox *sandbox = sandbox_of(state);
    struct stat about; /* a pipe would have us wait for ever */
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode) || access(path, R_OK) != 0)
        return false;
    enum status status =
        source_files_read(sandbox->files, path, LUA_FILE_BYTES_MAX, out_index, &sandbox->scratch);
    if (status == STATUS_OK)
        return true;
    sandbox->file_status = status;
    lua_pushstring(state, sandbox->scratch.text);
    error_reset(&sandbox->scratch);
    luaL_error(state, "%s", lua_tostring(state, -1));
    return false;
}

static bool module_name_is_allowed(const char *name, size_t size)
{
    if (size == 0 || size > MODULE_NAME_MAX || name[0] == '/' || strstr(name, ".."))
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/.-") ==
           size;
}

/** require "name": runs <folder>/name.lua or <folder>/name/init.lua and returns its value, anew
 * each time, so that whoever changes the table changes only his own. */
static int sandbox_require(lua_State *state)
{
    struct lua_sandbox *sandbox = sandbox_of(state);
    size_t size;
    const char *name = luaL_checklstring(state, 1, &size);
    if (sandbox->is_loaded)
        return luaL_error(state, "require: only while the scenario is read, not in a hook");
    if (!module_name_is_allowed(name, size))
        return luaL_error(state,
                          "require: the name '%s' is not allowed; letters, digits and _ - . / may "
                          "be used, and it must not lead out of the folder",
                          name);

    luaL_Buffer tried;
    luaL_buffinit(state, &tried);
    for (uint32_t i = 0; i == 0 || (sandbox->search_folders && sandbox->search_folders[i - 1]);
         i++) {
        const char *folder = i == 0 ? sandbox->first_folder : sandbox->search_folders[i - 1];
        for (int form = 0; form < 2; form++) {
            char path[PATH_SIZE];
            uint32_t index;
            const char *prefix = strcmp(folder, ".") == 0 ? "" : folder;
            int length = snprintf(path, sizeof path, "%s%s%s%s", prefix, prefix[0] ? "/" : "", name,
                                  form == 0 ? ".lua" : "/init.lua");
            if (length > 0 && (size_t)length < sizeof path && module_find(state, path, &index)) {
                luaL_pushresult(&tried);
                run_file(state, index);
                lua_derive_remember(state, path);
                return 1;
            }
            luaL_addstring(&tried, i + (uint32_t)form > 0 ? ", " : "");
            luaL_addstring(&tried, path);
        }
    }
    luaL_pushresult(&tried);
    if (size > 4 && strcmp(name + size - 4, ".lua") == 0)
        return luaL_error(state, "module '%s' was not found; write the name without .lua", name);
    return luaL_error(state, "module '%s' was not found; looked for %s", name,
                      lua_tostring(state, -1));
}

/** Protected: makes the environment that all files share. */
static int sandbox_prepare(lua_State *state)
{
    lua_newtable(state);
    lua_library_fill(state);
    lua_pushcfunction(state, sandbox_require);
    lua_setfield(state, -2, "require");
    lua_rawsetp(state, LUA_REGISTRYINDEX, sandbox_of(state));
    return 0;
}

void lua_sandbox_push_library(struct lua_State *state)
{
    lua_rawgetp(state, LUA_REGISTRYINDEX, sandbox_of(state));
}

/** Protected: runs the file of the index at the top. */
static int sandbox_run_file(lua_State *state)
{
    uint32_t index = (uint32_t)lua_tointeger(state, -1);
    const struct source_file *file = &sandbox_of(state)->files->items[index];
    char path[PATH_SIZE]; /* files may move while it requires others */
    uint32_t line = source_line_of_return(file);
    snprintf(path, sizeof path, "%s", file->path);
    run_file(state, index);
    if (!lua_istable(state, -1))
        lua_pushfstring(state, "%s:%d: %s must return a table, this one returned %s", path,
                        (int)line, index == 0 ? "a scenario" : "a file of measures",
                        lua_isnil(state, -1) ? "nothing" : luaL_typename(state, -1));
    else
        return 1;
    return lua_error(state);
}

/** Turns the error value at the top of the stack into a finding. */
static enum status sandbox_fail(struct lua_sandbox *sandbox, int code, struct error *err)
{
    char message[MESSAGE_SIZE];
    lua_State *state = sandbox->state;
    const char *place =
        sandbox->last_place[0] ? sandbox->last_place : sandbox->files->items[0].path;
    enum status status = sandbox->file_status != STATUS_OK ? sandbox->file_status : STATUS_USAGE;

    if (code == LUA_ERRMEM && !sandbox->memory_bound)
        return error_fail(err, STATUS_RESOURCE, "%s: out of memory", place);
    if (code == LUA_ERRMEM)
        snprintf(message, sizeof message, "%s: %s needs %s", place, sandbox->budget.who,
                 sandbox->memory_bound);
    else if (lua_type(state, -1) != LUA_TSTRING)
        snprintf(message, sizeof message, "%s: %s raised an error without a text: %s%s",
                 sandbox->files->items[0].path, sandbox->budget.who,
                 lua_isnumber(state, -1) ? "the number " : "a ",
                 lua_isnumber(state, -1) ? lua_tostring(state, -1) : luaL_typename(state, -1));
    else
        snprintf(message, sizeof message, "%s", lua_tostring(state, -1));
    return lua_message_fail(sandbox->files, message, status, err);
}

enum status lua_sandbox_create(const char *const *search_folders, struct source_files *files,
                               struct lua_sandbox **out, struct error *err)
{
    struct lua_sandbox *sandbox = mem_alloc(1, sizeof *sandbox, err);
    if (!sandbox)
        return STATUS_RESOURCE;
    sandbox->files = files;
    sandbox->search_folders = search_folders;
    sandbox_grant(sandbox, &load_budget);
    sandbox->state = lua_newstate(sandbox_allocate, sandbox);
    if (!sandbox->state) {
        mem_free(sandbox);
        return error_fail(err, STATUS_RESOURCE, "out of memory: Lua cannot start");
    }
    *(struct lua_sandbox **)lua_getextraspace(sandbox->state) = sandbox;
    lua_pushcfunction(sandbox->state, sandbox_prepare);
    if (lua_pcall(sandbox->state, 0, 0, 0) != LUA_OK) {
        lua_sandbox_destroy(sandbox);
        return error_fail(err, STATUS_RESOURCE, "out of memory: Lua cannot start");
    }
    *out = sandbox;
    return STATUS_OK;
}

enum status lua_sandbox_run(struct lua_sandbox *sandbox, const char *path, struct error *err)
{
    lua_State *state = sandbox->state;
    struct error reading = {0};
    uint32_t index;
    enum status status =
        source_files_read(sandbox->files, path, LUA_FILE_BYTES_MAX, &index, &reading);
    /* The file was named by whoever called the program: a wrong name is wrong usage. */
    if (status != STATUS_OK)
        return error_fail(err, status == STATUS_DATA ? STATUS_USAGE : status, "%s", reading.text);
    folder_of(path, sandbox->first_folder, sizeof sandbox->first_folder);

    sandbox_grant(sandbox, &load_budget);
    lua_settop(state, 0);
    lua_sethook(state, sandbox_count, LUA_MASKCOUNT, HOOK_INTERVAL);
    lua_pushcfunction(state, lua_message_add_callers);
    lua_pushcfunction(state, sandbox_run_file);
    lua_pushinteger(state, (lua_Integer)index);
    int code = lua_pcall(state, 1, 1, 1);
    lua_sethook(state, NULL, 0, 0);
    if (code != LUA_OK)
        return sandbox_fail(sandbox, code, err);
    lua_remove(state, 1);
    return STATUS_OK;
}

struct visit {
    void (*work)(struct lua_State *state, void *data);
    void *data;
};

static int sandbox_visit(lua_State *state)
{
    struct visit *visit = lua_touserdata(state, 2);
    lua_settop(state, 1);
    visit->work(state, visit->data);
    return 0;
}

enum status lua_sandbox_visit(struct lua_sandbox *sandbox,
                              void (*work)(struct lua_State *state, void *data), void *data,
                              struct error *err)
{
    struct visit visit = {work, data};
    lua_State *state = sandbox->state;
    lua_pushcfunction(state, sandbox_visit);
    lua_pushvalue(state, 1);
    lua_pushlightuserdata(state, &visit);
    int code = lua_pcall(state, 2, 0, 0);
    if (code != LUA_OK)
        return sandbox_fail(sandbox, code, err);
    return STATUS_OK;
}

enum status lua_sandbox_call(struct lua_sandbox *sandbox, const struct lua_budget *budget,
                             void (*work)(struct lua_State *state, void *data), void *data,
                             struct error *err)
{
    struct visit visit = {work, data};
    lua_State *state = sandbox->state;
    sandbox_grant(sandbox, budget);
    sandbox->is_loaded = true;
    sandbox->last_place[0] = '\0';
    lua_settop(state, 0);
    lua_sethook(state, sandbox_count, LUA_MASKCOUNT, sandbox->is_spent ? 1 : HOOK_INTERVAL);
    lua_pushcfunction(state, lua_message_add_callers);
    lua_pushcfunction(state, sandbox_visit);
    lua_pushnil(state);
    lua_pushlightuserdata(state, &visit);
    int code = lua_pcall(state, 2, 0, 1);
    lua_sethook(state, NULL, 0, 0);
    enum status status = code == LUA_OK ? STATUS_OK : sandbox_fail(sandbox, code, err);
    lua_settop(state, 0);
    return status;
}

uint64_t lua_sandbox_spent(const struct lua_sandbox *sandbox)
{
    return sandbox->spent;
}

double lua_sandbox_seconds(const struct lua_sandbox *sandbox)
{
    return processor_s() - sandbox->begin_s;
}

void lua_sandbox_set_files(struct lua_sandbox *sandbox, struct source_files *files)
{
    sandbox->files = files;
}

void lua_sandbox_destroy(struct lua_sandbox *sandbox)
{
    if (!sandbox)
        return;
    lua_close(sandbox->state);
    mem_free(sandbox);
}
