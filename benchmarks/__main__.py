"""`./run bench [NAME…] [--json FILE]`: measures speed, memory and bytes, and says what is over its limit."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from measure import calibrate, table

NAMES = ("capacity", "cli", "engine", "hub", "matching", "needs", "network", "plans", "pages")


def main() -> int:
    """Run the benchmarks that are named, or all; return 1 when a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)} (all)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    args = parser.parse_args()
    unknown = sorted(set(args.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]}; there are {', '.join(NAMES)}")
    loop_s = min(calibrate() for _ in range(3))
    found = []
    for name in args.names or NAMES:
        print(f"· {name}", file=sys.stderr)
        found += importlib.import_module(name).figures()
    print(table(found, loop_s))
    if args.json:
        args.json.write_text(json.dumps({"calibration_s": loop_s, "figures": [asdict(f) for f in found]}, indent=2))
    return 0 if all(figure.kept for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
