// SPDX-License-Identifier: GPL-3.0-or-later
#include "results_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void same_bytes_for_any_team_and_time(void **state)
{
    struct test_folder *folder = *state;
    char other[128], first_digest[DIGEST_TEXT_SIZE], second_digest[DIGEST_TEXT_SIZE];
    snprintf(other, sizeof other, "%s/other.h5", folder->path);
    sample_write(folder->file, 1, 150000, 40, first_digest);
    usleep(1100000);
    sample_write(other, 3, 150000, 40, second_digest);
    assert_string_equal(first_digest, second_digest);
    size_t first_size, second_size;
    char *first = test_file_read(folder->file, &first_size);
    char *second = test_file_read(other, &second_size);
    assert_int_equal(first_size, second_size);
    assert_memory_equal(first, second, first_size);
    free(first);
    free(second);
    char stored[DIGEST_TEXT_SIZE];
    test_attribute_read(folder->file, "/", "digest", stored, sizeof stored);
    assert_string_equal(stored, first_digest);
}

static void digest_depends_on_the_data(void **state)
{
    struct test_folder *folder = *state;
    char first[DIGEST_TEXT_SIZE], second[DIGEST_TEXT_SIZE];
    sample_write(folder->file, 1, 100, 4, first);
    sample_write(folder->file, 1, 101, 4, second);
    assert_int_equal(strlen(first), 64);
    assert_string_not_equal(first, second);
    sample_write(folder->file, 1, 100, 3, second);
    assert_string_not_equal(first, second);
    assert_int_equal(test_folder_count(folder->path), 1);
}

static void refused_paths(void **state)
{
    struct test_folder *folder = *state;
    struct {
        const char *path, *reason;
    } cases[] = {{"/proc/no-such-folder/out.h5", "No such file or directory"},
                 {folder->path, "Is a directory"},
                 {"/dev/null/out.h5", "Not a directory"},
                 {"/dev/null", "not a regular file"},
                 {"", "No such file or directory"}};
    struct team *team = team_create(1, NULL);
    for (size_t i = 0; i + 1 < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {0};
        assert_null(results_create(cases[i].path, "2026-03-02", team, &err));
        assert_int_equal(err.status, STATUS_RESOURCE);
        assert_non_null(strstr(err.text, cases[i].path));
        assert_non_null(strstr(err.text, cases[i].reason));
    }
    team_destroy(team);
    assert_int_equal(test_folder_count(folder->path), 0);
}

static void refused_date(void **state)
{
    struct test_folder *folder = *state;
    static const char *const dates[] = {"", "2026-3-2", "2026-13-01", "2026-01-01x", "02.03.2026"};
    struct team *team = team_create(1, NULL);
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        struct error err = {0};
        assert_null(results_create(folder->file, dates[i], team, &err));
        assert_int_equal(err.status, STATUS_USAGE);
    }
    team_destroy(team);
    assert_int_equal(test_folder_count(folder->path), 0);
}

static void second_run_on_the_same_file_is_refused(void **state)
{
    struct test_folder *folder = *state;
    struct error err = {0};
    char digest[DIGEST_TEXT_SIZE];
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    assert_null(results_create(folder->file, "2026-03-02", team, &err));
    assert_non_null(strstr(err.text, "another run is writing it"));
    sample_put(results, 0, 10);
    assert_int_equal(results_finish(results, digest, NULL), STATUS_OK);
    assert_int_equal(test_dataset_read(folder->file, "trips/mode", H5T_NATIVE_SCHAR, NULL), 10);
    team_destroy(team);
}

