// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/search_path.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** How an option's value is stored in the command's own struct. */
enum option_type {
    OPTION_FLAG,  /**< bool; takes no value */
    OPTION_TEXT,  /**< const char *, points into argv */
    OPTION_TEXTS, /**< struct option_texts; may be repeated */
    OPTION_COUNT, /**< uint32_t */
    OPTION_WHOLE, /**< uint64_t */
    OPTION_REAL,  /**< double */
};

#define OPTION_TEXTS_MAX 16u

struct option_texts {
    const char *items[OPTION_TEXTS_MAX + 1]; /**< [count], then NULL */
    uint32_t count;
};

/** One option of a command. A table of these, ended by a NULL name, drives reading, the messages
 * and the help. */
struct command_option {
    const char *name; /**< "threads" for --threads */
    char letter;      /**< 't' for -t; 0: none */
    enum option_type type;
    size_t offset;     /**< of the value in the command's struct */
    size_t has_offset; /**< of a bool that tells that it was given; 0: none */
    double least, most;
    bool is_above_least; /**< an OPTION_REAL must be above `least` */
    const char *value;   /**< "N", "FILE": how the help calls the value; NULL for a flag */
    const char *right;   /**< what it takes, in place of what follows from type and bounds */
    const char *doc;
};

#define OPTIONS_END                                                                                \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/** The words of a command line that are no options. Each command's struct begins with it. */
struct command_words {
    char **items; /**< [count] in argv */
    uint32_t count;
};

/** What a command needs besides its own values. */
struct command_context {
    const struct search_path *path;
    int argc;
    char **argv; /**< as typed */
};

/** A command of the program: const, one per command. To add one: write a `command_NAME.c`, and name
 * it in `commands.c`. */
struct command {
    const char *name;
    const char *form;  /**< the words it takes: "SCENARIO.lua" */
    const char *needs; /**< what is missing without them: "a file" */
    uint32_t least_words, most_words;
    const char *doc;                             /**< one line */
    const struct command_option *const *options; /**< tables, then NULL */
    size_t size;                                 /**< of its struct, which is zero at first */
    void (*set_standard)(void *values);          /**< sets what is not zero; NULL: nothing */
    const char *(*check)(const void *values);    /**< a message when words and options do not fit
                                                    together, else NULL; NULL: nothing to check */
    int (*execute)(void *values, const struct command_context *context); /**< exit code */
};

/** All commands in the order of the help, then NULL. */
extern const struct command *const commands[];

/** Exit code of a comparison that failed. */
#define EXIT_COMPARISON_FAILED 1

#endif
