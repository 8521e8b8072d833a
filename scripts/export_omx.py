#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes zone-to-zone matrices of a run to an OMX file: trips, times and distances by mode, and skims by car and public transport.

    scripts/export_omx.py weekday.h5 -o weekday.omx --from 7 --until 9
"""
import argparse
import sys

from ardey_results import ResultError, open_run
from ardey_results.omx import write_omx


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", help="result file of a run")
    parser.add_argument("-o", "--output", required=True, help="OMX file that is written")
    parser.add_argument("--from", dest="from_h", type=float, default=7.0, help="departures from this hour on (default: 7)")
    parser.add_argument("--until", dest="until_h", type=float, default=9.0, help="departures before this hour (default: 9)")
    arguments = parser.parse_args()
    try:
        names = write_omx(open_run(arguments.result), arguments.output, arguments.from_h, arguments.until_h)
    except (ResultError, OSError) as error:
        print(error, file=sys.stderr)
        return 3
    print(f"{arguments.output}: {', '.join(names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
