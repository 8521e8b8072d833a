// SPDX-License-Identifier: GPL-3.0-or-later
#include "validate/settle_cases.h"

#include "validate/braess.h"
#include "validate/nine_routes.h"

const struct builtin_case settle_cases[] = {
    {"settle-braess", "Braess' network: a bridge makes everybody's way longer",
     "Braess 1968; Braess, Nagurney, Wakolbinger 2005", braess_run},
    {"settle-equil", "MATSim's network equil in the event simulation: nine equal routes",
     "Horni, Nagel, Axhausen 2016", nine_routes_run},
    {0},
};
