// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/settle_cases.h"

#include "validate/braess.h"
#include "validate/nine_routes.h"
#include "validate/vickrey.h"

const struct builtin_case settle_cases[] = {
    {"settle-braess", "Braess' network: a bridge makes everybody's way longer",
     "Braess 1968; Braess, Nagurney, Wakolbinger 2005", braess_run},
    {"settle-equil", "MATSim's network equil in the event simulation: nine equal routes",
     "Horni, Nagel, Axhausen 2016", nine_routes_run},
    {"settle-vickrey", "A bottleneck: when to leave, in the event simulation",
     "Vickrey 1969; Arnott, de Palma, Lindsey 1990", vickrey_run},
    {0},
};
