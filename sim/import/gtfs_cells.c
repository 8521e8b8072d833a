// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/gtfs_cells.h"

#include "base/units.h"
#include "import/gtfs_feed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define HOUR_DIGITS_MAX 3u
#define COUNT_DIGITS    12u

/** Reads all digits at `text`; their number must be from `least` to `most`. NULL when it is not. */
static const char *digits_read(const char *text, unsigned least, unsigned most, int64_t *out)
{
    unsigned count = 0;
    int64_t value = 0;
    for (; isdigit((unsigned char)text[count]); count++) {
        if (count == most)
            return NULL;
        value = value * 10 + (text[count] - '0');
    }
    *out = value;
    return count < least ? NULL : text + count;
}

bool gtfs_cell_count(const char *text, int64_t standard, int64_t *out)
{
    if (text[0] == '\0') {
        *out = standard;
        return true;
    }
    const char *end = digits_read(text, 1, COUNT_DIGITS, out);
    return end && *end == '\0';
}

bool gtfs_cell_real(const char *text, double *out)
{
    return text[0] != '\0' && quantity_parse(QUANTITY_NUMBER, text, out);
}

bool gtfs_cell_time(const char *text, int32_t *out_s)
{
    int64_t hours, minutes, seconds;
    if (text[0] == '\0') {
        *out_s = GTFS_NO_TIME;
        return true;
    }
    const char *next = digits_read(text, 1, HOUR_DIGITS_MAX, &hours);
    if (!next || *next != ':' || !(next = digits_read(next + 1, 2, 2, &minutes)) || *next != ':' ||
        !(next = digits_read(next + 1, 2, 2, &seconds)) || *next != '\0')
        return false;
    if (minutes > 59 || seconds > 59)
        return false;
    *out_s = (int32_t)(hours * 3600 + minutes * 60 + seconds);
    return true;
}

static void date_split(const char *date, int64_t *out_year, int64_t *out_month, int64_t *out_day)
{
    int64_t number = strtoll(date, NULL, 10);
    *out_year = number / 10000;
    *out_month = number / 100 % 100;
    *out_day = number % 100;
}

bool gtfs_cell_date(const char *text)
{
    static const unsigned month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t number, year, month, day;
    const char *end = digits_read(text, 8, 8, &number);
    if (!end || *end != '\0')
        return false;
    date_split(text, &year, &month, &day);
    if (month < 1 || month > 12 || year < 1583)
        return false;
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= (int64_t)month_days[month - 1] + (month == 2 && is_leap);
}

/* Zeller's congruence (Acta Mathematica 9, 1887), for the Gregorian calendar. */
unsigned gtfs_weekday(const char *date)
{
    int64_t year, month, day;
    date_split(date, &year, &month, &day);
    if (month < 3) {
        month += 12;
        year--;
    }
    int64_t from_saturday =
        (day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
    return (unsigned)((from_saturday + 5) % 7);
}
