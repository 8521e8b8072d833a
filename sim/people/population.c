// SPDX-License-Identifier: GPL-3.0-or-later
#include "people/population.h"

#include "base/memory.h"

const char *const person_group_names[] = {
    "child_0_5",          "pupil_6_17",    "student",  "employed",
    "not_employed_18_64", "senior_65plus", "commuter", "through_car",
    "through_truck",      "visitor",       NULL};

const char *const purpose_names[] = {
    "home",   "work",     "education", "shopping", "leisure", "personal_business",
    "escort", "business", "other",     "through",  "event",   NULL};

const char *const mode_names[] = {"walk",      "bike",      "car",   "ride",    "pt",
                                  "park_ride", "bike_ride", "truck", "shuttle", NULL};

const char *const drive_kind_names[] = {"petrol", "diesel", "battery", "truck", NULL};

_Static_assert(sizeof person_group_names / sizeof *person_group_names == GROUP_COUNT + 1, "groups");
_Static_assert(sizeof purpose_names / sizeof *purpose_names == PURPOSE_COUNT + 1, "purposes");
_Static_assert(sizeof mode_names / sizeof *mode_names == MODE_COUNT + 1, "modes");

void population_deinit(struct population *population)
{
    mem_free(population->start_place);
    mem_free(population->id);
    mem_free(population->main_place);
    mem_free(population->first_trip);
    mem_free(population->trips);
    mem_free(population->group);
    mem_free(population->traits);
    mem_free(population->home);
    *population = (struct population){0};
}

void population_archive(struct population *population, struct archive *archive)
{
    archive_section(archive, "plans");
    archive_expect(archive, population->person_count, "persons");
    archive_values(archive, population->trips, population->trip_count, sizeof *population->trips);
}
