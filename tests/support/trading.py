"""A small trading company for tests: it buys screws and cable, sells and installs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from huolang.documents import chain as chains
from huolang.documents import converting, lifecycle
from huolang.forms import registry, store, validate, writer
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import Company, acting, current_id
from huolang.kernel.permissions import Access
from huolang.ledger import proof, reading

MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""2026-11-23 09:30 in Shanghai."""
EVERYTHING = {"*": frozenset({"*"})}
WITHOUT_WAREHOUSE = ("revaluation", "costing_change")


def has_partner(form: str) -> bool:
    """Whether documents of this form are always with somebody."""
    return any(field.name == "partner" and field.required for field in registry.get(form).fields)


@pytest.fixture
def shop(company: Company) -> Iterator[Company]:
    """A company, acting: screws by the piece and the box of 100, cable by the metre, fitting.

    Whatever a test does to the books, they prove themselves afterwards.
    """
    with acting(company.id):
        open_shop()
        yield company
        assert list(proof.differences(company.id)) == []


def open_shop() -> None:
    """What the company of `shop` begins with; inside `acting`."""
    master("warehouse", code="CK02", name="门店")
    partner("P1", "宏达五金")
    partner("P2", "新华电器")
    box = {"unit": {"code": "BOX"}, "numerator": "100", "denominator": "1"}
    product("LS8", "六角螺栓", specification="M8×40", sales_price="0.8", units=[box])
    product("DL", "电缆", unit="M", purchase_price="12.5", sales_price="20")
    product("AZ", "安装费", unit="CI", kind="service", tax_rate="6", sales_price="150")


def access(company: int, user: UUID | None = None, **granted: Any) -> Access:
    """Somebody who may do everything, or only what `granted` says."""
    rights = {form: frozenset(names) for form, names in granted.items()} or EVERYTHING
    return Access(company=company, user=user, granted=rights)


def anybody() -> Access:
    """Somebody of the acting company who may do everything."""
    return access(current_id())


def refused(error: Any) -> list[tuple[str, str]]:
    """Code and place of everything a refusal says."""
    return [(part.code, part.field) for part in error.value.parts()]


def master(form_name: str, /, **fields: Any) -> Any:
    """Save one record of master data from what a person would fill in."""
    form = registry.get(form_name)
    with acting(current_id()):
        return writer.save(form, validate.read(form, fields), by=None, at=MORNING)


def change_master(instance: Any, /, **fields: Any) -> Any:
    form = registry.of(type(instance))
    with acting(current_id()):
        existing = store.load(form, instance.id, lock=True)
        values = validate.read(form, fields, existing=existing, partial=True)
        return writer.save(form, values, existing=existing, by=None, at=MORNING)


def archived_before(form_name: str, code: str) -> None:
    """A record was archived while that asked for nothing."""
    table = registry.get(form_name).table
    statement = f"UPDATE {table} SET active = false WHERE company_id = %s::bigint AND code = %s"
    sql.run(statement, [current_id(), code])


def product(code: str, name: str, *, unit: str = "PCS", **fields: Any) -> Any:
    return master("product", code=code, name=name, unit={"code": unit}, **fields)


def partner(code: str, name: str, **fields: Any) -> Any:
    roles = {"is_supplier": True, "is_customer": True}
    return master("partner", code=code, name=name, **{**roles, **fields})


def line(code: str, quantity: Any, price: Any = None, **fields: Any) -> dict[str, Any]:
    """A line as the API takes it."""
    row: dict[str, Any] = {"product": {"code": code}, "quantity": quantity, **fields}
    return row if price is None else {**row, "unit_price": price}


def draft(name: str, /, *lines: Mapping[str, Any], **fields: Any) -> Any:
    """A new document; partner is P1 and warehouse CK01 unless given."""
    return create(name, filled(name, *lines, **fields))


def confirmed(name: str, /, *lines: Mapping[str, Any], **fields: Any) -> Any:
    """A document created and confirmed in one go."""
    return create(name, filled(name, *lines, **fields), then="confirm")


def create(name: str, payload: Mapping[str, Any], **more: Any) -> Any:
    with acting(current_id()):
        more = {"access": anybody(), "at": MORNING, **more}
        return lifecycle.create(registry.get(name), payload, **more)


