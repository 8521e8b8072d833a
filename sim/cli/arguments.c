// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include "api/ardey.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_MAX  64
#define COMMANDS_MAX 64
#define NAME_SIZE    64
#define LONG_FIRST   256 /* what getopt returns for the first option; letters are below */

/** The options of a command in the form of getopt. */
struct option_set {
    const struct command_option *items[OPTIONS_MAX];
    struct option names[OPTIONS_MAX + 2];
    char letters[2 * OPTIONS_MAX + 3];
    int count;
};

static void option_set_init(struct option_set *set, const struct command *command)
{
    char *letter = set->letters;
    *letter++ = ':';
    *letter++ = 'h';
    set->count = 0;
    for (const struct command_option *const *table = command->options; table && *table; table++)
        for (const struct command_option *option = *table; option->name && set->count < OPTIONS_MAX;
             option++) {
            int takes = option->type == OPTION_FLAG ? no_argument : required_argument;
            set->names[set->count] =
                (struct option){option->name, takes, NULL, LONG_FIRST + set->count};
            if (option->letter) {
                *letter++ = option->letter;
                if (takes == required_argument)
                    *letter++ = ':';
            }
            set->items[set->count++] = option;
        }
    *letter = '\0';
    set->names[set->count] = (struct option){"help", no_argument, NULL, 'h'};
    set->names[set->count + 1] = (struct option){0};
}

static const struct command_option *option_set_find(const struct option_set *set, int given)
{
    if (given >= LONG_FIRST)
        return set->items[given - LONG_FIRST];
    for (int i = 0; i < set->count; i++)
        if (set->items[i]->letter == given)
            return set->items[i];
    return NULL;
}

static bool read_whole(const char *text, const struct command_option *option, uint64_t *out)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (errno || end == text || *end || strchr(text, '-') || (double)value < option->least ||
        (double)value > option->most || value > INT64_MAX)
        return false;
    *out = value;
    return true;
}

static bool read_real(const char *text, const struct command_option *option, double *out)
{
    char *end;
    double value = strtod(text, &end);
    bool is_low = option->is_above_least ? !(value > option->least) : !(value >= option->least);
    if (end == text || *end || is_low || !(value <= option->most))
        return false;
    *out = value;
    return true;
}

static bool store_value(const struct command_option *option, const char *text, void *values)
{
    void *target = (char *)values + option->offset;
    uint64_t whole = 0;
    bool is_good = true;
    switch (option->type) {
    case OPTION_FLAG:
        *(bool *)target = true;
        break;
    case OPTION_TEXT:
        *(const char **)target = text;
        break;
    case OPTION_TEXTS: {
        struct option_texts *texts = target;
        is_good = texts->count < OPTION_TEXTS_MAX;
        if (is_good)
            texts->items[texts->count++] = text;
        break;
    }
    case OPTION_COUNT:
        is_good = read_whole(text, option, &whole);
        if (is_good)
            *(uint32_t *)target = (uint32_t)whole;
        break;
    case OPTION_WHOLE:
        is_good = read_whole(text, option, target);
        break;
    case OPTION_REAL:
        is_good = read_real(text, option, target);
        break;
    }
    if (is_good && option->has_offset)
        *(bool *)((char *)values + option->has_offset) = true;
    return is_good;
}

static void fail_value(const struct command_option *option, const char *text, char *message,
                       size_t message_size)
{
    if (option->type == OPTION_TEXTS)
        snprintf(message, message_size, "at most %u times --%s, not '%s'", OPTION_TEXTS_MAX,
                 option->name, text);
    else if (option->right)
        snprintf(message, message_size, "--%s takes %s, not '%s'", option->name, option->right,
                 text);
    else if (option->type == OPTION_REAL)
        snprintf(message, message_size, "--%s takes a number from %.9g to %.9g, not '%s'",
                 option->name, option->least, option->most, text);
    else
        snprintf(message, message_size, "--%s takes a whole number from %.0f to %.0f, not '%s'",
                 option->name, option->least, option->most, text);
}

