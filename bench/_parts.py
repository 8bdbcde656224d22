"""One back-dated receipt whose correction is left to the job, and the job: what each part costs."""

from __future__ import annotations

import json
import resource
import sys

from bench._correction import Watch, _receive
from bench._past import correct_at_once
from huolang.kernel.background import OPEN, BackgroundJob
from huolang.kernel.company import acting
from huolang.ledger import correcting, deferring


def main() -> None:
    told = json.loads(sys.argv[1])
    case = told["case"]
    with acting(case["company"]):
        correct_at_once(most=told["least"])
    posting = Watch()
    _receive(case, 2 * case["later"])
    posted = posting.read()
    with acting(case["company"]):
        job = BackgroundJob.objects.get(kind=deferring.KIND, state__in=OPEN)
    parts = list[dict[str, float]]()
    more = True
    while more:
        watch = Watch()
        more = correcting.part(job)
        parts.append(watch.read())
    with acting(case["company"]):
        BackgroundJob.objects.filter(id=job.id).update(state="done")
        correct_at_once(most=10_000_000)
    app, server = (sum(part[name] for part in parts) for name in ("app", "server"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"posting {posted['seconds']:.2f} s · {len(parts)} parts · app {app:.2f} s ·"
        f" pg {server:.2f} s · longest part {max(part['seconds'] for part in parts):.2f} s ·"
        f" app {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
