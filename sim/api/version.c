// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/version.h"
#include "api/build_info.h"
#include "api/give_error.h"
#include "base/page.h"

const char *ardey_version(void)
{
    return ARDEY_VERSION;
}

static const struct {
    const char *name, *value;
} facts[] = {{"version", ARDEY_VERSION},    {"commit", BUILD_COMMIT}, {"compiler", BUILD_COMPILER},
             {"build", BUILD_TYPE},         {"flags", BUILD_FLAGS},   {"system", BUILD_SYSTEM},
             {"hdf5", BUILD_HDF5},          {"gsl", BUILD_GSL},       {"lua", BUILD_LUA},
             {"libdeflate", BUILD_DEFLATE}, {"libzip", BUILD_ZIP},    {"openmp", BUILD_OPENMP}};

enum ardey_status ardey_build(bool is_json, char **out_text, struct ardey_error *err)
{
    struct error inner = {0};
    struct page page = {.err = &inner};
    size_t count = sizeof facts / sizeof facts[0];
    page_add(&page, "%s", is_json ? "{" : "ardey " ARDEY_VERSION "\n");
    for (size_t i = is_json ? 0 : 1; i < count; i++)
        if (is_json)
            page_add(&page, "%s\"%s\": \"%s\"", i > 0 ? ", " : "", facts[i].name, facts[i].value);
        else
            page_add(&page, "%-12s%s\n", facts[i].name, facts[i].value);
    if (is_json)
        page_add(&page, "}\n");
    if (page.status == STATUS_OK)
        *out_text = page.text;
    return give_error(&inner, page.status, err);
}
