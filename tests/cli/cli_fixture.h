// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CLI_FIXTURE_H
#define CLI_FIXTURE_H

#include "test_support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

/** What a call prints to a stream of the process, read back from a temporary file. */
struct capture {
    int fd, saved;
    FILE *file;
    char text[4096];
};

static inline void capture_begin(struct capture *capture, int fd)
{
    fflush(NULL);
    *capture = (struct capture){.fd = fd, .saved = dup(fd), .file = tmpfile()};
    assert_non_null(capture->file);
    assert_true(dup2(fileno(capture->file), fd) == fd);
}

static inline const char *capture_end(struct capture *capture)
{
    fflush(NULL);
    assert_true(dup2(capture->saved, capture->fd) == capture->fd);
    close(capture->saved);
    rewind(capture->file);
    size_t size = fread(capture->text, 1, sizeof capture->text - 1, capture->file);
    capture->text[size] = '\0';
    fclose(capture->file);
    return capture->text;
}

#endif
