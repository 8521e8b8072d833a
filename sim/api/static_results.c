// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/static_results.h"

#include "api/provenance.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Every row here has room for what one of the static tables needs; unused members stay zero. */
struct static_row {
    double from_s, until_s;
    float lat, lon, length_m, speed_mps, capacity_vph, access_m;
    int32_t a, b, c;
    int8_t kind, lanes;
};

#define COLUMN(name_, type_, member, unit, about, flags_, names_)                                  \
    {                                                                                              \
        name_, type_, offsetof(struct static_row, member), unit, about, flags_, names_             \
    }
#define LATITUDE  COLUMN("lat", COLUMN_F32, lat, "degrees_north", "latitude", NULL, NULL)
#define LONGITUDE COLUMN("lon", COLUMN_F32, lon, "degrees_east", "longitude", NULL, NULL)

static const struct column node_columns[] = {
    LATITUDE,
    LONGITUDE,
    COLUMN("kind", COLUMN_I8, kind, NULL, "what the node stands for", road_node_kind_names, NULL),
    {0}};
static const struct column link_columns[] = {
    COLUMN("from_node", COLUMN_I32, a, NULL, "node where the link starts", NULL, "network/nodes"),
    COLUMN("to_node", COLUMN_I32, b, NULL, "node where the link ends", NULL, "network/nodes"),
    COLUMN("road", COLUMN_I32, c, NULL, "road", NULL, "network/roads"),
    COLUMN("class", COLUMN_I8, kind, NULL, "class of the road", road_class_names, NULL),
    COLUMN("lanes", COLUMN_I8, lanes, "1", "lanes of this direction", NULL, NULL),
    COLUMN("length", COLUMN_F32, length_m, "m", "length", NULL, NULL),
    COLUMN("speed", COLUMN_F32, speed_mps, "m s-1", "speed in free flow", NULL, NULL),
    COLUMN(
        "capacity", COLUMN_F32, capacity_vph, "h-1",
        "capacity of the table, passenger cars per hour; streets carry road.street_factor times it",
        NULL, NULL),
    {0}};
static const char *const open_names[] = {"closed", "open", NULL};
static const struct column change_columns[] = {
    COLUMN("link", COLUMN_I32, a, NULL, "link that changes", NULL, "network/links"),
    COLUMN("from", COLUMN_F64, from_s, RECORD_CLOCK, "begin of the change", NULL, NULL),
    COLUMN("until", COLUMN_F64, until_s, RECORD_CLOCK, "end of the change", NULL, NULL),
    COLUMN("speed", COLUMN_F32, speed_mps, "m s-1", "speed in free flow meanwhile", NULL, NULL),
    COLUMN("capacity", COLUMN_F32, capacity_vph, "h-1",
           "capacity of the table meanwhile, passenger cars per hour", NULL, NULL),
    COLUMN("open", COLUMN_I8, kind, NULL, "whether vehicles may enter", open_names, NULL),
    {0}};
static const struct column shape_columns[] = {
    COLUMN("link", COLUMN_I32, a, NULL, "link that is drawn", NULL, "network/links"),
    LATITUDE,
    LONGITUDE,
    {0}};
static const struct column zone_columns[] = {LATITUDE,
                                             LONGITUDE,
                                             COLUMN("kind", COLUMN_I8, kind, NULL,
                                                    "inside the two cities, or outside",
                                                    zone_kind_names, NULL),
                                             {0}};
static const struct column place_columns[] = {
    COLUMN("zone", COLUMN_I32, a, NULL, "zone it lies in", NULL, "network/zones"),
    COLUMN("node", COLUMN_I32, b, NULL, "road node of its cars", NULL, "network/nodes"),
    LATITUDE,
    LONGITUDE,
    COLUMN("access", COLUMN_F32, access_m, "m", "mean way from the door to the node", NULL, NULL),
    {0}};
static const struct column stop_columns[] = {LATITUDE, LONGITUDE, {0}};
static const struct column line_columns[] = {
    COLUMN("mode", COLUMN_I8, kind, NULL, "kind of service", service_mode_names, NULL),
    COLUMN("seats", COLUMN_I32, b, "1", "seats of a vehicle", NULL, NULL),
    COLUMN("places", COLUMN_I32, a, "1", "seats and standing places of a vehicle", NULL, NULL),
    {0}};

