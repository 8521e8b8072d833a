# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps: link volumes of the day with the trains, speeds of one hour, gridlocks."""

from __future__ import annotations

from dataclasses import dataclass

import matplotlib.patheffects as effects
import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm, Colormap, ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..reading import ResultError, Run
from ..style import INK, QUIET, RAIL, clock, new_figure, picture, set_titles, short_title, thousands
from ..tables import (
    counter_comparison,
    counter_positions,
    gridlock_counts,
    is_street,
    link_geometry,
    link_speeds,
    link_volumes,
    rail_lines,
)

# Where the names of the two cities stand (lat, lon): beside the centre, clear of the stations.
_CITIES = {"Dortmund": (51.5290, 7.4280), "Schwerte": (51.4425, 7.6140)}
_HALO = [effects.withStroke(linewidth=3.5, foreground="white")]


@dataclass(frozen=True)
class Projection:
    """Equirectangular about a point: kilometres east and north of it."""

    lat: float
    lon: float

    def km(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """[points, 2] east, north (km) of positions in degrees."""
        x = (np.asarray(lon, float) - self.lon) * 111.32 * np.cos(np.radians(self.lat))
        y = (np.asarray(lat, float) - self.lat) * 111.32
        return np.stack([x, y], axis=-1)


@dataclass(frozen=True)
class MapFrame:
    """Axes with a map in km, and how many points of line width a kilometre has."""

    figure: Figure
    axes: Axes
    projection: Projection
    points_per_km: float


@picture
def volumes(run: Run, line: str = "RB53") -> Figure:
    """Vehicles per day on each direction of each road, rail lines with one highlighted, counters with both figures."""
    frame = new_map(run, line)
    volume = np.where(is_street(run), link_volumes(run).to_numpy(), 0.0)
    steps = _volume_steps(volume.max())
    colours = _colours("YlGnBu", len(steps) - 1, 0.22, 1.0)
    widths = 0.5 + 7.0 * volume / steps[-1]
    mappable = draw_links(frame, run, volume, widths, colours, BoundaryNorm(steps, colours.N))
    others = _draw_rail(frame, run, line)
    counters = _draw_counters(frame, run)
    draw_places(frame, run, line)

    bar = frame.figure.colorbar(mappable, cax=frame.figure.add_axes([0.805, 0.50, 0.018, 0.33]), spacing="uniform")
    bar.set_ticks(steps, labels=[thousands(step) for step in steps])
    bar.outline.set_visible(False)
    frame.figure.text(0.805, 0.845, "vehicles per day\nand direction", fontsize=12, va="bottom")
    handles = [Line2D([], [], color=RAIL, linewidth=3.5, marker="o", markerfacecolor="white", markeredgecolor=RAIL,
                      label=f"{line} and its stations")]
    if others:
        handles.append(Line2D([], [], color="#555555", linewidth=0.8, linestyle=(0, (4, 2)),
                              label="other trains, drawn\nfrom stop to stop"))
    if counters:
        handles.append(Line2D([], [], color="none", marker="D", markersize=8, markerfacecolor="#F0E442",
                              markeredgecolor=INK, label="counter: simulated |\ncounted, both directions,\n"
                                                         "1000 vehicles per day"))
    frame.figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0.79, 0.45), fontsize=11, labelspacing=1.0)

    busiest = int(volume.argmax())
    km = float((volume * run.road_links["length"].to_numpy(float)).sum() / 1000.0)
    set_titles(frame.figure, "Traffic of a weekday between Dortmund and Schwerte",
               f"{km / 1e6:.2f} million vehicle-km on {is_street(run).sum():,} directed links; "
               f"busiest: {_road_of(run, busiest)}, {thousands(volume[busiest])} vehicles in one direction")
    return frame.figure


