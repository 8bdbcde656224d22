"""本公司: currency, digits of money and time zone, which every document needs."""

from __future__ import annotations

from dataclasses import dataclass

from huolang.kernel import sql
from huolang.kernel.company import NoCompany, current_id

READ = "SELECT currency, digits, time_zone FROM kernel_company WHERE id = %s::bigint"


@dataclass(frozen=True, slots=True)
class OwnCompany:
    """`digits` are those of `currency`; `zone` says which day it is."""

    currency: str
    digits: int
    zone: str


def read() -> OwnCompany:
    """The company of the running transaction."""
    row = sql.run(READ, [current_id()]).fetchone()
    if row is None:
        raise NoCompany(f"there is no company {current_id()}")
    return OwnCompany(*row)
