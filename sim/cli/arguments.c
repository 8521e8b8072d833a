// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char arguments_help[] =
    "ardey simulates a day of travel, person by person.\n"
    "\n"
    "  ardey run SCENARIO.lua [-o RESULT.h5] [options]   simulate and write the results\n"
    "  ardey targets SCENARIO.lua [options of run]       simulate and compare with what was "
    "observed\n"
    "  ardey calibrate SCENARIO.lua -o TABLE.csv [options of run]\n"
    "                                                    fit mode constants, or through traffic, "
    "to "
    "what was observed\n"
    "  ardey check SCENARIO.lua                          read and check, without running\n"
    "  ardey route SCENARIO.lua --from PLACE --to PLACE --at 07:30 [options]\n"
    "                                                    ways by public transport\n"
    "  ardey info RESULT.h5                              describe a result file\n"
    "  ardey import gtfs FEED --date YYYY-MM-DD [options] make a scenario of a timetable feed\n"
    "  ardey reference                                   everything a scenario can say, as "
    "Markdown\n"
    "  ardey validate [options]                          compare with published numbers\n"
    "  ardey version\n"
    "\n"
    "options of run:\n"
    "  -o, --output FILE     result file (HDF5); without it only the summary is printed\n"
    "  -t, --threads N       worker threads (default: all cores, or OMP_NUM_THREADS)\n"
    "  -p, --partitions N    groups of processes (default: 4 per thread, 1 for one thread); never "
    "changes a result\n"
    "  -s, --sample SHARE    share of the persons that is simulated, 0.001 to 1\n"
    "      --seed N          in place of the scenario's seed\n"
    "  -i, --iterations N    days that people live to find their plans, in place of the "
    "scenario's\n"
    "  -q, --quiet           no progress and no summary\n"
    "\n"
    "options of targets: those of run, and\n"
    "      --markdown        as a page with tables\n"
    "\n"
    "options of calibrate: those of run, and\n"
    "  -o, --output FILE     table that is written, in place of demand.mode_constants or "
    "demand.through\n"
    "      --through         fit the through traffic to counters, not the mode constants\n"
    "      --rounds N        times that something is fitted and people settle again (default: 2)\n"
    "\n"
    "options of route (a PLACE may be a stop, by id or name):\n"
    "      --until TIME      every departure worth choosing from --at to this time\n"
    "      --access MODE     to the first stop: walk, bicycle, or car (park and ride)\n"
    "      --json            for programs\n"
    "\n"
    "options of import:\n"
    "      --date YYYY-MM-DD the service day that is imported\n"
    "  -o, --output FOLDER   folder that is made (default: named as the feed)\n"
    "      --walk METRES     footpaths between stops at most this far apart (default: 300)\n"
    "\n"
    "options of validate:\n"
    "      --list            the cases, one line each, without running\n"
    "      --only NAME,NAME  these cases only\n"
    "      --markdown        as a page with tables\n"
    "      --path FOLDER     a folder with case folders of your own besides; may be repeated\n"
    "  -t, --threads N       as above\n"
    "\n"
    "ARDEY_PATH: folders, with ':' between, where a scenario's require looks after its own folder\n"
    "\n"
    "exit codes: 0 done, 1 a validation case failed or a target was missed, 2 wrong usage or "
    "scenario,\n"
    "            3 wrong data, 4 out of memory or disk, 70 a bug in ardey, 5 stopped by a signal "
    "before the end\n";

#define NEAR_M 300.0

enum {
    OPTION_SEED = 256,
    OPTION_LIST,
    OPTION_ONLY,
    OPTION_MARKDOWN,
    OPTION_THROUGH,
    OPTION_ROUNDS,
    OPTION_PATH,
    OPTION_FROM,
    OPTION_TO,
    OPTION_AT,
    OPTION_UNTIL,
    OPTION_ACCESS,
    OPTION_JSON,
    OPTION_DATE,
    OPTION_WALK
};

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"threads", required_argument, NULL, 't'},
    {"partitions", required_argument, NULL, 'p'},
    {"sample", required_argument, NULL, 's'},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"iterations", required_argument, NULL, 'i'},
    {"quiet", no_argument, NULL, 'q'},
    {"list", no_argument, NULL, OPTION_LIST},
    {"only", required_argument, NULL, OPTION_ONLY},
    {"markdown", no_argument, NULL, OPTION_MARKDOWN},
    {"through", no_argument, NULL, OPTION_THROUGH},
    {"rounds", required_argument, NULL, OPTION_ROUNDS},
    {"path", required_argument, NULL, OPTION_PATH},
    {"from", required_argument, NULL, OPTION_FROM},
    {"to", required_argument, NULL, OPTION_TO},
    {"at", required_argument, NULL, OPTION_AT},
    {"until", required_argument, NULL, OPTION_UNTIL},
    {"access", required_argument, NULL, OPTION_ACCESS},
    {"json", no_argument, NULL, OPTION_JSON},
    {"date", required_argument, NULL, OPTION_DATE},
    {"walk", required_argument, NULL, OPTION_WALK},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool read_count(const char *text, unsigned long long most, unsigned long long *out)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (errno || end == text || *end || text[0] == '-' || value > most)
        return false;
    *out = value;
    return true;
}

