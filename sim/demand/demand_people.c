// SPDX-License-Identifier: GPL-3.0-or-later
#include "demand/demand_people.h"

#include "base/memory.h"
#include "kernel/random.h"

#include <stdlib.h>

enum status demand_people_add(struct demand_people *people, uint32_t count,
                              struct demand_person person, struct error *err)
{
    if (count > UINT32_MAX - 1 - people->count) {
        return error_fail(err, STATUS_DATA, "%u persons and %u more do not fit into 32-bit ids",
                          (unsigned)people->count, (unsigned)count);
    }
    enum status status =
        MEM_RESERVE(&people->persons, &people->capacity, (size_t)people->count + count, err);
    if (status != STATUS_OK) {
        return status;
    }
    for (uint32_t i = 0; i < count; i++) {
        people->persons[people->count + i] = person;
    }
    people->count += count;
    return STATUS_OK;
}

void demand_people_deinit(struct demand_people *people)
{
    mem_free(people->persons);
    mem_free(people->traits);
    *people = (struct demand_people){0};
}

struct ticket {
    uint32_t key, person;
};

static int ticket_compare(const void *a, const void *b)
{
    const struct ticket *left = a, *right = b;
    if (left->key != right->key) {
        return left->key < right->key ? -1 : 1;
    }
    return left->person < right->person ? -1 : left->person > right->person;
}

/* Counting sort by place: afterwards `first` holds where each place starts. */
static void line_up(const struct demand_people *people, const uint8_t *keep, uint64_t seed,
                    struct ticket *tickets, struct demand_queue *queue)
{
    uint32_t *next = queue->first + 1; /* starts of the places now, their ends afterwards */
    for (uint32_t i = 0; i < people->count; i++) {
        if (keep[i]) {
            struct random_stream stream;
            random_stream_init(&stream, seed, i, RANDOM_WORKPLACE);
            tickets[next[people->persons[i].home]++] = (struct ticket){random_bits(&stream), i};
        }
    }
}

enum status demand_queue_build(const struct demand_people *people, const uint8_t *keep,
                               uint32_t place_count, uint64_t seed, struct demand_queue *out,
                               struct error *err)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < people->count; i++) {
        kept += keep[i] ? 1 : 0;
    }
    struct demand_queue queue = {.place_count = place_count};
    queue.first = mem_alloc((size_t)place_count + 2, sizeof *queue.first, err);
    queue.persons = mem_alloc(kept, sizeof *queue.persons, err);
    struct ticket *tickets = mem_alloc(kept, sizeof *tickets, err);
    if (queue.first == NULL || queue.persons == NULL || tickets == NULL) {
        demand_queue_deinit(&queue);
        mem_free(tickets);
        return STATUS_RESOURCE;
    }
    for (uint32_t i = 0; i < people->count; i++) {
        if (keep[i]) {
            queue.first[people->persons[i].home + 2]++;
        }
    }
    for (uint32_t p = 2; p < place_count + 2; p++) {
        queue.first[p] += queue.first[p - 1];
    }
    line_up(people, keep, seed, tickets, &queue);
    for (uint32_t p = 0; p < place_count; p++) {
        qsort(tickets + queue.first[p], queue.first[p + 1] - queue.first[p], sizeof *tickets,
              ticket_compare);
    }
    for (uint32_t i = 0; i < kept; i++) {
        queue.persons[i] = tickets[i].person;
    }
    mem_free(tickets);
    *out = queue;
    return STATUS_OK;
}

void demand_queue_deinit(struct demand_queue *queue)
{
    mem_free(queue->first);
    mem_free(queue->persons);
    *queue = (struct demand_queue){0};
}