static const struct column section_columns[] = {
    COLUMN("tracks", COLUMN_I32, a, "1", "trains that find room at once", NULL, NULL),
    COLUMN("group", COLUMN_I32, b, NULL, "single track of which it is a part, -1: none", NULL,
           "rail/groups"),
    {0}};
static const struct column rail_change_columns[] = {
    COLUMN("section", COLUMN_I32, a, NULL, "section that changes", NULL, "rail/sections"),
    COLUMN("from", COLUMN_F64, from_s, RECORD_CLOCK, "begin of the change", NULL, NULL),
    COLUMN("until", COLUMN_F64, until_s, RECORD_CLOCK, "end of the change", NULL, NULL),
    COLUMN("speed", COLUMN_F32, speed_mps, "m s-1", "highest speed meanwhile, 0: unchanged", NULL,
           NULL),
    COLUMN("open", COLUMN_I8, kind, NULL, "whether trains may enter", open_names, NULL),
    {0}};

static const struct record_kind node_kind = {"network/nodes", "node", "Road nodes", node_columns,
                                             sizeof(struct static_row)};
static const struct record_kind link_kind = {"network/links", "link", "Directed road links",
                                             link_columns, sizeof(struct static_row)};
static const struct record_kind change_kind = {"network/changes", "change",
                                               "Changes of links by time of day", change_columns,
                                               sizeof(struct static_row)};
static const struct record_kind shape_kind = {"network/shapes", "point",
                                              "Drawn lines of the links, points in order",
                                              shape_columns, sizeof(struct static_row)};
static const struct record_kind zone_kind = {"network/zones", "zone", "Zones", zone_columns,
                                             sizeof(struct static_row)};
static const struct record_kind place_kind = {"network/places", "place",
                                              "Places where trips begin and end", place_columns,
                                              sizeof(struct static_row)};
static const struct record_kind stop_kind = {"transit/stops", "stop", "Stops", stop_columns,
                                             sizeof(struct static_row)};
static const struct record_kind line_kind = {"transit/lines", "line", "Lines", line_columns,
                                             sizeof(struct static_row)};
static const struct record_kind section_kind = {"rail/sections", "section", "What trains occupy",
                                                section_columns, sizeof(struct static_row)};
static const struct record_kind rail_change_kind = {"rail/changes", "change",
                                                    "Changes of sections by time of day",
                                                    rail_change_columns, sizeof(struct static_row)};

struct person_row {
    int32_t home_place;
    float lat, lon;
    int8_t group, has_car, has_ticket, has_bicycle;
};

static const char *const having_names[] = {"no", "yes", NULL};
#define HAVING(member, about)                                                                      \
    {                                                                                              \
#member, COLUMN_I8, offsetof(struct person_row, member), NULL, about, having_names, NULL   \
    }

static const struct column person_columns[] = {
    {"group", COLUMN_I8, offsetof(struct person_row, group), NULL, "group of the population",
     person_group_names, NULL},
    {"start_place", COLUMN_I32, offsetof(struct person_row, home_place), NULL,
     "place where the day begins", NULL, "network/places"},
    {"home_lat", COLUMN_F32, offsetof(struct person_row, lat), "degrees_north",
     "door of the home of a resident, drawn about its place", NULL, NULL},
    {"home_lon", COLUMN_F32, offsetof(struct person_row, lon), "degrees_east",
     "door of the home of a resident", NULL, NULL},
    HAVING(has_car, "whether the person may drive, and has a car"),
    HAVING(has_ticket, "whether the person has a season ticket of public transport"),
    HAVING(has_bicycle, "whether the person has a bicycle"),
    {0}};
static const struct record_kind person_kind = {"persons", "person", "Everybody", person_columns,
                                               sizeof(struct person_row)};

/** What all the writers below need. `status` holds the first failure; later writes do nothing. */
struct writer {
    const struct world *world;
    struct results *results;
    struct record_sink sink;
    struct error *err;
    enum status status;
};

