"""Where Django finds the tables that all documents share."""

from huolang.documents.links import Link
from huolang.documents.series import Series

__all__ = ["Link", "Series"]
