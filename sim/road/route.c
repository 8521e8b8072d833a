// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/route.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

#define NAME_SHOWN 60
#define SHOWN_SIZE 256
#define WAYS_SHOWN 4u
#define NAME_SIZE  128

#define KEY_BYTES 8u

/** A link that may follow another one. */
struct successor {
    uint64_t key;    /**< first bytes of its name, zeros behind a shorter one */
    uint32_t length; /**< of its name */
    uint32_t link;
};

struct route_reader {
    const struct network *network;
    uint32_t *first; /**< [link_count + 1] into `successors` */
    struct successor *successors;
};

/** The first bytes of a name, to be compared at once. */
static inline uint64_t name_key(const char *name, size_t length)
{
    uint64_t key = 0;
    if (length >= KEY_BYTES) {
        memcpy(&key, name, KEY_BYTES);
        return key;
    }
    for (size_t i = 0; i < length; i++)
        key |= (uint64_t)(unsigned char)name[i] << 8 * i;
    return key;
}

static uint32_t count_turns(const struct network *network)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < network->link_count; i++) {
        const struct road_node *node = &network->nodes[network->links[i].to];
        for (uint32_t k = 0; k < node->out_count; k++)
            count += network_turn_allowed(network, i, network->out_links[node->first_out + k]);
    }
    return count;
}

static void reader_fill(struct route_reader *reader)
{
    const struct network *network = reader->network;
    uint32_t count = 0;
    for (uint32_t i = 0; i < network->link_count; i++) {
        const struct road_node *node = &network->nodes[network->links[i].to];
        reader->first[i] = count;
        for (uint32_t k = 0; k < node->out_count; k++) {
            uint32_t link = network->out_links[node->first_out + k];
            const char *name = names_text(&network->link_names, link);
            size_t length = strlen(name);
            if (network_turn_allowed(network, i, link))
                reader->successors[count++] =
                    (struct successor){name_key(name, length), (uint32_t)length, link};
        }
    }
    reader->first[network->link_count] = count;
}

enum status route_reader_create(const struct network *network, struct route_reader **out,
                                struct error *err)
{
    struct route_reader *reader = mem_alloc(1, sizeof *reader, err);
    if (!reader)
        return STATUS_RESOURCE;
    reader->network = network;
    reader->first = mem_alloc((size_t)network->link_count + 1, sizeof *reader->first, err);
    reader->successors = mem_alloc(count_turns(network), sizeof *reader->successors, err);
    if (!reader->first || !reader->successors) {
        route_reader_destroy(reader);
        return STATUS_RESOURCE;
    }
    reader_fill(reader);
    *out = reader;
    return STATUS_OK;
}

void route_reader_destroy(struct route_reader *reader)
{
    if (!reader)
        return;
    mem_free(reader->first);
    mem_free(reader->successors);
    mem_free(reader);
}

/** The link of that name which may follow `before`, or NONE. */
static uint32_t find_successor(const struct route_reader *reader, uint32_t before, const char *name,
                               size_t length)
{
    uint64_t key = name_key(name, length);
    for (uint32_t i = reader->first[before]; i < reader->first[before + 1]; i++) {
        const struct successor *successor = &reader->successors[i];
        if (successor->key == key && successor->length == length &&
            (length <= KEY_BYTES ||
             memcmp(names_text(&reader->network->link_names, successor->link), name, length) == 0))
            return successor->link;
    }
    return NONE;
}

static enum status route_fail(const struct route_text *route, struct error *err, const char *text)
{
    return error_fail(err, STATUS_DATA, "%s:%u: route: %s", route->path, (unsigned)route->line,
                      text);
}

static enum status route_fail_name(const struct network *network, const struct route_text *route,
                                   const char *name, size_t size, struct error *err)
{
    char copy[NAME_SIZE], text[2 * SHOWN_SIZE];
    if (!err) /* comparing with all names takes time */
        return STATUS_DATA;
    if (size == 0)
        return route_fail(route, err,
                          route->size == 0 ? "is empty, it is required"
                                           : "has a space too many: names are separated by one");
    snprintf(copy, sizeof copy, "%.*s", (int)(size < NAME_SIZE ? size : NAME_SIZE - 1), name);
    const char *similar = names_suggest(&network->link_names, copy);
    snprintf(text, sizeof text, "unknown link '%.*s'%s%s%s", NAME_SHOWN, copy,
             similar ? ", did you mean '" : "", similar ? similar : "", similar ? "'?" : "");
    return route_fail(route, err, text);
}

