"""Proof of the chains: what orders and deliveries say is done is what the documents that came of
them did. Called by `ledger.proof`, which knows no documents."""

from __future__ import annotations

from collections.abc import Iterator

from huolang.documents import links
from huolang.forms import day_sums, registry
from huolang.kernel import sql
from huolang.ledger.proof import Difference

DONE = """
SELECT concat_ws(' ', %(form)s::text, o.number, l.id), coalesce(k.quantity, 0), l.{counts}
FROM {lines} l
JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
LEFT JOIN (SELECT from_line, sum(quantity) AS quantity FROM documents_link
           WHERE company_id = %(company)s::bigint AND to_form = ANY(%(later)s::text[])
           GROUP BY from_line) k ON k.from_line = l.id
WHERE l.company_id = %(company)s::bigint AND l.{counts} <> coalesce(k.quantity, 0)
"""
LINKS = """
SELECT concat_ws(' ', %(form)s::text, coalesce(x.line, k.to_line)), coalesce(x.quantity, 0),
       coalesce(k.quantity, 0)
FROM (SELECT l.id AS line, l.{column} AS source, {uses} AS quantity FROM {lines} l
      JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
      WHERE l.company_id = %(company)s::bigint AND o.state IN ('confirmed', 'closed')
        AND l.{column} IS NOT NULL) x
FULL JOIN (SELECT to_line, from_line, quantity FROM documents_link
           WHERE company_id = %(company)s::bigint AND to_form = %(form)s
             AND from_form = %(source)s) k
    ON k.to_line = x.line AND k.from_line = x.source
WHERE coalesce(x.quantity, 0) <> coalesce(k.quantity, 0)
"""


def differences(company: int) -> Iterator[Difference]:
    """Lines whose done quantity is not that of their links, and links that no document backs."""
    counted: dict[tuple[str, str], list[str]] = {}
    for form in registry.all():
        for follow in links.follow_list(form):
            if follow.counts:
                counted.setdefault((follow.form, follow.counts), []).append(form.name)
            lines = form.tables_by_name["lines"].table
            told = {"header": form.table, "lines": lines, "column": follow.column}
            statement = LINKS.format(uses=follow.uses, **told)
            yield from _found("link", statement, company, form.name, follow.form)
    for (name, counts), later in counted.items():
        form = registry.get(name)
        lines = form.tables_by_name["lines"].table
        statement = DONE.format(header=form.table, lines=lines, counts=counts)
        yield from _found("done", statement, company, name, later=later)


def sums(company: int) -> Iterator[Difference]:
    """Days whose kept sums are not those of the documents."""
    for form in registry.all():
        for what, derived, kept in day_sums.departures(company, form):
            yield Difference(company, "day_sums", what, derived, kept)


def _found(
    check: str,
    statement: str,
    company: int,
    form: str,
    source: str = "",
    later: list[str] | None = None,
) -> Iterator[Difference]:
    told = {"company": company, "form": form, "source": source}
    if later is not None:
        told["later"] = sql.array(later)
    for what, derived, kept in sql.run_often(statement, told):
        yield Difference(company, check, what, derived, kept)
