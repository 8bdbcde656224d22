"""The same small books as the reports have."""

from huolang.reports.tests.conftest import shop

__all__ = ["shop"]
