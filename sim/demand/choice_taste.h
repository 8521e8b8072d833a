// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef DEMAND_CHOICE_TASTE_H
#define DEMAND_CHOICE_TASTE_H

#include "demand/choice_parameters.h"

#include <stdint.h>

/** What a person likes about each mode on a tour beyond what the model knows, EUR: drawn once and
 * for all, so that the same question has the same answer in every iteration. Whoever always takes
 * the mode with the least cost - taste has the shares of `choice_taste_shares`.
 *
 * In a nest of parameter l the terms are spread * l * (g_m + log S): g_m standard Gumbel for each
 * mode, S positive stable of index l for the nest, so E exp(-x S) = exp(-x^l) and
 *
 *   P(all cost_m - term_m >= -y) = E exp(-S sum exp((-cost_m / spread - y) / l))
 *                                = exp(-exp(-y) (sum exp(-cost_m / spread / l))^l),
 *
 * the distribution of the nested logit. Each term alone is standard Gumbel times the spread, two of
 * a nest have the correlation 1 - l^2. Sources: McFadden (1978); Cardell (1997), whose C(l) is
 * l log S here; S by Kanter (1975). Streams: RANDOM_TASTE, the upper word of the counter is the
 * tour. */
void choice_taste_draw(const struct choice_parameters *parameters, uint64_t seed, uint32_t person,
                       uint32_t tour, double out_eur[MODE_COUNT]);

/** Probabilities of the modes with these costs: nested logit. At least one must be possible. */
void choice_taste_shares(const struct choice_parameters *parameters,
                         const bool is_possible[MODE_COUNT], const double cost_eur[MODE_COUNT],
                         double out[MODE_COUNT]);

/** How those probabilities change with the costs, from the probabilities alone: `out[m][j]` =
 * d share m / d cost j, 1/EUR. */
void choice_taste_slopes(const struct choice_parameters *parameters,
                         const double shares[MODE_COUNT], double out[MODE_COUNT][MODE_COUNT]);

#endif