static void abandon_leaves_nothing_but_the_old_file(void **state)
{
    struct test_folder *folder = *state;
    char digest[DIGEST_TEXT_SIZE];
    struct team *team = team_create(2, NULL);
    results_abandon(NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    sample_put(results, 0, 70000);
    assert_int_equal(test_folder_count(folder->path), 1);
    results_abandon(results);
    assert_int_equal(test_folder_count(folder->path), 0);

    sample_write(folder->file, 1, 5, 0, digest);
    results = results_create(folder->file, "2026-03-02", team, NULL);
    sample_put(results, 0, 7);
    results_abandon(results);
    assert_int_equal(test_folder_count(folder->path), 1);
    assert_int_equal(test_dataset_read(folder->file, "trips/mode", H5T_NATIVE_SCHAR, NULL), 5);
    team_destroy(team);
}

/* One task for each worker, so that the threads exist before the limit holds for what starts them.
 */
static void idle(void *context, uint32_t item, uint32_t worker)
{
    (void)context;
    (void)item;
    (void)worker;
}

/* Writes under a limit of file size. Returns 0 when all went well, 1 for the error that is
 * expected. */
static int write_limited(const char *path, rlim_t limit, struct error *err)
{
    static const char *const names[] = {"a", "b", "c"};
    char digest[DIGEST_TEXT_SIZE];
    struct rlimit size = {limit, limit};
    signal(SIGXFSZ, SIG_IGN);
    struct team *team = team_create(2, NULL);
    team_run(team, 2, idle, NULL);
    setrlimit(RLIMIT_FSIZE, &size);
    struct results *results = results_create(path, "2026-03-02", team, err);
    enum status status = results == NULL ? STATUS_RESOURCE : STATUS_OK;
    if (status == STATUS_OK) {
        status = results_write_names(
            results, &(struct results_name_table){"links", "link", "name", names, 3, "names"}, err);
    }
    struct record_sink sink = results_sink(results);
    for (uint32_t i = 0; status == STATUS_OK && i < 140000; i++) {
        struct sample_row row = sample_row_at(i);
        status = sink.put(sink.self, &sample_kind, &row, err);
    }
    if (status == STATUS_OK) {
        status = results_finish(results, digest, err);
    } else {
        results_abandon(results);
    }
    team_destroy(team);
    return (int)status;
}

/* Exit code of a child that writes under the limit and checks what it was told. */
static int run_limited(const char *path, rlim_t limit)
{
    pid_t child = fork();
    if (child == 0) {
        struct error err = {0};
        int status = write_limited(path, limit, &err);
        if (status != 0 && (status != STATUS_RESOURCE || strstr(err.text, path) == NULL ||
                            strstr(err.text, "File too large") == NULL)) {
            fprintf(stderr, "limit %ld: status %d: %s\n", (long)limit, status, err.text);
            exit(99);
        }
        exit(status); /* through every exit handler: none may crash */
    }
    int code;
    assert_int_equal(waitpid(child, &code, 0), child);
    assert_true(WIFEXITED(code));
    return WEXITSTATUS(code);
}

static void full_disk_at_any_size(void **state)
{
    struct test_folder *folder = *state;
    struct stat whole;
    assert_int_equal(run_limited(folder->file, RLIM_INFINITY), 0);
    assert_int_equal(stat(folder->file, &whole), 0);
    unlink(folder->file);
    for (int i = 0; i < 40; i++) {
        rlim_t limit = (rlim_t)whole.st_size * (rlim_t)i / 40;
        assert_int_equal(run_limited(folder->file, limit), STATUS_RESOURCE);
        assert_int_equal(test_folder_count(folder->path), 0);
    }
    for (rlim_t less = 1; less < 8000; less *= 3) {
        assert_int_equal(run_limited(folder->file, (rlim_t)whole.st_size - less), STATUS_RESOURCE);
        assert_int_equal(test_folder_count(folder->path), 0);
    }
    for (rlim_t limit = 8; limit < 20000; limit = limit * 5 / 4) {
        assert_int_equal(run_limited(folder->file, limit), STATUS_RESOURCE);
        assert_int_equal(test_folder_count(folder->path), 0);
    }
}

/* Fails on a small disk, then writes the same file again on a large one. Returns 0, or the number
 * of the step that went wrong. */
static int write_again(const struct test_folder *folder)
{
    struct error err = {0};
    char digest[DIGEST_TEXT_SIZE];
    struct rlimit size = {100000, RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    struct team *team = team_create(2, NULL);
    team_run(team, 2, idle, NULL);
    setrlimit(RLIMIT_FSIZE, &size);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    struct record_sink sink = results_sink(results);
    enum status status = STATUS_OK;
    struct sample_row row = sample_row_at(0);
    /* A thread writes: what it meets is said by one of the next calls. */
    for (uint32_t i = 0; status == STATUS_OK && i < 10000000; i++) {
        row = sample_row_at(i);
        status = sink.put(sink.self, &sample_kind, &row, &err);
    }
    if (status != STATUS_RESOURCE) {
        return 1;
    }
    if (sink.put(sink.self, &sample_kind, &row, NULL) != STATUS_RESOURCE) {
        return 2;
    }
    error_reset(&err);
    if (results_finish(results, digest, &err) != STATUS_RESOURCE ||
        strstr(err.text, "an earlier write failed") == NULL) {
        return 3;
    }
    team_destroy(team);
    size.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_FSIZE, &size);
    sample_write(folder->file, 2, 70000, 3, digest);
    return test_folder_count(folder->path) == 1 ? 0 : 4;
}

static void works_again_after_a_full_disk(void **state)
{
    struct test_folder *folder = *state;
    pid_t child = fork();
    if (child == 0) {
        exit(write_again(folder));
    }
    int code;
    assert_int_equal(waitpid(child, &code, 0), child);
    assert_true(WIFEXITED(code));
    assert_int_equal(WEXITSTATUS(code), 0);
    assert_int_equal(test_dataset_read(folder->file, "trips/mode", H5T_NATIVE_SCHAR, NULL), 70000);
}

/* Writes rows and slabs, and shows them now and then. */
static void write_shown(const char *path, bool is_shown, char digest[DIGEST_TEXT_SIZE])
{
    static const struct results_progress progress[] = {{"simulated_s", 3600.0}};
    struct team *team = team_create(2, NULL);
    struct results *results = results_create(path, "2026-03-02", team, NULL);
    assert_int_equal(results_announce(results, &sample_empty_kind, NULL), STATUS_OK);
    for (uint32_t i = 0; i < 5; i++) {
        sample_put(results, 30000 * i, 30000);
        if (is_shown) {
            assert_int_equal(results_show(results, progress, 1, NULL), STATUS_OK);
        }
    }
    sample_put_slabs(results, 7, 3);
    if (is_shown) {
        assert_int_equal(results_show(results, progress, 1, NULL), STATUS_OK);
    }
    assert_int_equal(results_finish(results, digest, NULL), STATUS_OK);
    team_destroy(team);
}

static void assert_same_files(const char *first_path, const char *second_path)
{
    size_t first_size, second_size;
    char *first = test_file_read(first_path, &first_size);
    char *second = test_file_read(second_path, &second_size);
    assert_int_equal(first_size, second_size);
    assert_memory_equal(first, second, first_size);
    free(first);
    free(second);
}

static void showing_changes_nothing(void **state)
{
    struct test_folder *folder = *state;
    char shown[128], first[DIGEST_TEXT_SIZE], second[DIGEST_TEXT_SIZE];
    snprintf(shown, sizeof shown, "%s/shown.h5", folder->path);
    write_shown(folder->file, false, first);
    write_shown(shown, true, second);
    assert_string_equal(first, second);
    assert_same_files(folder->file, shown);
    assert_int_equal(test_folder_count(folder->path), 2);
}

static void shown_files_are_whole(void **state)
{
    struct test_folder *folder = *state;
    char live[160];
    static const struct results_progress progress[] = {{"simulated_s", 3600.0}, {"share", 0.25}};
    snprintf(live, sizeof live, "%s.live", folder->file);
    struct team *team = team_create(2, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    static const uint32_t counts[] = {0, 10, 16383, 1, 70000};
    uint32_t total = 0;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        sample_put(results, total, counts[i]);
        total += counts[i];
        assert_int_equal(results_show(results, progress, 2, NULL), STATUS_OK);
        if (total > 0) {
            int16_t *stops = calloc(total, sizeof *stops);
            assert_int_equal(test_dataset_read(live, "trips/stops", H5T_NATIVE_INT16, stops),
                             total);
            assert_int_equal(stops[total - 1], (total - 1) % 300);
            free(stops);
        }
    }
    hid_t file = H5Fopen(live, H5F_ACC_RDONLY, H5P_DEFAULT);
    int complete = 1;
    double share = 0;
    hid_t root = H5Aopen_by_name(file, "/", "complete", H5P_DEFAULT, H5P_DEFAULT);
    hid_t real = H5Aopen_by_name(file, "progress", "share", H5P_DEFAULT, H5P_DEFAULT);
    assert_true(H5Aread(root, H5T_NATIVE_INT, &complete) >= 0);
    assert_true(H5Aread(real, H5T_NATIVE_DOUBLE, &share) >= 0);
    H5Aclose(real);
    H5Aclose(root);
    H5Fclose(file);
    assert_int_equal(complete, 0);
    assert_int_equal(lround(share * 100), 25);
    results_abandon(results);
    assert_int_equal(test_folder_count(folder->path), 0);
    team_destroy(team);
}

static struct archive_memory *saved(struct results *results)
{
    static struct archive_memory memory;
    struct archive archive;
    memory = (struct archive_memory){0};
    archive_init(&archive, false, archive_to_memory(&memory), NULL);
    results_archive(results, &archive);
    assert_int_equal(archive_status(&archive), STATUS_OK);
    return &memory;
}

/* Rows and slabs, with a cut after `cut` rows, behind which the first run goes on in vain. */
static void write_cut(const char *path, uint32_t cut, char digest[DIGEST_TEXT_SIZE])
{
    struct team *team = team_create(2, NULL);
    struct error err = {0};
    struct results *results = results_create(path, "2026-03-02", team, NULL);
    assert_int_equal(results_announce(results, &sample_empty_kind, NULL), STATUS_OK);
    sample_put(results, 0, cut);
    struct archive_memory *memory = saved(results);
    sample_put(results, 5, 70000);
    results_abandon(results); /* leaves the spool, which the checkpoint needs */

    struct archive archive;
    results = results_resume(path, "2026-03-02", team, &err);
    assert_string_equal(err.text, "");
    archive_init(&archive, true, archive_from_memory(memory), &err);
    results_archive(results, &archive);
    assert_string_equal(err.text, "");
    mem_free(memory->bytes);
    assert_int_equal(results_announce(results, &sample_empty_kind, NULL), STATUS_OK);
    sample_put(results, cut, 150000 - cut);
    sample_put_slabs(results, 7, 3);
    assert_int_equal(results_finish(results, digest, &err), STATUS_OK);
    team_destroy(team);
}

static void resuming_changes_nothing(void **state)
{
    struct test_folder *folder = *state;
    char cut[128], first[DIGEST_TEXT_SIZE], second[DIGEST_TEXT_SIZE];
    static const uint32_t cuts[] = {0, 1, 16384, 16385, 149999};
    snprintf(cut, sizeof cut, "%s/cut.h5", folder->path);
    write_shown(folder->file, false, first);
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        write_cut(cut, cuts[i], second);
        assert_string_equal(first, second);
        assert_same_files(folder->file, cut);
        assert_int_equal(test_folder_count(folder->path), 2);
    }
}

