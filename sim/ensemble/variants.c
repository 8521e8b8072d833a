// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/variants.h"

#include "base/digest.h"
#include "base/hash.h"
#include "base/names.h"
#include "kernel/random.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_SIZE     96
#define LONG_NAME     4096
#define VALUE_SIZE    64
#define VARIANTS_MAX  100000u
#define DIGEST_DIGITS 12

static const char *keep(struct variants *variants, const char *text, struct error *err)
{
    return text_arena_copy(&variants->text, text, strlen(text), err);
}

/** The last part of a parameter's name, and of a path what stands before its ending. */
static void add_setting_name(char *out, size_t size, const struct plan_setting *setting)
{
    const char *dot = strrchr(setting->parameter, '.');
    const char *slash = strrchr(setting->value.shown, '/');
    const char *shown = slash ? slash + 1 : setting->value.shown;
    const char *ending = slash ? strrchr(shown, '.') : NULL;
    size_t used = strlen(out), shown_size = ending ? (size_t)(ending - shown) : strlen(shown);
    int added = snprintf(out + used, size - used, "%s%s-", used > 0 ? "_" : "",
                         dot ? dot + 1 : setting->parameter);
    used += added > 0 ? (size_t)added : 0;
    for (size_t i = 0; i < shown_size && used + 4 < size; i++) {
        unsigned char byte = (unsigned char)shown[i];
        if (isalnum(byte) || strchr(".+-", byte)) {
            out[used++] = (char)byte;
        } else if (byte == '%') {
            memcpy(out + used, "pct", 3);
            used += 3;
        } else if (byte != ' ') {
            out[used++] = '-';
        }
    }
    if (used < size)
        out[used] = '\0';
}

/** A name of values alone, so that it stays when other variants come or go; too long a one is told
 * by its digest. */
static const char *name_of(struct variants *variants, const struct plan_settings *settings,
                           struct error *err)
{
    char name[LONG_NAME] = "", digits[DIGEST_TEXT_SIZE];
    for (uint32_t i = 0; i < settings->count; i++)
        add_setting_name(name, sizeof name, &settings->items[i]);
    if (name[0] == '\0')
        return keep(variants, "base", err);
    if (strlen(name) < NAME_SIZE)
        return keep(variants, name, err);
    struct digest digest;
    digest_init(&digest);
    for (uint32_t i = 0; i < settings->count; i++) {
        const struct plan_setting *setting = &settings->items[i];
        digest_add(&digest, setting->parameter, strlen(setting->parameter) + 1);
        digest_add(&digest, setting->value.lua, strlen(setting->value.lua) + 1);
    }
    digest_text(&digest, digits);
    snprintf(name, sizeof name, "variant-%.*s", DIGEST_DIGITS, digits);
    return keep(variants, name, err);
}

static enum status setting_add(struct plan_settings *settings, struct plan_setting setting,
                               struct error *err)
{
    enum status status =
        MEM_RESERVE(&settings->items, &settings->capacity, (size_t)settings->count + 1, err);
    if (status == STATUS_OK)
        settings->items[settings->count++] = setting;
    return status;
}

/** An empty variant at the end; `name` NULL: to be named. */
static enum status variant_add(struct variants *variants, const char *name, const char *scenario,
                               struct error *err)
{
    if (variants->count == VARIANTS_MAX)
        return error_fail(err, STATUS_USAGE, "the plan has more than %u variants", VARIANTS_MAX);
    enum status status =
        MEM_RESERVE(&variants->items, &variants->capacity, (size_t)variants->count + 1, err);
    if (status == STATUS_OK)
        variants->items[variants->count++] = (struct variant){.name = name, .scenario = scenario};
    return status;
}

static enum status variant_name(struct variants *variants, struct variant *variant,
                                struct error *err)
{
    if (!variant->name || variant->name[0] == '\0')
        variant->name = name_of(variants, &variant->settings, err);
    return variant->name ? STATUS_OK : STATUS_RESOURCE;
}

/** All combinations, the last axis fastest. */
static enum status add_grid(const struct sweep_plan *plan, struct variants *out, struct error *err)
{
    uint64_t total = 1;
    for (uint32_t a = 0; a < plan->axis_count && total <= VARIANTS_MAX; a++)
        total *= plan->axes[a].count;
    enum status status = STATUS_OK;
    for (uint64_t i = 0; i < total && status == STATUS_OK; i++) {
        status = variant_add(out, NULL, plan->scenario, err);
        uint64_t block = total;
        for (uint32_t a = 0; a < plan->axis_count && status == STATUS_OK; a++) {
            const struct plan_axis *axis = &plan->axes[a];
            block /= axis->count;
            status = setting_add(
                &out->items[out->count - 1].settings,
                (struct plan_setting){axis->parameter, axis->values[i / block % axis->count]}, err);
        }
        if (status == STATUS_OK)
            status = variant_name(out, &out->items[out->count - 1], err);
    }
    return status;
}

