"""`huolang sample NAME --remove`: the company of a data set goes, with all its rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from types import ModuleType

import psycopg

from huolang.samples import removal, sample_company


def run(data_set: ModuleType, say: Callable[[str], None]) -> int:
    """0 when it is gone, 1 where there is none."""
    try:
        company = sample_company.find(data_set.DATA_SET, sample_company.administrator())
    except sample_company.NoAdministrator as error:
        say(str(error))
        return 1
    if company is None:
        say(f"there is no company of the data set {data_set.DATA_SET}")
        return 1
    people: Sequence[tuple[str, str, str]] = getattr(data_set, "PEOPLE", ())
    usernames = [username for username, _name, _role in people]
    with psycopg.connect(os.environ["HUOLANG_OWNER_DATABASE_URL"]) as owner:
        removed = removal.remove(owner, company.id, people=usernames)
    say(f"{company.name}: {removed:,} rows removed")
    return 0