@picture
def speeds(run: Run, from_h: float = 7.0, to_h: float = 8.0, line: str = "RB53") -> Figure:
    """Mean speed of each link in one hour as a share of the speed on an empty road."""
    frame = new_map(run, line)
    speeds = link_speeds(run, from_h, to_h)
    ratio = speeds["ratio"].to_numpy()
    vehicles = np.where(is_street(run), speeds["vehicles"].to_numpy(), 0.0)
    steps = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 0.95, 1.05])
    colours = ListedColormap(["#67001f", "#b2182b", "#ef8a62", "#fdcb9b", "#92c5de", "#3b7db8"])
    widths = np.where(np.isnan(ratio), 0.4, 0.8 + 5.5 * vehicles / max(vehicles.max(), 1.0))
    mappable = draw_links(frame, run, np.minimum(ratio, 1.04), widths, colours, BoundaryNorm(steps, colours.N),
                           order=-np.nan_to_num(ratio, nan=2.0))
    draw_places(frame, run, line)
    bar = frame.figure.colorbar(mappable, cax=frame.figure.add_axes([0.805, 0.50, 0.018, 0.33]), spacing="uniform")
    bar.set_ticks(steps[:-1], labels=[f"{100 * step:.0f} %" for step in steps[:-1]])
    bar.outline.set_visible(False)
    frame.figure.text(0.805, 0.845, "mean speed, share of\nthe speed when empty", fontsize=12, va="bottom")
    frame.figure.text(0.805, 0.44, "line width: vehicles\nper hour and direction", fontsize=11, va="top", color=QUIET)
    distance = vehicles * run.road_links["length"].to_numpy(float) / 1000.0
    known = ~np.isnan(ratio)
    time = (distance[known] / (speeds["speed_mps"].to_numpy()[known] * 3.6)).sum()
    slow = distance[known][ratio[known] < 0.4].sum() / max(distance[known].sum(), 1e-9)
    set_titles(frame.figure, f"How fast traffic moves from {from_h:.0f} to {to_h:.0f} o'clock",
               f"mean speed {distance[known].sum() / max(time, 1e-9):.0f} km/h over "
               f"{thousands(distance[known].sum())} vehicle-km; {100 * slow:.1f} % of them below 40 % of the speed "
               f"when empty")
    return frame.figure


@picture
def gridlocks(run: Run, line: str = "RB53") -> Figure:
    """Where traffic locked up: how often each link was part of a cycle of full links in which nobody could move."""
    counts = gridlock_counts(run)
    if counts.max() == 0:
        raise ResultError(f"{run.path}: there was no gridlock")
    frame = new_map(run, line)
    steps = np.unique(np.array([1, 2, 5, 10, 20, 50, 100, 1000, 100000]))
    steps = np.append(steps[steps < counts.max()], counts.max() + 1).astype(float)
    colours = _colours("YlOrRd", len(steps) - 1, 0.35, 1.0)
    values = np.where(counts > 0, counts, np.nan)
    mappable = draw_links(frame, run, values, np.where(counts > 0, 5.0, 0.6), colours, BoundaryNorm(steps, colours.N),
                          order=counts)
    draw_places(frame, run, line)
    bar = frame.figure.colorbar(mappable, cax=frame.figure.add_axes([0.805, 0.50, 0.018, 0.33]), spacing="uniform")
    bar.set_ticks(steps[:-1], labels=[thousands(step) for step in steps[:-1]])
    bar.outline.set_visible(False)
    frame.figure.text(0.805, 0.845, "gridlocks that the\nlink was part of", fontsize=12, va="bottom")
    table = run.table("gridlocks")
    first = run.hours(table["time"]).min()
    worst = int(counts.argmax())
    set_titles(frame.figure, "Where traffic locks up",
               f"{table['gridlock'].nunique()} gridlocks, the first at {clock(first)}; {len(run.table('forced_moves'))} vehicles were "
               f"moved by force; most often at {_road_of(run, worst)} ({counts[worst]:.0f})")
    return frame.figure


