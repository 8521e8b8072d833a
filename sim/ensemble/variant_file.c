// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/variant_file.h"

#include "base/version.h"
#include "ensemble/whole_file.h"
#include "scenario/spec.h"

#include <stdio.h>
#include <string.h>

#define VALUE_SIZE  512
#define MODULE_SIZE 200

/** The name by which the scenario is required: its file without the ending. */
static enum status module_of(const char *scenario, char out[MODULE_SIZE], struct error *err)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    const char *slash = strrchr(scenario, '/');
    const char *name = slash ? slash + 1 : scenario;
    size_t size = strlen(name);
    if (size < 5 || strcmp(name + size - 4, ".lua") != 0)
        return error_fail(err, STATUS_USAGE, "the scenario '%s' must end with .lua", scenario);
    size -= 4;
    if (size >= MODULE_SIZE || strspn(name, allowed) < size || strstr(name, ".."))
        return error_fail(err, STATUS_USAGE,
                          "variants cannot start from '%s': in its name only letters, digits and "
                          "_ - . may be used",
                          scenario);
    snprintf(out, MODULE_SIZE, "%.*s", (int)size, name);
    return STATUS_OK;
}

static void print_setting(FILE *out, const struct plan_setting *setting)
{
    const char *dot = strchr(setting->parameter, '.');
    if (!dot) {
        fprintf(out, "s.%s = %s\n", setting->parameter, setting->value.lua);
        return;
    }
    int size = (int)(dot - setting->parameter);
    fprintf(out, "s.%.*s = s.%.*s or {}\n", size, setting->parameter, size, setting->parameter);
    fprintf(out, "s.%s = %s\n", setting->parameter, setting->value.lua);
}

enum status variant_file_write(const struct variant *variant, const char *path, struct error *err)
{
    char module[MODULE_SIZE];
    struct memory_file file;
    enum status status = module_of(variant->scenario, module, err);
    if (status == STATUS_OK)
        status = memory_file_open(&file, err);
    if (status != STATUS_OK)
        return status;
    fprintf(file.stream,
            "-- A variant, written by `ardey sweep`; changes here are lost.\n"
            "local s = require \"%s\"\ns.name = \"%s\"\n",
            module, variant->name);
    for (uint32_t i = 0; i < variant->settings.count; i++)
        print_setting(file.stream, &variant->settings.items[i]);
    fprintf(file.stream, "return s\n");
    return memory_file_write(&file, path, err);
}

static enum status identity_add(struct variant_identity *identity, const char *name,
                                const char *value, struct error *err)
{
    enum status status =
        MEM_RESERVE(&identity->parameters, &identity->capacity, (size_t)identity->count + 1, err);
    if (status != STATUS_OK)
        return status;
    struct results_parameter parameter = {
        text_arena_copy(&identity->text, name, strlen(name), err),
        text_arena_copy(&identity->text, value, strlen(value), err)};
    if (!parameter.name || !parameter.value)
        return STATUS_RESOURCE;
    identity->parameters[identity->count++] = parameter;
    return STATUS_OK;
}

/** Every parameter as the results have it. */
static enum status identity_fill(struct variant_identity *identity, const struct spec *spec,
                                 struct error *err)
{
    enum status status = STATUS_OK;
    memcpy(identity->scenario_digest, spec->digest, sizeof identity->scenario_digest);
    for (const struct spec_group *group = spec_groups; group->key; group++)
        for (const struct field *field = group->fields; field && field->name && status == STATUS_OK;
             field++) {
            char name[VALUE_SIZE], value[VALUE_SIZE];
            snprintf(name, sizeof name, "%s%s%s", group->key, group->key[0] ? "." : "",
                     field->name);
            field_print(field, (const char *)spec + group->fields_offset, value, sizeof value);
            if (strcmp(name, "seed") != 0)
                status = identity_add(identity, name, value, err);
        }
    return status;
}

enum status variant_identity_read(const char *path, const char *const *search_folders,
                                  const struct run_override *put, struct variant_identity *out,
                                  struct error *err)
{
    struct variant_identity made = {.count = 0};
    struct spec *spec = NULL;
    enum status status = scenario_read(path, search_folders, &spec, err);
    if (status != STATUS_OK)
        return status;
    if (put->sample > 0)
        spec->demand.sample = put->sample;
    if (put->has_iterations)
        spec->equilibrium.iterations = (int64_t)put->iterations;
    status = identity_fill(&made, spec, err);
    spec_destroy(spec);
    if (status == STATUS_OK)
        *out = made;
    else
        variant_identity_deinit(&made);
    return status;
}

static const char *parameter_of(const struct results_reading *run, const char *name)
{
    for (uint32_t i = 0; i < run->parameter_count; i++)
        if (strcmp(run->parameters[i].name, name) == 0)
            return run->parameters[i].value;
    return NULL;
}

bool variant_identity_matches(const struct variant_identity *identity, int64_t seed,
                              const struct results_reading *run)
{
    if (run->seed != seed || strcmp(run->version, ARDEY_VERSION) != 0 ||
        strcmp(run->scenario_digest, identity->scenario_digest) != 0)
        return false;
    for (uint32_t i = 0; i < identity->count; i++) {
        const char *value = parameter_of(run, identity->parameters[i].name);
        if (!value || strcmp(value, identity->parameters[i].value) != 0)
            return false;
    }
    return true;
}

void variant_identity_deinit(struct variant_identity *identity)
{
    mem_free(identity->parameters);
    text_arena_deinit(&identity->text);
    *identity = (struct variant_identity){.count = 0};
}