/** Names the option that getopt stumbled over: a letter, or a word that begins with "--". */
static void fail_option(const struct option_set *set, int problem, char **argv, char *message,
                        size_t message_size)
{
    const char *names[OPTIONS_MAX + 1] = {"help"}, *word = argv[optind - 1];
    char letter[] = {'-', (char)optopt, '\0'}, name[NAME_SIZE];
    bool is_letter = optopt > ' ' && optopt < 127 && strncmp(word, "--", 2) != 0;
    for (int i = 0; i < set->count; i++)
        names[i + 1] = set->items[i]->name;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2 * !is_letter, "="),
             word + 2 * !is_letter);
    const char *similar = is_letter ? NULL : ardey_suggest(names, (uint32_t)set->count + 1, name);
    if (problem == ':')
        snprintf(message, message_size, "'%s' needs a value", is_letter ? letter : word);
    else
        snprintf(message, message_size, "unknown option '%s'%s%s%s", is_letter ? letter : word,
                 similar ? ", did you mean '--" : "", similar ? similar : "", similar ? "'?" : "");
}

static const struct command *find_command(const char *word)
{
    if (strcmp(word, "--version") == 0)
        word = "version";
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, word) == 0)
            return commands[i];
    return NULL;
}

static void fail_command(const char *word, char *message, size_t message_size)
{
    const char *names[COMMANDS_MAX] = {"help"};
    uint32_t count = 1;
    for (size_t i = 0; commands[i] && count < COMMANDS_MAX; i++)
        names[count++] = commands[i]->name;
    const char *similar = ardey_suggest(names, count, word);
    int used =
        snprintf(message, message_size, "unknown command '%s'%s%s%s: ", word,
                 similar ? ", did you mean '" : "", similar ? similar : "", similar ? "'?" : "");
    for (size_t i = 0; commands[i] && used > 0 && (size_t)used < message_size; i++)
        used += snprintf(message + used, message_size - (size_t)used, "%s, ", commands[i]->name);
    if (used > 0 && (size_t)used < message_size)
        snprintf(message + used, message_size - (size_t)used, "or help");
}

/** The words that are no options. */
static bool take_words(const struct command *command, int count, char **words, void *values,
                       char *message, size_t message_size)
{
    struct command_words *taken = values;
    if ((uint32_t)count < command->least_words) {
        snprintf(message, message_size, "'ardey %s' needs %s: ardey %s %s", command->name,
                 command->needs, command->name, command->form);
        return false;
    }
    if ((uint32_t)count > command->most_words) {
        snprintf(message, message_size, "'%s' is one word too many for 'ardey %s'",
                 words[command->most_words], command->name);
        return false;
    }
    *taken = (struct command_words){words, (uint32_t)count};
    const char *problem = command->check ? command->check(values) : NULL;
    if (problem)
        snprintf(message, message_size, "%s", problem);
    return !problem;
}

static bool read_options(int argc, char **argv, struct arguments *out, char *message,
                         size_t message_size)
{
    struct option_set set;
    option_set_init(&set, out->command);
    optind = 0;
    opterr = 0;
    for (int given; (given = getopt_long(argc, argv, set.letters, set.names, NULL)) != -1;) {
        if (given == 'h') {
            out->is_help = true;
            return true;
        }
        const struct command_option *option = option_set_find(&set, given);
        if (!option) {
            fail_option(&set, given, argv, message, message_size);
            return false;
        }
        if (!store_value(option, optarg, out->values)) {
            fail_value(option, optarg, message, message_size);
            return false;
        }
    }
    return take_words(out->command, argc - optind, argv + optind, out->values, message,
                      message_size);
}

bool arguments_read(int argc, char **argv, struct arguments *out, char *message,
                    size_t message_size)
{
    *out = (struct arguments){0};
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return true;
    bool is_help = strcmp(argv[1], "help") == 0;
    if (is_help && argc == 2)
        return true;
    const char *word = argv[is_help ? 2 : 1];
    const struct command *command = find_command(word);
    if (!command) {
        fail_command(word, message, message_size);
        return false;
    }
    *out = (struct arguments){command, is_help, calloc(1, command->size)};
    if (!out->values) {
        snprintf(message, message_size, "out of memory");
        return false;
    }
    if (is_help)
        return true;
    if (command->set_standard)
        command->set_standard(out->values);
    /* The command takes the place of the program's name, so that options may stand anywhere behind
     * it. */
    return read_options(argc - 1, argv + 1, out, message, message_size);
}

void arguments_deinit(struct arguments *arguments)
{
    free(arguments->values);
    *arguments = (struct arguments){0};
}
