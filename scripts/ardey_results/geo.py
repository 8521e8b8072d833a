# SPDX-License-Identifier: GPL-3.0-or-later
"""Places and links of a run as geopandas tables (WGS 84), for maps of one's own and for QGIS. geopandas is not needed by the
rest of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .reading import ResultError, Run
from .tables import link_geometry, link_volumes

if TYPE_CHECKING:
    import geopandas


def geo_links(run: Run) -> geopandas.GeoDataFrame:
    """[link] columns of `network/links`, `vehicles` of the day where the run has road traffic, and the drawn line."""
    from_lines = _geopandas()[1].LineString
    table = run.road_links.copy()
    if run.has("links"):
        table["vehicles"] = link_volumes(run).to_numpy()
    return _with_geometry(table, [from_lines(line if len(line) > 1 else [line[0], line[0]]) for line in link_geometry(run)])


def geo_points(run: Run, table: str = "network/zones") -> geopandas.GeoDataFrame:
    """A table with the columns lat and lon, such as network/zones, network/places, network/nodes, transit/stops, as points."""
    points = run.table(table)
    if not {"lat", "lon"} <= set(points):
        raise ResultError(f"{run.path}: '{table}' has no columns lat and lon")
    return _with_geometry(points, _geopandas()[0].points_from_xy(points["lon"], points["lat"]))


def _with_geometry(table: pd.DataFrame, geometry: object) -> geopandas.GeoDataFrame:
    plain = table.assign(**{name: table[name].astype(str) for name in table if isinstance(table[name].dtype, pd.CategoricalDtype)})
    return _geopandas()[0].GeoDataFrame(plain, geometry=geometry, crs="EPSG:4326")


def _geopandas():
    """The modules geopandas and shapely.geometry; ResultError, with what to install, when they are not there."""
    try:
        import geopandas
        import shapely.geometry
    except ImportError as error:
        raise ResultError(f"maps as tables need geopandas, Debian's package python3-geopandas ({error})") from error
    return geopandas, shapely.geometry
