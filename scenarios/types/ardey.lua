---@meta
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What editors with a Lua language server complete and explain in scenarios. Written by
-- `ardey reference --meta` from the field tables of the program; do not edit, do not run.

---Folder of the Lua file that is running.
---@type string
here = ""

---@class (exact) ardey.Scenario
---@field name string Short name of the scenario, as results carry it.
---@field title? string One line for people.
---@field date string The simulated day, YYYY-MM-DD.
---@field seed? integer Start of all random numbers: equal seeds give equal results, bit for bit. Default: 1.
---@field start? string Begin of the simulated time. Such as "07:30". Default: 00:00.
---@field stop? string End of the simulated time; hours above 24 are the next morning. Such as "07:30". Default: 28:00.
---@field interval? number|string Length of the intervals that flow and speed of links are given for. Such as "15 min". From 60 to 86400 s. Default: 15 min.
---@field api_version? integer Version of what a scenario may say, for which it was written; 1 is the only one. Default: 1.
---@field measures? (ardey.measure|ardey.measure[])[] What the planner does.
---@field hooks? ardey.Hook[] Functions that are called during the day.
---@field network? ardey.Network
---@field road? ardey.Road
---@field traffic? ardey.Traffic
---@field transit? ardey.Transit
---@field rail? ardey.Rail
---@field demand? ardey.Demand
---@field people? ardey.People
---@field shuttle? ardey.Shuttle
---@field choice? ardey.Choice
---@field equilibrium? ardey.Equilibrium
---@field results? ardey.Results

---@class (exact) ardey.Network
---@field nodes string|table[] Path of a CSV table, `here .. "/nodes.csv"`, or a list of rows.
---@field links string|table[] Path of a CSV table, `here .. "/links.csv"`, or a list of rows.
---@field signals? string|table[] Path of a CSV table, `here .. "/signals.csv"`, or a list of rows.
---@field greens? string|table[] Path of a CSV table, `here .. "/greens.csv"`, or a list of rows.
---@field counters? string|table[] Path of a CSV table, `here .. "/counters.csv"`, or a list of rows.
---@field zones? string|table[] Path of a CSV table, `here .. "/zones.csv"`, or a list of rows.
---@field places? string|table[] Path of a CSV table, `here .. "/places.csv"`, or a list of rows.
---@field turns? string|table[] Path of a CSV table, `here .. "/turns.csv"`, or a list of rows.
---@field changes? string|table[] Path of a CSV table, `here .. "/changes.csv"`, or a list of rows.
---@field parking? string|table[] Path of a CSV table, `here .. "/parking.csv"`, or a list of rows.
---@field heights? string|table[] Path of a CSV table, `here .. "/heights.csv"`, or a list of rows.

---@class (exact) ardey.Road
---@field jam_spacing? number|string Length of road that a passenger car takes in a standing queue, per lane. Such as "2.5 km". From 3 to 30 m. Default: 7.5 m.
---@field saturation? number|string Flow per lane that a link carries inside, and that leaves it at green. Such as "1800 veh/h". From 0.1 to 1.5 s-1. Default: 1800 veh/h.
---@field street_factor? number Capacity and storage of primary, secondary, tertiary and residential links times this: each also stands for parallel streets that are not drawn. From 0.1 to 10. Default: 1.
---@field truck_units? number Passenger-car units of a truck. From 1 to 10. Default: 2.5.
---@field truck_speed? number|string Highest speed of a truck. Such as "70 km/h". From 5 to 40 m s-1. Default: 85 km/h.
---@field bus_units? number Passenger-car units of a bus. From 1 to 10. Default: 2.
---@field bus_speed? number|string Highest speed of a bus. Such as "70 km/h". From 5 to 40 m s-1. Default: 80 km/h.
---@field patience? number|string Where nobody in a cycle of full links has moved for longer, one vehicle is moved by force, and counted. Such as "15 min". From 10 to 86400 s. Default: 5 min.

---@class (exact) ardey.Traffic
---@field drives? string Path of a CSV table, `here .. "/drives.csv"`.
---@field flows? string|table[] Path of a CSV table, `here .. "/flows.csv"`, or a list of rows.

