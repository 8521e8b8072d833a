// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/sweep.h"

#include "base/wall_clock.h"
#include "ensemble/member_process.h"
#include "ensemble/stop_rule.h"
#include "ensemble/whole_file.h"
#include "scenario/lua_plan.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define NAME_SIZE     512
#define FOLDERS_MAX   64u
#define FIXED_MAX     12
#define SEED_SIZE     32
#define PAUSE_NS      20000000L
#define RETRY_AFTER_S 1.0

/** Exit codes of a member that tell what to do with it. */
enum { CODE_DONE = 0, CODE_USAGE = 2, CODE_DATA = 3, CODE_STOPPED = 5, CODE_CHECKPOINT = 85 };

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/** ARDEY_PATH of the members: the folders of the scenarios, then where this program looks. */
static enum status build_search_path(struct sweep *sweep, struct error *err)
{
    const struct variants *variants = &sweep->variants;
    size_t size = 1, used = 0;
    for (uint32_t i = 0; i < variants->count; i++) {
        const char *scenario = variants->items[i].scenario;
        for (uint32_t k = 0; k < i; k++)
            if (strcmp(scenario, variants->items[k].scenario) != 0 &&
                strcmp(file_name(scenario), file_name(variants->items[k].scenario)) == 0)
                return error_fail(err, STATUS_USAGE,
                                  "%s: two scenarios of a plan cannot have the same file name: "
                                  "'%s' and '%s'",
                                  sweep->plan.path, variants->items[k].scenario, scenario);
        size += strlen(scenario) + 1;
    }
    for (const char *const *f = sweep->options.search_folders; f && *f; f++)
        size += strlen(*f) + 1;
    char *path = mem_alloc(size, 1, err);
    if (!path)
        return STATUS_RESOURCE;
    sweep->search_path = path;
    for (uint32_t i = 0; i < variants->count; i++) {
        const char *scenario = variants->items[i].scenario;
        size_t folder = (size_t)(file_name(scenario) - scenario);
        bool is_new = i == 0 || strcmp(scenario, variants->items[i - 1].scenario) != 0;
        if (is_new)
            used += (size_t)snprintf(path + used, size - used, "%s%.*s", used > 0 ? ":" : "",
                                     folder > 1 ? (int)folder - 1 : 1, scenario);
    }
    for (const char *const *f = sweep->options.search_folders; f && *f; f++)
        used += (size_t)snprintf(path + used, size - used, ":%s", *f);
    return STATUS_OK;
}

enum status sweep_read(const struct sweep_options *options, struct sweep *out, struct error *err)
{
    *out = (struct sweep){.options = *options, .lock = -1};
    enum status status = lua_plan_read(options->plan, options->search_folders, &out->plan, err);
    if (status == STATUS_OK)
        status = variants_build(&out->plan, &out->variants, err);
    if (status == STATUS_OK)
        status = build_search_path(out, err);
    for (uint32_t s = 0; s < out->plan.seed_count && status == STATUS_OK; s++)
        status = members_add_seed(&out->members, &out->plan, out->variants.count, err);
    return status;
}

static bool join(const struct sweep *sweep, const char *name, char out[PATH_MAX])
{
    int size = snprintf(out, PATH_MAX, "%s/%s", sweep->plan.out, name);
    return size > 0 && size < PATH_MAX;
}

