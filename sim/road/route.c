// SPDX-License-Identifier: GPL-3.0-or-later
#include "road/route.h"

#include <stdio.h>
#include <string.h>

#define NAME_SHOWN 60
#define SHOWN_SIZE 256
#define WAYS_SHOWN 4u
#define NAME_SIZE  128

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

enum status route_read(const struct network *network, const struct route_text *route,
                       uint32_t *out_links, uint32_t *out_count, struct error *err)
{
    const char *next = route->text, *end = route->text + route->size;
    uint32_t count = 0;
    for (;;) {
        const char *name = next;
        while (next < end && *next != ' ')
            next++;
        uint32_t link = names_find_part(&network->link_names, name, (size_t)(next - name));
        if (link == NONE)
            return route_fail_name(network, route, name, (size_t)(next - name), err);
        if (count == ROUTE_LINKS_MAX)
            return route_fail(route, err, "has more than 65535 links");
        if (count > 0 && !network_turn_allowed(network, out_links[count - 1], link))
            return route_fail_turn(network, route, out_links[count - 1], link, err);
        out_links[count++] = link;
        if (next == end)
            break;
        next++;
    }
    *out_count = count;
    return STATUS_OK;
}