---@class (exact) ardey.Transit
---@field change? number|string Least time to change between two vehicles at the same stop. Such as "15 min". From 0 to 3600 s. Default: 60 s.
---@field recovery? number|string Share of the planned running time that a late vehicle can win back. Estimate. Such as "25 %". From 0 to 0.5. Default: 5 %.
---@field doors? number|string Time to open and close the doors of buses, trams and light rail; 2 to 5 s (TCRP 165, chapter 6). Such as "15 min". From 0 to 120 s. Default: 3.5 s.
---@field train_doors? number|string The same for trains, with release and despatch. Estimate. Such as "15 min". From 0 to 120 s. Default: 12 s.
---@field boarding? number|string Time of a passenger who boards without a check, per stream of a door (TCRP 165, exhibit 6-4: no fare payment). Such as "15 min". From 0 to 60 s. Default: 1.75 s.
---@field bus_boarding? number|string Time of a passenger who shows the ticket at a bus's first door (TCRP 165, exhibit 6-4: visual inspection). Such as "15 min". From 0 to 60 s. Default: 2 s.
---@field alighting? number|string Time of a passenger who alights, per stream of a door (TCRP 165, exhibit 6-4: rear door). Such as "15 min". From 0 to 60 s. Default: 1.75 s.
---@field standees? number|string What boarding takes longer when passengers stand (TCRP 165, exhibit 6-4). Such as "15 min". From 0 to 60 s. Default: 0.5 s.
---@field counterflow? number Factor on both times when more than 25 % of the passengers of a door go against the others (TCRP 165, chapter 6). From 1 to 3. Default: 1.2.
---@field turnaround? number|string Least time from the end of a run to the next one of the vehicle: bus, tram, light rail. Estimate. Such as "15 min". From 0 to 7200 s. Default: 1 min.
---@field train_turnaround? number|string The same for trains. Estimate. Such as "15 min". From 0 to 7200 s. Default: 4 min.
---@field early? number|string How long before its planned departure a vehicle opens its doors at the first stop, if it is there. Estimate. Such as "15 min". From 0 to 3600 s. Default: 2 min.
---@field let_pass? number Vehicles that leave a passenger behind before the passenger looks for another way; 0: waits on until the last one. Estimate. From 0 to 1000. Default: 1.
---@field seated_crowding? number How much longer time feels on a seat of a full vehicle than in an empty one: mean over British railways (Wardman and Whelan 2011). From 1 to 10. Default: 1.19.
---@field standing_crowding? number The same for who stands (Wardman and Whelan 2011). From 1 to 10. Default: 2.32.
---@field stops string|table[] Path of a CSV table, `here .. "/stops.csv"`, or a list of rows.
---@field lines string|table[] Path of a CSV table, `here .. "/lines.csv"`, or a list of rows.
---@field departures? string|table[] Path of a CSV table, `here .. "/departures.csv"`, or a list of rows.
---@field line_stops string|table[] Path of a CSV table, `here .. "/line_stops.csv"`, or a list of rows.
---@field vehicles string|table[] Path of a CSV table, `here .. "/vehicles.csv"`, or a list of rows.
---@field transfers? string|table[] Path of a CSV table, `here .. "/transfers.csv"`, or a list of rows.
---@field place_stops? string|table[] Path of a CSV table, `here .. "/place_stops.csv"`, or a list of rows.
---@field delays? string|table[] Path of a CSV table, `here .. "/delays.csv"`, or a list of rows.
---@field incidents? string|table[] Path of a CSV table, `here .. "/incidents.csv"`, or a list of rows.
---@field park_ride? string|table[] Path of a CSV table, `here .. "/park_ride.csv"`, or a list of rows.
---@field closures? string|table[] Path of a CSV table, `here .. "/closures.csv"`, or a list of rows.

---@class (exact) ardey.Rail
---@field dispatching? "timetable"|"first_come"|"priority" Which train goes first where several want the same track: that of the timetable, the one that asked first, or the one with the lower `priority` of its line.
---@field route_setting? number|string From the order to set a route until its signal clears. Estimate: electronic interlocking with a dispatcher. Such as "15 min". From 1 to 120 s. Default: 12 s.
---@field release? number|string From the tail leaving a section until it can be given again. Estimate. Such as "15 min". From 0 to 120 s. Default: 6 s.
---@field sight? number|string The driver must see the distant signal clear so long before passing it. Estimate. Such as "15 min". From 0 to 60 s. Default: 9 s.
---@field approach? number|string From a distant signal to its signal: the German standard braking distance on main lines. Such as "2.5 km". From 0 to 5000 m. Default: 1000 m.
---@field hold? number|string With dispatching by the timetable: a train waits for one that is planned before it on the next section, until that one is so late. With the others: it lets one that waits and goes first pass a single track against it, for so long. Estimate. Such as "15 min". From 0 to 7200 s. Default: 5 min.
---@field clear? number|string From the last arrival of a train until its platform is free. Estimate. Such as "15 min". From 1 to 7200 s. Default: 3 min.
---@field axle_load? number Mass per axle in kg, for the running resistance. Estimate. From 1000 to 50000. Default: 14000.
---@field front? number Area of the front in m2, for the running resistance. Estimate. From 0 to 50. Default: 10.
---@field rotating? number Mass that has to be accelerated over mass: wheels and motors turn. Estimate. From 1 to 2. Default: 1.08.
---@field blocks? string|table[] Path of a CSV table, `here .. "/blocks.csv"`, or a list of rows.
---@field platforms? string|table[] Path of a CSV table, `here .. "/platforms.csv"`, or a list of rows.
---@field rail_route? string|table[] Path of a CSV table, `here .. "/rail_route.csv"`, or a list of rows.
---@field crossings? string|table[] Path of a CSV table, `here .. "/crossings.csv"`, or a list of rows.
---@field changes? string|table[] Path of a CSV table, `here .. "/changes.csv"`, or a list of rows.

---@class (exact) ardey.Demand
---@field sample? number|string Share of all persons and vehicles that is simulated; below 0.1 roads say little. Such as "25 %". From 0.001 to 1. Default: 1.
---@field detour_factor? number Length of a way divided by the straight line, for walking, cycling and the length bands. From 1 to 3. Default: 1.3.
---@field commuters? string|table[] Path of a CSV table, `here .. "/commuters.csv"`, or a list of rows.
---@field through? string|table[] Path of a CSV table, `here .. "/through.csv"`, or a list of rows.
---@field gates? string|table[] Path of a CSV table, `here .. "/gates.csv"`, or a list of rows.
---@field group_shares string|table[] Path of a CSV table, `here .. "/group_shares.csv"`, or a list of rows.
---@field trip_rates string|table[] Path of a CSV table, `here .. "/trip_rates.csv"`, or a list of rows.
---@field stay_home string|table[] Path of a CSV table, `here .. "/stay_home.csv"`, or a list of rows.
---@field departure_curves string|table[] Path of a CSV table, `here .. "/departure_curves.csv"`, or a list of rows.
---@field durations string|table[] Path of a CSV table, `here .. "/durations.csv"`, or a list of rows.
---@field length_bands string|table[] Path of a CSV table, `here .. "/length_bands.csv"`, or a list of rows.
---@field mode_shares string|table[] Path of a CSV table, `here .. "/mode_shares.csv"`, or a list of rows.
---@field presence string|table[] Path of a CSV table, `here .. "/presence.csv"`, or a list of rows.
---@field traits? string|table[] Path of a CSV table, `here .. "/traits.csv"`, or a list of rows.
---@field tickets? string|table[] Path of a CSV table, `here .. "/tickets.csv"`, or a list of rows.
---@field mode_constants? string|table[] Path of a CSV table, `here .. "/mode_constants.csv"`, or a list of rows.
---@field targets? string|table[] Path of a CSV table, `here .. "/targets.csv"`, or a list of rows.
---@field extra? string|table[] Path of a CSV table, `here .. "/extra.csv"`, or a list of rows.
---@field fleet? string|table[] Path of a CSV table, `here .. "/fleet.csv"`, or a list of rows.

