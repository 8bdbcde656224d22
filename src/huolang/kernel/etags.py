"""Marks of a state, for If-Match where no moment of change is kept."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson


def mark(told: Any) -> str:
    """A short mark of what `told` says: another one when it says something else."""
    plain = orjson.dumps(told, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(plain).hexdigest()[:16]
