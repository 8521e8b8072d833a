// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/csv_line.h"

#include "base/memory.h"
#include "scenario/source_file.h"

#include <string.h>

static void take_cell(void *bytes, size_t size, void *data)
{
    struct csv_line *line = data;
    if (line->count < CSV_COLUMNS_MAX) {
        line->starts[line->count] = line->used;
        if (size > 0)
            memcpy(line->cells + line->used, bytes, size);
        line->used += size;
        line->cells[line->used++] = '\0';
    }
    line->count++;
}

/** Nothing to do: each line is given to the parser alone. */
static void take_row_end(int end, void *data)
{
    (void)end;
    (void)data;
}

void csv_line_init(struct csv_line *line)
{
    *line = (struct csv_line){.count = 0};
    csv_init(&line->parser, CSV_STRICT | CSV_STRICT_FINI);
}

void csv_line_deinit(struct csv_line *line)
{
    csv_free(&line->parser);
    mem_free(line->cells);
    *line = (struct csv_line){.count = 0};
}

enum status csv_line_split(struct csv_line *line, const char *bytes, size_t size, const char *place,
                           struct error *err)
{
    line->used = 0;
    line->count = 0;
    if (memchr(bytes, '\r', size))
        return error_fail(err, STATUS_DATA, "%s: has a carriage return inside the line", place);
    if (!text_is_utf8(bytes, size))
        return error_fail(err, STATUS_DATA, "%s: is not UTF-8 text", place);

    /* Each cell is a part of the line, and there are at most size + 1 of them. */
    if (MEM_RESERVE(&line->cells, &line->capacity, 2 * size + 2, err) != STATUS_OK)
        return STATUS_RESOURCE;
    bool is_whole = csv_parse(&line->parser, bytes, size, take_cell, take_row_end, line) == size;
    is_whole = is_whole && csv_fini(&line->parser, take_cell, take_row_end, line) == 0;
    if (is_whole)
        return STATUS_OK;
    bool is_memory = csv_error(&line->parser) == CSV_ENOMEM;
    csv_free(&line->parser);
    csv_init(&line->parser, CSV_STRICT | CSV_STRICT_FINI);
    if (is_memory)
        return error_fail(err, STATUS_RESOURCE, "%s: out of memory while reading", place);
    return error_fail(err, STATUS_DATA,
                      "%s: a quote is misplaced, or a quoted field does not end on its line",
                      place);
}
