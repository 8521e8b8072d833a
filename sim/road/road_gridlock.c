// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/names.h"
#include "road/road_node.h"

struct forced_row {
    double t_s;
    int32_t person, node, from_link, to_link;
};

static const struct column forced_columns[] = {
    {"time", COLUMN_F64, offsetof(struct forced_row, t_s), RECORD_CLOCK, "time of the move", NULL,
     NULL},
    {"person", COLUMN_I32, offsetof(struct forced_row, person), NULL, "driver", NULL, "persons"},
    {"node", COLUMN_I32, offsetof(struct forced_row, node), NULL, "node", NULL, "network/nodes"},
    {"from_link", COLUMN_I32, offsetof(struct forced_row, from_link), NULL,
     "link that was left, -1 at the start of a drive", NULL, "network/links"},
    {"to_link", COLUMN_I32, offsetof(struct forced_row, to_link), NULL,
     "link that was entered although it was full", NULL, "network/links"},
    {0},
};

const struct record_kind road_forced_record = {
    "forced_moves", "move", "Vehicles moved by force after waiting longer than the patience",
    forced_columns, sizeof(struct forced_row)};

void road_record_forced(const struct road *road, struct activation *act, uint32_t approach,
                        uint32_t link, uint32_t ref)
{
    struct forced_row row = {
        .t_s = act->t_ms / 1000.0,
        .person = (int32_t)route_store_end(road->routes, slot_cursor(ref)).vehicle,
        .node = (int32_t)(act->self - road->first_process),
        .from_link = approach_is_link(road, approach) ? (int32_t)approach : -1,
        .to_link = (int32_t)link};
    activation_record(act, &road_forced_record, &row);
}
