// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run_parameters.h"

#include "scenario/source_lines.h"

#include <ctype.h>
#include <math.h>

#define DAY_S        86400.0
#define CLOCK_LAST_S (48 * 3600.0)
#define PLACE_SIZE   1024
#define DATE_SIZE    10

#define CLOCK(key, member, default_text, about)                                                    \
    {                                                                                              \
        .name = key, .type = FIELD_REAL, .quantity = QUANTITY_CLOCK,                               \
        .offset = offsetof(struct run_parameters, member), .optional = true, .min = 0,             \
        .max = CLOCK_LAST_S, .standard = default_text, .doc = about                                \
    }

const struct field run_parameter_fields[] = {
    {.name = "name",
     .type = FIELD_TEXT,
     .offset = offsetof(struct run_parameters, name),
     .doc = "Short name of the scenario, as results carry it."},
    {.name = "title",
     .type = FIELD_TEXT,
     .offset = offsetof(struct run_parameters, title),
     .optional = true,
     .doc = "One line for people."},
    {.name = "date",
     .type = FIELD_TEXT,
     .offset = offsetof(struct run_parameters, date),
     .doc = "The simulated day, YYYY-MM-DD."},
    {.name = "seed",
     .type = FIELD_INT,
     .offset = offsetof(struct run_parameters, seed),
     .optional = true,
     .min = 0,
     .max = INFINITY,
     .standard = "1",
     .doc = "Start of all random numbers: equal seeds give equal results, bit for bit."},
    CLOCK("start", start_s, "00:00", "Begin of the simulated time."),
    CLOCK("stop", stop_s, "28:00",
          "End of the simulated time; hours above 24 are the next morning."),
    {.name = "interval",
     .type = FIELD_REAL,
     .quantity = QUANTITY_TIME,
     .offset = offsetof(struct run_parameters, interval_s),
     .optional = true,
     .min = 60,
     .max = DAY_S,
     .standard = "15 min",
     .doc = "Length of the intervals that flow and speed of links are given for."},
    {.name = "api_version",
     .type = FIELD_INT,
     .offset = offsetof(struct run_parameters, api_version),
     .optional = true,
     .standard = "1",
     .doc = "Version of what a scenario may say, for which it was written; 1 is the only one."},
    FIELD_END};

static bool digits_parse(const char *text, unsigned count, unsigned *out)
{
    unsigned value = 0;
    for (unsigned i = 0; i < count; i++) {
        if (!isdigit((unsigned char)text[i]))
            return false;
        value = value * 10 + (unsigned)(text[i] - '0');
    }
    *out = value;
    return true;
}

/** Whether `text` is a day of the Gregorian calendar as YYYY-MM-DD. */
static bool date_exists(const char *text)
{
    static const unsigned month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned year, month, day;

    if (!digits_parse(text, 4, &year) || text[4] != '-' || !digits_parse(text + 5, 2, &month) ||
        text[7] != '-' || !digits_parse(text + 8, 2, &day) || text[DATE_SIZE] != '\0')
        return false;
    if (month < 1 || month > 12 || year < 1583)
        return false;
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= month_days[month - 1] + (month == 2 && is_leap);
}

enum status run_parameters_check(const struct run_parameters *run, const struct source_files *files,
                                 struct findings *findings)
{
    char place[PLACE_SIZE];
    enum status status = STATUS_OK;

    if (run->api_version != SPEC_API_VERSION) {
        source_files_where(files, "", "api_version", place, sizeof place);
        status =
            findings_add(findings, STATUS_USAGE, "%s: api_version is %lld, this program knows %d",
                         place, (long long)run->api_version, SPEC_API_VERSION);
    }
    /* An empty date was reported as missing before. */
    if (run->date[0] != '\0' && !date_exists(run->date)) {
        source_files_where(files, "", "date", place, sizeof place);
        status = findings_add(findings, STATUS_USAGE,
                              "%s: date is '%.60s', must be a day such as \"2026-03-02\"", place,
                              run->date);
    }
    if (run->stop_s <= run->start_s) {
        source_files_where(files, "", "stop", place, sizeof place);
        status = findings_add(findings, STATUS_USAGE,
                              "%s: stop is %g s after midnight, must be after start, which is %g s",
                              place, run->stop_s, run->start_s);
    }
    return status;
}

enum status event_parameters_check(const struct event_parameters *events,
                                   const struct source_files *files, struct findings *findings)
{
    char place[PLACE_SIZE];
    struct error err = {0};
    struct event_log unused;
    enum status status = event_log_init(&unused, events, &err);
    if (status == STATUS_OK)
        return STATUS_OK;
    source_files_where(files, "results", "events", place, sizeof place);
    return findings_add(findings, status, "%s: %s", place, err.text);
}
