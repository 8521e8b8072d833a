// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int report(enum ardey_status status, const struct ardey_error *err)
{
    if (status != ARDEY_OK)
        fprintf(stderr, "%s\n", err->text);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "standard output cannot be written: %s\n", strerror(errno));
        return status == ARDEY_OK ? ARDEY_RESOURCE : (int)status;
    }
    return (int)status;
}

int report_text(enum ardey_status status, char *text, const struct ardey_error *err)
{
    if (status == ARDEY_OK) {
        fputs(text, stdout);
        ardey_free(text);
    }
    return report(status, err);
}

int report_json(enum ardey_status status, char *text, const struct ardey_error *err)
{
    const struct ardey_error none = {0};
    char *json = NULL;
    if (status == ARDEY_OK)
        ardey_free(text);
    if (ardey_findings(status == ARDEY_OK ? &none : err, &json) == ARDEY_OK)
        fputs(json, stdout);
    else
        fprintf(stderr, "%s\n", err->text);
    ardey_free(json);
    int code = report(ARDEY_OK, &none);
    return status == ARDEY_OK ? code : (int)status;
}
