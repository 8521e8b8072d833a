// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/source_lines.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX 64u

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_TEXT, TOKEN_OTHER };

/** A part of the source; not terminated. */
struct span {
    const char *start;
    size_t size;
};

struct token {
    enum token_kind kind;
    struct span span; /**< of a TOKEN_TEXT without its quotes */
    char sign;        /**< of a TOKEN_OTHER of one byte; 0 for longer ones such as `==` */
    uint32_t line;
};

struct scanner {
    const char *next, *end;
    uint32_t line;
};

static bool span_is(struct span span, const char *text)
{
    return strlen(text) == span.size && memcmp(span.start, text, span.size) == 0;
}

static void scanner_step(struct scanner *scanner)
{
    scanner->line += *scanner->next == '\n';
    scanner->next++;
}

/** At `[`: the number of `=` of a long bracket plus 1, or 0 when it is none. */
static size_t long_bracket_level(const struct scanner *scanner)
{
    const char *next = scanner->next + 1;
    while (next < scanner->end && *next == '=')
        next++;
    return next < scanner->end && *next == '[' ? (size_t)(next - scanner->next) : 0;
}

/** Skips `[==[ ... ]==]` and returns what is inside. */
static struct span scanner_skip_long(struct scanner *scanner, size_t level)
{
    scanner->next += level + 1;
    struct span inside = {scanner->next, 0};
    while (scanner->next < scanner->end) {
        const char *next = scanner->next;
        if (*next == ']' && (size_t)(scanner->end - next) > level && next[level] == ']' &&
            strspn(next + 1, "=") >= level - 1) {
            inside.size = (size_t)(next - inside.start);
            scanner->next += level + 1;
            return inside;
        }
        scanner_step(scanner);
    }
    inside.size = (size_t)(scanner->next - inside.start);
    return inside;
}

static void scanner_skip_blank(struct scanner *scanner)
{
    while (scanner->next < scanner->end) {
        const char *next = scanner->next;
        if (isspace((unsigned char)*next)) {
            scanner_step(scanner);
            continue;
        }
        if (scanner->end - next < 2 || next[0] != '-' || next[1] != '-')
            return;
        scanner->next += 2;
        size_t level =
            scanner->next < scanner->end && *scanner->next == '[' ? long_bracket_level(scanner) : 0;
        if (level > 0)
            scanner_skip_long(scanner, level);
        else
            while (scanner->next < scanner->end && *scanner->next != '\n')
                scanner->next++;
    }
}

static struct span scanner_skip_quoted(struct scanner *scanner)
{
    char quote = *scanner->next++;
    struct span inside = {scanner->next, 0};
    while (scanner->next < scanner->end && *scanner->next != quote && *scanner->next != '\n') {
        if (*scanner->next == '\\' && scanner->next + 1 < scanner->end)
            scanner_step(scanner);
        scanner_step(scanner);
    }
    inside.size = (size_t)(scanner->next - inside.start);
    if (scanner->next < scanner->end && *scanner->next == quote)
        scanner->next++;
    return inside;
}

static bool is_name_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

static struct token scanner_take(struct scanner *scanner)
{
    scanner_skip_blank(scanner);
    struct token token = {.kind = TOKEN_END, .line = scanner->line};
    if (scanner->next >= scanner->end)
        return token;

    const char *start = scanner->next;
    size_t level = *start == '[' ? long_bracket_level(scanner) : 0;
    if (*start == '"' || *start == '\'') {
        token.kind = TOKEN_TEXT;
        token.span = scanner_skip_quoted(scanner);
        return token;
    }
    if (level > 0) {
        token.kind = TOKEN_TEXT;
        token.span = scanner_skip_long(scanner, level);
        return token;
    }
    token.kind = is_name_byte(*start) ? TOKEN_NAME : TOKEN_OTHER;
    scanner->next++;
    if (token.kind == TOKEN_NAME) {
        while (scanner->next < scanner->end && is_name_byte(*scanner->next))
            scanner->next++;
    } else if (scanner->next < scanner->end && *scanner->next == '=' && strchr("=<>~", *start)) {
        scanner->next++;
    } else {
        token.sign = *start;
    }
    token.span = (struct span){start, (size_t)(scanner->next - start)};
    return token;
}

/** Goes through a source and knows the names that enclose the present place. */
struct walk {
    struct scanner scanner;
    struct token token;
    uint32_t depth; /**< of braces; deeper ones than DEPTH_MAX are anonymous */
    struct span
        opened_by[DEPTH_MAX]; /**< [depth]: the key whose value the brace belongs to, or empty */
    struct span current[DEPTH_MAX]; /**< [depth]: the key whose value is being read, or empty */
    uint32_t calls[DEPTH_MAX]; /**< [depth]: open round brackets; a comma inside ends no value */
};

