// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/network_fixture.h"

#include "road/route.h"

#include <stdlib.h>

/** P -a-> Q, then to R by one of two names, one longer than eight bytes; S beyond R, two-way. */
struct setup {
    struct network_fixture net;
    struct route_reader *reader;
    uint32_t links[ROUTE_LINKS_MAX];
    struct error err;
};

static int setup_up(void **state)
{
    struct setup *setup = mem_alloc(1, sizeof *setup, NULL);
    struct network_fixture *net = &setup->net;
    network_fixture_init(net);
    fixture_node(net, "P", 0, 0);
    fixture_node(net, "Q", 900, 0);
    fixture_node(net, "R", 1800, 0);
    fixture_node(net, "S", 2700, 0);
    fixture_node(net, "T", 2700, 900);
    fixture_way(net, "a", "P", "Q");
    fixture_way(net, "eightbyt", "Q", "R");
    fixture_way(net, "eightbytes_long", "Q", "R");
    fixture_street(net, "s", "R", "S");
    fixture_way(net, "out", "S", "T");
    fixture_build(net);
    assert_int_equal(route_reader_create(net->network, &setup->reader, &setup->err), STATUS_OK);
    *state = setup;
    return 0;
}

static int setup_down(void **state)
{
    struct setup *setup = *state;
    route_reader_destroy(setup->reader);
    route_reader_destroy(NULL);
    network_fixture_deinit(&setup->net);
    mem_free(setup);
    return 0;
}

/** The text stands at the very end of its memory, so that a look beyond it can be seen. */
static enum status read_text(struct setup *setup, const char *text, uint32_t *out_count)
{
    size_t size = strlen(text);
    char *copy = malloc(size + 1);
    memcpy(copy, text, size);
    struct route_text route = {copy, size, "t.csv", 5};
    error_reset(&setup->err);
    enum status status = route_read(setup->reader, &route, setup->links, out_count, &setup->err);
    free(copy);
    return status;
}

static void assert_refused(struct setup *setup, const char *text, const char *finding)
{
    uint32_t count = 77;
    assert_int_equal(read_text(setup, text, &count), STATUS_DATA);
    assert_string_equal(setup->err.text, finding);
    assert_int_equal(count, 77);
}

static void test_links_in_order(void **state)
{
    struct setup *setup = *state;
    uint32_t count = 0;
    assert_int_equal(read_text(setup, "a eightbytes_long s out", &count), STATUS_OK);
    assert_int_equal(count, 4);
    assert_int_equal(setup->links[0], fixture_link_id(&setup->net, "a"));
    assert_int_equal(setup->links[1], fixture_link_id(&setup->net, "eightbytes_long"));
    assert_int_equal(setup->links[2], fixture_link_id(&setup->net, "s"));
    assert_int_equal(setup->links[3], fixture_link_id(&setup->net, "out"));
    assert_int_equal(read_text(setup, "a eightbyt s", &count), STATUS_OK);
    assert_int_equal(count, 3);
    assert_int_equal(setup->links[1], fixture_link_id(&setup->net, "eightbyt"));
    assert_int_equal(read_text(setup, "sr", &count), STATUS_OK);
    assert_int_equal(count, 1);
    assert_int_equal(setup->links[0], fixture_link_id(&setup->net, "sr"));
}

static void test_findings(void **state)
{
    struct setup *setup = *state;
    assert_refused(setup, "", "t.csv:5: route: is empty, it is required");
    assert_refused(setup, "a  eightbyt",
                   "t.csv:5: route: has a space too many: names are separated by one");
    assert_refused(setup, "a ", "t.csv:5: route: has a space too many: names are separated by one");
    assert_refused(setup, "a eightbyts s",
                   "t.csv:5: route: unknown link 'eightbyts', did you mean 'eightbyt'?");
    assert_refused(setup, "zzzzz", "t.csv:5: route: unknown link 'zzzzz'");
    assert_refused(setup, "a out",
                   "t.csv:5: route: link 'out' starts at 'S', but 'a' before it ends at 'Q', it "
                   "leads to 'eightbyt', 'eightbytes_long'");
    assert_refused(setup, "s sr",
                   "t.csv:5: route: the turn from link 's' into 'sr' at 'S' is not allowed, it "
                   "leads to 'out'");
}

/** Without an error record nobody is asked for similar names. */
static void test_no_record_no_text(void **state)
{
    struct setup *setup = *state;
    uint32_t count = 77;
    struct route_text route = {"a b", 3, "t.csv", 5}, turn = {"s sr", 4, "t.csv", 5};
    assert_int_equal(route_read(setup->reader, &route, setup->links, &count, NULL), STATUS_DATA);
    assert_int_equal(route_read(setup->reader, &turn, setup->links, &count, NULL), STATUS_DATA);
    assert_int_equal(count, 77);
}

/** Round and round a ring of three: 65,535 links are the most. */
static void test_longest_route(void **state)
{
    (void)state;
    static const char lap[] = "x yy zzz ";
    uint32_t laps = ROUTE_LINKS_MAX / 3, count = 0;
    size_t size = laps * (sizeof lap - 1) - 1;
    struct network_fixture net;
    struct route_reader *reader;
    char *text = malloc(size + 8);
    uint32_t *links = malloc(ROUTE_LINKS_MAX * sizeof *links);
    network_fixture_init(&net);
    fixture_node(&net, "P", 0, 0);
    fixture_node(&net, "Q", 900, 0);
    fixture_node(&net, "R", 0, 900);
    fixture_way(&net, "x", "P", "Q");
    fixture_link(&net, (struct road_link_row){
                           .id = "yy", .from = "Q", .to = "R", .oneway = true, .length_m = 1300});
    fixture_way(&net, "zzz", "R", "P");
    fixture_build(&net);
    assert_int_equal(route_reader_create(net.network, &reader, &net.err), STATUS_OK);
    for (uint32_t i = 0; i < laps; i++)
        memcpy(text + i * (sizeof lap - 1), lap, i + 1 < laps ? sizeof lap - 1 : sizeof lap - 2);
    struct route_text route = {text, size, "t.csv", 2};
    assert_int_equal(route_read(reader, &route, links, &count, &net.err), STATUS_OK);
    assert_int_equal(count, 65535);
    memcpy(text + size, " x", 2);
    route.size += 2;
    assert_int_equal(route_read(reader, &route, links, &count, &net.err), STATUS_DATA);
    assert_string_equal(net.err.text, "t.csv:2: route: has more than 65535 links");
    route_reader_destroy(reader);
    network_fixture_deinit(&net);
    free(text);
    free(links);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup_up, setup_down)
    const struct CMUnitTest tests[] = {
        TEST(test_links_in_order),
        TEST(test_findings),
        TEST(test_no_record_no_text),
        cmocka_unit_test(test_longest_route),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