static void put(struct writer *writer, const struct record_kind *kind, const void *row)
{
    if (writer->status == STATUS_OK)
        writer->status = writer->sink.put(writer->sink.self, kind, row, writer->err);
}

/** Gives an empty table its columns, too. */
static void announce(struct writer *writer, const struct record_kind *kind)
{
    if (writer->status == STATUS_OK)
        writer->status = results_announce(writer->results, kind, writer->err);
}

/** What a column of texts is, by its name: the same in all tables. */
static const char *text_meaning(const char *column)
{
    static const char *const meanings[][2] = {
        {"name", "what ids of this table stand for"},
        {"title", "name for people"},
        {"reason", "why it was changed"},
        {"route", "way of the line in words"},
    };
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (strcmp(column, meanings[i][0]) == 0)
            return meanings[i][1];
    return NULL;
}

static void put_names(struct writer *writer, const struct record_kind *kind, const char *column,
                      const char *const *texts, uint32_t count)
{
    if (writer->status == STATUS_OK)
        writer->status =
            results_write_names(writer->results,
                                &(struct results_name_table){kind->group, kind->index, column,
                                                             texts, count, text_meaning(column)},
                                writer->err);
}

/** A text column of a table, row by row. */
static void put_row_texts(struct writer *writer, const struct record_kind *kind, const char *column,
                          const struct table *table, size_t offset)
{
    const char **texts = mem_alloc(table->count, sizeof *texts, writer->err);
    if (!texts) {
        writer->status = STATUS_RESOURCE;
        return;
    }
    for (uint32_t i = 0; i < table->count; i++)
        texts[i] = *(const char *const *)(const void *)((const char *)table->rows +
                                                        i * table->row_size + offset);
    put_names(writer, kind, column, texts, table->count);
    mem_free(texts);
}

static void write_nodes(struct writer *writer)
{
    const struct network *network = writer->world->network;
    put_names(writer, &node_kind, "name", network->node_names.texts, network->node_count);
    for (uint32_t i = 0; i < network->node_count; i++) {
        const struct road_node *node = &network->nodes[i];
        put(writer, &node_kind,
            &(struct static_row){.lat = node->lat, .lon = node->lon, .kind = (int8_t)node->kind});
    }
}

static void write_links(struct writer *writer)
{
    const struct network *network = writer->world->network;
    static const struct record_kind road_kind = {"network/roads", "road", "Roads", NULL, 0};
    put_names(writer, &road_kind, "name", network->road_names.texts, network->road_names.count);
    put_names(writer, &link_kind, "name", network->link_names.texts, network->link_count);
    for (uint32_t i = 0; i < network->link_count; i++) {
        const struct road_link *link = &network->links[i];
        put(writer, &link_kind,
            &(struct static_row){.a = (int32_t)link->from,
                                 .b = (int32_t)link->to,
                                 .c = (int32_t)link->road,
                                 .kind = (int8_t)link->class,
                                 .lanes = (int8_t)link->lanes,
                                 .length_m = link->length_m,
                                 .speed_mps = link->speed_mps,
                                 .capacity_vph = link->capacity_vps * 3600.0f});
    }
}

/** In the order of the network: by link and time. */
static void write_changes(struct writer *writer)
{
    const struct network *network = writer->world->network;
    const struct table *table = &network->tables->changes;
    if (network->change_count == 0)
        return;
    const char **reasons = mem_alloc(network->change_count, sizeof *reasons, writer->err);
    if (!reasons) {
        writer->status = STATUS_RESOURCE;
        return;
    }
    for (uint32_t i = 0; i < network->change_count; i++) {
        const struct link_change *change = &network->changes[i];
        struct link_now now = network_link_at(network, change->link, change->from_ms);
        reasons[i] = TABLE_ROW(table, struct link_change_row, change->row)->reason;
        put(writer, &change_kind,
            &(struct static_row){.a = (int32_t)change->link,
                                 .from_s = change->from_ms / 1000.0,
                                 .until_s = change->until_ms / 1000.0,
                                 .speed_mps = now.speed_mps,
                                 .capacity_vph = now.capacity_vps * 3600.0f,
                                 .kind = (int8_t)now.is_open});
    }
    put_names(writer, &change_kind, "reason", reasons, network->change_count);
    mem_free(reasons);
}

