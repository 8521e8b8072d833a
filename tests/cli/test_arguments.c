// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_fixture.h"

#include "cli/run_options.h"

static void commands_are_known_by_their_words(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const struct command *command;
        bool is_help;
    } cases[] = {{"", NULL, false},
                 {"help", NULL, false},
                 {"--help", NULL, false},
                 {"-h", NULL, false},
                 {"help run", &command_run, true},
                 {"version", &command_version, false},
                 {"--version", &command_version, false},
                 {"run a.lua", &command_run, false},
                 {"check a.lua", &command_check, false},
                 {"info a.h5", &command_info, false},
                 {"reference", &command_reference, false},
                 {"run -h", &command_run, true},
                 {"run a.lua --help", &command_run, true}};
    struct line line;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(read_line(&line, cases[i].text));
        assert_ptr_equal(line.arguments.command, cases[i].command);
        assert_int_equal(line.arguments.is_help, cases[i].is_help);
        assert_string_equal(line.message, "");
        arguments_deinit(&line.arguments);
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
        const struct run_options *run = read_good(&line, &command_run, texts[i]);
        const struct ardey_options *options = &run->options;
        assert_int_equal(run->words.count, 1);
        assert_string_equal(run->words.items[0], "day.lua");
        assert_string_equal(options->output, "out.h5");
        assert_int_equal(options->threads, 3);
        assert_int_equal(options->partitions, 16);
        assert_true(fabs(options->sample - 0.25) < 1e-15);
        assert_true(options->has_seed);
        assert_int_equal(options->seed, 42);
        assert_true(options->has_iterations);
        assert_int_equal(options->iterations, 7);
        assert_true(run->is_quiet);
        arguments_deinit(&line.arguments);
    }
}

static void what_is_not_said_is_left_to_the_library(void **state)
{
    (void)state;
    struct line line;
    const struct run_options *run = read_good(&line, &command_run, "run day.lua");
    const struct ardey_options *options = &run->options;
    assert_null(options->output);
    assert_int_equal(options->threads, 0);
    assert_int_equal(options->partitions, 0);
    assert_true(fabs(options->sample) < 1e-15);
    assert_false(options->has_seed);
    assert_false(options->has_iterations);
    assert_null(options->progress);
    assert_false(run->is_quiet);
    arguments_deinit(&line.arguments);
}

static void the_largest_numbers_are_taken_exactly(void **state)
{
    (void)state;
    struct line line;
    const struct run_options *run = read_good(
        &line, &command_run, "run a.lua --seed 9223372036854775807 -t 4096 -p 65535 -s 1");
    assert_true(run->options.seed == INT64_MAX);
    assert_int_equal(run->options.threads, 4096);
    assert_int_equal(run->options.partitions, 65535);
    arguments_deinit(&line.arguments);
    run = read_good(&line, &command_run, "run a.lua --seed 0");
    assert_true(run->options.has_seed);
    assert_int_equal(run->options.seed, 0);
    arguments_deinit(&line.arguments);
}

/** Each mistake is named in one line, with what would be right. */
static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"run", "'ardey run' needs a file: ardey run SCENARIO.lua"},
        {"check", "'ardey check' needs a file: ardey check SCENARIO.lua"},
        {"check -q", "unknown option '-q'"},
        {"import", "'ardey import' needs a kind of feed: ardey import gtfs FEED --date YYYY-MM-DD"},
        {"import gtfs a b --date d", "'b' is one word too many for 'ardey import'"},
        {"import gtfs", "'ardey import gtfs' needs a feed: ardey import gtfs FEED --date "
                        "YYYY-MM-DD"},
        {"import gtfs a",
         "'ardey import gtfs' needs a day: ardey import gtfs FEED --date YYYY-MM-DD"},
        {"import gtfs a --walk 5001", "--walk takes a number of metres from 0 to 5000, not '5001'"},
        {"info", "'ardey info' needs a file: ardey info RESULT.h5"},
        {"route --at 7:30", "'ardey route' needs a file: ardey route SCENARIO.lua"},
        {"run a.lua b.lua", "'b.lua' is one word too many for 'ardey run'"},
        {"validate a.lua", "'a.lua' is one word too many for 'ardey validate'"},
        {"version now", "'now' is one word too many for 'ardey version'"},
        {"calibrate a.lua --rounds 0", "--rounds takes a whole number from 1 to 100, not '0'"},
        {"run a.lua --sped 3", "unknown option '--sped', did you mean '--seed'?"},
        {"run a.lua --rounds 3", "unknown option '--rounds'"},
        {"run a.lua -z", "unknown option '-z'"},
        {"run -zq a.lua", "unknown option '-z'"},
        {"run -qz a.lua", "unknown option '-z'"},
        {"run --quiet=yes a.lua", "unknown option '--quiet=yes', did you mean '--quiet'?"},
        {"run a.lua --sampel=0.1", "unknown option '--sampel=0.1', did you mean '--sample'?"},
        {"check a.lua --jsn", "unknown option '--jsn', did you mean '--json'?"},
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
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refuse(cases[i].text, cases[i].message);
}

static void an_unknown_command_is_told_all_of_them(void **state)
{
    (void)state;
    struct line line;
    assert_false(read_line(&line, "fly"));
    assert_int_equal(strncmp(line.message, "unknown command 'fly': new, check, ", 35), 0);
    assert_has(line.message, "version, or help");
    assert_null(line.arguments.values);
    assert_false(read_line(&line, "chek"));
    assert_int_equal(strncmp(line.message, "unknown command 'chek', did you mean 'check'?: ", 47),
                     0);
}

static void an_option_may_be_repeated_so_often(void **state)
{
    (void)state;
    struct line line;
    read_good(&line, &command_validate, "validate --path a --path b --only x -t 3 --markdown");
    arguments_deinit(&line.arguments);
    char text[300] = "validate";
    for (unsigned i = 0; i <= OPTION_TEXTS_MAX; i++)
        strcat(text, " --path=f");
    char *words[OPTION_TEXTS_MAX + 4] = {(char *)"ardey"};
    int count = 1;
    for (char *rest = text, *word; (word = strsep(&rest, " ")) != NULL;)
        words[count++] = word;
    struct arguments arguments;
    char message[256];
    assert_false(arguments_read(count, words, &arguments, message, sizeof message));
    assert_string_equal(message, "at most 16 times --path, not 'f'");
    arguments_deinit(&arguments);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_known_by_their_words),
        cmocka_unit_test(options_stand_before_or_behind_the_file),
        cmocka_unit_test(what_is_not_said_is_left_to_the_library),
        cmocka_unit_test(the_largest_numbers_are_taken_exactly),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(an_unknown_command_is_told_all_of_them),
        cmocka_unit_test(an_option_may_be_repeated_so_often),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
