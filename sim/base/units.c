// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/units.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct unit {
    enum quantity kind;
    const char *name;
    double factor; /**< from the unit to SI */
};

/** Every unit that a text may carry. The SI form that files use ("m s-1") is among them, so that a
 * printed value can be read again. */
static const struct unit units[] = {
    {QUANTITY_NUMBER, "1", 1},
    {QUANTITY_SHARE, "%", 0.01},
    {QUANTITY_SHARE, "1", 1},
    {QUANTITY_TIME, "ms", 0.001},
    {QUANTITY_TIME, "s", 1},
    {QUANTITY_TIME, "min", 60},
    {QUANTITY_TIME, "h", 3600},
    {QUANTITY_LENGTH, "mm", 0.001},
    {QUANTITY_LENGTH, "cm", 0.01},
    {QUANTITY_LENGTH, "m", 1},
    {QUANTITY_LENGTH, "km", 1000},
    {QUANTITY_SPEED, "m/s", 1},
    {QUANTITY_SPEED, "m s-1", 1},
    {QUANTITY_SPEED, "km/h", 1 / 3.6},
    {QUANTITY_FLOW, "veh/s", 1},
    {QUANTITY_FLOW, "s-1", 1},
    {QUANTITY_FLOW, "veh/min", 1.0 / 60},
    {QUANTITY_FLOW, "veh/h", 1.0 / 3600},
    {QUANTITY_DENSITY, "veh/m", 1},
    {QUANTITY_DENSITY, "m-1", 1},
    {QUANTITY_DENSITY, "veh/km", 0.001},
};

static const char *skip_spaces(const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    return text;
}

static const char *skip_digits(const char *text)
{
    while (isdigit((unsigned char)*text))
        text++;
    return text;
}

/** Reads a decimal number and returns the first byte after it, or NULL. `strtod` alone would also
 * take "nan", "inf" and hexadecimal, and would end elsewhere in a locale with a decimal comma. */
static const char *number_parse(const char *text, double *out)
{
    const char *next = text + (*text == '-' || *text == '+');
    const char *digits = next;
    next = skip_digits(next);
    size_t digit_count = (size_t)(next - digits);
    if (*next == '.') {
        digits = ++next;
        next = skip_digits(next);
        digit_count += (size_t)(next - digits);
    }
    if (digit_count == 0)
        return NULL;
    if (*next == 'e' || *next == 'E') {
        const char *exponent = next + 1 + (next[1] == '-' || next[1] == '+');
        if (isdigit((unsigned char)*exponent))
            next = skip_digits(exponent);
    }
    char *end;
    double value = strtod(text, &end);
    if (end != next || !isfinite(value))
        return NULL;
    *out = value;
    return next;
}

/** "HH:MM" or "HH:MM:SS"; hours up to 99, so that the night after midnight belongs to the day
 * before. */
static bool clock_parse(const char *text, double *out)
{
    unsigned parts[3] = {0, 0, 0};
    unsigned count = 0;

    for (const char *next = text; count < 3; next++) {
        const char *end = skip_digits(next);
        size_t digit_count = (size_t)(end - next);
        if (digit_count > 2 || digit_count < (count == 0 ? 1u : 2u))
            return false;
        for (; next < end; next++)
            parts[count] = parts[count] * 10 + (unsigned)(*next - '0');
        count++;
        if (*end != ':') {
            if (*skip_spaces(end) != '\0')
                return false;
            break;
        }
        if (count == 3)
            return false;
    }
    if (count < 2 || parts[1] > 59 || parts[2] > 59)
        return false;
    *out = parts[0] * 3600.0 + parts[1] * 60.0 + parts[2];
    return true;
}

bool quantity_parse(enum quantity kind, const char *text, double *out)
{
    text = skip_spaces(text);
    if (kind == QUANTITY_CLOCK)
        return clock_parse(text, out);

    double value;
    const char *unit = number_parse(text, &value);
    if (!unit)
        return false;
    unit = skip_spaces(unit);
    size_t length = strlen(unit);
    while (length > 0 && (unit[length - 1] == ' ' || unit[length - 1] == '\t'))
        length--;
    if (length == 0) {
        *out = value;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (units[i].kind == kind && strlen(units[i].name) == length &&
            memcmp(units[i].name, unit, length) == 0) {
            *out = value * units[i].factor;
            return true;
        }
    }
    return false;
}

const char *quantity_unit(enum quantity kind)
{
    switch (kind) {
    case QUANTITY_TIME:
    case QUANTITY_CLOCK:
        return "s";
    case QUANTITY_LENGTH:
        return "m";
    case QUANTITY_SPEED:
        return "m s-1";
    case QUANTITY_FLOW:
        return "s-1";
    case QUANTITY_DENSITY:
        return "m-1";
    case QUANTITY_NUMBER:
    case QUANTITY_SHARE:
        break;
    }
    return "1";
}

const char *quantity_example(enum quantity kind)
{
    switch (kind) {
    case QUANTITY_SHARE:
        return "\"25 %\"";
    case QUANTITY_TIME:
        return "\"15 min\"";
    case QUANTITY_CLOCK:
        return "\"07:30\"";
    case QUANTITY_LENGTH:
        return "\"2.5 km\"";
    case QUANTITY_SPEED:
        return "\"70 km/h\"";
    case QUANTITY_FLOW:
        return "\"1800 veh/h\"";
    case QUANTITY_DENSITY:
        return "\"150 veh/km\"";
    case QUANTITY_NUMBER:
        break;
    }
    return "\"1.5\"";
}

void quantity_print(enum quantity kind, double value, char out[QUANTITY_TEXT_SIZE])
{
    static const struct {
        const char *name;
        double factor;
    } forms[] = {
        [QUANTITY_NUMBER] = {"", 1},        [QUANTITY_SHARE] = {" %", 100},
        [QUANTITY_TIME] = {" s", 1},        [QUANTITY_CLOCK] = {" s", 1},
        [QUANTITY_LENGTH] = {" m", 1},      [QUANTITY_SPEED] = {" km/h", 3.6},
        [QUANTITY_FLOW] = {" veh/h", 3600}, [QUANTITY_DENSITY] = {" veh/km", 1000},
    };
    long whole = lround(fmin(fmax(value, -1e9), 1e9));
    bool is_whole = (double)whole == value;

    if (kind == QUANTITY_CLOCK && is_whole && whole >= 0 && whole < 100 * 3600)
        snprintf(out, QUANTITY_TEXT_SIZE, whole % 60 ? "%02ld:%02ld:%02ld" : "%02ld:%02ld",
                 whole / 3600, whole / 60 % 60, whole % 60);
    else if (kind == QUANTITY_TIME && is_whole && whole != 0 && whole % 60 == 0)
        snprintf(out, QUANTITY_TEXT_SIZE, "%ld min", whole / 60);
    else
        snprintf(out, QUANTITY_TEXT_SIZE, "%.9g%s", value * forms[kind].factor, forms[kind].name);
}
