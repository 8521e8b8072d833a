-- SPDX-License-Identifier: GPL-3.0-or-later
-- A weekday between and inside Dortmund and Schwerte: every person, every car, every train.
-- What may be set is listed in docs/reference/scenario.md, how scenarios work in docs/scenario.md.

local scenario = require "corridor"

scenario.name = "weekday"
scenario.title = "A Monday in March between Dortmund and Schwerte"
scenario.date = "2026-03-02"
scenario.seed = 1
scenario.start = "00:00"
scenario.stop = "28:00" -- 4 o'clock of the next morning, when the last night buses are in
scenario.interval = "15 min"

scenario.demand.sample = 1 -- share of all persons and vehicles that is simulated

-- People live the day and decide again until all together could save no more than this of what they spend.
scenario.equilibrium = { iterations = 30, gap = "0.5 %" }

return scenario
