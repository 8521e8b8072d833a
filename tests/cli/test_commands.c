// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/commands.h"

static const size_t value_sizes[] = {[OPTION_FLAG] = sizeof(bool),
                                     [OPTION_TEXT] = sizeof(char *),
                                     [OPTION_TEXTS] = sizeof(struct option_texts),
                                     [OPTION_COUNT] = sizeof(uint32_t),
                                     [OPTION_WHOLE] = sizeof(uint64_t),
                                     [OPTION_REAL] = sizeof(double)};

static void look_at(const struct command *command, const struct command_option *option)
{
    assert_non_null(option->doc);
    assert_true(option->doc[0] != '\0');
    /* The words stand first, the values behind them and inside the struct. */
    assert_true(option->offset >= sizeof(struct command_words));
    assert_true(option->offset + value_sizes[option->type] <= command->size);
    assert_true(option->has_offset + sizeof(bool) <= command->size);
    assert_int_equal(option->value == NULL, option->type == OPTION_FLAG);
    if (option->type == OPTION_COUNT || option->type == OPTION_REAL)
        assert_true(option->most > option->least);
}

/** The tables of all commands can be read and fit their structs; no option is there twice. */
static void tables_are_sound(void **state)
{
    (void)state;
    size_t count = 0, option_count = 0;
    for (; commands[count]; count++) {
        const struct command *command = commands[count];
        bool letters[128] = {['h'] = true};
        const char *names[64] = {"help"};
        size_t name_count = 1;
        assert_true(command->size >= sizeof(struct command_words));
        assert_non_null(command->execute);
        assert_true(command->least_words <= command->most_words);
        assert_true(command->least_words == 0 || command->needs);
        for (const struct command_option *const *table = command->options; table && *table; table++)
            for (const struct command_option *option = *table; option->name; option++) {
                look_at(command, option);
                for (size_t i = 0; i < name_count; i++)
                    assert_string_not_equal(names[i], option->name);
                names[name_count++] = option->name;
                assert_false(option->letter && letters[(unsigned char)option->letter]);
                letters[(unsigned char)option->letter] = option->letter != 0;
                option_count++;
            }
    }
    assert_true(count >= 10);
    assert_true(option_count >= 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tables_are_sound)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