def new_map(run: Run, line: str) -> MapFrame:
    """Empty axes around the zones inside and the stations of `line`, with a scale."""
    if len(run.road_links) == 0:
        raise ResultError(f"{run.path}: 'network/links' has no row")
    zones = run.zones[run.zones["kind"] == "internal"]
    if len(zones) == 0:  # roads alone
        zones = run.nodes
    lat, lon = zones["lat"].to_numpy(float), zones["lon"].to_numpy(float)
    for chain in rail_lines(run).get(line, []):
        lat = np.append(lat, run.stops["lat"].to_numpy(float)[chain])
        lon = np.append(lon, run.stops["lon"].to_numpy(float)[chain])
    projection = Projection((lat.min() + lat.max()) / 2, (lon.min() + lon.max()) / 2)
    corner = projection.km(np.array([lon.min(), lon.max()]), np.array([lat.min(), lat.max()]))
    half = np.maximum(np.abs(corner).max(axis=0) + 3.4, 1.0)
    width_in, map_in = 12.6, 9.6
    scale = map_in / (2 * half[0])
    height_in = float(np.clip(2 * half[1] * scale, 4.0, 12.0))
    figure = new_figure(width_in, height_in + 1.15)
    axes = figure.add_axes([0.02, 0.2 / (height_in + 1.15), map_in / width_in, height_in / (height_in + 1.15)])
    axes.set(xlim=(-half[0], half[0]), ylim=(-half[1], half[1]), xticks=[], yticks=[], facecolor="#f7f7f5")
    for spine in axes.spines.values():
        spine.set(visible=True, color="#cccccc")
    x, y = -half[0] + 1.0, -half[1] + 0.8
    axes.plot([x, x + 5], [y, y], color=INK, linewidth=2.5, zorder=9)
    axes.text(x + 2.5, y + 0.25, "5 km", ha="center", va="bottom", fontsize=11, zorder=9, path_effects=_HALO)
    return MapFrame(figure, axes, projection, 72.0 * map_in / (2 * half[0]))


def draw_links(frame: MapFrame, run: Run, values: np.ndarray, widths_pt: np.ndarray, colours: Colormap,
                norm: BoundaryNorm, order: np.ndarray | None = None) -> LineCollection:
    """Every street on the right-hand side of its axis, as wide as `widths_pt`; low `order` (the values) first."""
    lines = link_geometry(run)
    links = np.argsort(values if order is None else order, kind="stable")
    links = links[is_street(run)[links]]
    shapes = []
    for i in links:
        km = frame.projection.km(lines[i][:, 0], lines[i][:, 1])
        shapes.append(_shift_right(km, 0.5 * (widths_pt[i] + 0.3) / frame.points_per_km))
    collection = LineCollection(shapes, array=np.ma.masked_invalid(values[links]), cmap=colours, norm=norm,
                                linewidths=widths_pt[links], capstyle="round", joinstyle="round", zorder=2)
    collection.cmap.set_bad("#c4c4c4")
    frame.axes.add_collection(collection)
    return collection


def _shift_right(line: np.ndarray, distance: float) -> np.ndarray:
    """A line [points, 2] moved to its right; corners are cut off at twice the distance."""
    step = np.diff(line, axis=0)
    length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    normal = np.stack([step[:, 1], -step[:, 0]], axis=1) / length[:, None]
    before = np.vstack([normal[:1], normal])
    after = np.vstack([normal, normal[-1:]])
    middle = before + after
    size = np.maximum((middle**2).sum(axis=1) / 2.0, 0.5)
    return line + distance * middle / size[:, None]


def _draw_rail(frame: MapFrame, run: Run, line: str) -> bool:
    """Rail lines from stop to stop; `line` on top with its stations named. Whether there are others."""
    chains = rail_lines(run)
    lat, lon = run.stops["lat"].to_numpy(float), run.stops["lon"].to_numpy(float)
    for name, directions in chains.items():
        if name != line:
            km = frame.projection.km(lon[directions[0]], lat[directions[0]])
            frame.axes.plot(km[:, 0], km[:, 1], color="#555555", linewidth=0.8, linestyle=(0, (4, 2)), zorder=1.5)
    if line in chains:
        stops = chains[line][0]
        km = frame.projection.km(lon[stops], lat[stops])
        frame.axes.plot(km[:, 0], km[:, 1], color="white", linewidth=6, zorder=4)
        frame.axes.plot(km[:, 0], km[:, 1], color=RAIL, linewidth=3.2, zorder=5, marker="o", markersize=7,
                        markerfacecolor="white", markeredgecolor=RAIL, markeredgewidth=1.8)
        titles = run.stops["title"].to_numpy()
        for i, stop in enumerate(stops):
            offset, ha, va = _label_side(km, i, frame.axes.get_xlim()[1])
            frame.axes.annotate(short_title(str(titles[stop])), km[i], xytext=offset, textcoords="offset points",
                                fontsize=10.5, color="#8a3d00", ha=ha, va=va, zorder=8, path_effects=_HALO)
    return len(chains) > (line in chains)


