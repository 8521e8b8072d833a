// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/arguments.h"

#define WORDS_MAX 16

/** Splits a command line at its spaces and reads it. */
struct line {
    char text[512];
    char *words[WORDS_MAX + 1];
    struct arguments arguments;
    char message[256];
};

static bool read_line(struct line *line, const char *text)
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

static void commands_are_known_by_their_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum command command;
    } cases[] = {{"", COMMAND_HELP},           {"help", COMMAND_HELP},
                 {"--help", COMMAND_HELP},     {"-h", COMMAND_HELP},
                 {"version", COMMAND_VERSION}, {"--version", COMMAND_VERSION},
                 {"run a.lua", COMMAND_RUN},   {"check a.lua", COMMAND_CHECK},
                 {"info a.h5", COMMAND_INFO},  {"reference", COMMAND_REFERENCE},
                 {"run -h", COMMAND_HELP},     {"run a.lua --help", COMMAND_HELP}};
    struct line line;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(read_line(&line, cases[i].text));
        assert_int_equal(line.arguments.command, cases[i].command);
        assert_string_equal(line.message, "");
    }
}

static void options_stand_before_or_behind_the_file(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "run day.lua -o out.h5 -t 3 -p 16 -s 0.25 --seed 42 -i 7 -q",
        "run -qt3 -p16 --sample=0.25 --seed=42 --iterations=7 --output out.h5 day.lua",
        "run --quiet --threads 3 day.lua --partitions=16 -s0.25 --seed 42 -i7 -oout.h5"};
    struct line line;
    for (int i = 0; i < 3; i++) {
        assert_true(read_line(&line, texts[i]));
        const struct ardey_options *options = &line.arguments.options;
        assert_string_equal(options->scenario, "day.lua");
        assert_string_equal(line.arguments.file, "day.lua");
        assert_string_equal(options->output, "out.h5");
        assert_int_equal(options->threads, 3);
        assert_int_equal(options->partitions, 16);
        assert_true(fabs(options->sample - 0.25) < 1e-15);
        assert_true(options->has_seed);
        assert_int_equal(options->seed, 42);
        assert_true(options->has_iterations);
        assert_int_equal(options->iterations, 7);
        assert_true(line.arguments.is_quiet);
    }
}

static void what_is_not_said_is_left_to_the_library(void **state)
{
    (void)state;
    struct line line;
    assert_true(read_line(&line, "run day.lua"));
    const struct ardey_options *options = &line.arguments.options;
    assert_null(options->output);
    assert_int_equal(options->threads, 0);
    assert_int_equal(options->partitions, 0);
    assert_true(fabs(options->sample) < 1e-15);
    assert_false(options->has_seed);
    assert_false(options->has_iterations);
    assert_null(options->progress);
    assert_false(line.arguments.is_quiet);
}

static void the_largest_numbers_are_taken_exactly(void **state)
{
    (void)state;
    struct line line;
    assert_true(read_line(&line, "run a.lua --seed 9223372036854775807 -t 4096 -p 65535 -s 1"));
    assert_true(line.arguments.options.seed == INT64_MAX);
    assert_int_equal(line.arguments.options.threads, 4096);
    assert_int_equal(line.arguments.options.partitions, 65535);
    assert_true(read_line(&line, "run a.lua --seed 0"));
    assert_true(line.arguments.options.has_seed);
    assert_int_equal(line.arguments.options.seed, 0);
}

static void validation_has_options_of_its_own(void **state)
{
    (void)state;
    struct line line;
    assert_true(read_line(&line, "validate --only a,b --path x --markdown --path y/z -t 3"));
    assert_int_equal(line.arguments.command, COMMAND_VALIDATE);
    assert_string_equal(line.arguments.only, "a,b");
    assert_int_equal(line.arguments.path_count, 2);
    assert_string_equal(line.arguments.paths[1], "y/z");
    assert_true(line.arguments.is_markdown);
    assert_false(line.arguments.is_list);
    assert_int_equal(line.arguments.options.threads, 3);
    assert_true(read_line(&line, "targets day.lua --markdown -s 0.1"));
    assert_int_equal(line.arguments.command, COMMAND_TARGETS);
    assert_string_equal(line.arguments.options.scenario, "day.lua");
    assert_true(line.arguments.is_markdown);
    assert_true(read_line(&line, "calibrate day.lua -o new.csv --through --rounds 3"));
    assert_int_equal(line.arguments.command, COMMAND_CALIBRATE);
    assert_string_equal(line.arguments.options.output, "new.csv");
    assert_true(line.arguments.is_through);
    assert_int_equal(line.arguments.rounds, 3);
    assert_true(read_line(&line, "validate --list"));
    assert_true(line.arguments.is_list);
    assert_null(line.arguments.only);
}

static void a_route_is_read(void **state)
{
    (void)state;
    struct line line;
    assert_true(read_line(&line, "route a.lua --from P --to Q --at 7:30 --until 9:00 --access car "
                                 "--json"));
    const struct ardey_route *route = &line.arguments.route;
    assert_int_equal(line.arguments.command, COMMAND_ROUTE);
    assert_string_equal(line.arguments.options.scenario, "a.lua");
    assert_string_equal(route->from, "P");
    assert_string_equal(route->to, "Q");
    assert_string_equal(route->at, "7:30");
    assert_string_equal(route->until, "9:00");
    assert_string_equal(route->access, "car");
    assert_true(route->is_json);
    assert_true(read_line(&line, "route a.lua"));
    assert_null(line.arguments.route.until);
    assert_null(line.arguments.route.access);
    assert_false(line.arguments.route.is_json);
}

