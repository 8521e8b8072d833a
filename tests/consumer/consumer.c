// SPDX-License-Identifier: GPL-3.0-or-later
/* Prints the library's version, after one call that must fail with a message. */

#include <ardey.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
    struct ardey_options options = {.scenario = "no-such-scenario.lua"};
    struct ardey_error err = {{0}};
    char *text = NULL;
    enum ardey_status status = ardey_check(&options, &text, &err);
    if (status == ARDEY_OK || text != NULL || !strstr(err.text, options.scenario)) {
        printf("ardey_check of a missing file: status %d, message '%s'\n", (int)status, err.text);
        return 1;
    }
    printf("%s\n", ardey_version());
    return 0;
}
