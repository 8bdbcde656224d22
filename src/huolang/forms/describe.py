"""A form as the screens read it: labels in the language of whoever asks, and what they may do."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from django.utils import translation
from django.utils.translation import gettext as _

from huolang.forms import kinds, registry, trees
from huolang.forms.form import Field, Form, Option, Table, ToldIn, seen_by
from huolang.forms.numbers import plain
from huolang.forms.plural import plural
from huolang.forms.search import PARTNER
from huolang.kernel.permissions import Access

Told = dict[str, Any]
MAKING = ("add", "delete", "import")
"""What nobody does with records that come of documents."""


def describe(form: Form, access: Access) -> Told:
    """The form as `access` sees it. The part that is the same for everybody is kept ready."""
    told = _told(seen_by(form, access.hidden), translation.get_language() or "")
    offered = [one for one in form.actions if access.allows(form.name, one.operation)]
    names = {one.name for one in offered}
    return {
        **told,
        "actions": [one for one in told["actions"] if one["name"] in names],
        "conversions": [c for c in told["conversions"] if access.allows(c["target"], "add")],
        "operations": operations(form, access),
    }


def operations(form: Form, access: Access) -> list[str]:
    """What this person may do with records of the form."""
    granted = access.operations(form.name)
    return granted if form.by_hand else [one for one in granted if one not in MAKING]


@lru_cache(maxsize=512)
def _told(form: Form, language: str) -> Told:
    told: Told = {
        "name": form.name,
        "label": str(form.label),
        "plural": plural(str(form.label)),
        "kind": form.kind,
        "module": form.module,
        "title_field": form.title_field,
        "mergeable": form.mergeable,
        "revalues": form.revalues,
        "takes_out": form.takes_out,
        "pictured": form.pictured,
        "told_in": _told_in(form.told_in),
        "fields": [field(one) for one in form.fields],
        "tables": [_table(one) for one in form.tables],
        "sections": [
            {"label": str(one.label), "fields": list(one.fields)} for one in form.sections
        ],
        "list": {
            "columns": list(form.list.columns),
            "sort": form.list.sort,
            "sums": list(form.list.sums),
            "filters": list(form.list.filters),
            "searched": _searched(form),
        },
        "states": [_option(one) for one in form.states],
        "actions": [
            {
                "name": one.name,
                "label": str(one.label),
                "operation": one.operation,
                "states": list(one.states),
                "tone": one.tone,
            }
            for one in form.actions
        ],
        "conversions": [
            {
                "target": one.target,
                "label": str(one.label),
                "states": list(one.states),
                "usual": one.usual,
                "several": one.several,
            }
            for one in form.conversions
        ],
        "sources": _sources(form),
    }
    digest = hashlib.blake2b(orjson.dumps(told), digest_size=8).hexdigest()
    return {**told, "version": digest}


def _sources(form: Form) -> Told | None:
    """Whose lines those of a document go on from, where none can be written without."""
    if not getattr(form.model, "needs_source", False):
        return None
    follows = form.model.follows
    columns = {one.column: one.name for one in form.fields}
    return {
        "header": [columns[column] for column in follows[0].header],
        "forms": [str(registry.get(one.form).label) for one in follows],
    }


def _searched(form: Form) -> list[str]:
    """By what quick search finds a record, in the words of the screen."""
    asked = form.search
    names = [*asked.columns, *asked.inside, *asked.below]
    if form.is_document and PARTNER in form.by_name:
        names.append(PARTNER)
    tables = {one.table: str(one.label) for one in form.tables}
    words: dict[str, None] = {}
    for name in names:
        if name not in form.by_name:
            continue
        label = str(form.by_name[name].label)
        words[_("{label}（或其末尾）").format(label=label) if name == asked.end else label] = None
    words.update((tables[table], None) for table, *_rest in asked.within if table in tables)
    if asked.initials is not None:
        words[str(_("拼音首字母"))] = None
    return list(words)


def _told_in(one: ToldIn | None) -> Told | None:
    if one is None:
        return None
    told = {"report": one.report, "view": one.view, "filter": one.filter}
    return {"label": str(one.label), **told}


def field(one: Field) -> Told:
    """One question as the screens read it."""
    return {
        "name": one.name,
        "label": str(one.label),
        "kind": one.kind,
        "required": one.required,
        "readonly": one.readonly,
        "default": _default(one),
        "help": str(one.help),
        "to": one.to,
        "filter": [list(condition) for condition in one.filter],
        "fills": dict(one.fills),
        "amendable": one.amendable,
        "digits": one.digits,
        "max_length": one.max_length,
        "options": [_option(option) for option in one.options] or None,
        "min": _limit(one.min),
        "max": _limit(one.max),
        "operators": list(trees.operators(one)),
    }


def _table(one: Table) -> Told:
    return {
        "name": one.name,
        "label": str(one.label),
        "fields": [field(inner) for inner in one.fields],
        "columns": list(one.columns),
        "region": list(one.region),
        "below": one.below,
    }


def _option(one: Option) -> Told:
    return {"value": one.value, "label": str(one.label), "tone": one.tone}


def _limit(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _default(one: Field) -> Any:
    """The default as the API would answer it."""
    if one.default is None or isinstance(one.default, bool):
        return one.default
    if one.cast == "numeric":
        return kinds.of(one).show(one)(Decimal(str(one.default)))
    return one.default if isinstance(one.default, int) else str(one.default)