static bool read_share(const char *text, double *out)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || !(value > 0 && value <= 1))
        return false;
    *out = value;
    return true;
}

/** An option of `route`; its texts are judged where they are understood. */
static void read_route_option(int option, const char *value, struct ardey_route *route)
{
    switch (option) {
    case OPTION_FROM:
        route->from = value;
        break;
    case OPTION_TO:
        route->to = value;
        break;
    case OPTION_AT:
        route->at = value;
        break;
    case OPTION_UNTIL:
        route->until = value;
        break;
    case OPTION_ACCESS:
        route->access = value;
        break;
    case OPTION_JSON:
        route->is_json = true;
        break;
    default:
        break;
    }
}

/** An option of `import`; false, and what would be right, when its value is wrong. */
static bool read_import_option(int option, const char *value, struct arguments *out,
                               const char **out_right)
{
    unsigned long long count;
    if (option == OPTION_DATE)
        out->import.date = value;
    if (option != OPTION_WALK)
        return true;
    *out_right = "--walk takes a whole number of metres from 0 to 5000";
    if (!read_count(value, 5000, &count))
        return false;
    out->import.near_m = (double)count;
    return true;
}

/** An option of `validate`, `targets` or `calibrate`; as above. */
static bool read_comparison_option(int option, const char *value, struct arguments *out,
                                   const char **out_right)
{
    unsigned long long count;
    switch (option) {
    case OPTION_LIST:
        out->is_list = true;
        return true;
    case OPTION_ONLY:
        out->only = value;
        return true;
    case OPTION_MARKDOWN:
        out->is_markdown = true;
        return true;
    case OPTION_THROUGH:
        out->is_through = true;
        return true;
    case OPTION_ROUNDS:
        *out_right = "--rounds takes a whole number from 1 to 100";
        if (!read_count(value, 100, &count) || count == 0)
            return false;
        out->rounds = (uint32_t)count;
        return true;
    case OPTION_PATH:
        *out_right = "at most 16 times --path";
        if (out->path_count == ARGUMENTS_PATHS_MAX)
            return false;
        out->paths[out->path_count++] = value;
        return true;
    default:
        return true;
    }
}

/** One option; false and a message when its value is wrong. */
static bool read_option(int option, const char *value, struct arguments *out, char *message,
                        size_t message_size)
{
    unsigned long long count = 0;
    bool good = true;
    const char *right = "";

    switch (option) {
    case 'o':
        out->options.output = value;
        break;
    case 't':
        good = read_count(value, 4096, &count) && count > 0;
        right = "--threads takes a whole number from 1 to 4096";
        out->options.threads = (uint32_t)count;
        break;
    case 'p':
        good = read_count(value, 65535, &count) && count > 0;
        right = "--partitions takes a whole number from 1 to 65535";
        out->options.partitions = (uint32_t)count;
        break;
    case 's':
        good = read_share(value, &out->options.sample);
        right = "--sample takes a number above 0 and at most 1, such as 0.1";
        break;
    case OPTION_SEED:
        good = read_count(value, INT64_MAX, &count);
        right = "--seed takes a whole number from 0 to 9223372036854775807";
        out->options.seed = count;
        out->options.has_seed = true;
        break;
    case 'i':
        good = read_count(value, 1000, &count);
        right = "--iterations takes a whole number from 0 to 1000";
        out->options.iterations = count;
        out->options.has_iterations = true;
        break;
    case 'q':
        out->is_quiet = true;
        break;
    default:
        read_route_option(option, value, &out->route);
        good = read_import_option(option, value, out, &right) &&
               read_comparison_option(option, value, out, &right);
        break;
    }
    if (!good)
        snprintf(message, message_size, "%s, not '%s'", right, value);
    return good;
}

