"""English for what the source says in Chinese: `python -m huolang.kernel.messages`.

Collects every msgid into `locale/en/LC_MESSAGES/django.po`, keeps the translations that are there,
writes the compiled catalogue beside it, and lists what has no English yet (exit code 1).
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1]
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
HEADER = "# English for 货郎 Huolang. Made by python -m huolang.kernel.messages; translate here."

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def collect() -> Catalog:
    """Every msgid of the source, with the places where it is said."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(
        str(SOURCE),
        method_map=[("**/tests/**", "ignore"), ("**/migrations/**", "ignore"), ("**.py", "python")],
        keywords=KEYWORDS,
    )
    for file, _line, message, _comments, _context in sorted(found, key=lambda one: str(one[:3])):
        catalog.add(message, locations=[(file, 0)])
    return catalog


def known() -> Catalog:
    """The translations that there are."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def merge() -> Catalog:
    """What the source says now, in the English of before."""
    before, merged = known(), _empty()
    for one in collect():
        if one.id:
            kept = before.get(one.id)
            merged.add(one.id, kept.string if kept else "", locations=one.locations)
    return merged


def _empty() -> Catalog:
    """With nothing in its head that would differ from one run to the next."""
    catalog = Catalog(
        locale="en",
        project="huolang",
        version="1",
        header_comment=HEADER,
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=LONG_AGO,
        revision_date=LONG_AGO,
    )
    catalog.fuzzy = False
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """Msgids without English."""
    return [str(one.id) for one in catalog if one.id and not one.string]


def save(catalog: Catalog) -> None:
    """Write the catalogue for people (.po) and for the program (.mo)."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=98, sort_output=True, omit_header=False, include_lineno=False)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def main() -> int:
    catalog = merge()
    save(catalog)
    missing = untranslated(catalog)
    for message in missing:
        sys.stdout.write(f"no English: {message}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
