-- SPDX-License-Identifier: GPL-3.0-or-later
-- The implementation phase of DOS 2030 (2023 to 2027), staged by year on top of the strategy phase: the mobility hub at Schwerte, a
-- denser RB 53, a cycle highway over the Ardey, 30 km/h in the quarters, and more electric cars. `year` says how far it has come:
-- try 2024, 2025, 2026. Values are assumptions to compare phases with, not promises of the programme.

local year = 2027

local stages = {
  [2024] = { ardey.park_ride { stop = "r_esrt", spaces = 600 } },
  [2025] = {
    ardey.speed_limit { municipality = "Schwerte", class = { "tertiary", "residential" }, speed = "30 km/h" },
    ardey.fleet { battery = "15 %" },
  },
  [2026] = { ardey.headway { line = "RB53", headway = "15 min", from = "06:00", to = "20:00" } },
  [2027] = {
    ardey.cycling { link = { "L0140", "L0141", "L0142", "L0143", "L0144", "L0145", "L0146" }, speed = "24 km/h" },
    ardey.fleet { battery = "25 %" },
  },
}

local measures = {}
for stage = 2024, year do
  measures[#measures + 1] = stages[stage]
end

return ardey.derive(require "library/dos2030_strategy/scenario", {
  name = "dos2030_implementation",
  title = "DOS 2030, implementation phase (" .. year .. ")",
  measures = measures,
})
