# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a run, one call each: `plot.volumes(run)` returns a matplotlib figure, which a notebook shows and
`save(figure, path)` writes. A run without the data for a picture raises ResultError with the reason."""

from ..style import save
from .blocks import blocking_times
from .comparison import indicator_changes, volume_changes
from .convergence import convergence
from .counters import counters
from .delays import late_train
from .departures import departures, departures_arrivals
from .flows import flow_matrix
from .lateness import train_delays
from .maps import gridlocks, speeds, volumes
from .modes import mode_targets, modes_by_distance
from .person import person_day
from .profile import load_profile
from .profile_changes import load_changes
from .roads import fundamental_diagrams
from .trains import loads, train_graph

__all__ = [
    "blocking_times",
    "convergence",
    "counters",
    "departures",
    "departures_arrivals",
    "flow_matrix",
    "fundamental_diagrams",
    "gridlocks",
    "indicator_changes",
    "late_train",
    "load_changes",
    "load_profile",
    "loads",
    "mode_targets",
    "modes_by_distance",
    "person_day",
    "save",
    "speeds",
    "train_delays",
    "train_graph",
    "volume_changes",
    "volumes",
]
