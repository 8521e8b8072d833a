// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/spec_diff.h"

#include <string.h>

#define ROWS_SHOWN 8u

static bool is_row(const struct difference *difference)
{
    return difference->kind == DIFFERENCE_CELL || difference->kind == DIFFERENCE_ROW_ADDED ||
           difference->kind == DIFFERENCE_ROW_REMOVED;
}

static const char *shown(const char *text)
{
    return text[0] ? text : "nothing";
}

/** The head of a table's differences: how many rows there are of each kind. Returns the end. */
static uint32_t print_head(const struct differences *differences, uint32_t first, struct page *page)
{
    const struct difference *items = differences->items;
    uint32_t changed = 0, added = 0, removed = 0, i = first;
    for (; i < differences->count && is_row(&items[i]) &&
           strcmp(items[i].where, items[first].where) == 0;
         i++) {
        added += items[i].kind == DIFFERENCE_ROW_ADDED;
        removed += items[i].kind == DIFFERENCE_ROW_REMOVED;
        changed += items[i].kind == DIFFERENCE_CELL &&
                   (i == first || strcmp(items[i].row, items[i - 1].row) != 0);
    }
    page_add(page, "%s: %u rows changed, %u added, %u removed\n", items[first].where,
             (unsigned)changed, (unsigned)added, (unsigned)removed);
    return i;
}

/** One table, the first of its rows with what differs. */
static uint32_t print_table(const struct differences *differences, uint32_t first,
                            struct page *page)
{
    const struct difference *items = differences->items;
    uint32_t end = print_head(differences, first, page), row_count = 0;
    for (uint32_t i = first; i < end; i++) {
        bool is_new = i == first || items[i].kind != DIFFERENCE_CELL ||
                      items[i - 1].kind != DIFFERENCE_CELL ||
                      strcmp(items[i].row, items[i - 1].row) != 0;
        row_count += is_new;
        if (row_count > ROWS_SHOWN)
            continue;
        if (items[i].kind == DIFFERENCE_CELL)
            page_add(page, "  %s: %s %s -> %s\n", items[i].row, items[i].column,
                     shown(items[i].before), shown(items[i].after));
        else
            page_add(page, "  %c %s\n", items[i].kind == DIFFERENCE_ROW_ADDED ? '+' : '-',
                     items[i].kind == DIFFERENCE_ROW_ADDED ? items[i].after : items[i].before);
    }
    if (row_count > ROWS_SHOWN)
        page_add(page, "  and %u more rows\n", (unsigned)(row_count - ROWS_SHOWN));
    return end;
}

void differences_print(const struct differences *differences, struct page *page)
{
    for (uint32_t i = 0; i < differences->count;) {
        const struct difference *item = &differences->items[i];
        if (is_row(item)) {
            i = print_table(differences, i, page);
            continue;
        }
        if (item->kind == DIFFERENCE_PARAMETER)
            page_add(page, "%s: %s -> %s\n", item->where, shown(item->before), shown(item->after));
        else if (item->kind == DIFFERENCE_MEASURE_ORDER)
            page_add(page, "measures: the same in another order\n");
        else
            page_add(page, "%c measure %s: %s%s\n",
                     item->kind == DIFFERENCE_MEASURE_ADDED ? '+' : '-', item->where, item->before,
                     item->after);
        i++;
    }
}

/** Adds a text in quotes, with what JSON escapes. */
static void json_text(struct page *page, const char *text)
{
    page_add(page, "\"");
    for (const char *byte = text; *byte; byte++) {
        if (*byte == '"' || *byte == '\\')
            page_add(page, "\\%c", *byte);
        else if ((unsigned char)*byte < ' ')
            page_add(page, "\\u%04x", (unsigned)(unsigned char)*byte);
        else
            page_add(page, "%c", *byte);
    }
    page_add(page, "\"");
}

static void json_member(struct page *page, const char *name, const char *text, bool is_first)
{
    page_add(page, "%s\"%s\": ", is_first ? "{" : ", ", name);
    json_text(page, text);
}

static const char *change_name(enum difference_kind kind)
{
    switch (kind) {
    case DIFFERENCE_PARAMETER:
    case DIFFERENCE_CELL:
        return "changed";
    case DIFFERENCE_ROW_ADDED:
    case DIFFERENCE_MEASURE_ADDED:
        return "added";
    case DIFFERENCE_ROW_REMOVED:
    case DIFFERENCE_MEASURE_REMOVED:
        return "removed";
    case DIFFERENCE_MEASURE_ORDER:
        break;
    }
    return "moved";
}

static void json_item(struct page *page, const struct difference *item, const char *list)
{
    json_member(page, "change", change_name(item->kind), true);
    json_member(page, strcmp(list, "measures") == 0 ? "kind" : "name", item->where, false);
    if (is_row(item))
        json_member(page, "row", item->row, false);
    if (item->kind == DIFFERENCE_CELL)
        json_member(page, "column", item->column, false);
    json_member(page, "before", item->before, false);
    json_member(page, "after", item->after, false);
    page_add(page, "}");
}

static const char *list_of(const struct difference *item)
{
    if (item->kind == DIFFERENCE_PARAMETER)
        return "parameters";
    return is_row(item) ? "rows" : "measures";
}

void differences_print_json(const struct differences *differences, struct page *page)
{
    static const char *const lists[] = {"parameters", "rows", "measures"};
    for (int list = 0; list < 3; list++) {
        uint32_t count = 0;
        page_add(page, "%s\"%s\": [", list == 0 ? "{" : ",\n ", lists[list]);
        for (uint32_t i = 0; i < differences->count; i++) {
            if (strcmp(list_of(&differences->items[i]), lists[list]) != 0)
                continue;
            page_add(page, count++ > 0 ? ",\n  " : "\n  ");
            json_item(page, &differences->items[i], lists[list]);
        }
        page_add(page, "]");
    }
    page_add(page, "}\n");
}