static bool read_command(const char *word, enum command *out)
{
    static const struct {
        const char *word;
        enum command command;
    } commands[] = {
        {"run", COMMAND_RUN},
        {"targets", COMMAND_TARGETS},
        {"calibrate", COMMAND_CALIBRATE},
        {"check", COMMAND_CHECK},
        {"info", COMMAND_INFO},
        {"route", COMMAND_ROUTE},
        {"import", COMMAND_IMPORT},
        {"help", COMMAND_HELP},
        {"reference", COMMAND_REFERENCE},
        {"validate", COMMAND_VALIDATE},
        {"version", COMMAND_VERSION},
        {"--help", COMMAND_HELP},
        {"-h", COMMAND_HELP},
        {"--version", COMMAND_VERSION},
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(word, commands[i].word) == 0) {
            *out = commands[i].command;
            return true;
        }
    return false;
}

/** Names the option that getopt stumbled over: a letter, or a word that begins with "--". */
static void fail_option(int problem, char **argv, char *message, size_t message_size)
{
    const char *format = problem == ':' ? "'%s' needs a value" : "unknown option '%s'";
    char letter[] = {'-', (char)optopt, '\0'};
    bool is_letter = optopt > ' ' && optopt < 127 && strncmp(argv[optind - 1], "--", 2) != 0;
    snprintf(message, message_size, format, is_letter ? letter : argv[optind - 1]);
}

/** The words of `import`: the kind of feed and where it lies. */
static bool read_import(int argc, char **argv, struct arguments *out, char *message,
                        size_t message_size)
{
    static const char form[] = "ardey import gtfs FEED --date YYYY-MM-DD";
    int words = argc - optind;
    if (words == 0 || strcmp(argv[optind], "gtfs") != 0)
        snprintf(message, message_size, "'ardey import' needs a kind of feed: %s", form);
    else if (words == 1)
        snprintf(message, message_size, "'ardey import gtfs' needs a feed: %s", form);
    else if (words > 2)
        snprintf(message, message_size, "'%s' is one word too many for 'ardey import gtfs'",
                 argv[optind + 2]);
    else if (!out->import.date)
        snprintf(message, message_size, "'ardey import gtfs' needs a day: %s", form);
    else {
        out->import.feed = argv[optind + 1];
        out->import.output = out->options.output;
        return true;
    }
    return false;
}

/** The words that are not options: the file of the command. */
static bool read_file(int argc, char **argv, struct arguments *out, char *message,
                      size_t message_size)
{
    bool takes_file = out->command == COMMAND_RUN || out->command == COMMAND_CHECK ||
                      out->command == COMMAND_TARGETS || out->command == COMMAND_CALIBRATE ||
                      out->command == COMMAND_ROUTE || out->command == COMMAND_INFO;
    int words = argc - optind;

    if (out->command == COMMAND_IMPORT)
        return read_import(argc, argv, out, message, message_size);
    if (takes_file && words == 0)
        snprintf(message, message_size, "'ardey %s' needs a file: ardey %s %s", argv[0], argv[0],
                 out->command == COMMAND_INFO ? "RESULT.h5" : "SCENARIO.lua");
    else if (words > (takes_file ? 1 : 0))
        snprintf(message, message_size, "'%s' is one word too many for 'ardey %s'",
                 argv[optind + (takes_file ? 1 : 0)], argv[0]);
    else {
        out->file = takes_file ? argv[optind] : NULL;
        out->options.scenario = out->file;
        return true;
    }
    return false;
}

bool arguments_read(int argc, char **argv, struct arguments *out, char *message,
                    size_t message_size)
{
    struct arguments made = {.command = COMMAND_HELP, .import.near_m = NEAR_M};
    if (argc < 2) {
        *out = made;
        return true;
    }
    if (!read_command(argv[1], &made.command)) {
        snprintf(message, message_size,
                 "unknown command '%s': run, targets, calibrate, check, route, info, import, "
                 "reference, validate, "
                 "version or "
                 "help",
                 argv[1]);
        return false;
    }

    /* The command takes the place of the program's name, so that options may stand anywhere behind
     * it. */
    argc--;
    argv++;
    optind = 0;
    opterr = 0;
    for (int option;
         (option = getopt_long(argc, argv, ":o:t:p:s:i:qh", long_options, NULL)) != -1;) {
        if (option == '?' || option == ':') {
            fail_option(option, argv, message, message_size);
            return false;
        }
        if (option == 'h')
            made.command = COMMAND_HELP;
        else if (!read_option(option, optarg, &made, message, message_size))
            return false;
    }
    if (made.command != COMMAND_HELP && !read_file(argc, argv, &made, message, message_size))
        return false;
    *out = made;
    return true;
}