/** A place where something is set: `parent.key =`, or `key =` inside the braces of `parent`. */
struct setting {
    struct span parent, key;
    bool has_parent;   /**< named */
    bool is_top_level; /**< `x.key =`, or inside the outermost braces */
    uint32_t line;
};

static void walk_init(struct walk *walk, const struct source_file *file)
{
    *walk = (struct walk){.scanner = {file->text, file->text + file->size, 1}};
    walk->token = scanner_take(&walk->scanner);
}

static void walk_next(struct walk *walk)
{
    walk->token = scanner_take(&walk->scanner);
}

static bool walk_at(const struct walk *walk, char sign)
{
    return walk->token.kind == TOKEN_OTHER && walk->token.sign == sign;
}

static struct span *walk_current(struct walk *walk)
{
    return &walk->current[walk->depth < DEPTH_MAX ? walk->depth : DEPTH_MAX - 1];
}

/** Follows the brackets, and the commas that end a value. */
static void walk_sign(struct walk *walk)
{
    uint32_t *calls = &walk->calls[walk->depth < DEPTH_MAX ? walk->depth : DEPTH_MAX - 1];
    struct span name = *walk_current(walk);

    if (walk_at(walk, '{')) {
        walk->depth++;
        if (walk->depth < DEPTH_MAX) {
            walk->opened_by[walk->depth] = name;
            walk->current[walk->depth] = (struct span){0};
            walk->calls[walk->depth] = 0;
        }
    } else if (walk_at(walk, '}')) {
        walk->depth -= walk->depth > 0;
    } else if (walk_at(walk, '(')) {
        ++*calls;
    } else if (walk_at(walk, ')')) {
        *calls -= *calls > 0;
    } else if ((walk_at(walk, ',') || walk_at(walk, ';')) && walk->depth > 0 && *calls == 0) {
        *walk_current(walk) = (struct span){0};
    }
}

/** The nearest enclosing name; an anonymous brace, as of a list entry, is looked through. */
static struct span walk_parent(const struct walk *walk)
{
    uint32_t depth = walk->depth < DEPTH_MAX ? walk->depth : DEPTH_MAX - 1;
    for (; depth > 0; depth--)
        if (walk->opened_by[depth].size > 0)
            return walk->opened_by[depth];
    return (struct span){0};
}

static bool is_keyword(struct span name)
{
    static const char *const keywords[] = {"return", "local", "if",   "for",  "while", "repeat",
                                           "until",  "do",    "then", "else", "end",   "function"};
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (span_is(name, keywords[i]))
            return true;
    return false;
}

/** Reads `a.b["c"]` and reports whether `=` follows; the last two parts go to `out`. */
static bool walk_chain(struct walk *walk, struct setting *out)
{
    uint32_t part_count = 0;
    struct span parts[2] = {{0}, {0}};
    bool is_in_bracket = walk_at(walk, '[');

    for (;;) {
        if (is_in_bracket)
            walk_next(walk);
        if (walk->token.kind != (is_in_bracket ? TOKEN_TEXT : TOKEN_NAME))
            return false;
        parts[0] = parts[1];
        parts[1] = walk->token.span;
        out->line = walk->token.line;
        part_count++;
        walk_next(walk);
        if (is_in_bracket) {
            if (!walk_at(walk, ']'))
                return false;
            walk_next(walk);
        }
        is_in_bracket = walk_at(walk, '[');
        if (walk_at(walk, '.'))
            walk_next(walk);
        else if (!is_in_bracket)
            break;
    }
    out->key = parts[1];
    out->parent = part_count > 1 ? parts[0] : walk_parent(walk);
    out->has_parent = out->parent.size > 0;
    out->is_top_level = part_count == 2 || (part_count == 1 && walk->depth == 1);
    return walk_at(walk, '=');
}

/** Advances to the next setting; false at the end. */
static bool walk_take_setting(struct walk *walk, struct setting *out)
{
    while (walk->token.kind != TOKEN_END) {
        if (walk->token.kind == TOKEN_NAME && is_keyword(walk->token.span)) {
            *walk_current(walk) = (struct span){0};
            walk_next(walk);
        } else if (walk->token.kind == TOKEN_NAME || walk_at(walk, '[')) {
            if (walk_chain(walk, out)) {
                *walk_current(walk) = out->key;
                return true;
            }
        } else {
            walk_sign(walk);
            walk_next(walk);
        }
    }
    return false;
}

enum line_match source_line_of_key(const struct source_file *file, const char *group,
                                   const char *key, uint32_t *out_line)
{
    enum line_match best = LINE_MATCH_NONE;
    struct walk walk;
    struct setting setting;

    walk_init(&walk, file);
    while (walk_take_setting(&walk, &setting)) {
        if (!span_is(setting.key, key))
            continue;
        bool is_there = group[0] != '\0' ? setting.has_parent && span_is(setting.parent, group)
                                         : setting.is_top_level;
        enum line_match match = is_there ? LINE_MATCH_PLACE : LINE_MATCH_KEY;
        if (match >= best) {
            best = match;
            *out_line = setting.line;
        }
    }
    return best;
}