def filled(name: str, /, *lines: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    header: dict[str, Any] = {}
    if name not in WITHOUT_WAREHOUSE:
        header["warehouse"] = {"code": "CK01"}
    if has_partner(name):
        header["partner"] = {"code": "P1"}
    return {**header, **fields, "lines": list(lines)}


def act(document: Any, action: str, **more: Any) -> Any:
    """Press a button; a refusal leaves nothing behind, as for a request."""
    with acting(current_id()):
        more = {"access": anybody(), "at": MORNING, **more}
        return lifecycle.act(registry.of(type(document)), document.id, action, **more)


def change(document: Any, /, **fields: Any) -> Any:
    form = registry.of(type(document))
    with acting(current_id()):
        return lifecycle.change(form, document.id, fields, access=anybody(), at=MORNING)


def correct(document: Any, /, **fields: Any) -> Any:
    """Let a confirmed document say something else, in one step."""
    with acting(current_id()):
        form, more = form_of(document), {"access": anybody(), "at": MORNING}
        return lifecycle.correct(form, document.id, fields, **more)


def delete(document: Any) -> None:
    with acting(current_id()):
        form = registry.of(type(document))
        lifecycle.delete(form, document.id, access=anybody(), at=MORNING)


def convert(document: Any, target: str, **more: Any) -> Any:
    """下推: a draft of `target`."""
    with acting(current_id()):
        more = {"access": anybody(), "at": MORNING, **more}
        return converting.conversion(form_of(document), document.id, target, **more)


def convert_together(documents: Iterable[Any], target: str) -> Any:
    """合并下推: one draft of `target` with what is open of all of them."""
    with acting(current_id()):
        all_ = list(documents)
        keys = [one.id for one in all_]
        return converting.conversion_of_several(
            form_of(all_[0]), keys, target, access=anybody(), at=MORNING
        )


def warned(document: Any) -> list[str]:
    """What the page of a document says, by code."""
    with acting(current_id()):
        return [one.code for one in fresh(document).warnings(at=MORNING)]


def form_of(instance: Any) -> Form:
    return registry.of(type(instance))


def fresh(document: Any) -> Any:
    """The document as it is stored."""
    return store.load(registry.of(type(document)), document.id)


def on_hand(code: str, warehouse: str | None = None) -> Decimal:
    """Quantity of a product in one warehouse or all of them, in base units."""
    return _one(
        "SELECT coalesce(sum(b.quantity), 0) FROM ledger_stockbalance b"
        " JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product"
        " JOIN masters_warehouse w ON w.company_id = b.company_id AND w.id = b.warehouse"
        " WHERE b.company_id = %s::bigint AND p.code = %s AND w.code = coalesce(%s, w.code)",
        current_id(),
        code,
        warehouse,
    )


def reserved(code: str) -> Decimal:
    return _one(
        "SELECT coalesce(sum(a.reserved), 0) FROM ledger_availability a JOIN masters_product p"
        " ON p.company_id = a.company_id AND p.id = a.product"
        " WHERE a.company_id = %s::bigint AND p.code = %s",
        current_id(),
        code,
    )


def stock_value(code: str) -> Decimal:
    return _one(
        "SELECT coalesce(sum(c.value), 0) FROM ledger_costpool c JOIN masters_product p"
        " ON p.company_id = c.company_id AND p.id = c.product"
        " WHERE c.company_id = %s::bigint AND p.code = %s",
        current_id(),
        code,
    )


def balance(role: str) -> Decimal:
    """Debit (+) or credit (−) balance of the account that plays `role`."""
    return _one(
        "SELECT coalesce(sum(l.base_amount), 0) FROM ledger_journalline l"
        " JOIN ledger_accountrole r ON r.company_id = l.company_id AND r.account_id = l.account_id"
        " WHERE l.company_id = %s::bigint AND r.role = %s",
        current_id(),
        role,
    )


def owed(kind: str) -> Decimal:
    """What is open of receivables or payables, gross."""
    return _one(
        'SELECT coalesce(sum("left"), 0) FROM ledger_openitem'
        " WHERE company_id = %s::bigint AND kind = %s",
        current_id(),
        kind,
    )


def postings(document: Any) -> list[tuple[int, str]]:
    """Revision and kind of what the books hold of a document, in their order."""
    rows = sql.run(
        "SELECT revision, kind FROM ledger_postinghead"
        " WHERE company_id = %s::bigint AND record = %s::uuid ORDER BY no",
        [current_id(), document.id],
    )
    return [(row[0], row[1]) for row in rows]


def journal(document: Any) -> list[reading.JournalRow]:
    """Debits and credits that the books hold of a document."""
    return reading.of_document(form_of(document).name, document.id)[1]


def key(form: str, code: str) -> Any:
    """The id of a master by its code."""
    table = registry.get(form).table
    found = f"SELECT id FROM {table} WHERE company_id = %s::bigint AND code = %s"
    return _one(found, current_id(), code)


def first(form: str) -> Any:
    """The id of the first record of a master."""
    table = registry.get(form).table
    found = f"SELECT id FROM {table} WHERE company_id = %s::bigint ORDER BY code LIMIT 1"
    return _one(found, current_id())


def item_digits(code: str) -> int | None:
    """Digits of a product's quantities in the books; None when they know nothing of it."""
    return _one(
        "SELECT i.digits FROM masters_product p LEFT JOIN ledger_item i"
        " ON i.company_id = p.company_id AND i.id = p.id"
        " WHERE p.company_id = %s::bigint AND p.code = %s",
        current_id(),
        code,
    )


def audit(document: Any) -> list[str]:
    """What was done to a document, in order."""
    rows = sql.run(
        "SELECT action FROM kernel_auditentry"
        " WHERE company_id = %s::bigint AND record = %s::uuid ORDER BY id",
        [current_id(), document.id],
    )
    return [row[0] for row in rows]


def events(document: Any) -> list[tuple[str, int]]:
    """Name and revision of a document's events, in order."""
    rows = sql.run(
        "SELECT name, revision FROM kernel_event"
        " WHERE company_id = %s::bigint AND record = %s::uuid ORDER BY no, id",
        [current_id(), document.id],
    )
    return [(row[0], row[1]) for row in rows]


def numbers(form: str) -> list[str]:
    """Numbers of all documents of a form."""
    rows = sql.run(
        f"SELECT number FROM {registry.get(form).table}"
        " WHERE company_id = %s::bigint AND number <> '' ORDER BY number",
        [current_id()],
    )
    return [row[0] for row in rows]


def count(form: str) -> int:
    """How many records of a form there are."""
    table = registry.get(form).table
    return _one(f"SELECT count(*) FROM {table} WHERE company_id = %s::bigint", current_id())


def stored_product(code: str) -> Any:
    key = _one(
        "SELECT id FROM masters_product WHERE company_id = %s::bigint AND code = %s",
        current_id(),
        code,
    )
    return store.load(registry.get("product"), key)


def chain(document: Any) -> tuple[Any, Any, Any]:
    """What led to a document, what came of it, and drafts that go on from it."""
    form = registry.of(type(document))
    after = chains.after(form, document)
    return (
        chains.before(form, document),
        [one for one in after if one.state != "draft"],
        [one for one in after if one.state == "draft"],
    )


def links(document: Any) -> int:
    """How many links lead to a document."""
    return _one(
        "SELECT count(*) FROM documents_link WHERE company_id = %s::bigint"
        " AND to_record = %s::uuid",
        current_id(),
        document.id,
    )


def books() -> tuple[Any, ...]:
    """How many rows the books, chains, audit and outbox hold: equal before and after a refusal."""
    tables = (
        "ledger_postinghead",
        "ledger_stockentry",
        "ledger_journalline",
        "ledger_openitem",
        "ledger_reservation",
        "documents_link",
        "kernel_auditentry",
        "kernel_event",
    )
    counts = ", ".join(
        f"(SELECT count(*) FROM {table} WHERE company_id = %s::bigint)" for table in tables
    )
    series = "(SELECT coalesce(sum(last), 0) FROM documents_series WHERE company_id = %s::bigint)"
    company = current_id()
    row = sql.run(f"SELECT {counts}, {series}", [company] * (len(tables) + 1)).fetchone()
    return tuple(row)


def _one(statement: str, *parameters: Any) -> Any:
    return sql.run(statement, parameters).fetchone()[0]