---@class (exact) ardey.People
---@field walk_speed? number|string Speed of walking. Such as "70 km/h". From 0.3 to 3 m s-1. Default: 4.8 km/h.
---@field bike_speed? number|string Speed of cycling, stops included. Such as "70 km/h". From 1 to 12 m s-1. Default: 15 km/h.
---@field local_speed? number|string Speed of a car between the door and the road network. Such as "70 km/h". From 1 to 20 m s-1. Default: 20 km/h.
---@field detour_factor? number Way divided by straight line, to a stop. From 1 to 3. Default: 1.3.
---@field access_radius? number|string How far, in a straight line, people walk to a stop. Such as "2.5 km". From 100 to 5000 m. Default: 1 km.
---@field bike_radius? number|string How far, in a straight line, people cycle to a stop. Estimate: a quarter of an hour at 15 km/h. Such as "2.5 km". From 100 to 20000 m. Default: 4 km.
---@field stop_slack? number|string How long before a planned departure people reach the stop. Such as "15 min". From 0 to 1800 s. Default: 2 min.
---@field search_window? number|string People take no public transport that arrives later than this after they want to leave. Such as "15 min". From 600 to 28800 s. Default: 3 h.
---@field bicycle_aboard? number|string Share of the users of public transport who bring a bicycle, where all vehicles of their way take it. Estimate. Such as "25 %". From 0 to 1. Default: 3 %.
---@field guidance? number|string How often drivers' knowledge of travel times is renewed. Such as "15 min". From 60 to 86400 s. Default: 10 min.
---@field indifference? number|string Drivers who settle keep to their usual route as long as another one is not faster by more than this and a minute (Mahmassani, Jayakrishnan 1991). Such as "25 %". From 0 to 10. Default: 20 %.
---@field parking_search? number|string Time to inspect one parking space where the table of parking does not say: 5.5 m of kerb at 20 km/h. Estimate. Such as "15 min". From 0 to 600 s. Default: 1 s.
---@field parking_most? number|string Nobody searches for a parking space for longer. Estimate. Such as "15 min". From 1 to 7200 s. Default: 15 min.

---@class (exact) ardey.Shuttle
---@field dispatch? number|string How often requests are answered. Estimate. Such as "15 min". From 1 to 600 s. Default: 30 s.
---@field reserve? number|string Plans reckon with ways by road that take longer than now by this: for signals, and traffic to come. Estimate. Such as "25 %". From 0 to 2. Default: 10 %.
---@field refusal? number|string Who reckons with a refusal minds it as much as a wait of this long. Estimate: the headway of a night bus. Such as "15 min". From 0 to 14400 s. Default: 30 min.
---@field fleets? string|table[] Path of a CSV table, `here .. "/fleets.csv"`, or a list of rows.

---@class (exact) ardey.Choice
---@field value_of_time? number What an hour on the way costs, EUR/h. Ruhr model v2024.2: an hour not spent at an activity. From 0.1 to 200. Default: 6.
---@field bike_weight? number Felt time of cycling per time. Ruhr model v2024.2: (6 + 5) / 6 EUR/h. From 0 to 10. Default: 1.833.
---@field access_weight? number Felt time per time on the way to, between and from stops. Estimate: middle of 1.5 to 2. From 0 to 10. Default: 1.75.
---@field wait_weight? number Felt time per time of waiting at stops. Estimate: middle of 1.5 to 2.5. From 0 to 10. Default: 2.
---@field home_weight? number Felt time per time from when one wants to leave until the timetable makes it worth while. Estimate: as much as being early. From 0 to 10. Default: 0.609.
---@field transfer? number|string Felt time of a change of vehicles beyond walk and wait. Estimate: middle of 5 to 10 min. Such as "15 min". From 0 to 3600 s. Default: 7.5 min.
---@field early? number Cost of an hour too early per cost of an hour on the way. Small 1982, as in Arnott, de Palma, Lindsey 1990. From 0 to 0.999. Default: 0.609.
---@field late? number Cost of an hour too late per cost of an hour on the way. Small 1982, as in Arnott, de Palma, Lindsey 1990. From 0 to 20. Default: 2.377.
---@field shift_step? number|string Step between the departures that drivers look at. Such as "15 min". From 60 to 7200 s. Default: 15 min.
---@field shift_most? number|string Drivers look at departures that are at most this much earlier or later than the one that would bring them in time. 0: they keep it. Such as "15 min". From 0 to 14400 s. Default: 60 min.
---@field car_km? number Cost of driving a kilometre, EUR. Ruhr model v2024.2. From 0 to 10. Default: 0.149.
---@field battery_km? number The same of an electric car (demand.fleet). Estimate: 0.2 kWh at 0.40 EUR. From 0 to 10. Default: 0.08.
---@field car_day? number Cost of using a car on a day, EUR. Ruhr model v2024.2. From 0 to 1000. Default: 3.
---@field pt_day? number Cost of using public transport on a day without a season ticket, EUR. Ruhr model v2024.2. From 0 to 1000. Default: 2.35.
---@field pt_trip? number Fare of a trip by public transport without a season ticket, EUR, on top of pt_day. From 0 to 1000. Default: 0.
---@field pt_km? number Fare of a kilometre of such a trip, EUR, on top of both. From 0 to 100. Default: 0.
---@field ticket_day? number Price of a season ticket on a day, EUR: paid whatever one does, so it moves nobody, but is revenue. 49 EUR a month. From 0 to 1000. Default: 1.63.
---@field tours_per_day? number A tour bears the cost of a day divided by this: mean tours of the residents who leave home, of the shipped corridor. From 1 to 10. Default: 1.2.
---@field spread? number Scale of the random terms of a tour, EUR: the larger, the less cost decides. Estimate. From 0.001 to 1000. Default: 4.3.
---@field nest_car? number Parameter of the nest of car and car passenger in the nested logit; 1: no nest. Estimate. From 0.05 to 1. Default: 0.7.
---@field nest_pt? number Parameter of the nest of public transport, park and ride, bike and ride; 1: no nest. Estimate. From 0.05 to 1. Default: 0.7.

