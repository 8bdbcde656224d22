"""源单行: the column by which a line says of which earlier line it is the continuation."""

from __future__ import annotations

from typing import Any

from huolang.kernel.keys import CompanyForeignKey


class SourceLine(CompanyForeignKey):
    """Set by a conversion, or by whoever knows the id of the earlier line."""

    kind = "line"

    def __init__(self, to: Any, **kwargs: Any) -> None:
        defaults = {"null": True, "blank": True, "related_name": "+"}
        super().__init__(to, **{**defaults, **kwargs})
