"""What many records of a form are called: Sales orders. Only English makes a difference."""

from __future__ import annotations

import re

from django.utils import translation

OF = re.compile(r" (?:of|for) ")
UNCOUNTED = ("stock",)
"""Nobody counts them: Opening stock."""


def plural(label: str) -> str:
    """The title of a list of what is called `label`, in the language that is spoken now."""
    if not (translation.get_language() or "").startswith("en"):
        return label
    found = OF.search(label)
    end = found.start() if found else len(label)
    return _many(label[:end]) + label[end:]


def _many(noun: str) -> str:
    if noun.endswith(UNCOUNTED) or re.search(r"[^s]s$", noun):
        return noun
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return noun + ("es" if re.search(r"(?:s|x|ch|sh)$", noun) else "s")
