-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weekday with one train of the RB 53 to Dortmund held for ten minutes at Schwerte in the morning peak, made up as an example.
-- The streams trains and denied tell who is late because of it, and why.

local scenario = require "weekday"

scenario.name = "late_train"
scenario.title = "The weekday with a train ten minutes late at Schwerte"
scenario.transit.incidents = here .. "/late_train/incidents.csv"

return scenario
