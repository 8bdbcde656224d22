"""本公司: currency, digits of money, time zone and taxes, which every document needs."""

from __future__ import annotations

from dataclasses import dataclass

from huolang.kernel import sql
from huolang.kernel.company import NoCompany, current_id

READ = "SELECT currency, digits, time_zone, taxpayer_kind FROM kernel_company WHERE id = %s::bigint"


@dataclass(frozen=True, slots=True)
class OwnCompany:
    """`digits` are those of `currency`; `zone` says which day it is."""

    currency: str
    digits: int
    zone: str
    taxpayer_kind: str

    @property
    def deducts_tax(self) -> bool:
        """Input tax comes back. To a small-scale taxpayer (小规模纳税人) it is part of the cost."""
        return self.taxpayer_kind == "general"


def read() -> OwnCompany:
    """The company of the running transaction."""
    row = sql.run(READ, [current_id()]).fetchone()
    if row is None:
        raise NoCompany(f"there is no company {current_id()}")
    return OwnCompany(*row)