/** Lists links that may follow `from`. */
static void list_ways(const struct network *network, uint32_t from, char out[SHOWN_SIZE])
{
    const struct road_node *node = &network->nodes[network->links[from].to];
    size_t used = 0;
    uint32_t shown = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < node->out_count && shown < WAYS_SHOWN && used < SHOWN_SIZE; i++) {
        uint32_t to = network->out_links[node->first_out + i];
        if (network_turn_allowed(network, from, to))
            used += (size_t)snprintf(out + used, SHOWN_SIZE - used, "%s'%s'",
                                     shown++ ? ", " : ", it leads to ",
                                     names_text(&network->link_names, to));
    }
}

static enum status route_fail_turn(const struct network *network, const struct route_text *route,
                                   uint32_t from, uint32_t to, struct error *err)
{
    char ways[SHOWN_SIZE], text[4 * SHOWN_SIZE];
    const struct road_link *before = &network->links[from], *after = &network->links[to];
    const char *from_name = names_text(&network->link_names, from);
    const char *to_name = names_text(&network->link_names, to);
    if (!err)
        return STATUS_DATA;
    list_ways(network, from, ways);
    if (before->to == after->from)
        snprintf(text, sizeof text, "the turn from link '%s' into '%s' at '%s' is not allowed%s",
                 from_name, to_name, names_text(&network->node_names, before->to), ways);
    else
        snprintf(text, sizeof text, "link '%s' starts at '%s', but '%s' before it ends at '%s'%s",
                 to_name, names_text(&network->node_names, after->from), from_name,
                 names_text(&network->node_names, before->to), ways);
    return route_fail(route, err, text);
}

/** Where the name that begins at `next` ends. The first eight bytes are looked at together: of the
 * bits of `found`, the lowest one that is set belongs to the first byte that is a space. */
static const char *name_end(const char *next, const char *end)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if ((size_t)(end - next) >= KEY_BYTES) {
        uint64_t word;
        memcpy(&word, next, sizeof word);
        word ^= UINT64_C(0x2020202020202020);
        uint64_t found =
            (word - UINT64_C(0x0101010101010101)) & ~word & UINT64_C(0x8080808080808080);
        if (found)
            return next + __builtin_ctzll(found) / 8;
        next += KEY_BYTES;
    }
#endif
    while (next < end && *next != ' ')
        next++;
    return next;
}

/** The next link by its name among all; finds what is wrong. */
static enum status find_link(const struct route_reader *reader, const struct route_text *route,
                             const char *name, size_t length, uint32_t *out, struct error *err)
{
    *out = names_find_part(&reader->network->link_names, name, length);
    return *out == NONE ? route_fail_name(reader->network, route, name, length, err) : STATUS_OK;
}

enum status route_read(const struct route_reader *reader, const struct route_text *route,
                       uint32_t *out_links, uint32_t *out_count, struct error *err)
{
    const char *end = route->text + route->size, *next = name_end(route->text, end);
    uint32_t count = 1;
    enum status status =
        find_link(reader, route, route->text, (size_t)(next - route->text), &out_links[0], err);
    while (status == STATUS_OK && next < end) {
        const char *name = next + 1;
        next = name_end(name, end);
        size_t length = (size_t)(next - name);
        uint32_t before = out_links[count - 1], link = find_successor(reader, before, name, length);
        if (link == NONE) {
            status = find_link(reader, route, name, length, &link, err);
            return status == STATUS_OK ? route_fail_turn(reader->network, route, before, link, err)
                                       : status;
        }
        if (count == ROUTE_LINKS_MAX)
            return route_fail(route, err, "has more than 65535 links");
        out_links[count++] = link;
    }
    if (status == STATUS_OK)
        *out_count = count;
    return status;
}