/** The drawn line of a link: its ends, and between them the points of `via`, backwards for a
 * reverse direction. */
static void write_shape(struct writer *writer, uint32_t index)
{
    const struct network *network = writer->world->network;
    const struct road_link *link = &network->links[index];
    const struct road_link_row *row =
        TABLE_ROW(&network->tables->links, struct road_link_row, link->row);
    bool is_reverse = names_find(&network->node_names, row->from) != link->from;
    struct static_row points[64];
    uint32_t count = 0;

    for (const char *next = row->via; *next && count < sizeof points / sizeof points[0];) {
        char *end;
        float lat = strtof(next, &end);
        float lon = strtof(end, &end);
        if (end == next)
            break;
        points[count++] = (struct static_row){.a = (int32_t)index, .lat = lat, .lon = lon};
        next = *end == ';' ? end + 1 : end;
    }
    const struct road_node *from = &network->nodes[link->from], *to = &network->nodes[link->to];
    put(writer, &shape_kind,
        &(struct static_row){.a = (int32_t)index, .lat = from->lat, .lon = from->lon});
    for (uint32_t i = 0; i < count; i++)
        put(writer, &shape_kind, &points[is_reverse ? count - 1 - i : i]);
    put(writer, &shape_kind,
        &(struct static_row){.a = (int32_t)index, .lat = to->lat, .lon = to->lon});
}

static void write_zones(struct writer *writer)
{
    const struct network *network = writer->world->network;
    const struct table *zones = &network->tables->zones, *places = &network->tables->places;
    put_names(writer, &zone_kind, "name", network->zone_names.texts, network->zone_count);
    put_row_texts(writer, &zone_kind, "title", zones, offsetof(struct zone_row, name));
    for (uint32_t i = 0; i < network->zone_count; i++) {
        const struct zone_row *row = TABLE_ROW(zones, struct zone_row, i);
        put(writer, &zone_kind,
            &(struct static_row){
                .lat = (float)row->lat, .lon = (float)row->lon, .kind = (int8_t)row->kind});
    }
    put_names(writer, &place_kind, "name", network->place_names.texts, network->place_count);
    for (uint32_t i = 0; i < network->place_count; i++) {
        const struct place_row *row = TABLE_ROW(places, struct place_row, i);
        const struct place *place = &network->places[i];
        put(writer, &place_kind,
            &(struct static_row){.a = (int32_t)place->zone,
                                 .b = (int32_t)place->node,
                                 .lat = (float)row->lat,
                                 .lon = (float)row->lon,
                                 .access_m = place->access_m});
    }
    announce(writer, &zone_kind);
    announce(writer, &place_kind);
}

/** The way of each line in words; a replacement has that of the line that it replaces. */
static void write_routes(struct writer *writer)
{
    const struct timetable *timetable = writer->world->timetable;
    const struct table *table = &timetable->tables->lines;
    const char **routes = mem_alloc(timetable->line_count, sizeof *routes, writer->err);
    if (!routes) {
        writer->status = STATUS_RESOURCE;
        return;
    }
    for (uint32_t i = 0; i < timetable->line_count; i++)
        routes[i] = TABLE_ROW(table, struct line_row, timetable->lines[i].row)->route;
    put_names(writer, &line_kind, "route", routes, timetable->line_count);
    mem_free(routes);
}

static void write_transit(struct writer *writer)
{
    const struct timetable *timetable = writer->world->timetable;
    const struct table *stops = &timetable->tables->stops;
    put_names(writer, &stop_kind, "name", timetable->stop_names.texts, timetable->stop_count);
    put_row_texts(writer, &stop_kind, "title", stops, offsetof(struct stop_row, name));
    for (uint32_t i = 0; i < timetable->stop_count; i++) {
        const struct stop_row *row = TABLE_ROW(stops, struct stop_row, i);
        put(writer, &stop_kind,
            &(struct static_row){.lat = (float)row->lat, .lon = (float)row->lon});
    }
    put_names(writer, &line_kind, "name", timetable->line_names.texts, timetable->line_count);
    write_routes(writer);
    for (uint32_t i = 0; i < timetable->line_count; i++) {
        const struct transit_line *line = &timetable->lines[i];
        put(writer, &line_kind,
            &(struct static_row){.kind = (int8_t)line->mode,
                                 .a = (int32_t)(line->seats + line->standing),
                                 .b = (int32_t)line->seats});
    }
    announce(writer, &stop_kind);
    announce(writer, &line_kind);
}

