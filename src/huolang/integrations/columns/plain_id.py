"""ID: what other programs call the number of a document, where no other column is its number and
what stands there is no mere figure, which counts rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from huolang.integrations.columns.headings import heading


def columns(headers: Sequence[str], closed: Collection[int], figures: Collection[int]) -> list[int]:
    """The columns that are called so and are not `closed`."""
    return [
        number
        for number, one in enumerate(headers)
        if heading(one) == "id" and number not in closed and number not in figures
    ]