/** Goes on behind the opening brace of the first call of `function` in or after `line`; false at
 * the end of the text. */
static bool scanner_enter_call(struct scanner *scanner, uint32_t line, const char *function)
{
    for (;;) {
        struct token token = scanner_take(scanner);
        if (token.kind == TOKEN_END)
            return false;
        if (token.kind != TOKEN_NAME || token.line < line || !span_is(token.span, function))
            continue;
        token = scanner_take(scanner);
        if (token.kind == TOKEN_OTHER && token.sign == '(')
            token = scanner_take(scanner);
        if (token.kind == TOKEN_OTHER && token.sign == '{')
            return true;
    }
}

uint32_t source_line_in_call(const struct source_file *file, uint32_t line, const char *function,
                             const char *key)
{
    struct scanner scanner = {file->text, file->text + file->size, 1};
    uint32_t depth = 1;
    struct token before = {.kind = TOKEN_OTHER};

    if (!scanner_enter_call(&scanner, line, function))
        return line;
    while (depth > 0) {
        struct token token = scanner_take(&scanner);
        if (token.kind == TOKEN_END)
            return line;
        if (token.kind == TOKEN_OTHER && (token.sign == '{' || token.sign == '('))
            depth++;
        else if (token.kind == TOKEN_OTHER && (token.sign == '}' || token.sign == ')'))
            depth--;
        else if (token.kind == TOKEN_OTHER && token.sign == '=' && depth == 1 &&
                 before.kind == TOKEN_NAME && span_is(before.span, key))
            return before.line;
        before = token;
    }
    return line;
}

/** Goes on behind the opening brace of `key = {` in or after `line`; false when another value is
 * set there. */
static bool scanner_enter_list(struct scanner *scanner, uint32_t line, const char *key)
{
    struct token token;
    do {
        token = scanner_take(scanner);
        if (token.kind == TOKEN_END)
            return false;
    } while (token.line < line || token.kind == TOKEN_OTHER || !span_is(token.span, key));
    do
        token = scanner_take(scanner);
    while (token.kind == TOKEN_OTHER && token.sign == ']');
    if (token.kind != TOKEN_OTHER || token.sign != '=')
        return false;
    token = scanner_take(scanner);
    return token.kind == TOKEN_OTHER && token.sign == '{';
}

uint32_t source_line_of_row(const struct source_file *file, uint32_t line, const char *key,
                            uint32_t i, uint32_t count)
{
    struct scanner scanner = {file->text, file->text + file->size, 1};
    uint32_t depth = 1, found = 0, line_of_row = line;

    if (!scanner_enter_list(&scanner, line, key))
        return line;
    while (depth > 0) {
        struct token token = scanner_take(&scanner);
        if (token.kind == TOKEN_END)
            return line;
        if (token.kind != TOKEN_OTHER)
            continue;
        if (token.sign == '{' && depth == 1 && found++ == i)
            line_of_row = token.line;
        depth += token.sign == '{' || token.sign == '(';
        depth -= token.sign == '}' || token.sign == ')';
    }
    return found == count ? line_of_row : line;
}

uint32_t source_line_of_return(const struct source_file *file)
{
    struct scanner scanner = {file->text, file->text + file->size, 1};
    uint32_t depth = 0, line = 1;

    for (;;) {
        struct token token = scanner_take(&scanner);
        if (token.kind == TOKEN_END)
            return line;
        if (token.kind == TOKEN_OTHER && token.sign == '{')
            depth++;
        else if (token.kind == TOKEN_OTHER && token.sign == '}' && depth > 0)
            depth--;
        else if (token.kind == TOKEN_NAME && depth == 0 && span_is(token.span, "return"))
            line = token.line;
    }
}

void source_files_where(const struct source_files *files, const char *group, const char *key,
                        char *out, size_t out_size)
{
    enum line_match best = LINE_MATCH_NONE;
    uint32_t file = 0, line = 0;

    for (uint32_t i = 0; i < files->count && best < LINE_MATCH_PLACE; i++) {
        uint32_t found;
        enum line_match match = source_line_of_key(&files->items[i], group, key, &found);
        if (match > best) {
            best = match;
            file = i;
            line = found;
        }
    }
    if (files->count == 0)
        snprintf(out, out_size, "?");
    else
        snprintf(
            out, out_size, "%s:%u", files->items[file].path,
            (unsigned)(best == LINE_MATCH_NONE ? source_line_of_return(&files->items[0]) : line));
}
