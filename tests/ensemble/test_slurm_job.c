// SPDX-License-Identifier: GPL-3.0-or-later
#include "ensemble/sweep_fixture.h"

#include "ensemble/slurm_job.h"

/** What a shell makes of the settings. */
static void shell(const struct folder *folder, const char *text, char out[512])
{
    char command[1024];
    snprintf(command, sizeof command, "cd '%s/runs/slurm' && bash -c '. ./sweep.env; %s'",
             folder->path, text);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(out, 512, pipe));
    out[strcspn(out, "\n")] = '\0';
    assert_int_equal(pclose(pipe), 0);
}

static void written(void **state)
{
    (void)state;
    struct sweep_fixture fixture;
    struct error err = {0};
    char out[512];
    uint32_t left = 0;
    static const char *const arguments[] = {"--sample", "it's 0.5", NULL};
    fixture_init(&fixture, NULL);
    fixture.sweep.options.arguments = arguments;
    assert_int_equal(sweep_prepare(&fixture.sweep, &err), STATUS_OK);
    fixture.sweep.members.items[0].state = MEMBER_DONE;
    if (slurm_job_write(&fixture.sweep, &left, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_int_equal(left, 3);
    shell(&fixture.folder, "echo $ARDEY_COUNT:${#ARDEY_OPTIONS[@]}:${ARDEY_OPTIONS[1]}", out);
    assert_string_equal(out, "3:2:it's 0.5");
    shell(&fixture.folder, "echo $ARDEY", out);
    assert_string_equal(out, fixture.program);
    shell(&fixture.folder, "sed -n 2p members.csv", out);
    assert_contains(out, "1,patience-6min,0,1,variants/patience-6min.variant.lua,"
                         "members/patience-6min-s1.h5,waiting");
    /* The scripts are those of the repository. */
    char command[1024];
    snprintf(command, sizeof command,
             "for f in submit.sh array.sbatch merge.sbatch; do cmp scripts/slurm/$f "
             "%s/runs/slurm/$f && bash -n scripts/slurm/$f || exit 1; done",
             fixture.folder.path);
    assert_int_equal(system(command), 0);
    fixture_deinit(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
