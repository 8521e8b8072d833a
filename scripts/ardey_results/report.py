# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that compares result files: the table of indicators and pictures, in one HTML file that needs no other.

    python3 -m ardey_results.report weekday_1.h5 weekday_2.h5 closed_1.h5 closed_2.h5 --out report.html

`ardey compare ... --html report.html` calls it. Exit codes: 0 done, 2 wrong usage, 3 files that cannot be read or compared.
"""

from __future__ import annotations

import argparse
import base64
import html
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from . import plot
from .comparing import compare
from .delays import delay_causes
from .reading import ResultError, Run
from .runs import Runs, load_runs
from .style import png, short_number

_STYLE = """
body { font-family: "DejaVu Sans", Verdana, sans-serif; color: #222; margin: 2em auto; max-width: 78em; line-height: 1.4; padding: 0 1em }
table { border-collapse: collapse; font-size: 0.9em } th { text-align: left; border-bottom: 2px solid #999; padding: 0.2em 0.7em } th.number { text-align: right }
td { border-bottom: 1px solid #ddd; padding: 0.15em 0.7em } td.number { text-align: right; font-variant-numeric: tabular-nums }
td.better { color: #0072B2; font-weight: bold } td.worse { color: #D55E00; font-weight: bold } img { max-width: 100% }
figure { margin: 2.5em 0 } figcaption { font-weight: bold; border-top: 1px solid #ddd; padding: 0.6em 0 } p.note { color: #6b6b6b }
"""


def write_report(runs: Runs, out: Path, confidence: float = 0.95, line: str = "RB53") -> list[str]:
    """Writes the page; gives the titles of the pictures in it. Raises ResultError when the runs do not compare."""
    table = compare(runs, confidence)
    pictures = _pictures(runs, table, line)
    variants = list(dict.fromkeys(table["variant"]))
    title = f"{', '.join(variants)} against {table['base'].iloc[0]}"
    parts = [f"<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><title>{html.escape(title)}</title>"
             f"<style>{_STYLE}</style></head><body>\n<h1>{html.escape(title)}</h1>\n", _runs_text(runs)]
    for variant in variants:
        parts.append(_table_text(table[table["variant"] == variant], confidence))
    for name, figure in pictures.items():
        data = base64.b64encode(png(figure)).decode("ascii")
        parts.append(f"<figure><figcaption>{html.escape(name)}</figcaption>"
                     f"<img alt='{html.escape(name)}' src='data:image/png;base64,{data}'></figure>\n")
    parts.append("</body></html>\n")
    out.write_text("".join(parts), encoding="utf-8")
    return list(pictures)


def _pictures(runs: Runs, table: pd.DataFrame, line: str) -> dict[str, Figure]:
    """Those that these runs have the data for. Of runs of several seeds, the first pair is drawn."""
    base, variant = _first_pair(runs)
    wanted: dict[str, Callable[[], Figure]] = {
        "Indicators that differ": lambda: plot.indicator_changes(table),
        "Road traffic that differs": lambda: plot.volume_changes(base, variant, line),
        "A late train": lambda: plot.late_train(base, variant, line, delay_causes(base, variant)),
    }
    for run, name in ((base, table["base"].iloc[0]), (variant, table["variant"].iloc[0])):
        wanted |= _pictures_of(run, str(name), line)
    pictures = {}
    for name, draw in wanted.items():
        try:
            pictures[name] = draw()
        except ResultError as error:
            print(f"left out '{name}': {error}", file=sys.stderr)
    return pictures


def _pictures_of(run: Run, name: str, line: str) -> dict[str, Callable[[], Figure]]:
    return {
        f"Speeds from 7 to 8: {name}": lambda: plot.speeds(run, line=line),
        f"Delays of {line}: {name}": lambda: plot.train_delays(run, line),
        f"Modes by length of the trip: {name}": lambda: plot.modes_by_distance(run),
    }


def _first_pair(runs: Runs) -> tuple[Run, Run]:
    """A run of the base and one of the next variant, with the same seed."""
    members = runs.members
    base_name = members["variant"].iloc[0]
    other_name = members.loc[members["variant"] != base_name, "variant"].iloc[0]
    base = members[members["variant"] == base_name].reset_index().set_index("seed")["member"]
    other = members[members["variant"] == other_name].reset_index().set_index("seed")["member"]
    seed = min(set(base.index) & set(other.index))
    return runs[int(base[seed])], runs[int(other[seed])]


def _runs_text(runs: Runs) -> str:
    rows = "".join(f"<tr><td>{html.escape(str(row['variant']))}</td><td class='number'>{row['seed']}</td>"
                   f"<td>{html.escape(str(row['path']))}</td><td><code>{html.escape(str(run.attributes.get('digest', ''))[:16])}</code></td></tr>"
                   for (_, row), run in zip(runs.members.iterrows(), runs.runs))
    first = runs[0]
    return (f"<p>{html.escape(str(first.attributes.get('source', '')))}, {html.escape(str(first.parameters.get('date', '')))}, "
            f"{100 * float(runs.members['sample'].iloc[0]):g} % of the people.</p>\n<table><tr><th>variant</th><th class='number'>seed</th>"
            f"<th>file</th><th>digest</th></tr>{rows}</table>\n")


def _table_text(table: pd.DataFrame, confidence: float) -> str:
    pairs = int(table["pairs"].iloc[0])
    heading = f"{table['variant'].iloc[0]} against {table['base'].iloc[0]}"
    note = (f"Means of {pairs} pairs of runs with the same seed; the interval of the difference holds the truth with "
            f"{100 * confidence:g} % confidence." if pairs > 1 else
            "One pair of runs: whether a difference is more than chance, only runs with more seeds can tell.")
    same = (table["difference"] == 0) & ~(table["half_width"] > 0) | table["base_mean"].isna() & table["variant_mean"].isna()
    rows = []
    for _, row in table[~same].iterrows():
        share = 100 * row["difference"] / abs(row["base_mean"]) if row["base_mean"] else float("nan")
        numbers = "".join(f"<td class='number'>{_number(value, sign)}</td>" for value, sign in (
            (row["base_mean"], ""), (row["variant_mean"], ""), (row["difference"], "+"), (share, "+"), (row["half_width"], "")))
        rows.append(f"<tr><td>{html.escape(row['indicator'])}</td>{numbers}<td>{html.escape(row['unit'])}</td>"
                    f"<td class='{row['verdict']}'>{row['verdict']}</td></tr>")
    heads = "".join(f"<th class='number'>{head}</th>" for head in ("base", "variant", "difference", "%", "±"))
    return (f"<h2>Indicators: {html.escape(heading)}</h2>\n<p>{note} The base is the first file's.</p>\n"
            f"<table><tr><th>indicator</th>{heads}<th>unit</th><th></th></tr>\n" + "\n".join(rows) +
            f"</table>\n<p class='note'>{int(same.sum())} indicators do not differ.</p>\n")


def _number(value: float, sign: str) -> str:
    """A dash for what is not known."""
    if pd.isna(value):
        return "–"
    return ("+" if sign and value > 0 else "") + short_number(value)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="ardey_results.report", description="A page that compares result files.")
    parser.add_argument("files", nargs="+", help="result files; the first is of the base")
    parser.add_argument("--out", required=True, help="the page, for instance report.html")
    parser.add_argument("--confidence", type=float, default=0.95, help="of the intervals, a share (default: 0.95)")
    parser.add_argument("--line", default="RB53", help="line of public transport to show (default: RB53)")
    options = parser.parse_args(arguments)
    if not 0 < options.confidence < 1:
        parser.error(f"--confidence takes a share above 0 and below 1, such as 0.95, not {options.confidence:g}")
    try:
        pictures = write_report(load_runs(options.files), Path(options.out), options.confidence, options.line)
    except (ResultError, OSError) as error:
        print(f"report: {error}", file=sys.stderr)
        return 3
    print(f"{options.out}: {len(pictures)} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
