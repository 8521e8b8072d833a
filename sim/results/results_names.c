// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"
#include "results/results_dimension.h"

#include <string.h>

static hid_t results_names_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type >= 0 &&
        (H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)) {
        H5Tclose(type);
        return H5I_INVALID_HID;
    }
    return type;
}

/* Texts of variable length cannot be filtered, so the table lies in one piece; an empty one must be
 * chunked, because only a dimension that can grow may be empty for every reader. */
static hid_t results_names_create(hid_t group, const char *column, hid_t type, hsize_t count)
{
    hsize_t limit = count == 0 ? H5S_UNLIMITED : count;
    hsize_t chunk = 1;
    hid_t space = H5Screate_simple(1, &count, &limit);
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    hid_t dataset = H5I_INVALID_HID;
    if (space >= 0 && creation >= 0 && H5Pset_obj_track_times(creation, 0) >= 0 &&
        H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0 &&
        (count > 0 || H5Pset_chunk(creation, 1, &chunk) >= 0)) {
        dataset = H5Dcreate2(group, column, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    }
    H5Pclose(creation);
    H5Sclose(space);
    return dataset;
}

/* One column of names, as the caller gave it. */
static void results_names_digest(struct results *results, const struct results_name_table *table)
{
    digest_add(&results->digest, table->group, strlen(table->group) + 1);
    digest_add(&results->digest, table->column, strlen(table->column) + 1);
    for (uint32_t i = 0; i < table->count; i++) {
        digest_add(&results->digest, table->texts[i], strlen(table->texts[i]) + 1);
    }
}

/* Fills the dataset and closes it. The flush comes first, since a failed close cannot be undone. */
static enum status results_names_fill(struct results *results, hid_t dataset, hid_t type,
                                      struct results_dimension *dimension,
                                      const struct results_name_table *table, struct error *err)
{
    if (!results_h5_set_text(dataset, "long_name", table->long_name) ||
        (table->count > 0 &&
         H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, table->texts) < 0)) {
        return results_broken(results, table->group, table->column, err);
    }
    enum status status =
        results_dimension_attach(results, dataset, table->column, &dimension, 1, err);
    if (status == STATUS_OK && (H5Dflush(dataset) < 0 || H5Dclose(dataset) < 0)) {
        status = results_broken(results, table->group, table->column, err);
    }
    return status;
}

static enum status results_names_check(const struct results_name_table *table, struct error *err)
{
    for (uint32_t i = 0; i < table->count; i++) {
        if (table->texts[i] == NULL) {
            return error_fail(err, STATUS_INTERNAL, "text %u of %u of `%s/%s` is missing", i,
                              table->count, table->group, table->column);
        }
    }
    return STATUS_OK;
}

static enum status results_names_write(struct results *results,
                                       const struct results_name_table *table, struct error *err)
{
    struct results_dimension *dimension;
    enum status status = results_names_check(table, err);
    if (status == STATUS_OK) {
        status = results_dimension_take(results, table->group, table->index, table->count,
                                        &dimension, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    hid_t group = results_h5_group(results->file, table->group);
    hid_t type = results_names_type();
    hid_t dataset = group < 0 || type < 0
                        ? H5I_INVALID_HID
                        : results_names_create(group, table->column, type, table->count);
    if (dataset < 0) {
        status = results_broken(results, table->group, table->column, err);
    } else {
        status = results_names_fill(results, dataset, type, dimension, table, err);
    }
    H5Tclose(type);
    H5Gclose(group);
    if (status == STATUS_OK) {
        results_names_digest(results, table);
    }
    return status;
}

enum status results_write_names(struct results *results, const struct results_name_table *table,
                                struct error *err)
{
    enum status status = results_enter(results, err);
    if (status == STATUS_OK) {
        status = results_leave(results, results_names_write(results, table, err));
    }
    return status;
}
