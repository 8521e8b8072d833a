-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weekday with RB 53 closed between Dortmund-Hörde and Schwerte from 6 to 10 o'clock and buses in place of its trains, made
-- up as an example. Everybody knows it beforehand and plans with it; the trains run on both sides of the closed section.

local scenario = require "weekday"

scenario.name = "rb53_closed"
scenario.title = "The weekday with RB 53 closed between Hörde and Schwerte from 6 to 10 o'clock"
scenario.transit.closures = here .. "/rb53_closed/closures.csv"

return scenario
