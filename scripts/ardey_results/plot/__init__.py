# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a run, one call each: `plot.volumes(run)` returns a matplotlib figure, which a notebook shows and
`save(figure, path)` writes. A run without the data for a picture raises ResultError with the reason."""

from ..style import save
from .blocks import blocking_times
from .convergence import convergence
from .counters import counters
from .delays import late_train
from .departures import departures
from .maps import speeds, volumes
from .modes import mode_targets
from .trains import loads, train_graph

__all__ = [
    "blocking_times",
    "convergence",
    "counters",
    "departures",
    "late_train",
    "loads",
    "mode_targets",
    "save",
    "speeds",
    "train_graph",
    "volumes",
]