/** The folders, and a lock that ends with this process. */
static enum status make_folders(struct sweep *sweep, struct error *err)
{
    static const char *const names[] = {"variants", "members"};
    char path[PATH_MAX];
    enum status status = folder_make(sweep->plan.out, err);
    for (int i = 0; i < 2 && status == STATUS_OK; i++)
        status = join(sweep, names[i], path)
                     ? folder_make(path, err)
                     : error_fail(err, STATUS_RESOURCE, "the path of 'out' is too long");
    if (status != STATUS_OK)
        return status;
    join(sweep, "sweep.lock", path);
    sweep->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (sweep->lock < 0)
        return error_fail(err, STATUS_RESOURCE, "cannot write '%s': %s", path, strerror(errno));
    if (flock(sweep->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return error_fail(err, STATUS_USAGE, "another 'ardey sweep' is at work in '%s'",
                          sweep->plan.out);
    return STATUS_OK;
}

/** The folders of `search_path`, of which `text` becomes the memory. */
static void split_folders(char *text, const char *folders[FOLDERS_MAX + 1])
{
    uint32_t count = 0;
    for (char *folder; count < FOLDERS_MAX && (folder = strsep(&text, ":")) != NULL;)
        if (folder[0])
            folders[count++] = folder;
    folders[count] = NULL;
}

static enum status prepare_variants(struct sweep *sweep, struct error *err)
{
    const char *folders[FOLDERS_MAX + 1];
    uint32_t count = sweep->variants.count;
    char *text = strdup(sweep->search_path);
    sweep->identities = mem_alloc(count, sizeof *sweep->identities, err);
    enum status status = text && sweep->identities ? STATUS_OK : STATUS_RESOURCE;
    if (status == STATUS_OK)
        split_folders(text, folders);
    for (uint32_t v = 0; v < count && status == STATUS_OK; v++) {
        char name[NAME_SIZE], path[PATH_MAX];
        variant_path(sweep->variants.items[v].name, name, sizeof name);
        join(sweep, name, path);
        status = variant_file_write(&sweep->variants.items[v], path, err);
        if (status == STATUS_OK)
            status = variant_identity_read(path, folders, &sweep->options.put,
                                           &sweep->identities[v], err);
        if (status != STATUS_OK)
            error_note(err, "while preparing the variant '%s' of %s", sweep->variants.items[v].name,
                       sweep->plan.path);
    }
    free(text);
    return status;
}

/** Whether the member's result is there and its own. */
static bool is_done(const struct sweep *sweep, const struct member *member)
{
    char name[NAME_SIZE], path[PATH_MAX];
    struct results_reading run;
    struct error ignored = {0};
    member_path(sweep->variants.items[member->variant].name, member->seed, "h5", name, sizeof name);
    if (!join(sweep, name, path) || access(path, F_OK) != 0)
        return false;
    bool is_own = results_read(path, &run, &ignored) == STATUS_OK &&
                  variant_identity_matches(&sweep->identities[member->variant], member->seed, &run);
    results_reading_deinit(&run);
    return is_own;
}

static void find_done(struct sweep *sweep, uint32_t first)
{
    for (uint32_t i = first; i < sweep->members.count; i++)
        if (is_done(sweep, &sweep->members.items[i])) {
            sweep->members.items[i].state = MEMBER_DONE;
            sweep->skipped++;
        }
}

/** Adds seeds while the rule asks for them and all members are done. */
static enum status grow(struct sweep *sweep, struct error *err)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK &&
           members_count(&sweep->members, MEMBER_DONE) == sweep->members.count) {
        status = stop_rule_is_content(&sweep->plan, &sweep->variants, &sweep->members,
                                      &sweep->is_done, err);
        if (status != STATUS_OK || sweep->is_done)
            return status;
        uint32_t first = sweep->members.count;
        status = members_add_seed(&sweep->members, &sweep->plan, sweep->variants.count, err);
        if (status == STATUS_OK)
            find_done(sweep, first);
    }
    return status;
}

enum status sweep_prepare(struct sweep *sweep, struct error *err)
{
    enum status status = make_folders(sweep, err);
    if (status == STATUS_OK)
        status = prepare_variants(sweep, err);
    if (status != STATUS_OK)
        return status;
    find_done(sweep, 0);
    status = grow(sweep, err);
    if (status == STATUS_OK)
        status = manifest_write(sweep->plan.out, &sweep->variants, &sweep->members, err);
    return status;
}

static enum status start_member(struct sweep *sweep, struct member *member, struct error *err)
{
    const char *variant = sweep->variants.items[member->variant].name;
    char scenario[NAME_SIZE], result[NAME_SIZE], log[NAME_SIZE], path[PATH_MAX], seed[SEED_SIZE];
    variant_path(variant, scenario, sizeof scenario);
    member_path(variant, member->seed, "h5", result, sizeof result);
    member_path(variant, member->seed, "log", log, sizeof log);
    join(sweep, log, path);
    snprintf(seed, sizeof seed, "%" PRId64, member->seed);
    const char *arguments[FIXED_MAX + SWEEP_ARGUMENTS_MAX + 1] = {
        sweep->options.program, "run", scenario, "--seed", seed, "--output", result, "--resume"};
    int count = 8;
    for (const char *const *a = sweep->options.arguments;
         a && *a && count < FIXED_MAX + SWEEP_ARGUMENTS_MAX; a++)
        arguments[count++] = *a;
    arguments[count] = NULL;
    const struct process_start start = {arguments, sweep->plan.out, path, sweep->search_path};
    enum status status = process_start(&start, &member->process_id, err);
    if (status == STATUS_OK) {
        member->state = MEMBER_RUNNING;
        member->attempts++;
        member->began_s = wall_clock_s();
    }
    return status;
}

/** Removes a member's checkpoint; false when there is none. */
static bool drop_checkpoint(const struct sweep *sweep, const struct member *member)
{
    char name[NAME_SIZE], path[PATH_MAX];
    member_path(sweep->variants.items[member->variant].name, member->seed, "h5.checkpoint", name,
                sizeof name);
    return join(sweep, name, path) && unlink(path) == 0;
}