/** Nothing in a scenario without blocks. */
static void write_rail(struct writer *writer)
{
    const struct rail_network *rail = writer->world->rail_network;
    static const struct record_kind group_kind = {"rail/groups", "group", "Single tracks", NULL, 0};
    if (rail->section_count == 0)
        return;
    put_names(writer, &group_kind, "name", rail->group_names.texts, rail->group_count);
    put_names(writer, &section_kind, "name", rail->section_names.texts, rail->section_count);
    for (uint32_t i = 0; i < rail->section_count; i++)
        put(writer, &section_kind,
            &(struct static_row){.a = (int32_t)rail->sections[i].track_count,
                                 .b = (int32_t)rail->sections[i].group});
}

/** In the order of the network: by section and time. */
static void write_rail_changes(struct writer *writer)
{
    const struct rail_network *rail = writer->world->rail_network;
    if (rail->change_count == 0)
        return;
    const char **reasons = mem_alloc(rail->change_count, sizeof *reasons, writer->err);
    if (!reasons) {
        writer->status = STATUS_RESOURCE;
        return;
    }
    for (uint32_t i = 0; i < rail->change_count; i++) {
        const struct rail_change *change = &rail->changes[i];
        reasons[i] = TABLE_ROW(&rail->tables->changes, struct rail_change_row, change->row)->reason;
        put(writer, &rail_change_kind,
            &(struct static_row){.a = (int32_t)change->section,
                                 .from_s = change->from_ms / 1000.0,
                                 .until_s = change->until_ms / 1000.0,
                                 .speed_mps = change->speed_mps,
                                 .kind = (int8_t)change->is_open});
    }
    put_names(writer, &rail_change_kind, "reason", reasons, rail->change_count);
    mem_free(reasons);
}

/** Where a resident lives; NaN: not known. */
static void set_home(const struct world *world, uint32_t person, struct person_row *row)
{
    const struct population *population = &world->population;
    double lat = (double)NAN, lon = (double)NAN;
    if (population_has_home(population, person)) {
        struct point at = world->network->places[population->start_place[person]].point;
        at.x_m += (float)population->home[person].east_m;
        at.y_m += (float)population->home[person].north_m;
        network_position(world->network, at, &lat, &lon);
    }
    row->lat = (float)lat;
    row->lon = (float)lon;
}

static void write_persons(struct writer *writer)
{
    const struct population *population = &writer->world->population;
    for (uint32_t i = 0; i < population->person_count; i++) {
        uint8_t traits = population->traits ? population->traits[i] : 0;
        struct person_row row =
            (struct person_row){.home_place = (int32_t)population->start_place[i],
                                .group = (int8_t)population->group[i],
                                .has_car = (traits & TRAIT_CAR) != 0,
                                .has_ticket = (traits & TRAIT_TICKET) != 0,
                                .has_bicycle = (traits & TRAIT_BICYCLE) != 0};
        set_home(writer->world, i, &row);
        put(writer, &person_kind, &row);
    }
    announce(writer, &person_kind);
}

enum status static_results_write(const struct world *world, struct results *results,
                                 struct error *err)
{
    struct writer writer = {world, results, results_sink(results), err, STATUS_OK};
    writer.status = provenance_write(world->spec, results, err);
    write_nodes(&writer);
    write_links(&writer);
    for (uint32_t i = 0; i < world->network->link_count; i++)
        write_shape(&writer, i);
    write_changes(&writer);
    write_zones(&writer);
    write_transit(&writer);
    write_rail(&writer);
    write_rail_changes(&writer);
    write_persons(&writer);
    return writer.status;
}
