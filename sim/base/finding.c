// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/finding.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/** A piece of the text. */
struct piece {
    const char *from, *to;
};

static void part_set(char *part, size_t part_size, struct piece piece)
{
    size_t size = (size_t)(piece.to - piece.from);
    if (size >= part_size)
        size = part_size - 1;
    memcpy(part, piece.from, size);
    part[size] = '\0';
}

/** Where `what` stands inside the piece, or NULL. */
static const char *piece_find(struct piece piece, const char *what)
{
    size_t size = strlen(what);
    for (const char *at = piece.from; at + size <= piece.to; at++)
        if (memcmp(at, what, size) == 0)
            return at;
    return NULL;
}

/** What is between `before` and the next quote; false when `before` is not there. */
static bool piece_quoted(struct piece piece, const char *before, struct piece *out)
{
    const char *at = piece_find(piece, before);
    if (!at)
        return false;
    at += strlen(before);
    const char *end = memchr(at, '\'', (size_t)(piece.to - at));
    if (!end)
        return false;
    *out = (struct piece){at, end};
    return true;
}

/** Reads "PATH:LINE: ", or "PATH: " of a Lua file or a table; returns what follows. */
static const char *read_place(struct piece text, struct finding *out)
{
    for (const char *at = text.from; at < text.to; at++) {
        if (*at != ':')
            continue;
        const char *end = at + 1;
        while (end < text.to && isdigit((unsigned char)*end))
            end++;
        bool has_line = end > at + 1 && end + 1 < text.to && end[0] == ':' && end[1] == ' ';
        bool has_suffix = at - text.from > 4 &&
                          (strncmp(at - 4, ".lua", 4) == 0 || strncmp(at - 4, ".csv", 4) == 0);
        if (!has_line && !(has_suffix && at + 1 < text.to && at[1] == ' '))
            continue;
        part_set(out->file, sizeof out->file, (struct piece){text.from, at});
        out->line = has_line ? (unsigned)strtoul(at + 1, NULL, 10) : 0;
        return has_line ? end + 2 : at + 2;
    }
    return text.from;
}

/** The end of a name such as `road`, `hooks[1]` or `network.links`; `from` when there is none. */
static const char *name_end(struct piece piece)
{
    const char *at = piece.from;
    while (at < piece.to && (isalnum((unsigned char)*at) || strchr("_.[]", *at)))
        at++;
    return at;
}

/** Reads "GROUP: ", also "measures[1] (link): "; returns what follows. */
static const char *read_group(struct piece body, struct piece *out)
{
    const char *end = name_end(body), *after = end;
    *out = (struct piece){body.from, body.from};
    if (end + 1 < body.to && end[0] == ' ' && end[1] == '(') {
        after = memchr(end, ')', (size_t)(body.to - end));
        after = after ? after + 1 : end;
    }
    if (end == body.from || after + 1 >= body.to || after[0] != ':' || after[1] != ' ')
        return body.from;
    *out = (struct piece){body.from, end};
    return after + 2;
}

static void set_field(struct finding *out, struct piece group, struct piece name)
{
    size_t used = 0;
    if (group.to > group.from) {
        part_set(out->field, sizeof out->field - 1, group);
        used = strlen(out->field);
        out->field[used++] = '.';
    }
    part_set(out->field + used, sizeof out->field - used, name);
}

/** "FIELD is VALUE, must be ALLOWED" and its kin. */
static void read_value(struct piece body, struct piece group, struct finding *out)
{
    static const char *const ends[] = {", must be ", ", did you mean ", ", the unit is missing",
                                       NULL};
    const char *name = name_end(body);
    if (name == body.from || body.to - name < 4 || strncmp(name, " is ", 4) != 0)
        return;
    for (int i = 0; ends[i]; i++) {
        struct piece value = {name + 4, body.to};
        const char *end = piece_find(value, ends[i]);
        if (!end)
            continue;
        set_field(out, group, (struct piece){body.from, name});
        value.to = end;
        bool is_quoted = value.to - value.from > 1 && value.from[0] == '\'' && value.to[-1] == '\'';
        part_set(out->value, sizeof out->value,
                 is_quoted ? (struct piece){value.from + 1, value.to - 1} : value);
        if (i == 0)
            part_set(out->allowed, sizeof out->allowed,
                     (struct piece){end + strlen(ends[i]), body.to});
        return;
    }
}

