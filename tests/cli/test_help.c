// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_fixture.h"

#include "cli/commands.h"
#include "cli/help.h"

static char *printed(void (*print)(FILE *file, const struct command *command),
                     const struct command *command)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    print(file, command);
    fclose(file);
    return text;
}

static void print_all(FILE *file, const struct command *command)
{
    (void)command;
    help_print(file);
}

static void the_help_names_every_command(void **state)
{
    (void)state;
    char *text = printed(print_all, NULL);
    for (size_t i = 0; commands[i]; i++) {
        char part[64];
        snprintf(part, sizeof part, "  ardey %s %s", commands[i]->name, commands[i]->form);
        assert_has(text, part);
        assert_has(text, commands[i]->doc);
    }
    assert_has(
        text, "exit codes: 0 done, 1 a validation case or a member of a sweep failed, or a target");
    free(text);
}

static void a_command_tells_its_options(void **state)
{
    (void)state;
    char *text = printed(help_print_command, &command_run);
    assert_has(text, "ardey run SCENARIO.lua [options]\n");
    assert_has(text, "  -t, --threads N ");
    assert_has(text, "      --seed N ");
    free(text);
    text = printed(help_print_command, &command_version);
    assert_string_equal(text,
                        "ardey version [options]\n\n  tell the version, and how it was built\n"
                        "\noptions:\n      --json                 for programs\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_help_names_every_command),
        cmocka_unit_test(a_command_tells_its_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
