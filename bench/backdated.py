"""What one back-dated receipt costs before N later issues of one product.

    ./huolang bench backdated [--later 100 1000 10000 100000] [--no-proof]

Under moving average and first in first out, in one pool and in two warehouses with pools of their
own between which goods are transferred (N issues and N entries of transfers). Every later entry
changes its cost. A receipt is one whole document, made and confirmed; measured until its commit:
CPU of the application and of PostgreSQL, statements, memory. Beside it the floor: to read the same
entries and to write the same adjustments. Ends with 1 when an aim is missed, or the books differ.
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from bench import _past  # noqa: E402
from huolang.ledger import proof  # noqa: E402

AIM_RATIO, AIM_MB = 4, 300
CASES = [(m, w) for w in (1, 2) for m in ("moving_average", "fifo")]


def main() -> int:
    parser = argparse.ArgumentParser(prog="huolang bench backdated", description=__doc__)
    parser.add_argument("--later", type=int, nargs="+", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--no-proof", action="store_true")
    given = parser.parse_args()
    logging.getLogger("huolang.requests").setLevel(logging.WARNING)
    place, number, missed = _past.place(), 0, list[str]()
    print(f"{'':<28}{'N':>8}{'adjusted':>10}{'app s':>8}{'pg s':>8}{'floor s':>9}{'ratio':>7}"
          f"{'wall s':>8}{'stmts':>7}{'app MB':>8}{'pg MB':>7}")  # fmt: skip
    for method, warehouses in CASES:
        number += 1
        warm = _past.make(place, number, method=method, warehouses=warehouses, later=8)
        for later in given.later:
            number += 1
            case = _past.make(place, number, method=method, warehouses=warehouses, later=later)
            missed += shown(case, measured(case, warm))
    for method in ("moving_average", "fifo"):
        number += 1
        case = _past.make(place, number, method=method, warehouses=1, later=max(given.later))
        told = json.dumps({"case": dated(case, 1), "least": 1_000})
        print(f"{method}, left to the job".ljust(28) + _answer("_parts.py", told), flush=True)
    print(f"aims missed (≤ {AIM_RATIO} × floor, < {AIM_MB} MB): {', '.join(missed) or 'none'}")
    if not given.no_proof:
        started = time.monotonic()
        found = list(proof.prove(place.company))
        print(f"prove: {len(found)} differences, {time.monotonic() - started:.0f} s")
        for one in found[:5]:
            print(f"  {one}")
        missed += ["prove"] if found else []
    return 1 if missed else 0


def measured(case: _past.Case, warm: _past.Case) -> dict[str, Any]:
    told = {"case": dated(case, 1), "warm": [dated(warm, 1), dated(warm, 2), dated(warm, 3)]}
    return json.loads(_answer("_correction.py", json.dumps(told)))


def _answer(script: str, told: str) -> str:
    """The last line that a process of its own prints."""
    command = [sys.executable, str(Path(__file__).with_name(script)), told]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return answer.stdout.splitlines()[-1]


def dated(case: _past.Case, before: int) -> dict[str, Any]:
    day = date.fromisoformat(case.opened_on) - timedelta(days=before)
    return {**case.told(), "day": str(day)}


def shown(case: _past.Case, told: dict[str, Any]) -> list[str]:
    """Tell; answers the aims that are missed."""
    floor = told["floor"]["app"] + told["floor"]["server"]
    ratio = (told["app"] + told["server"]) / floor
    memory = told["app_mb"] + told["server_mb"]
    where = "one pool" if case.warehouses == 1 else "two warehouses"
    name = f"{case.method}, {where}"
    print(
        f"{name:<28}{case.later:>8,}{told['floor']['written']:>10,}{told['app']:>8.2f}"
        f"{told['server']:>8.2f}{floor:>9.2f}{ratio:>7.1f}{told['seconds']:>8.2f}"
        f"{told['statements']:>7}{told['app_mb']:>8.0f}{told['server_mb']:>7.0f}",
        flush=True,
    )
    return [f"{name} {case.later:,}"] if ratio > AIM_RATIO or memory > AIM_MB else []


if __name__ == "__main__":
    sys.exit(main())
