// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/starter.h"

#include "base/new_folder.h"
#include "scenario/measure.h"
#include "scenario/spec.h"

#include <ctype.h>
#include <string.h>

static const char editor_settings[] = "{\n"
                                      "    \"runtime.version\": \"Lua 5.4\",\n"
                                      "    \"workspace.library\": [\"types\"],\n"
                                      "    \"diagnostics.globals\": [\"here\", \"ardey\"]\n"
                                      "}\n";

/** The last part of a path, without slashes behind it. */
static void find_name(const char *path, const char **out_name, int *out_length)
{
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && path[start - 1] != '/')
        start--;
    *out_name = path + start;
    *out_length = (int)(end - start);
}

/** Whether a text can stand between quotes in Lua as it is. */
static bool is_plain(const char *text)
{
    for (; *text; text++)
        if (!isalnum((unsigned char)*text) && !strchr("_-./ ", *text))
            return false;
    return true;
}

static void write_scenario(const char *path, const char *base, struct page *page)
{
    const char *name;
    int length;
    find_name(path, &name, &length);
    page_add(
        page,
        "-- %.*s: what do you want to know? Say it here in one sentence, for whoever reads "
        "this in a year.\n"
        "--\n"
        "--   ardey check %s/scenario.lua                    what is wrong; what differs from "
        "`%s`\n"
        "--   ardey run %s/scenario.lua -s 0.02 -i 0 -o %.*s.h5    a fiftieth of the people "
        "with their first plans: does it run?\n"
        "--   ardey run %s/scenario.lua -o %.*s.h5           everybody, until they have settled\n\n"
        "local base = require \"%s\"\n\n"
        "return ardey.derive(base, {\n"
        "  name = \"%.*s\",\n"
        "  title = \"One line that pictures and tables carry\",\n\n"
        "  -- Numbers carry their unit. All that can be set is in docs/reference/scenario.md; "
        "an editor completes it.\n"
        "  -- people = { guidance = \"5 min\" },\n\n"
        "  -- What is different, each with the time of day from when to when it holds. Take "
        "away the `--` before a line to try it.\n"
        "  measures = {\n"
        "    -- ardey.headway { line = \"RB53\", headway = \"15 min\", from = \"06:00\", to = "
        "\"20:00\" },\n"
        "    -- ardey.link { road = \"B236\", speed = \"50 km/h\", from = \"22:00\", to = "
        "\"30:00\" },\n"
        "  },\n"
        "})\n\n"
        "-- Kinds of measures:\n",
        length, name, path, base, path, length, name, path, length, name, base, length, name);
    for (size_t i = 0; measure_kinds[i]; i++)
        page_add(page, "--   ardey.%s: %s\n", measure_kinds[i]->name, measure_kinds[i]->doc);
}

/** Writes a text that one of the generators makes, and frees it. */
static enum status write_made(const struct new_folder *folder, const char *name,
                              enum status (*make)(char **out_text, struct error *err),
                              struct error *err)
{
    char *text = NULL;
    enum status status = make(&text, err);
    if (status != STATUS_OK)
        return status;
    const struct page page = {.text = text, .size = strlen(text)};
    status = new_folder_write(folder, name, &page, err);
    mem_free(text);
    return status;
}

static enum status write_all(const struct new_folder *folder, const char *base, struct error *err)
{
    struct page page = {.err = err};
    write_scenario(folder->path, base, &page);
    enum status status = new_folder_write(folder, "scenario.lua", &page, err);
    mem_free(page.text);
    page = (struct page){.err = err};
    page_add(&page, "%s", editor_settings);
    if (status == STATUS_OK)
        status = new_folder_write(folder, ".luarc.json", &page, err);
    mem_free(page.text);
    if (status == STATUS_OK)
        status = write_made(folder, "types/ardey.lua", spec_meta_lua, err);
    if (status == STATUS_OK)
        status = write_made(folder, ".luacheckrc", spec_luacheck, err);
    return status;
}

enum status starter_make(const char *path, const char *base, struct error *err)
{
    struct new_folder folder;
    if (!is_plain(path) || !is_plain(base))
        return error_fail(err, STATUS_USAGE,
                          "'%s' cannot be used in a scenario: letters, digits and `_-./` only",
                          is_plain(path) ? base : path);
    enum status status = new_folder_check(path, err);
    if (status == STATUS_OK)
        status = new_folder_begin(&folder, path, err);
    if (status != STATUS_OK)
        return status;
    status = write_all(&folder, base, err);
    if (status == STATUS_OK)
        return new_folder_finish(&folder, err);
    new_folder_abandon(&folder);
    return status;
}
