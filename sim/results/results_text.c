// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/results_text.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define RESULTS_VALUE_MAX 300

char *results_text_copy(const char *text, struct error *err)
{
    size_t size = strlen(text) + 1;
    char *copy = mem_alloc(size, 1, err);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

void results_text_add(struct results_text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || text->status != STATUS_OK) {
        return;
    }
    size_t needed = text->length + (size_t)length + 1;
    text->status = MEM_RESERVE(&text->bytes, &text->capacity, needed, text->err);
    if (text->status != STATUS_OK) {
        return;
    }
    va_start(arguments, format);
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

void results_text_pad(struct results_text *text, size_t column)
{
    size_t start = text->length;
    while (start > 0 && text->bytes[start - 1] != '\n') {
        start--;
    }
    size_t width = text->length - start;
    results_text_add(text, "%*s", width < column ? (int)(column - width) : 1, "");
}

/* Reads a text of fixed or variable length. Returns the length that it has in the file. */
static size_t results_text_fetch(hid_t attribute, hid_t type, char *out, size_t size)
{
    size_t length = H5Tget_size(type);
    out[0] = '\0';
    if (H5Tis_variable_str(type) > 0) {
        char *value = NULL;
        hid_t memory = H5Tcopy(type);
        if (H5Aread(attribute, memory, &value) < 0 || value == NULL) {
            H5Tclose(memory);
            return 0;
        }
        length = strlen(value);
        snprintf(out, size, "%s", value);
        H5free_memory(value);
        H5Tclose(memory);
        return length;
    }
    char *value = mem_alloc(length + 1, 1, NULL);
    if (value == NULL || H5Aread(attribute, type, value) < 0) {
        length = 0;
    } else {
        snprintf(out, size, "%s", value);
    }
    mem_free(value);
    return length;
}

static bool results_text_is_scalar(hid_t attribute)
{
    hid_t space = H5Aget_space(attribute);
    bool is_scalar = space >= 0 && H5Sget_simple_extent_npoints(space) == 1;
    if (space >= 0) {
        H5Sclose(space);
    }
    return is_scalar;
}

bool results_text_read(hid_t object, const char *name, char *out, size_t size)
{
    out[0] = '\0';
    if (H5Aexists(object, name) <= 0) {
        return false;
    }
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    hid_t type = attribute >= 0 ? H5Aget_type(attribute) : H5I_INVALID_HID;
    bool is_text =
        type >= 0 && H5Tget_class(type) == H5T_STRING && results_text_is_scalar(attribute);
    if (is_text) {
        results_text_fetch(attribute, type, out, size);
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
    return is_text;
}

static void results_text_add_number(struct results_text *text, hid_t attribute, hid_t type)
{
    double real = 0;
    long long integer = 0;
    if (H5Tget_class(type) == H5T_INTEGER && H5Aread(attribute, H5T_NATIVE_LLONG, &integer) >= 0) {
        results_text_add(text, "%lld", integer);
    } else if (H5Tget_class(type) == H5T_FLOAT &&
               H5Aread(attribute, H5T_NATIVE_DOUBLE, &real) >= 0) {
        results_text_add(text, "%.12g", real);
    } else {
        results_text_add(text, "(not shown)");
    }
}

void results_text_add_attribute(struct results_text *text, hid_t object, const char *name)
{
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    hid_t type = attribute >= 0 ? H5Aget_type(attribute) : H5I_INVALID_HID;
    if (type < 0 || !results_text_is_scalar(attribute)) {
        results_text_add(text, "(a list)");
    } else if (H5Tget_class(type) == H5T_STRING) {
        char value[RESULTS_VALUE_MAX + 1];
        size_t length = results_text_fetch(attribute, type, value, sizeof value);
        for (char *byte = value; *byte != '\0'; byte++) {
            *byte = (unsigned char)*byte < ' ' ? ' ' : *byte;
        }
        results_text_add(text, "%s%s", value, length > RESULTS_VALUE_MAX ? "..." : "");
    } else {
        results_text_add_number(text, attribute, type);
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    if (attribute >= 0) {
        H5Aclose(attribute);
    }
}
