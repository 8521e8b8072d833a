// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/event_log.h"

#include <math.h>
#include <string.h>

#define CLOCK_LAST_S (48 * 3600.0)
#define NAME_SIZE    24
#define AT(member)   offsetof(struct event_row, member)

/** The families that a scenario may name instead of the kinds in them. */
static const char *const families[] = {"people", "roads", "transit", "rail"};
#define FAMILY_COUNT (sizeof families / sizeof families[0])

static const char *const kind_names[] = {
    "depart",       "start_drive", "leave_link",    "enter_link",    "end_drive", "park",
    "park_at_stop", "run_arrive",  "alight",        "wait",          "board",     "denied",
    "run_depart",   "run_cancel",  "enter_section", "clear_section", "arrive",    NULL};
_Static_assert(sizeof kind_names / sizeof kind_names[0] == EVENT_KIND_COUNT + 1, "one name each");

/** Of a kind: its family, and the column where it happens. */
static const struct {
    uint8_t family, at;
} kinds[EVENT_KIND_COUNT] = {
    [EVENT_DEPART] = {0, AT(place)},
    [EVENT_START_DRIVE] = {1, AT(link)},
    [EVENT_LEAVE_LINK] = {1, AT(link)},
    [EVENT_ENTER_LINK] = {1, AT(link)},
    [EVENT_END_DRIVE] = {1, AT(link)},
    [EVENT_PARK] = {0, AT(place)},
    [EVENT_PARK_AT_STOP] = {0, AT(stop)},
    [EVENT_RUN_ARRIVE] = {2, AT(stop)},
    [EVENT_ALIGHT] = {2, AT(stop)},
    [EVENT_WAIT] = {2, AT(stop)},
    [EVENT_BOARD] = {2, AT(stop)},
    [EVENT_DENIED] = {2, AT(stop)},
    [EVENT_RUN_DEPART] = {2, AT(stop)},
    [EVENT_RUN_CANCEL] = {2, AT(stop)},
    [EVENT_ENTER_SECTION] = {3, AT(section)},
    [EVENT_CLEAR_SECTION] = {3, AT(section)},
    [EVENT_ARRIVE] = {0, AT(place)},
};

#define CLOCK(key, member, default_text, about)                                                    \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                               \
        .offset = offsetof(struct event_parameters, member), .optional = true, .min = 0,           \
        .max = CLOCK_LAST_S, .standard = default_text, .doc = about                                \
    }

const struct field event_parameter_fields[] = {
    {.name = "events",
     .type = FIELD_TEXT,
     .is_list = true,
     .offset = offsetof(struct event_parameters, kinds),
     .optional = true,
     .standard = "",
     .doc = "What the table `events` of the result file lists, event by event: `all`, families "
            "(`people`, `roads`, `transit`, `rail`) or kinds such as `enter_link`; left out: there "
            "is no such table."},
    CLOCK("events_from", from_s, "00:00", "Begin of the time for which events are listed."),
    CLOCK("events_to", to_s, "48:00", "End of the time for which events are listed."),
    FIELD_END};

#define ID_COLUMN(name_, of, about)                                                                \
    {                                                                                              \
        .name = #name_, .type = COLUMN_I32, .offset = offsetof(struct event_row, name_),           \
        .names_of = of, .long_name = about                                                         \
    }

static const struct column event_columns[] = {
    {.name = "time",
     .type = COLUMN_F64,
     .offset = offsetof(struct event_row, t_s),
     .units = RECORD_CLOCK,
     .long_name = "time"},
    {.name = "kind",
     .type = COLUMN_I8,
     .offset = offsetof(struct event_row, kind),
     .flags = kind_names,
     .long_name = "what happens"},
    ID_COLUMN(person, "persons", "traveller, or driver of the vehicle; -1: none of them"),
    ID_COLUMN(drive, NULL, "number of the drive, as in drives; -1: none of them"),
    ID_COLUMN(run, NULL, "run of public transport, as in trains; -1: none of them"),
    ID_COLUMN(link, "network/links", "link where it happens; -1: elsewhere"),
    ID_COLUMN(stop, "transit/stops", "stop where it happens; -1: elsewhere"),
    ID_COLUMN(place, "network/places", "place where it happens; -1: elsewhere"),
    ID_COLUMN(section, "rail/sections", "section where it happens; -1: elsewhere"),
    {0},
};

