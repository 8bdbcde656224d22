"""Loads a data set by its name: `huolang.samples.NAME.main(ARGUMENTS, show=…, say=…)`; with
`--remove` its company goes."""

import importlib
import pkgutil
import sys

import django

django.setup()

from huolang import samples  # noqa: E402
from huolang.cli.inside.bar import Progress  # noqa: E402
from huolang.samples import removing  # noqa: E402


def main(name: str, arguments: list[str]) -> int:
    known = {
        module.name.replace("_", "-"): module.name
        for module in pkgutil.iter_modules(samples.__path__)
        if not module.ispkg
        and hasattr(importlib.import_module(f"huolang.samples.{module.name}"), "main")
    }
    if name not in known:
        names = ", ".join(known) or "-"
        print(f"没有这套数据 / There is no data set {name}. Known: {names}", file=sys.stderr)
        return 1
    module = importlib.import_module(f"huolang.samples.{known[name]}")
    progress = Progress()
    try:
        if "--remove" in arguments:
            return removing.run(module, progress.say)
        return int(module.main(arguments, show=progress.show, say=progress.say))
    except KeyboardInterrupt:
        progress.say("stopped; started again, it goes on from here")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
