-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weekday with the Berghofen tunnel of the B236 closed in both directions from 6 to 10 o'clock, made up as an example.
-- Drivers who leave after the news (people.guidance) take another way; those under way turn off when they hear it.

local scenario = require "weekday"

scenario.name = "tunnel_closed"
scenario.title = "The weekday with the Berghofen tunnel closed from 6 to 10 o'clock"
scenario.network.changes = here .. "/tunnel_closed/changes.csv"

return scenario