static void import_names_a_kind_of_feed(void **state)
{
    (void)state;
    struct line line;
    assert_true(read_line(&line, "import gtfs feed.zip --date 2026-03-02"));
    assert_int_equal(line.arguments.command, COMMAND_IMPORT);
    assert_string_equal(line.arguments.import.feed, "feed.zip");
    assert_string_equal(line.arguments.import.date, "2026-03-02");
    assert_null(line.arguments.import.output);
    assert_int_equal(line.arguments.import.near_m, 300);
    assert_true(read_line(&line, "import gtfs --date 2026-03-02 --walk 0 --out day feed"));
    assert_string_equal(line.arguments.import.output, "day");
    assert_int_equal(line.arguments.import.near_m, 0);
}

/** Each mistake is named in one line, with what would be right. */
static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"fly", "unknown command 'fly': run, targets, calibrate, check, route, info, import, "
                "reference, validate, "
                "version or help"},
        {"run", "'ardey run' needs a file: ardey run SCENARIO.lua"},
        {"check -q", "'ardey check' needs a file: ardey check SCENARIO.lua"},
        {"import", "'ardey import' needs a kind of feed: ardey import gtfs FEED --date YYYY-MM-DD"},
        {"import gtfs a b --date d", "'b' is one word too many for 'ardey import gtfs'"},
        {"import gtfs a",
         "'ardey import gtfs' needs a day: ardey import gtfs FEED --date YYYY-MM-DD"},
        {"import gtfs a --walk 5001",
         "--walk takes a whole number of metres from 0 to 5000, not '5001'"},
        {"info", "'ardey info' needs a file: ardey info RESULT.h5"},
        {"route --at 7:30", "'ardey route' needs a file: ardey route SCENARIO.lua"},
        {"run a.lua b.lua", "'b.lua' is one word too many for 'ardey run'"},
        {"validate a.lua", "'a.lua' is one word too many for 'ardey validate'"},
        {"version now", "'now' is one word too many for 'ardey version'"},
        {"run a.lua --sped 3", "unknown option '--sped'"},
        {"run a.lua -z", "unknown option '-z'"},
        {"run -zq a.lua", "unknown option '-z'"},
        {"run -qz a.lua", "unknown option '-z'"},
        {"run --quiet=yes a.lua", "unknown option '--quiet=yes'"},
        {"run a.lua -o", "'-o' needs a value"},
        {"run a.lua -qo", "'-o' needs a value"},
        {"run a.lua --seed", "'--seed' needs a value"},
        {"run a.lua -t 0", "--threads takes a whole number from 1 to 4096, not '0'"},
        {"run a.lua -t 4097", "--threads takes a whole number from 1 to 4096, not '4097'"},
        {"run a.lua -t -1", "--threads takes a whole number from 1 to 4096, not '-1'"},
        {"run a.lua -t two", "--threads takes a whole number from 1 to 4096, not 'two'"},
        {"run a.lua -p 65536", "--partitions takes a whole number from 1 to 65535, not '65536'"},
        {"run a.lua -p 1.5", "--partitions takes a whole number from 1 to 65535, not '1.5'"},
        {"run a.lua -s 0", "--sample takes a number above 0 and at most 1, such as 0.1, not '0'"},
        {"run a.lua -s 1.01",
         "--sample takes a number above 0 and at most 1, such as 0.1, not '1.01'"},
        {"run a.lua -s nan",
         "--sample takes a number above 0 and at most 1, such as 0.1, not 'nan'"},
        {"run a.lua -s 5%", "--sample takes a number above 0 and at most 1, such as 0.1, not '5%'"},
        {"run a.lua -i 1001", "--iterations takes a whole number from 0 to 1000, not '1001'"},
        {"run a.lua -i -1", "--iterations takes a whole number from 0 to 1000, not '-1'"},
        {"run a.lua --iterations 2.5",
         "--iterations takes a whole number from 0 to 1000, not '2.5'"},
        {"run a.lua --iterations", "'--iterations' needs a value"},
        {"run a.lua --seed 9223372036854775808",
         "--seed takes a whole number from 0 to 9223372036854775807, not '9223372036854775808'"},
        {"run a.lua --seed -3",
         "--seed takes a whole number from 0 to 9223372036854775807, not '-3'"}};
    struct line line;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (read_line(&line, cases[i].text))
            fail_msg("'%s' was taken", cases[i].text);
        assert_string_equal(line.message, cases[i].message);
        assert_int_equal(line.arguments.command, 0); /* untouched */
    }
}

static void the_help_names_every_option(void **state)
{
    (void)state;
    static const char *const words[] = {
        "--output",
        "--threads",
        "--partitions",
        "--sample",
        "--seed",
        "--iterations",
        "--quiet",
        "--list",
        "--only",
        "--markdown",
        "--path",
        "exit codes: 0 done, 1 a validation case failed or a target was missed, 2 wrong",
        "5 stopped"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_has(arguments_help, words[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_known_by_their_words),
        cmocka_unit_test(options_stand_before_or_behind_the_file),
        cmocka_unit_test(what_is_not_said_is_left_to_the_library),
        cmocka_unit_test(the_largest_numbers_are_taken_exactly),
        cmocka_unit_test(validation_has_options_of_its_own),
        cmocka_unit_test(a_route_is_read),
        cmocka_unit_test(import_names_a_kind_of_feed),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(the_help_names_every_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