---@class (exact) ardey.Equilibrium
---@field iterations? integer People decide again at most so many times; 0: everybody keeps the first plan. From 0 to 1000. Default: 0.
---@field gap? number|string Relative gap at which people are left alone: what all together could save by changing, of what they spend. Such as "25 %". From 0 to 1. Default: 1 %.
---@field first? number|string Of those who would save anything, how many change after the first day, whose plans were made without a look at costs; 0: as after any other day. Such as "25 %". From 0 to 1. Default: 100 %.
---@field pace? number Chance of changing after the other days, per part of the cost that this would save: with 3, who would save 5 % changes with a chance of 15 %. From 0.001 to 1000. Default: 3.
---@field slowing? number After each iteration whose gap has grown people change more slowly: after n of them the pace is divided by 1 + n times this. From 0 to 10. Default: 0.2.

---@class (exact) ardey.Results
---@field events? string|(string|number)[] What the table `events` of the result file lists, event by event: `all`, families (`people`, `roads`, `transit`, `rail`) or kinds such as `enter_link`; left out: there is no such table.
---@field events_from? string Begin of the time for which events are listed. Such as "07:30". Default: 00:00.
---@field events_to? string End of the time for which events are listed. Such as "07:30". Default: 48:00.

---@class ardey.measure

ardey = {}

---A new table with what both say: groups are merged, measures joined.
---@param base table
---@param changes table
---@return table
function ardey.derive(base, changes) end

---A random number from 0 to below 1, always the same for the same three.
---@param seed integer
---@param name string
---@param number? integer
---@return number
function ardey.random(seed, name, number) end

---@class (exact) ardey.measure.link
---@field link? string|(string|number)[] Directed link, or a list of them: L0139 is the direction of the row, L0139r the way back.
---@field road? string In place of links: all links of the road of this name, both ways.
---@field from? string Begin of the measure. Such as "07:30". Default: 00:00.
---@field to? string End of the measure, after its begin. Such as "07:30". Default: 48:00.
---@field close? boolean Nobody enters meanwhile.
---@field lanes? integer Lanes that are left: the capacity falls or rises in proportion. From 1 to 30.
---@field speed? number|string Speed in free flow meanwhile. Such as "70 km/h". From 0.277777778 to 55.5555556 m s-1.
---@field capacity? number|string Capacity over all lanes meanwhile, passenger cars per hour. Such as "1800 veh/h". From 0.00277777778 to 27.7777778 s-1.
---@field reason? string Why: works, an incident, ...

---Closes roads, narrows or widens them, or changes their speed, for a part of the day or all of it. Two measures of one link must not overlap in time.
---@param measure ardey.measure.link
---@return ardey.measure
function ardey.link(measure) end

---@class (exact) ardey.measure.speed_limit
---@field speed number|string Highest speed; links that are slower stay as they are. Such as "70 km/h". From 1.38888889 to 55.5555556 m s-1.
---@field class? string|(string|number)[] Class of road, or a list of classes; left out: all.
---@field zone? string|(string|number)[] Zone by id or name, or a list of zones; left out: everywhere.
---@field municipality? string|(string|number)[] City or town, or a list, in place of zones.
---@field from? string Begin of the measure. Such as "07:30". Default: 00:00.
---@field to? string End of the measure, after its begin. Such as "07:30". Default: 48:00.

---A highest speed for classes of roads, everywhere or in some zones (a link belongs to the zone of the place that is nearest to its middle). Capacities stay.
---@param measure ardey.measure.speed_limit
---@return ardey.measure
function ardey.speed_limit(measure) end

---@class (exact) ardey.measure.parking
---@field place? string|(string|number)[] Place, or a list of places.
---@field zone? string|(string|number)[] Zone by id or name, or a list: all their places.
---@field spaces integer Parking spaces of each of these places. From 0 to 1000000.
---@field search? number|string Time to inspect one space; left out: as it is. Such as "15 min". From 0.01 to 600 s.

---Parking spaces of places. Places without a number have room for everybody.
---@param measure ardey.measure.parking
---@return ardey.measure
function ardey.parking(measure) end

---@class (exact) ardey.measure.cycling
---@field link? string|(string|number)[] Link, or a list of links, both ways each: along which the cycle highway leads.
---@field road? string In place of links: all links of this road.
---@field speed number|string Speed of bicycles on the level; slopes change it as they do elsewhere. Such as "70 km/h". From 1.38888889 to 16.6666667 m s-1.

---Another speed of bicycles along links, as where a cycle highway is built. Cars do not feel it. Nobody cycles on motorways and motor roads.
---@param measure ardey.measure.cycling
---@return ardey.measure
function ardey.cycling(measure) end

