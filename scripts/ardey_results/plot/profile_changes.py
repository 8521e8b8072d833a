# SPDX-License-Identifier: GPL-3.0-or-later
"""Passengers along a line in two runs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from ..reading import Run
from ..style import INK, RAIL, new_figure, picture, set_titles, short_title, thousands
from ..tables import section_loads


@picture
def load_changes(base: Run, variant: Run, lines: str | Sequence[str] = "RB53") -> Figure:
    """Passengers of a day between the stops of a line, both directions together, before and after. With several lines, such as the
    buses that go in place of the first one's trains, each of them in `variant`; those that do not run in it are left out."""
    names = [lines] if isinstance(lines, str) else list(lines)
    there = set(variant.lines["name"])
    before = section_loads(base, names[0])
    stops = [before["from_stop"].iloc[0], *before["to_stop"]]
    figure = new_figure(12.0, 6.0)
    axes = figure.add_axes([0.085, 0.3, 0.89, 0.5])
    edges = np.arange(len(stops))
    axes.stairs(before["aboard"], edges, fill=True, color="#d9d9d9", linewidth=0, label=f"{names[0]}, {_name(base)}")
    most = 0.0
    for name, colour, style in zip([name for name in names if name in there], ("#0072B2", RAIL, "#009E73", INK), ("-", "--", ":", "-.")):
        after = section_loads(variant, name, stops)
        most = max(most, float(after["aboard"].max()))
        axes.stairs(after["aboard"], edges, baseline=None, color=colour, linewidth=2.6, linestyle=style, label=f"{name}, {_name(variant)}")
    axes.set_xticks(edges, [short_title(stop) for stop in stops], rotation=35, ha="right")
    axes.set(xlim=(edges[0], edges[-1]), ylabel="passengers of the day, both ways")
    axes.set_xlabel("stops of the line, not to scale")
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(lambda value, _: thousands(value))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    figure.legend(loc="upper right", bbox_to_anchor=(0.98, 0.9), ncol=3, fontsize=11)
    set_titles(figure, f"{names[0]}, passengers by section",
               f"most, {thousands(before['aboard'].max())} in {_name(base)}, {thousands(most)} in {_name(variant)}")
    return figure


def _name(run: Run) -> str:
    return str(run.attributes.get("scenario", run.path.stem))