static void damaged_spools_are_refused(void **state)
{
    struct test_folder *folder = *state;
    char part[160];
    snprintf(part, sizeof part, "%s.part", folder->file);
    struct team *team = team_create(1, NULL);
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    sample_put(results, 0, 70000);
    struct archive_memory *memory = saved(results);
    results_abandon(results);
    size_t size;
    char *bytes = test_file_read(part, &size);
    for (size_t at = 0; at < size; at += size / 50) {
        struct error err = {0};
        struct archive archive;
        FILE *file = fopen(part, "r+b");
        fseek(file, (long)at, SEEK_SET);
        fputc(bytes[at] ^ 0x10, file);
        fclose(file);
        results = results_resume(folder->file, "2026-03-02", team, NULL);
        memory->place = 0;
        archive_init(&archive, true, archive_from_memory(memory), &err);
        results_archive(results, &archive);
        assert_int_equal(archive_status(&archive), STATUS_DATA);
        assert_non_null(strstr(err.text, part));
        results_abandon(results);
        file = fopen(part, "wb");
        fwrite(bytes, 1, size, file);
        fclose(file);
    }
    assert_int_equal(test_folder_count(folder->path), 1);
    free(bytes);
    mem_free(memory->bytes);
    team_destroy(team);
}

/* Another run goes on from where the first one was, which goes on, too. */
static void a_copy_goes_on_as_its_own(void **state)
{
    struct test_folder *folder = *state;
    char part[160], copy[160], copy_part[170], first[DIGEST_TEXT_SIZE], second[DIGEST_TEXT_SIZE];
    snprintf(part, sizeof part, "%s.part", folder->file);
    snprintf(copy, sizeof copy, "%s/copy.h5", folder->path);
    snprintf(copy_part, sizeof copy_part, "%s.part", copy);
    struct team *team = team_create(2, NULL);
    struct error err = {0};
    struct results *results = results_create(folder->file, "2026-03-02", team, NULL);
    sample_put(results, 0, 70000);
    struct archive_memory *memory = saved(results);
    sample_put(results, 70000, 80000);
    assert_int_equal(results_copy_part(part, part, &err), STATUS_RESOURCE);
    assert_non_null(strstr(err.text, "another run is writing it"));
    for (int i = 0; i < 2; i++) { /* given up at first */
        struct archive archive;
        error_reset(&err);
        assert_int_equal(results_copy_part(part, copy_part, &err), STATUS_OK);
        struct results *other = results_resume(copy, "2026-03-02", team, &err);
        assert_non_null(other);
        results_disown(other);
        memory->place = 0;
        archive_init(&archive, true, archive_from_memory(memory), &err);
        results_archive(other, &archive);
        assert_string_equal(err.text, "");
        sample_put(other, 70000, 80000);
        if (i == 0)
            results_abandon(other);
        else
            assert_int_equal(results_finish(other, second, NULL), STATUS_OK);
        assert_int_equal(test_folder_count(folder->path), 1 + i);
    }
    assert_int_equal(results_finish(results, first, NULL), STATUS_OK);
    assert_string_equal(first, second);
    assert_same_files(folder->file, copy);
    mem_free(memory->bytes);
    team_destroy(team);
}