---@class (exact) ardey.measure.toll
---@field link? string|(string|number)[] Directed link, or a list of them: L0139 is the direction of the row, L0139r the way back.
---@field road? string In place of links: all links of the road of this name, both ways.
---@field from? string Begin of the measure. Such as "07:30". Default: 00:00.
---@field to? string End of the measure, after its begin. Such as "07:30". Default: 48:00.
---@field toll number EUR of a car or truck for each of these links that it enters. From 0.001 to 1000.

---Money for entering links, for a part of the day or all of it. Drivers weigh it by the value of time, in their route, departure and mode. It may overlap other measures of the same link; of two tolls the later one holds.
---@param measure ardey.measure.toll
---@return ardey.measure
function ardey.toll(measure) end

---@class (exact) ardey.measure.parking_price
---@field place? string|(string|number)[] Place, or a list of places.
---@field zone? string|(string|number)[] Zone by id or name, or a list: all their places.
---@field stay? number EUR for a stay. From 0 to 1000.
---@field hour? number EUR for each hour of it, on top. From 0 to 1000.

---What parking costs at places, all day. Nobody pays where they live; a place without a number of spaces keeps room for everybody.
---@param measure ardey.measure.parking_price
---@return ardey.measure
function ardey.parking_price(measure) end

---@class (exact) ardey.measure.headway
---@field line string|(string|number)[] Line, or a list of lines.
---@field direction? integer Direction of the line, 0 or 1; left out: both. From 0 to 1.
---@field headway? number|string Time from one departure to the next. Such as "15 min". From 30 to 86400 s.
---@field cancel? boolean No departures, in place of a headway.
---@field from? string Departures at the first stop from this time on; left out: from the first one on. An earlier time makes the service begin earlier. Such as "07:30". Default: 00:00.
---@field to? string Departures before this time; left out: up to the last one. Such as "07:30". Default: 48:00.

---Another headway of lines, for a part of the day or all of it. The departures inside the window are replaced by a grid through the first of them; all others stay. Earlier or later times than the present ones prolong the service.
---@param measure ardey.measure.headway
---@return ardey.measure
function ardey.headway(measure) end

---@class (exact) ardey.measure.stopping
---@field line string|(string|number)[] Line, or a list of lines.
---@field skip? string|(string|number)[] Stop that the lines no longer serve, by id or name, or a list; not the first or the last one.
---@field serve? string Stop that they serve from now on, by id or name.
---@field after? string With serve: the stop of the line before it in direction 0, and behind it on the way back.
---@field direction? integer Direction of the line, 0 or 1; left out: both. From 0 to 1.
---@field from? string Vehicles that leave their first stop from this time on; left out: from the first one on. Such as "07:30". Default: 00:00.
---@field to? string Vehicles that leave it before this time; left out: up to the last one. Such as "07:30". Default: 48:00.
---@field time? number|string What a call costs: braking, standing, pulling away; with skip at least as long as the timetable stands. All later stops are that much earlier or later. Estimate. Such as "15 min". From 0 to 1800 s. Default: 1 min.
---@field dwell? number|string With serve: the part of it that the vehicle stands. Such as "15 min". From 0 to 1800 s. Default: 30 s.

---Lines skip stops or serve another one, all day or for a part of it. A line on blocks keeps its way over the tracks when it skips; to a stop that it now serves it goes over the tracks that other lines have there, and where there are none to the timetable alone.
---@param measure ardey.measure.stopping
---@return ardey.measure
function ardey.stopping(measure) end

---@class (exact) ardey.measure.rolling_stock
---@field line string|(string|number)[] Line, or a list of lines.
---@field vehicle string Type in the table of vehicles that all their runs get.

---Other vehicles on a line: their places, doors, acceleration and top speed. Running times of lines on blocks follow from them; other lines keep their timetable.
---@param measure ardey.measure.rolling_stock
---@return ardey.measure
function ardey.rolling_stock(measure) end

---@class (exact) ardey.measure.line
---@field id string Its id, which no other line has.
---@field route? string Its way in words.
---@field mode "rail"|"light_rail"|"tram"|"bus"|"night_bus" Kind of service.
---@field operator? string Who runs it.
---@field vehicle string Type in the table of vehicles.
---@field stops string|(string|number)[] List of its stops in direction 0, by id or name.
---@field minutes? string|(string|number)[] List of as many numbers: minutes from the departure at the first stop to the arrival at each; the first one is 0. May be left out for trains on tracks: then by their running times and the margin.
---@field margin? number|string Without minutes: how much longer than the least running time the timetable gives them. Estimate. Such as "25 %". From 0 to 1. Default: 0.07.
---@field dwell? number|string How long it stands at each stop between, out of the minutes to the next; without minutes, on top of the running times, at least 30 s. Such as "15 min". From 0 to 1800 s. Default: 0 s.
---@field headway number|string Time from one departure to the next. Such as "15 min". From 30 to 86400 s.
---@field from string First departure of direction 0. Such as "07:30".
---@field to string No departure later than this. Such as "07:30".
---@field back? string First departure of the way back; left out: one headway after the first arrival, on the same grid. Such as "07:30".
---@field one_way? boolean There is no way back, as on a ring.
---@field priority? integer Lower goes first where trains are dispatched by priority. From 0 to 9.
---@field way? "by_mode"|"own"|"street"|"rail" What its vehicles run on, as in the table of lines.

---A new line of public transport with its stops, running times and headway. A line on rails goes over the tracks that other lines have from stop to stop, the shortest way without turning round; where there are none it is refused. Of others kilometres are 1.2 times the straight lines between the stops (estimate).
---@param measure ardey.measure.line
---@return ardey.measure
function ardey.line(measure) end

