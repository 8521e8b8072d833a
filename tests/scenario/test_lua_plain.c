// SPDX-License-Identifier: GPL-3.0-or-later
#include "hook_support.h"

#include "base/memory.h"
#include "kernel/random.h"

static void save(struct hook_fixture *f, unsigned char **out_bytes, size_t *out_size)
{
    if (hooks_save(f->spec->hooks, out_bytes, out_size, &f->err) != STATUS_OK)
        fail_msg("%s", f->err.text);
}

/** Equal contents give equal bytes, in whatever order they came; all kinds of values come back. */
static void test_bytes(void **state)
{
    (void)state;
    struct hook_fixture f[2];
    unsigned char *bytes[2];
    size_t size[2];
    hook_begin(&f[0], "state.a = 1 state.b = { x = 'te\\0xt', [false] = 2.5, [1] = -1, [7] = {} }");
    hook_begin(&f[1], "local b = { [7] = {} } state.b = b b[1] = -1 b[false] = 2.5 state.gone = 1\n"
                      "b.x = 'te\\0xt' state.a = 1 state.gone = nil");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(hook_call(&f[i]), STATUS_OK);
        save(&f[i], &bytes[i], &size[i]);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(bytes[0], bytes[1], size[0]);
    for (int i = 0; i < 2; i++) {
        mem_free(bytes[i]);
        hook_end(&f[i]);
    }
}

/** No bytes make it fail otherwise than with STATUS_DATA. */
static void test_damaged_bytes(void **state)
{
    (void)state;
    struct hook_fixture f;
    unsigned char *bytes;
    size_t size;
    struct random_stream lot;
    unsigned refused = 0;
    hook_begin(&f, "for i = 1, 40 do state[i] = { i, tostring(i), i / 3, { [true] = i } } end");
    assert_int_equal(hook_call(&f), STATUS_OK);
    save(&f, &bytes, &size);
    random_stream_init(&lot, 1, 1, RANDOM_TEST);
    for (int i = 0; i < 2000; i++) {
        struct error err = {0};
        size_t at = random_below(&lot, (uint32_t)size);
        unsigned char before = bytes[at];
        bytes[at] = (unsigned char)random_below(&lot, 256);
        enum status status = hooks_load(f.spec->hooks, bytes, size, &err);
        assert_true(status == STATUS_OK || status == STATUS_DATA);
        refused += status == STATUS_DATA;
        bytes[at] = before;
    }
    assert_true(refused > 100);
    for (size_t cut = 0; cut < size; cut += 7) {
        struct error err = {0};
        assert_int_equal(hooks_load(f.spec->hooks, bytes, cut, &err), STATUS_DATA);
    }
    assert_int_equal(hooks_load(f.spec->hooks, bytes, size, &f.err), STATUS_OK);
    mem_free(bytes);
    hook_end(&f);
}

static void test_refused(void **state)
{
    (void)state;
    hook_assert_fails("local t = {} state.t = t for i = 1, 40 do t.t = {} t = t.t end",
                      "3: state.t.t.t.t");
    hook_assert_fails("state.x = ('x'):rep(400000) state.y = state.x .. state.x",
                      "3: state.y: more than 1 MiB");
    hook_assert_fails("state[{}] = 1", "3: state has a table as key");
    hook_assert_fails("state.a = { b = { 1, 2, print or error } }",
                      "3: state.a.b[3] is a function");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_damaged_bytes),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
