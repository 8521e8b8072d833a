// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail/rail_audit.h"

#include "base/memory.h"
#include "rail/rail_state.h"

/** What is found by going through the trains. */
struct audit {
    struct rail *rail;
    uint32_t *occupied;         /**< [section_count] */
    struct group_state *groups; /**< [group_count] */
    uint32_t t_ms;
    struct error *err;
};

static enum status audit_fail(const struct audit *audit, const char *what, const char *name,
                              uint32_t expected, uint32_t found)
{
    return error_fail(audit->err, STATUS_INTERNAL,
                      "audit of the tracks at %.3f s: %s of '%s' should be %u, but is %u",
                      audit->t_ms / 1000.0, what, name, expected, found);
}

/** Which way the train goes over a section that it has, after a turn; -1: none of its spots needs
 * it. */
static int hold_heading(const struct rail *rail, const struct train *train, uint32_t section)
{
    for (uint32_t spot = train->head + 1; spot-- > train->tail;)
        if (rail_spot_needs(rail, spot, section))
            return rail_spot_step(rail, spot)->heading;
    return -1;
}

static enum status audit_train(struct audit *audit, uint32_t run)
{
    const struct rail *rail = audit->rail;
    const struct train *train = &rail->trains[run];
    for (uint32_t i = 0; i < train->hold_count; i++) {
        uint32_t section = train->holds[i].section;
        int heading = hold_heading(rail, train, section);
        if (heading < 0)
            return audit_fail(audit, "trains without a way over the section",
                              names_text(&rail->network->section_names, section), 0, 1);
        audit->occupied[section]++;
        if (rail->network->sections[section].group != NONE)
            audit->groups[rail->network->sections[section].group].occupied[heading]++;
    }
    return STATUS_OK;
}

static enum status audit_sections(const struct audit *audit)
{
    const struct rail *rail = audit->rail;
    for (uint32_t i = 0; i < rail->network->section_count; i++) {
        const char *name = names_text(&rail->network->section_names, i);
        if (audit->occupied[i] != rail->sections[i].occupied)
            return audit_fail(audit, "counted trains", name, audit->occupied[i],
                              rail->sections[i].occupied);
        if (audit->occupied[i] > rail->network->sections[i].track_count)
            return audit_fail(audit, "the most trains", name,
                              rail->network->sections[i].track_count, audit->occupied[i]);
    }
    for (uint32_t i = 0; i < rail->network->group_count; i++) {
        const char *name = names_text(&rail->network->group_names, i);
        for (int heading = 0; heading < 2; heading++)
            if (audit->groups[i].occupied[heading] != rail->groups[i].occupied[heading])
                return audit_fail(audit, "counted sections", name,
                                  audit->groups[i].occupied[heading],
                                  rail->groups[i].occupied[heading]);
        if (audit->groups[i].occupied[0] > 0 && audit->groups[i].occupied[1] > 0)
            return audit_fail(audit, "sections against the direction", name, 0,
                              audit->groups[i].occupied[1]);
    }
    return STATUS_OK;
}

static enum status audit_run(struct audit *audit)
{
    struct rail *rail = audit->rail;
    enum status status = STATUS_OK;
    for (uint32_t i = 0; status == STATUS_OK && i < rail->active_count; i++)
        status = audit_train(audit, rail->active[i]);
    if (status == STATUS_OK)
        status = audit_sections(audit);
    if (status == STATUS_OK && rail->active_count > 0 && !rail_state_is_safe(rail))
        status = error_fail(audit->err, STATUS_INTERNAL,
                            "audit of the tracks at %.3f s: %u trains block each other",
                            audit->t_ms / 1000.0, rail->active_count);
    return status;
}

enum status rail_audit(struct rail *rail, uint32_t t_ms, struct error *err)
{
    struct audit audit = {.rail = rail, .t_ms = t_ms, .err = err};
    audit.occupied = mem_alloc(rail->network->section_count, sizeof *audit.occupied, err);
    audit.groups = mem_alloc(rail->network->group_count, sizeof *audit.groups, err);
    enum status status =
        audit.occupied != NULL && audit.groups != NULL ? audit_run(&audit) : STATUS_RESOURCE;
    mem_free(audit.occupied);
    mem_free(audit.groups);
    return status;
}

enum status rail_audit_watch(void *rail, struct kernel *kernel, uint32_t t_ms, struct error *err)
{
    (void)kernel;
    return rail_audit(rail, t_ms, err);
}