---@class (exact) ardey.measure.stop
---@field id string Its id, which no other stop has.
---@field name string Its name.
---@field lat number Latitude in degrees, WGS 84. From -90 to 90.
---@field lon number Longitude in degrees. From -180 to 180.
---@field near? number|string Stops at most this far away in a straight line get a footpath, 1.3 times as long and walked at 4.8 km/h; 0: none. Such as "2.5 km". From 0 to 2000 m. Default: 300 m.

---A new stop, with footpaths to the stops around. Lines come by `stopping` or `line`; people who live near find it by themselves.
---@param measure ardey.measure.stop
---@return ardey.measure
function ardey.stop(measure) end

---@class (exact) ardey.measure.stop_access
---@field stop string Stop, by id or by a name of one stop.
---@field time number|string Time on foot between the street and the platform. Such as "15 min". From 0 to 1800 s.

---Another way between the street and the platform of a stop: a lift, a second entrance, stairs that are closed. Footpaths to other stops keep their times.
---@param measure ardey.measure.stop_access
---@return ardey.measure
function ardey.stop_access(measure) end

---@class (exact) ardey.measure.footpath
---@field from_stop string One end, by id or by a name of one stop.
---@field to_stop string The other end; it leads both ways.
---@field time number|string Time for the way, stairs included. Such as "15 min". From 0 to 10800 s.
---@field length? number|string Length of the way; left out: as it was, or what one walks in the time at 4.8 km/h. Such as "2.5 km". From 0 to 10000 m.

---A footpath between two stops: a new one, or another time for one that there is, as where a mobility hub brings bus and train together.
---@param measure ardey.measure.footpath
---@return ardey.measure
function ardey.footpath(measure) end

---@class (exact) ardey.measure.park_ride
---@field stop string Stop beside the car park, by id or by a name that only one stop has.
---@field spaces integer Parking spaces for people who go on by public transport; 0 closes the car park. From 0 to 100000.

---A car park at a stop: a new one, another size, or none. People may park there and go on by public transport.
---@param measure ardey.measure.park_ride
---@return ardey.measure
function ardey.park_ride(measure) end

---@class (exact) ardey.measure.shuttle
---@field zone? string|(string|number)[] Zones where it runs, by id or name: from each to each.
---@field place? string|(string|number)[] Single places where it runs, too.
---@field depot string|(string|number)[] Places where the vehicles wait when the day begins, one vehicle after the other.
---@field vehicles integer Number of vehicles; of a sample as large a share of them, at least one. From 1 to 10000.
---@field seats? integer Passengers that a vehicle has room for. From 1 to 60. Default: 6.
---@field from string Requests are taken from this time on. Such as "07:30".
---@field to string No request is taken from this time on, after `from`; 26:00 is 2 o'clock of the next morning. Such as "07:30".
---@field fare? number Fare of a ride in EUR, also with a season ticket. From 0 to 1000. Default: 0.
---@field wait? number|string Promise: the vehicle comes within this time, or the request is refused. Such as "15 min". From 60 to 7200 s. Default: 15 min.
---@field detour? number Promise: a ride takes at most this times the direct one, and detour_time. From 1 to 10. Default: 1.5.
---@field detour_time? number|string Time on top of that. Such as "15 min". From 0 to 7200 s. Default: 5 min.
---@field boarding? number|string Time at the door to board or to alight. Such as "15 min". From 0 to 600 s. Default: 30 s.
---@field id? string Name of the fleet, which no other one has. Default: shuttle.

---Shuttles that come on demand, take several people at a time and promise the longest wait and detour.
---@param measure ardey.measure.shuttle
---@return ardey.measure
function ardey.shuttle(measure) end

---@class (exact) ardey.measure.closure
---@field line? string|(string|number)[] Line, or a list of lines; left out: all that call at both stops.
---@field from_stop string One end of the closed section, by id or by a name that only one stop has.
---@field to_stop string The other end; both directions are closed.
---@field from? string Begin of the measure. Such as "07:30". Default: 00:00.
---@field to? string End of the measure, after its begin. Such as "07:30". Default: 48:00.
---@field replacement? number|string Running time of a bus from end to end, one for every run that is cut; left out: no bus. Such as "15 min". From 60 to 21600 s.
---@field vehicle? string Type of that bus in the table of vehicles.
---@field change? number|string How long after the planned arrival of the run at the section the bus leaves. Estimate. Such as "15 min". From 0 to 7200 s. Default: 5 min.

---Closes the section between two stops for lines: runs end before it and begin again behind it, if wanted with replacement buses between. Known beforehand.
---@param measure ardey.measure.closure
---@return ardey.measure
function ardey.closure(measure) end

---@class (exact) ardey.measure.track
---@field railway string Railway line, by its number in the register, as the table of blocks has it.
---@field km_from number Lower end of the stretch, kilometres of the railway line. From 0 to 10000.
---@field km_to number Upper end; every block of the open line that the stretch touches is meant, and a station when the stretch lies within its block. From 0 to 10000.
---@field direction? "both"|"increasing_km"|"decreasing_km" Tracks that are meant.
---@field from? string Begin of the measure. Such as "07:30". Default: 00:00.
---@field to? string End of the measure, after its begin. Such as "07:30". Default: 48:00.
---@field close? boolean No train enters meanwhile.
---@field speed? number|string Highest speed meanwhile. Such as "70 km/h". From 0.277777778 to 138.888889 m s-1.
---@field reason? string Why: works, an incident, ...

---Closes a stretch of railway track or makes it slower, for a part of the day or all of it. Trains wait in front of closed blocks; `closure` ends them at a stop.
---@param measure ardey.measure.track
---@return ardey.measure
function ardey.track(measure) end