const struct record_kind event_log_record = {.group = "events",
                                             .index = "event",
                                             .long_name = "What happened, event by event",
                                             .columns = event_columns,
                                             .row_size = sizeof(struct event_row)};

/** The bits of a kind, a family or "all"; 0: there is no such name. */
static uint32_t name_bits(const char *name)
{
    bool is_all = strcmp(name, "all") == 0;
    uint32_t bits = 0;
    for (uint32_t k = 0; k < EVENT_KIND_COUNT; k++)
        if (is_all || strcmp(name, kind_names[k]) == 0 ||
            strcmp(name, families[kinds[k].family]) == 0)
            bits |= 1u << k;
    return bits;
}

static enum status name_fail(const char *name, struct error *err)
{
    const char *all[EVENT_KIND_COUNT + FAMILY_COUNT + 1] = {"all"};
    memcpy(all + 1, families, sizeof families);
    memcpy(all + 1 + FAMILY_COUNT, kind_names, EVENT_KIND_COUNT * sizeof *kind_names);
    const char *similar = text_suggest(all, sizeof all / sizeof all[0], name);
    return error_fail(err, STATUS_USAGE,
                      "events has '%s', which is none of all, people, roads, transit, rail and the "
                      "kinds that docs/results.md lists%s%s%s",
                      name, similar ? "; did you mean '" : "", similar ? similar : "",
                      similar ? "'?" : "");
}

enum status event_log_init(struct event_log *log, const struct event_parameters *parameters,
                           struct error *err)
{
    struct event_log made = {.from_ms = (uint32_t)lround(1000.0 * parameters->from_s),
                             .to_ms = (uint32_t)lround(1000.0 * parameters->to_s)};
    const char *next = parameters->kinds ? parameters->kinds : "";
    while (*next != '\0') {
        char name[NAME_SIZE];
        size_t length = strcspn(next, ";"), kept = length < NAME_SIZE ? length : NAME_SIZE - 1;
        memcpy(name, next, kept);
        name[kept] = '\0';
        uint32_t bits = name_bits(name);
        if (bits == 0)
            return name_fail(name, err);
        made.kinds |= bits;
        next += length + (next[length] == ';');
    }
    if (made.to_ms <= made.from_ms)
        return error_fail(err, STATUS_USAGE,
                          "events_to is %g s after midnight, must be after events_from, which is "
                          "%g s",
                          parameters->to_s, parameters->from_s);
    *log = made;
    return STATUS_OK;
}

void event_log_note(const struct event_log *log, struct activation *act, enum event_kind kind,
                    struct event_subject subject, uint32_t at)
{
    if (log == NULL || !(log->kinds >> kind & 1u) || act->t_ms < log->from_ms ||
        act->t_ms >= log->to_ms)
        return;
    struct event_row row = {.t_s = act->t_ms / 1000.0,
                            .person = subject.person,
                            .drive = subject.drive,
                            .run = subject.run,
                            .link = -1,
                            .stop = -1,
                            .place = -1,
                            .section = -1,
                            .kind = (int8_t)kind};
    int32_t where = (int32_t)at;
    memcpy((char *)&row + kinds[kind].at, &where, sizeof where);
    activation_record(act, &event_log_record, &row);
}

static int order(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

int event_row_compare(const void *a, const void *b)
{
    const struct event_row *x = a, *y = b;
    const int32_t xs[] = {x->kind, x->person, x->drive, x->run,
                          x->link, x->stop,   x->place, x->section};
    const int32_t ys[] = {y->kind, y->person, y->drive, y->run,
                          y->link, y->stop,   y->place, y->section};
    int found = (x->t_s > y->t_s) - (x->t_s < y->t_s);
    for (size_t i = 0; found == 0 && i < sizeof xs / sizeof xs[0]; i++)
        found = order(xs[i], ys[i]);
    return found;
}