static enum status add_list(const struct sweep_plan *plan, struct variants *out, struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < plan->entry_count && status == STATUS_OK; i++) {
        const struct plan_entry *entry = &plan->entries[i];
        status = variant_add(out, entry->name,
                             entry->scenario[0] ? entry->scenario : plan->scenario, err);
        for (uint32_t s = 0; s < entry->settings.count && status == STATUS_OK; s++)
            status =
                setting_add(&out->items[out->count - 1].settings, entry->settings.items[s], err);
        if (status == STATUS_OK)
            status = variant_name(out, &out->items[out->count - 1], err);
    }
    return status;
}

/** Draws the column of one parameter. */
static enum status draw_range(const struct plan_latin *latin, const struct plan_range *range,
                              struct variants *out, struct error *err)
{
    uint32_t n = (uint32_t)latin->points;
    uint32_t *part = mem_alloc(n, sizeof *part, err);
    if (!part)
        return STATUS_RESOURCE;
    struct random_stream stream;
    random_stream_init(&stream, (uint64_t)latin->seed,
                       hash_bytes(HASH_START, range->parameter, strlen(range->parameter)),
                       RANDOM_SWEEP);
    for (uint32_t i = 0; i < n; i++)
        part[i] = i;
    for (uint32_t i = n - 1; i > 0; i--) {
        uint32_t other = random_below(&stream, i + 1), kept = part[i];
        part[i] = part[other];
        part[other] = kept;
    }
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < n && status == STATUS_OK; i++) {
        char text[VALUE_SIZE];
        double share = (part[i] + random_unit(&stream)) / n;
        if (range->is_whole)
            snprintf(text, sizeof text, "%.0f",
                     floor(range->low + share * (range->high - range->low + 1)));
        else
            snprintf(text, sizeof text, "%.9g", range->low + share * (range->high - range->low));
        const char *kept = keep(out, text, err);
        status = kept ? setting_add(&out->items[i].settings,
                                    (struct plan_setting){range->parameter, {kept, kept}}, err)
                      : STATUS_RESOURCE;
    }
    mem_free(part);
    return status;
}

static enum status add_latin(const struct sweep_plan *plan, struct variants *out, struct error *err)
{
    enum status status = STATUS_OK;
    for (int64_t i = 1; i <= plan->latin.points && status == STATUS_OK; i++) {
        char name[NAME_SIZE];
        snprintf(name, sizeof name, "point-%05lld", (long long)i);
        const char *kept = keep(out, name, err);
        status = kept ? variant_add(out, kept, plan->scenario, err) : STATUS_RESOURCE;
    }
    for (uint32_t r = 0; r < plan->latin.count && status == STATUS_OK; r++)
        status = draw_range(&plan->latin, &plan->latin.ranges[r], out, err);
    return status;
}

static enum status check_names(const struct sweep_plan *plan, struct variants *out,
                               struct error *err)
{
    struct names names = {0};
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < out->count && status == STATUS_OK; i++) {
        uint32_t id;
        bool is_new = true;
        status = names_add(&names, out->items[i].name, &id, &is_new, err);
        if (status == STATUS_OK && !is_new)
            status = error_fail(err, STATUS_USAGE,
                                "%s: two variants are called '%s'; give them a 'name' each in a "
                                "list",
                                plan->path, out->items[i].name);
    }
    out->baseline = plan->baseline[0] ? names_find(&names, plan->baseline) : 0;
    if (status == STATUS_OK && out->baseline == NONE) {
        const char *similar = names_suggest(&names, plan->baseline);
        status = error_fail(err, STATUS_USAGE,
                            "%s: baseline '%s' is no variant%s%s%s; the variants are listed by "
                            "'ardey sweep --dry-run'",
                            plan->path, plan->baseline, similar ? ", did you mean '" : "",
                            similar ? similar : "", similar ? "'?" : "");
    }
    names_deinit(&names);
    return status;
}

enum status variants_build(const struct sweep_plan *plan, struct variants *out, struct error *err)
{
    struct variants made = {.items = NULL};
    enum status status;
    if (plan->latin.points > 0)
        status = add_latin(plan, &made, err);
    else if (plan->entry_count > 0)
        status = add_list(plan, &made, err);
    else
        status = add_grid(plan, &made, err);
    if (status == STATUS_OK)
        status = check_names(plan, &made, err);
    if (status == STATUS_OK)
        *out = made;
    else
        variants_deinit(&made);
    return status;
}

void variants_deinit(struct variants *variants)
{
    for (uint32_t i = 0; i < variants->count; i++)
        mem_free(variants->items[i].settings.items);
    mem_free(variants->items);
    text_arena_deinit(&variants->text);
    *variants = (struct variants){.items = NULL};
}
