# SPDX-License-Identifier: GPL-3.0-or-later
"""Indicators of variants, paired by seed: what `ardey compare` prints, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from .reading import ResultError, Run
from .runs import Runs, load_runs

_ALIKE = {"date": "day", "start": "start (seconds since midnight)", "stop": "stop (seconds since midnight)"}


def compare(runs: Run | Runs | Iterable[str | Path | Run], confidence: float = 0.95) -> pd.DataFrame:
    """A row per variant and indicator; the first run is of the base. Columns: base, variant, indicator, unit, better (lower,
    neutral), pairs, base_mean, variant_mean, difference (means over the pairs of runs with the same seed), half_width (of the
    confidence interval of the difference by Student's t; NaN below two pairs), verdict (better, worse, higher, lower; "" when
    the interval holds 0 or there is none).

    Raises ResultError when the runs do not compare: another day, place or sample, the same run twice, one variant only, no
    seed in common.
    """
    runs = runs if isinstance(runs, Runs) else load_runs([runs] if isinstance(runs, Run) else runs)
    check_alike(runs)
    members = runs.members
    variants = list(dict.fromkeys(members["variant"]))
    if len(variants) < 2:
        raise ResultError(f"all runs are of one variant, {variants[0]}; `indicator_means` tells its means")
    base = members[members["variant"] == variants[0]].set_index("seed")
    described = _described(runs)
    parts = []
    for name in variants[1:]:
        variant = members[members["variant"] == name]
        seeds = sorted(set(base.index) & set(variant["seed"]))
        if not seeds:
            raise ResultError(f"{variants[0]} and {name} have no seed in common; run both with the same --seed")
        before = runs.indicators[_members_of(members, variants[0], seeds)].to_numpy(float)
        after = runs.indicators[_members_of(members, name, seeds)].to_numpy(float)
        parts.append(described.assign(base=variants[0], variant=name, pairs=len(seeds), base_mean=before.mean(axis=1),
                                      variant_mean=after.mean(axis=1), difference=(after - before).mean(axis=1),
                                      half_width=half_widths(after - before, confidence)))
    table = pd.concat(parts, ignore_index=True)
    table = table[table["base_mean"].notna() | table["variant_mean"].notna()].reset_index(drop=True)
    table["verdict"] = _verdicts(table)
    order = ["base", "variant", "indicator", "unit", "better", "pairs", "base_mean", "variant_mean", "difference", "half_width",
             "verdict"]
    return table[order]


def indicator_means(runs: Run | Runs | Iterable[str | Path | Run], confidence: float = 0.95) -> pd.DataFrame:
    """[indicator] unit, mean and half_width of its confidence interval over runs of one variant, with different seeds."""
    runs = runs if isinstance(runs, Runs) else load_runs([runs] if isinstance(runs, Run) else runs)
    check_alike(runs)
    if runs.members["variant"].nunique() > 1:
        raise ResultError(f"runs of several variants: {', '.join(runs.members['variant'].unique())}; use `compare`")
    values = runs.indicators.to_numpy(float)
    table = _described(runs).set_index("indicator")[["unit"]]
    return table.assign(mean=values.mean(axis=1), half_width=half_widths(values, confidence))


def half_widths(values: np.ndarray, confidence: float) -> np.ndarray:
    """[row] half width of the confidence interval of the mean of `values` [row, run] by Student's t; NaN below two runs."""
    count = values.shape[1]
    if count < 2:
        return np.full(len(values), np.nan)
    return stats.t.ppf(0.5 + confidence / 2, count - 1) * values.std(axis=1, ddof=1) / np.sqrt(count)


def check_alike(runs: Runs) -> None:
    """Raises ResultError when runs are not of the same day, hours, place and sample, or one is there twice."""
    first = runs[0]
    for run in runs.runs:
        if not run.is_complete:
            raise ResultError(f"{run.path} is of a run that is still going on, or was stopped")
    for run in runs.runs[1:]:
        versions = [each.attributes.get("schema_version", 0) for each in (first, run)]
        if versions[0] != versions[1]:
            raise ResultError(f"{run.path} does not compare with {first.path}: its layout is version {versions[1]}, not "
                              f"{versions[0]}; make both with one version of the program")
        for name, what in _ALIKE.items():
            one, other = first.parameters.get(name, ""), run.parameters.get(name, "")
            if one != other:
                raise ResultError(f"{run.path} does not compare with {first.path}: its {what} is '{other}', not '{one}'")
        if run.sample != first.sample:
            raise ResultError(f"{run.path} does not compare with {first.path}: its sample is {run.sample:g} of the people, not "
                              f"{first.sample:g}")
        if _place(run) != _place(first):
            raise ResultError(f"{run.path} does not compare with {first.path}: it is of another place")
    again = runs.members.duplicated(["variant", "seed"])
    if again.any():
        row = runs.members[again].iloc[0]
        raise ResultError(f"{row['path']}: the same run twice, scenario {row['scenario']}, seed {row['seed']}")


def _place(run: Run) -> list[str]:
    for table in ("network/zones", "network/nodes", "transit/stops"):
        if run.has(table) and len(names := run.table(table)["name"]):
            return [str(name) for name in names]
    return []


def _members_of(members: pd.DataFrame, variant: str, seeds: list) -> list[int]:
    of = members[members["variant"] == variant].reset_index().set_index("seed")
    return of.loc[seeds, "member"].tolist()


def _described(runs: Runs) -> pd.DataFrame:
    """[indicator] indicator, unit, better, in the order of `runs.indicators`. Files of 0.1.0 do not say what is better."""
    tables = [run.indicators if "better" in run.indicators else run.indicators.assign(better="neutral") for run in runs.runs]
    whole = pd.concat([table[["name", "unit", "better"]].astype(str) for table in tables]).drop_duplicates("name")
    return whole.set_index("name").reindex(runs.indicators.index).rename_axis("indicator").reset_index()


def _verdicts(table: pd.DataFrame) -> np.ndarray:
    is_clear = (table["difference"].abs() > table["half_width"]).to_numpy()
    is_less = (table["difference"] < 0).to_numpy()
    judged = np.where(is_less, "better", "worse")
    told = np.where(is_less, "lower", "higher")
    return np.where(is_clear, np.where(table["better"] == "lower", judged, told), "")
