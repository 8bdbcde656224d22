"""Proves the books of every company and lists what differs."""

import signal
import sys
import time

import django

django.setup()

from huolang.kernel import upkeep  # noqa: E402
from huolang.kernel.company import Company  # noqa: E402
from huolang.ledger import proof, proving  # noqa: E402


def main() -> int:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` has seen enough
    started, found, companies = time.monotonic(), 0, 0
    for company in Company.objects.order_by("id"):
        before, companies = found, companies + 1
        since = proving.costs_in_work_since(company.id)
        began, differences = time.monotonic(), list(proof.prove(company.id))
        proving.keep(company.id, differences, time.monotonic() - began, since=since)
        for difference in differences:
            found += 1
            print(
                f"✗ {company.name} · {difference.check} · {difference.what}: "
                f"{difference.derived} ≠ {difference.kept}"
            )
        print(f"{'✗' if found > before else '✓'} {company.name}", flush=True)
        if since is not None:
            print(f"  {since} 起的成本正在更正，没有核对 costs from then on are being corrected")
    upkeep.note(
        upkeep.PROVE,
        ok=not found,
        seconds=time.monotonic() - started,
        told={"companies": companies, "differences": found},
    )
    print(f"{found} 处差异 differences" if found else "账实一致 The books agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