---@class (exact) ardey.measure.delays
---@field line? string|(string|number)[] Line, or a list of lines; left out: all.
---@field stop? string Stop where the delay arises, by id or name; left out: at each.
---@field direction? integer Direction of the line, 0 or 1; left out: both. From 0 to 1.
---@field from? string Begin of the measure. Such as "07:30". Default: 00:00.
---@field to? string End of the measure, after its begin. Such as "07:30". Default: 48:00.
---@field share? number|string Share of the calls that are delayed, each by its own lot. Such as "25 %". From 0 to 1. Default: 1.
---@field mean number|string Mean delay. Such as "15 min". From 0.001 to 43200 s.
---@field distribution? "fixed"|"exponential"|"lognormal"|"weibull" Distribution of the delay.
---@field shape? number Lognormal: standard deviation divided by mean. Weibull: shape. Others: no meaning. From 0.05 to 20. Default: 1.

---Delays of public transport that are drawn by lot: for a share of the calls of lines at stops, planned to leave within the window.
---@param measure ardey.measure.delays
---@return ardey.measure
function ardey.delays(measure) end

---@class (exact) ardey.measure.incident
---@field line string Line.
---@field direction integer Direction, 0 or 1. From 0 to 1.
---@field depart string Planned departure at the first stop of the run: tells which run is meant. Such as "07:30".
---@field stop? string Stop where it happens, by id or name; left out: the first one.
---@field delay? number|string How much longer the vehicle stands at the stop. Such as "15 min". From 0 to 43200 s.
---@field cancelled? "no"|"run"|"from_stop" Whether the run does not take place, or ends at the stop.

---What happens to one run of the day: a delay at a stop, or no service from there on. A surprise: it does not happen while people settle.
---@param measure ardey.measure.incident
---@return ardey.measure
function ardey.incident(measure) end

---@class (exact) ardey.measure.fares
---@field factor? number All three prices below times this; left out: 1. From 0 to 100.
---@field day? number EUR for a day; left out: as it is. From 0 to 1000.
---@field trip? number EUR for a trip, on top of the day; left out: as it is. From 0 to 1000.
---@field km? number EUR for a kilometre, on top of both; left out: as it is. From 0 to 100.

---What public transport costs those who have no season ticket: by day, by trip and by kilometre.
---@param measure ardey.measure.fares
---@return ardey.measure
function ardey.fares(measure) end

---@class (exact) ardey.measure.ticket
---@field share? number|string Share of the residents from six years on, and of the commuters from outside, who have one; left out: as it is. Such as "25 %". From 0 to 1.
---@field month? number Price of a month, EUR; left out: as it is. It counts as revenue; who buys at which price is not modelled: give the share, too. From 0 to 10000.

---Who has a season ticket, and what it costs.
---@param measure ardey.measure.ticket
---@return ardey.measure
function ardey.ticket(measure) end

---@class (exact) ardey.measure.event
---@field place string Place or zone where it is.
---@field visitors integer How many come. From 1 to 1000000.
---@field from string It begins. Such as "07:30".
---@field to string It ends. Such as "07:30".
---@field arrive_before? number|string Visitors want to be there evenly over this time before it begins. Estimate. Such as "15 min". From 0 to 21600 s. Default: 90 min.
---@field leave_within? number|string They want to leave evenly over this time after its end. Estimate. Such as "15 min". From 0 to 21600 s. Default: 30 min.
---@field outside? number|string Share of them who come from external zones. In either part they are spread over the zones by residents. Estimate. Such as "25 %". From 0 to 1. Default: 0.5.
---@field per_car? number Visitors who come together where they come by car: one in so many of those with a car has it at hand, the others may ride. Estimate. From 1 to 9. Default: 2.5.
---@field ticket_included? boolean The entrance ticket is valid in public transport.

---An event with visitors, such as a match. They come beside everybody else, from their homes and back, choose mode, departure and route as all do, and do nothing else on that day.
---@param measure ardey.measure.event
---@return ardey.measure
function ardey.event(measure) end

---@class (exact) ardey.measure.extra_demand
---@field from string Zone or place where they live.
---@field to string Zone or place where they go.
---@field persons integer How many. From 1 to 1000000.
---@field purpose "home"|"work"|"education"|"shopping"|"leisure"|"personal_business"|"escort"|"business"|"other"|"through"|"event" Purpose of the way there.
---@field mode? "chosen"|"walk"|"bike"|"car"|"ride"|"pt" Mode that they keep to; chosen: as everybody. Default: chosen.
---@field arrive_from? string They want to be there between this time ... Such as "07:30".
---@field arrive_to? string ... and this one; both left out: they leave by the hours of the purpose. Such as "07:30".
---@field back_from? string They want to go home between this time ... Such as "07:30".
---@field back_to? string ... and this one; both left out: one way only. Such as "07:30".
---@field ticket_share? number|string Share of them that need not pay for public transport. Such as "25 %". From 0 to 1.

---More people between two zones or places, beside everybody else: one way, or there and back.
---@param measure ardey.measure.extra_demand
---@return ardey.measure
function ardey.extra_demand(measure) end

---@class (exact) ardey.measure.fleet
---@field petrol? number|string Share of the cars of persons with this drive; left out: what the given ones leave, in the present proportion. Such as "25 %". From 0 to 1.
---@field diesel? number|string Share of the cars of persons with this drive; left out: what the given ones leave, in the present proportion. Such as "25 %". From 0 to 1.
---@field battery? number|string Share of the cars of persons with this drive; left out: what the given ones leave, in the present proportion. Such as "25 %". From 0 to 1.

---What the cars of persons are driven by. Who drives a battery car pays choice.battery_km a kilometre.
---@param measure ardey.measure.fleet
---@return ardey.measure
function ardey.fleet(measure) end

---@class (exact) ardey.Hook
---@field every? number|string Time between two calls. Such as "15 min". From 1 to 172800 s.
---@field from? string First call; left out: one interval after the start. Such as "07:30".
---@field to? string No call after this time; left out: the end of the run. Such as "07:30".
---@field at? string The only call, in place of the other three. Such as "07:30".
---@field run fun(now: ardey.Now, state: table) What is called.

