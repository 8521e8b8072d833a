// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef HOOK_SUPPORT_H
#define HOOK_SUPPORT_H

#include "scenario_support.h"

#include "scenario/spec.h"

#include <math.h>

/** Scenarios with hooks, and a world of one link and one run that they look at. */

#define HOOK_SCENARIO                                                                              \
    "local s = require 'small'\n"                                                                  \
    "local count, memory = 0, { list = {} }\n"

static inline void assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%.17g is not %.17g within %g", found, expected, tolerance);
}

struct hook_fixture {
    struct folder folder;
    struct spec *spec;
    struct error err;
    struct hook_view view;
    struct hook_link link; /**< what it answers */
    unsigned reads, acts;
    struct hook_act act; /**< the last one */
    char texts[3][64];   /**< names in the last question and act */
};

static inline enum status fake_read(void *self, enum hook_reading_kind kind,
                                    const struct hook_question *question, union hook_answer *out,
                                    uint32_t *out_count, struct error *err)
{
    struct hook_fixture *f = self;
    f->reads++;
    if (question->name)
        snprintf(f->texts[0], sizeof f->texts[0], "%s", question->name);
    if (kind == HOOK_LINK && strcmp(question->name, "L1") != 0)
        return error_fail(err, STATUS_USAGE, "unknown link '%s', did you mean 'L1'?",
                          question->name);
    if (kind == HOOK_LINK)
        out->link = f->link;
    if (kind == HOOK_RUN)
        out->run =
            (struct hook_run){.line = "B1", .stop = "S", .phase = "ahead", .run = question->run};
    if (kind == HOOK_DEPARTURES) {
        *out_count = 2;
        out->calls[0] = (struct hook_call){.line = "B1", .run = 4, .planned_s = 60};
        out->calls[1] = (struct hook_call){.line = "B2", .run = 5, .is_here = true};
    }
    return STATUS_OK;
}

static inline enum status fake_act(void *self, const struct hook_act *act, bool *out_done,
                                   struct error *err)
{
    struct hook_fixture *f = self;
    if (act->link && strcmp(act->link, "L1") != 0)
        return error_fail(err, STATUS_USAGE, "unknown link '%s'", act->link);
    f->acts++;
    f->act = *act;
    snprintf(f->texts[1], sizeof f->texts[1], "%s", act->link ? act->link : "");
    snprintf(f->texts[2], sizeof f->texts[2], "%s", act->stop ? act->stop : "");
    *out_done = true;
    return STATUS_OK;
}

/** Reads a scenario whose lines after HOOK_SCENARIO, from line 3 on, are `text`. */
static inline enum status hook_read(struct hook_fixture *f, const char *text)
{
    static const char *const folders[] = {"tests/fixtures/small", NULL};
    char whole[4096];
    *f = (struct hook_fixture){.link = {.queue = 7, .speed_mps = 10, .is_open = true}};
    f->view = (struct hook_view){f, 27000000, fake_read, fake_act};
    folder_init(&f->folder);
    int size = snprintf(whole, sizeof whole, HOOK_SCENARIO "%s\nreturn s\n", text);
    assert_true(size > 0 && (size_t)size < sizeof whole);
    return scenario_read(folder_write(&f->folder, "s.lua", whole), folders, &f->spec, &f->err);
}

/** A scenario with one hook, called every 5 minutes; its body is on line 4. */
static inline void hook_begin(struct hook_fixture *f, const char *body)
{
    char text[3500];
    int size =
        snprintf(text, sizeof text,
                 "s.hooks = {{ every = '5 min', run = function(now, state)\n%s\nend }}", body);
    assert_true(size > 0 && (size_t)size < sizeof text);
    if (hook_read(f, text) != STATUS_OK)
        fail_msg("%s", f->err.text);
    assert_int_equal(hooks_begin_day(f->spec->hooks, 1, &f->err), STATUS_OK);
}

static inline enum status hook_call(struct hook_fixture *f)
{
    return hooks_call(f->spec->hooks, 0, &f->view, &f->err);
}

static inline void hook_end(struct hook_fixture *f)
{
    spec_destroy(f->spec);
    folder_deinit(&f->folder);
}

/** A hook that runs well, once. */
static inline void hook_assert_runs(const char *body)
{
    struct hook_fixture f;
    hook_begin(&f, body);
    if (hook_call(&f) != STATUS_OK)
        fail_msg("%s", f.err.text);
    hook_end(&f);
}

/** The error text of a hook's first call must begin with "s.lua:" and `expected`, and say when. */
static inline void hook_assert_fails(const char *body, const char *expected)
{
    struct hook_fixture f;
    char whole[512];
    hook_begin(&f, body);
    assert_int_equal(hook_call(&f), STATUS_USAGE);
    snprintf(whole, sizeof whole, "%s/s.lua:%s", f.folder.path, expected);
    if (strncmp(f.err.text, whole, strlen(whole)) != 0)
        fail_msg("expected: %s\nfound: %s", whole, f.err.text);
    snprintf(whole, sizeof whole, "\n  in the hook of %s/s.lua:3, at 07:30:00 of the simulated day",
             f.folder.path);
    assert_contains(f.err.text, whole);
    hook_end(&f);
}

#endif
