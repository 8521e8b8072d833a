# SPDX-License-Identifier: GPL-3.0-or-later
"""The common look of the pictures: sizes, colours that colour-blind people can tell apart, titles, saving."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

DPI = 110
INK = "#222222"
QUIET = "#6b6b6b"
RAIL = "#D55E00"

# Okabe and Ito (2008), "Color Universal Design".
MODE_COLOURS = {
    "car": "#0072B2",
    "ride": "#56B4E9",
    "truck": "#5f5f5f",
    "pt": "#D55E00",
    "park_ride": "#CC79A7",
    "bike_ride": "#8A5A00",
    "shuttle": "#9000FC",
    "bike": "#009E73",
    "walk": "#F0C242",
}
MODE_LABELS = {
    "car": "car, driving",
    "ride": "car, as passenger",
    "truck": "truck",
    "pt": "public transport",
    "park_ride": "park and ride",
    "bike_ride": "bike and ride",
    "shuttle": "shuttle on demand",
    "bike": "bicycle",
    "walk": "on foot",
}

_SETTINGS = {
    "font.family": "DejaVu Sans",
    "font.size": 12,
    "axes.edgecolor": "#999999",
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": "#dddddd",
    "legend.frameon": False,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
}


class Picture(Figure):
    """A figure that shows itself in a notebook. It is no part of pyplot, so it neither needs to be closed nor shows twice."""

    def _repr_png_(self) -> bytes:
        return png(self)


_Draw = TypeVar("_Draw", bound=Callable[..., Figure])


def picture(draw: _Draw) -> _Draw:
    """For functions that draw: in the common look, without changing that of the caller's own pictures."""

    @wraps(draw)
    def in_common_look(*arguments: object, **named: object) -> Figure:
        with matplotlib.rc_context(rc=matplotlib.rcParamsDefault):
            matplotlib.rcParams.update(_SETTINGS)
            figure = draw(*arguments, **named)
            figure.draw_without_rendering()  # ticks take the look when they are first needed
            return figure

    return in_common_look  # type: ignore[return-value]


def new_figure(width_in: float, height_in: float) -> Figure:
    """An empty figure of this size (inches; 110 pixels each)."""
    figure = Picture(figsize=(width_in, height_in), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def set_titles(figure: Figure, title: str, subtitle: str, left: float = 0.02) -> None:
    """A bold title and a line or two below it, at the top left."""
    height = figure.get_figheight()
    figure.text(left, 1 - 0.12 / height, title, fontsize=17, fontweight="bold", va="top", ha="left")
    figure.text(left, 1 - 0.50 / height, subtitle, fontsize=12, color=QUIET, va="top", ha="left", linespacing=1.35)


def save(figure: Figure, path: Path) -> None:
    """Writes the PNG without anything that depends on clock or program version."""
    path.write_bytes(png(figure))


def png(figure: Figure) -> bytes:
    """The bytes of that file."""
    bytes_ = io.BytesIO()
    figure.savefig(bytes_, dpi=DPI, format="png", facecolor="white", metadata={"Software": None})
    return bytes_.getvalue()


def thousands(number: float) -> str:
    """12345 as "12,345"."""
    return f"{number:,.0f}"


def short_number(value: float) -> str:
    """With digits that suit the size: "354,874", "17.46", "0.0028"."""
    size = abs(value)
    return f"{value:,.{0 if size >= 1000 else 2 if size >= 10 else 4}f}" if size >= 0.001 or size == 0 else f"{value:.2e}"


def clock(hour: float) -> str:
    """Hours since midnight as "07:23"; after midnight of the next day again from "00:00"."""
    minutes = round(hour * 60)
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def short_title(stop: str) -> str:
    """A stop without the name of its city: "Hörde"; but "Dortmund Hbf", "Schwerte (Ruhr)"."""
    return re.sub(r"^(Dortmund|Schwerte)[- ](?!Hbf|\()", "", stop)