static void resuming_needs_a_spool(void **state)
{
    struct test_folder *folder = *state;
    struct error err = {0};
    struct team *team = team_create(1, NULL);
    assert_null(results_resume(folder->file, "2026-03-02", team, &err));
    assert_int_equal(err.status, STATUS_RESOURCE);
    assert_non_null(strstr(err.text, "out.h5.part"));
    assert_int_equal(test_folder_count(folder->path), 0);
    team_destroy(team);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First: a process that has had OpenMP threads cannot have them again after a fork. */
        FOLDER_TEST(full_disk_at_any_size),
        FOLDER_TEST(works_again_after_a_full_disk),
        FOLDER_TEST(same_bytes_for_any_team_and_time),
        FOLDER_TEST(digest_depends_on_the_data),
        FOLDER_TEST(refused_paths),
        FOLDER_TEST(refused_date),
        FOLDER_TEST(second_run_on_the_same_file_is_refused),
        FOLDER_TEST(abandon_leaves_nothing_but_the_old_file),
        FOLDER_TEST(showing_changes_nothing),
        FOLDER_TEST(shown_files_are_whole),
        FOLDER_TEST(resuming_changes_nothing),
        FOLDER_TEST(damaged_spools_are_refused),
        FOLDER_TEST(a_copy_goes_on_as_its_own),
        FOLDER_TEST(resuming_needs_a_spool),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