def _label_side(line: np.ndarray, i: int, right_km: float) -> tuple[tuple[int, int], str, str]:
    """Offset (points) and alignment of a label at point i of a line [points, 2]: the side farthest from the line, but
    not to the right within 5 km of the edge at `right_km`."""
    towards = [line[j] - line[i] for j in (i - 1, i + 1) if 0 <= j < len(line)]
    angles = [np.arctan2(step[1], step[0]) for step in towards]
    sides = {0.0: ((9, 0), "left", "center"), np.pi: ((-9, 0), "right", "center"),
             -np.pi / 2: ((0, -8), "center", "top"), np.pi / 2: ((0, 8), "center", "bottom")}
    if line[i, 0] > right_km - 5.0:
        del sides[0.0]

    def clearance(side: float) -> float:
        return round(min((abs(np.angle(np.exp(1j * (side - angle)))) for angle in angles), default=0.0), 3)

    return sides[max(sides, key=clearance)]


def _draw_counters(frame: MapFrame, run: Run) -> int:
    """Counters that name a link: "simulated | counted" in thousands. How many."""
    if not run.has("counters") or "link" not in run.counters:
        return 0
    table = counter_comparison(run)
    km = frame.projection.km(*counter_positions(run).T)
    (left, right), (bottom, top) = frame.axes.get_xlim(), frame.axes.get_ylim()
    shown = 0
    for (x, y), simulated, counted in zip(km, table["simulated"], table["counted"]):
        if not (left + 0.5 < x < right - 2.5 and bottom + 0.5 < y < top - 1.0):
            continue
        frame.axes.plot(x, y, "D", markersize=8, markerfacecolor="#F0E442", markeredgecolor=INK, zorder=6)
        frame.axes.annotate(f"{simulated / 1000:.0f} | {counted / 1000:.0f}", (x, y), xytext=(8, 5),
                            textcoords="offset points", fontsize=10.5, fontweight="bold", zorder=8, path_effects=_HALO)
        shown += 1
    return shown


def draw_places(frame: MapFrame, run: Run, line: str) -> None:
    """The two cities, and the outer zones inside the picture that are not at a station of `line`."""
    (left, right), (bottom, top) = frame.axes.get_xlim(), frame.axes.get_ylim()
    outside = run.zones[run.zones["kind"] == "external"]
    stations = [frame.projection.km(run.stops["lon"].to_numpy(float)[chain], run.stops["lat"].to_numpy(float)[chain])
                for chain in rail_lines(run).get(line, [])[:1]]
    names = []
    for title, lat, lon in zip(outside["title"], outside["lat"], outside["lon"]):
        gap = np.abs(np.vstack([*stations, [[1e9, 1e9]]]) - frame.projection.km(lon, lat)).max(axis=1).min()
        # Near a station, that carries the name; a long title describes a gate or a region rather than a place.
        if gap > 1.5 and len(str(title)) <= 16:
            names.append((str(title), lat, lon, 11, QUIET, "normal"))
    names += [(city, lat, lon, 19, INK, "bold") for city, (lat, lon) in _CITIES.items()]
    for text, lat, lon, size, colour, weight in names:
        x, y = frame.projection.km(np.array([lon]), np.array([lat]))[0]
        if left + 1 < x < right - 1 and bottom + 0.5 < y < top - 0.5:
            frame.axes.text(x, y, text, fontsize=size, color=colour, fontweight=weight, ha="center", va="center",
                            zorder=7, path_effects=_HALO)


def _volume_steps(largest: float) -> np.ndarray:
    """Class limits, each about twice the one before, up to 1, 2, 4 or 8 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(max(largest, 1.0)))
    top = next(m * power for m in (1, 2, 4, 8, 10) if m * power >= largest)
    return np.array([0.0, 1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0]) * top


def _colours(name: str, count: int, low: float, high: float) -> ListedColormap:
    return ListedColormap(colormaps[name](np.linspace(low, high, count)))


def _road_of(run: Run, link: int) -> str:
    road = run.road_links["road"].iloc[link] if "road" in run.road_links else ""
    return str(road) or str(run.road_links["name"].iloc[link])
