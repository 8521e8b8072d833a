// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LINE_FIXTURE_H
#define LINE_FIXTURE_H

#include "cli_fixture.h"

#include "cli/arguments.h"
#include "cli/commands.h"

#define WORDS_MAX 16

/** A command line, split at its spaces and read. */
struct line {
    char text[512];
    char *words[WORDS_MAX + 1];
    struct arguments arguments; /**< arguments_deinit */
    char message[256];
};

static inline bool read_line(struct line *line, const char *text)
{
    int count = 0;
    *line = (struct line){.message = ""};
    snprintf(line->text, sizeof line->text, "ardey %s", text);
    for (char *rest = line->text, *word; (word = strsep(&rest, " ")) != NULL;)
        if (*word && count < WORDS_MAX)
            line->words[count++] = word;
    return arguments_read(count, line->words, &line->arguments, line->message,
                          sizeof line->message);
}

/** Reads a line that must be taken by `command`. */
static inline void *read_good(struct line *line, const struct command *command, const char *text)
{
    if (!read_line(line, text))
        fail_msg("'%s' was refused: %s", text, line->message);
    assert_ptr_equal(line->arguments.command, command);
    return line->arguments.values;
}

/** Reads a line that must be refused with `message`. */
static inline void refuse(const char *text, const char *message)
{
    struct line line;
    if (read_line(&line, text))
        fail_msg("'%s' was taken", text);
    assert_string_equal(line.message, message);
    arguments_deinit(&line.arguments);
}

#endif
