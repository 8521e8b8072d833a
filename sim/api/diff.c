// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/diff.h"

#include "api/ardey.h"
#include "api/give_error.h"
#include "scenario/spec_diff.h"

/** Reads two scenarios without their measures' effects and compares them. */
static enum status compare(const char *const paths[2], const char *const *search_folders,
                           struct differences *out, struct error *err)
{
    struct spec *specs[2] = {NULL, NULL};
    enum status status = STATUS_OK;
    for (int i = 0; i < 2 && status == STATUS_OK; i++)
        status = scenario_read_plain(paths[i], search_folders, &specs[i], err);
    if (status == STATUS_OK)
        status = spec_diff(specs[0], specs[1], out, err);
    spec_destroy(specs[0]);
    spec_destroy(specs[1]);
    return status;
}

static void add_measures(const struct spec *spec, struct page *page)
{
    if (spec->measures.count > 0)
        page_add(page, "measures: %u\n", (unsigned)spec->measures.count);
    for (uint32_t i = 0; i < spec->measures.count; i++) {
        page_add(page, "  %s: ", spec->measures.items[i].kind->name);
        measure_print(&spec->measures.items[i], page);
        page_add(page, "\n");
    }
}

/** Where all measures are new, the list of them has told so. */
static void drop_new_measures(struct differences *differences, uint32_t measure_count)
{
    uint32_t added = 0, kept = 0;
    for (uint32_t i = 0; i < differences->count; i++)
        added += differences->items[i].kind == DIFFERENCE_MEASURE_ADDED;
    if (added < measure_count)
        return;
    for (uint32_t i = 0; i < differences->count; i++)
        if (differences->items[i].kind != DIFFERENCE_MEASURE_ADDED)
            differences->items[kept++] = differences->items[i];
    differences->count = kept;
}

enum status diff_add_derivation(const struct spec *spec, const char *const *search_folders,
                                struct page *page)
{
    struct differences differences = {0};
    struct error err = {0};
    const char *const paths[2] = {spec->base, spec->path};
    add_measures(spec, page);
    if (spec->base[0] == '\0')
        return page->status;
    enum status status = compare(paths, search_folders, &differences, &err);
    if (status == STATUS_OK) {
        drop_new_measures(&differences, spec->measures.count);
        page_add(page, "differences from %s:%s\n", spec->base,
                 differences.count > 0      ? ""
                 : spec->measures.count > 0 ? " the measures"
                                            : " none");
        differences_print(&differences, page);
    } else {
        page_add(page, "made from %s\n", spec->base);
    }
    differences_deinit(&differences);
    return status == STATUS_RESOURCE ? status : page->status;
}

enum ardey_status ardey_diff(const struct ardey_diff_options *options, bool *out_is_equal,
                             char **out_text, struct ardey_error *err)
{
    struct differences differences = {0};
    struct error inner = {0};
    struct page page = {.err = &inner};
    const char *const paths[2] = {options->before, options->after};
    enum status status = STATUS_OK;
    if (!paths[0] || !paths[1])
        status = error_fail(&inner, STATUS_USAGE, "two scenarios are needed");
    if (status == STATUS_OK)
        status = compare(paths, options->scenario_path, &differences, &inner);
    if (status == STATUS_OK) {
        page_add(&page, "%s", "");
        (options->is_json ? differences_print_json : differences_print)(&differences, &page);
        status = page.status;
    }
    if (status == STATUS_OK) {
        *out_is_equal = differences.count == 0;
        *out_text = page.text;
    } else {
        mem_free(page.text);
    }
    differences_deinit(&differences);
    return give_error(&inner, status, err);
}
