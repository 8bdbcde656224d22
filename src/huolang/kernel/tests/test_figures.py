"""Figures in sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huolang.kernel.figures import figure


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("12345.5000", "12,345.5"),
        ("-1234567", "-1,234,567"),
        ("1E+3", "1,000"),
        ("999.00", "999"),
        ("-0.00", "0"),
    ],
)
def test_a_figure_is_told_with_separators_and_without_needless_zeros(value: str, told: str) -> None:
    assert figure(Decimal(value)) == told