/** What becomes of a member whose process has ended. */
static void end_member(const struct sweep *sweep, struct member *member, int code, bool is_stopping)
{
    bool may_retry = member->attempts <= sweep->options.retries;
    member->exit_code = code;
    member->seconds += wall_clock_s() - member->began_s;
    if (code == CODE_DONE)
        member->state = is_done(sweep, member) ? MEMBER_DONE : MEMBER_FAILED;
    else if (code == CODE_CHECKPOINT)
        member->state = is_stopping ? MEMBER_STOPPED : MEMBER_WAITING;
    else if (is_stopping && (code == CODE_STOPPED || code > 128))
        member->state = MEMBER_WAITING;
    else if (code == CODE_USAGE && may_retry && drop_checkpoint(sweep, member))
        member->state = MEMBER_WAITING; /* it was that of another scenario */
    else if (code == CODE_USAGE || code == CODE_DATA)
        member->state = MEMBER_FAILED;
    else
        member->state = may_retry ? MEMBER_WAITING : MEMBER_FAILED;
    /* What made it fail may pass: memory that others take, an orphan that still ends. */
    member->not_before_s =
        code == CODE_CHECKPOINT ? 0 : wall_clock_s() + RETRY_AFTER_S * member->attempts;
}

/** Takes note of the ended ones; whether there was any. */
static bool reap(struct sweep *sweep, bool is_stopping)
{
    bool has_changed = false;
    for (uint32_t i = 0; i < sweep->members.count; i++) {
        struct member *member = &sweep->members.items[i];
        int code;
        if (member->state == MEMBER_RUNNING && process_has_ended(member->process_id, &code)) {
            end_member(sweep, member, code, is_stopping);
            has_changed = true;
        }
    }
    return has_changed;
}

static enum status start_some(struct sweep *sweep, bool *has_changed, struct error *err)
{
    uint32_t running = members_count(&sweep->members, MEMBER_RUNNING);
    enum status status = STATUS_OK;
    for (uint32_t i = 0;
         i < sweep->members.count && status == STATUS_OK && running < sweep->options.processes; i++)
        if (sweep->members.items[i].state == MEMBER_WAITING &&
            sweep->members.items[i].not_before_s <= wall_clock_s()) {
            status = start_member(sweep, &sweep->members.items[i], err);
            running++;
            *has_changed = true;
        }
    return status;
}

static void stop_all(struct sweep *sweep)
{
    for (uint32_t i = 0; i < sweep->members.count; i++)
        if (sweep->members.items[i].state == MEMBER_RUNNING)
            process_stop(sweep->members.items[i].process_id);
}

enum status sweep_run(struct sweep *sweep, sweep_watch *watch, void *self, struct error *err)
{
    const struct timespec pause = {0, PAUSE_NS};
    enum status status = STATUS_OK;
    bool is_stopping = false;
    for (;;) {
        bool has_changed = reap(sweep, is_stopping);
        if (status == STATUS_OK && !is_stopping)
            status = grow(sweep, err);
        if (status == STATUS_OK && !is_stopping)
            status = start_some(sweep, &has_changed, err);
        enum status written =
            has_changed ? manifest_write(sweep->plan.out, &sweep->variants, &sweep->members,
                                         status == STATUS_OK ? err : NULL)
                        : STATUS_OK;
        status = status == STATUS_OK ? written : status;
        bool goes_on = watch(self, sweep) && status == STATUS_OK;
        if (!goes_on && !is_stopping)
            stop_all(sweep);
        is_stopping = is_stopping || !goes_on;
        if (members_count(&sweep->members, MEMBER_RUNNING) == 0 &&
            (is_stopping || members_count(&sweep->members, MEMBER_WAITING) == 0))
            break;
        nanosleep(&pause, NULL);
    }
    if (status == STATUS_OK && is_stopping)
        status = error_fail(err, STATUS_STOPPED,
                            "stopped; the same command goes on where it was, see %s/manifest.csv",
                            sweep->plan.out);
    return status;
}

void sweep_deinit(struct sweep *sweep)
{
    for (uint32_t v = 0; sweep->identities && v < sweep->variants.count; v++)
        variant_identity_deinit(&sweep->identities[v]);
    mem_free(sweep->identities);
    mem_free(sweep->search_path);
    members_deinit(&sweep->members);
    variants_deinit(&sweep->variants);
    sweep_plan_deinit(&sweep->plan);
    if (sweep->lock >= 0)
        close(sweep->lock);
}
