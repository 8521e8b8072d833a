# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs Ardey and SUMO on what make_grid.py wrote, and measures."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np


class RunFailed(Exception):
    """A program did not end well; says what it printed."""


@dataclass
class Child:
    """A finished process: its lines with wall and processor time at which each came, and what it took in all."""

    lines: list[tuple[float, float, str]]
    wall_s: float
    cpu_s: float
    peak_mb: float

    def text(self) -> str:
        return "".join(line for _, _, line in self.lines)

    def time_of(self, words: str) -> tuple[float, float]:
        for wall_s, cpu_s, line in self.lines:
            if words in line:
                return wall_s, cpu_s
        raise RunFailed(f"the program never printed '{words}':\n{self.text()[-2000:]}")


@dataclass
class Run:
    """What one run gave. `simulation_s` holds no reading of input; `reading_s` all that comes before the simulation."""

    simulation_s: float
    simulation_cpu_s: float  # processor time of the same phase, which other work on the machine disturbs less
    reading_s: float
    wall_s: float
    cpu_s: float
    peak_mb: float
    traversals: int
    arrived: int
    mean_travel_s: float = float("nan")
    events: int = 0
    forced: int = 0  # Ardey: moves by force; SUMO: teleports
    digest: str = ""

    def rate(self) -> float:
        """Link traversals per second of the simulation phase."""
        return self.traversals / self.simulation_s


def processor_s(pid: int) -> float:
    """Processor time that a running process has used so far, to a hundredth of a second."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


class PeakMemory(threading.Thread):
    """Looks every so often at the peak memory of a process.

    The maximum that wait4 gives is no use: in Linux it starts from the memory of the process that started this one.
    """

    PERIOD_S = 0.02

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.status, self.ended, self.peak_mb = Path(f"/proc/{pid}/status"), threading.Event(), 0.0
        self.start()

    def run(self) -> None:
        while not self.ended.wait(self.PERIOD_S):
            found = re.search(r"VmHWM:\s*(\d+) kB", self.status.read_text(encoding="utf-8"))
            if found:  # a process that has ended, but is not waited for, has no such line
                self.peak_mb = int(found[1]) / 1024


def run_child(command: list[str]) -> Child:
    """Standard error is dropped unless the program fails: SUMO writes a line there for every teleport."""
    environment = {**os.environ, "LC_ALL": "C"}
    begin = time.perf_counter()
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          env=environment) as process:
        memory = PeakMemory(process.pid)
        lines = [(time.perf_counter() - begin, processor_s(process.pid), line) for line in process.stdout]
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        memory.ended.set()
        memory.join()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    child = Child(lines, time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, memory.peak_mb)
    if process.returncode != 0:
        again = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        raise RunFailed(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{again.stderr[-2000:]}")
    return child


def run_ardey(program: Path, folder: Path, threads: int) -> Run:
    """With the result file written, as users run it: every drive and every link in every interval is recorded.

    The processor time of the simulation includes closing the file; that of reading is taken out by its share of the
    wall time.
    """
    out = folder / "out.h5"
    child = run_child([program, "run", folder / "scenario.lua", "-o", out, "-t", threads, "-q"])
    log = json.loads(Path(f"{out}.run.json").read_text(encoding="utf-8"))
    with h5py.File(out) as file:
        depart, arrive = file["drives/depart"][:], file["drives/arrive"][:]
        forced = file["forced_moves/move"].shape[0]
    there = ~np.isnan(arrive)
    travel_s = float((arrive[there] - depart[there]).mean()) if there.any() else float("nan")
    cpu_s = child.cpu_s - log["build_s"] * child.cpu_s / child.wall_s
    return Run(simulation_s=log["run_s"], simulation_cpu_s=cpu_s, reading_s=log["build_s"], wall_s=child.wall_s,
               cpu_s=child.cpu_s, peak_mb=child.peak_mb, traversals=log["traversals"], arrived=int(there.sum()),
               mean_travel_s=travel_s, events=log["events"], forced=forced, digest=log["digest"])


def sumo_command(folder: Path, *more: str) -> list[str]:
    # Validation of XML off: it would make reading slower and changes nothing else.
    return ["sumo", "-n", str(folder / "net.net.xml"), "-r", str(folder / "trips.rou.xml"), "--mesosim",
            "--meso-junction-control", "false", "--no-step-log", "--xml-validation", "never", "-v", *more]


def _number(pattern: str, text: str, default: float | None = None) -> float:
    found = re.search(pattern, text)
    if found:
        return float(found[1])
    if default is None:
        raise RunFailed(f"nothing like '{pattern}' in what SUMO printed:\n{text[-2000:]}")
    return default


def run_sumo(folder: Path, route_links: int, statistics: bool = False, streamed: bool = False) -> Run:
    """All routes are read before the simulation (`--route-steps 0`), which lies between two lines that SUMO prints.

    `streamed`: routes are read while the simulation goes on, as SUMO does when nobody asks; the two cannot be told
    apart then, but it needs less memory. `statistics`: gives the mean travel time, and makes it slower.
    """
    more = [] if streamed else ["--route-steps", "0"]
    child = run_child(sumo_command(folder, *more, *(["--duration-log.statistics"] if statistics else [])))
    (begin_s, begin_cpu_s), (end_s, end_cpu_s) = map(child.time_of, ("Simulation version", "Simulation ended"))
    text = child.text()
    inserted, running = _number(r"Inserted: (\d+)", text), _number(r"Running: (\d+)", text)
    travel_s = float("nan")
    if statistics:
        travel_s = _number(r"\n Duration: ([\d.]+)\n", text) + _number(r"DepartDelay: ([\d.]+)", text)
    return Run(simulation_s=end_s - begin_s, simulation_cpu_s=end_cpu_s - begin_cpu_s, reading_s=begin_s,
               wall_s=child.wall_s, cpu_s=child.cpu_s, peak_mb=child.peak_mb, traversals=route_links,
               arrived=int(inserted - running), mean_travel_s=travel_s,
               forced=int(_number(r"Teleports: (\d+)", text, 0)))


def sumo_version() -> str:
    """Empty when SUMO is not here."""
    try:
        done = subprocess.run(["sumo", "--version"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return _words(r"Version ([\d.]+)", done.stdout)


def _words(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    return found[1].strip() if found else "unknown"


def machine() -> str:
    """The machine in words."""
    cpu = _words(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory_kb = int(_words(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8")))
    return f"{cpu}, {os.cpu_count()} cores, {memory_kb / 2**20:.0f} GB"