static void read_body(struct piece body, struct finding *out)
{
    struct piece group, found;
    body.from = read_group(body, &group);
    read_value(body, group, out);
    if (piece_quoted(body, "unknown field '", &found) ||
        piece_quoted(body, "unknown column '", &found) ||
        (piece_find(body, "' is missing") && piece_quoted(body, "'", &found)))
        set_field(out, group, found);
    else if (out->value[0] == '\0' && strncmp(body.from, "unknown ", 8) == 0 &&
             piece_quoted(body, " '", &found))
        part_set(out->value, sizeof out->value, found);
    if (piece_quoted(body, "did you mean '", &found))
        part_set(out->suggestion, sizeof out->suggestion, found);
    const char *list = piece_find(body, "(one of ");
    if (list && body.to[-1] == ')')
        part_set(out->allowed, sizeof out->allowed, (struct piece){list + 1, body.to - 1});
    const char *like = piece_find(body, "write it like ");
    if (like && out->allowed[0] == '\0')
        part_set(out->allowed, sizeof out->allowed, (struct piece){like + 14, body.to});
}

const char *finding_read(const char *text, struct finding *out)
{
    *out = (struct finding){.line = 0};
    struct piece first = {text, text + strcspn(text, "\n")};
    out->message = read_place(first, out);
    out->notes = first.to;
    out->end = first.to;
    while (strncmp(out->end, "\n  ", 3) == 0)
        out->end += 1 + strcspn(out->end + 1, "\n");
    read_body((struct piece){out->message, first.to}, out);
    return out->end + (*out->end == '\n');
}

static void add_string(struct page *page, struct piece text)
{
    page_add(page, "\"");
    for (const char *at = text.from; at < text.to; at++) {
        if (*at == '"' || *at == '\\')
            page_add(page, "\\%c", *at);
        else if ((unsigned char)*at < ' ')
            page_add(page, "\\u%04x", (unsigned)(unsigned char)*at);
        else
            page_add(page, "%c", *at);
    }
    page_add(page, "\"");
}

/** `"name": "text"`, or null. */
static void add_part(struct page *page, const char *name, const char *text)
{
    page_add(page, ", \"%s\": ", name);
    if (text[0] == '\0')
        page_add(page, "null");
    else
        add_string(page, (struct piece){text, text + strlen(text)});
}

static void add_finding(struct page *page, const struct finding *finding)
{
    page_add(page, "{\"message\": ");
    add_string(page, (struct piece){finding->message, finding->notes});
    add_part(page, "file", finding->file);
    if (finding->line > 0)
        page_add(page, ", \"line\": %u", finding->line);
    else
        page_add(page, ", \"line\": null");
    add_part(page, "field", finding->field);
    add_part(page, "value", finding->value);
    add_part(page, "allowed", finding->allowed);
    add_part(page, "suggestion", finding->suggestion);
    page_add(page, ", \"notes\": [");
    for (const char *at = finding->notes; at < finding->end;) {
        struct piece note = {at + 3, at + 1 + strcspn(at + 1, "\n")};
        page_add(page, at == finding->notes ? "" : ", ");
        add_string(page, note);
        at = note.to;
    }
    page_add(page, "]}");
}

void findings_add_json(struct page *page, const char *text)
{
    struct finding finding;
    page_add(page, "{\"findings\": [");
    for (bool is_first = true; *text; is_first = false) {
        text = finding_read(text, &finding);
        page_add(page, is_first ? "\n  " : ",\n  ");
        add_finding(page, &finding);
    }
    page_add(page, "]}\n");
}