---@class (exact) ardey.Now.link
---@field vehicles number Vehicles on the link now.
---@field queue number Of these, vehicles that wait at its end.
---@field entered number Vehicles that have entered it since the start.
---@field left number Vehicles that have left it since the start.
---@field flow number Vehicles per hour that left it since this hook last asked, at first since the start.
---@field speed number|string Length of the link over the mean travel time of these vehicles, m/s; its speed in free flow when there are none. Such as "70 km/h".
---@field free_speed number|string Speed in free flow now, m/s. Such as "70 km/h".
---@field capacity number Capacity now, vehicles per hour.
---@field toll number What a vehicle pays that enters now, EUR.
---@field open boolean Whether vehicles may enter.

---@class (exact) ardey.Now.line
---@field runs number Runs under way now, in both directions.
---@field delay number|string Their mean delay, s; 0 without any. Such as "15 min".
---@field aboard number Passengers aboard them.
---@field load number|string Passengers aboard over the seats; 0 without runs. Such as "25 %".

---@class (exact) ardey.Now.run
---@field run integer Number of the run, as in the results.
---@field line string Its line.
---@field direction integer Its direction, 0 or 1.
---@field phase string Where it is: `ahead` (has not begun), `at_stop`, `on_way`, `over`.
---@field stop string Stop where it stands, or that it left last.
---@field delay number|string How late it is, s; negative when early. Such as "15 min".
---@field aboard number Passengers aboard.

---@class (exact) ardey.Now.departures
---@field run integer Number of the run: for `now:run` and for `hold`.
---@field line string Its line.
---@field direction integer Its direction, 0 or 1.
---@field planned number|string Time by the timetable, s since midnight. Such as "15 min".
---@field expected number|string That time and the delay that the run has now, s since midnight; not before now. Such as "15 min".
---@field delay number|string How late the run is, s. Such as "15 min".
---@field aboard number Passengers aboard.
---@field here boolean Whether it stands at the stop now.

---@class (exact) ardey.Now.arrivals
---@field run integer Number of the run: for `now:run` and for `hold`.
---@field line string Its line.
---@field direction integer Its direction, 0 or 1.
---@field planned number|string Time by the timetable, s since midnight. Such as "15 min".
---@field expected number|string That time and the delay that the run has now, s since midnight; not before now. Such as "15 min".
---@field delay number|string How late the run is, s. Such as "15 min".
---@field aboard number Passengers aboard.
---@field here boolean Whether it stands at the stop now.

---@class (exact) ardey.Now.stop
---@field waiting number Passengers who wait there now.

---@class (exact) ardey.Now.parking
---@field spaces number Parking spaces.
---@field occupied number Of these, taken now.
---@field outside number Cars that found it full and stand outside.

---@class (exact) ardey.Now.totals
---@field trips_departed number Trips begun so far.
---@field trips_arrived number Trips that have arrived.
---@field trips_under_way number Trips under way now.
---@field vehicles number Vehicles on links now.
---@field vehicles_waiting number Vehicles that wait to enter their first link.
---@field passengers number Passengers on their way by public transport, walks to stops included.

---@class (exact) ardey.LinkAct
---@field link? string The directed link.
---@field open? boolean Whether vehicles may enter.
---@field speed? number|string Speed in free flow; not above that of the tables. Such as "70 km/h". From 1 to 100 m s-1.
---@field capacity? number|string Capacity of all lanes together. Such as "1800 veh/h". From 0.001 to 10 s-1.
---@field lanes? integer Lanes in use: the capacity is that share of the table's. From 1 to 20.
---@field toll? number What a vehicle pays that enters, EUR; 0: nothing. From 0 to 1000.
---@field to? string When it ends, a time of day or seconds since midnight; left out: with the day. Such as "07:30".

---@class (exact) ardey.HoldAct
---@field hold? integer Number of the run, from `now:departures`.
---@field stop? string The stop that it shall not leave yet.
---@field to? string Not before this time, a time of day or seconds since midnight. Such as "07:30".
---@field at_most? number|string In no case longer than so much after the planned departure. Such as "15 min". From 0 to 7200 s.

---@class (exact) ardey.Now
---@field link fun(self: ardey.Now, id: string): ardey.Now.link A directed link of the roads, such as "L0139" or "L0139r".
---@field line fun(self: ardey.Now, id: string): ardey.Now.line All runs of a line of public transport.
---@field run fun(self: ardey.Now, number: integer): ardey.Now.run One run of public transport.
---@field departures fun(self: ardey.Now, stop: string, line?: string): ardey.Now.departures[] The runs that will still leave a stop, at most 20, soonest by the timetable first; of one line when it is named.
---@field arrivals fun(self: ardey.Now, stop: string, line?: string): ardey.Now.arrivals[] The runs that are still to come to a stop or stand there, likewise.
---@field stop fun(self: ardey.Now, id: string): ardey.Now.stop A stop of public transport.
---@field parking fun(self: ardey.Now, id: string): ardey.Now.parking The parking spaces of a place of `network.parking`, or of a stop of `transit.park_ride`.
---@field totals fun(self: ardey.Now): ardey.Now.totals Sums over the whole world.
---@field time number Seconds since midnight of the simulated day.
---@field clock string The same as a text: "07:30:00".
---@field act fun(self: ardey.Now, act: ardey.LinkAct|ardey.HoldAct): boolean Does what the table says; false when nothing changes by it: a link is so already, or a run has left.
---@field random fun(self: ardey.Now, name: string, number?: integer): number A random number from 0 to below 1: the same for the same seed, name and number (a whole number, 0 when left out).
