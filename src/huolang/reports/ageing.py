"""应收账龄 and 应付账龄: what partners owe us, what we owe them, by how long it is overdue.

An item without a due date is due on the day of its document. What is to a partner's credit stands
under the age of its own document; nothing is set off against anything here.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.masters import merged
from huolang.reports import grouping, narrowing
from huolang.reports.report import Chart, Column, Drill, Filter, Label, Report, View

ITEMS = """
SELECT i.id AS item, i.form, i.record, i.number, i.occurred_on AS day, {who} AS partner,
       coalesce(i.due_on, i.occurred_on) AS due,
       greatest(%(today)s::date - coalesce(i.due_on, i.occurred_on), 0) AS days,
       i.total * i.rate AS total, i."left" * i.rate AS left_over
FROM ledger_openitem i {partners}
WHERE i.company_id = %(company)s::bigint AND i.kind = '{kind}' AND i."left" <> 0 {conditions}
""".replace("{who}", merged.kept("i.partner")).replace("{partners}", merged.join("i.partner"))
AGES = (
    ("not_due", _("未到期"), "f.due >= %(today)s::date"),
    ("to_30", _("1–30 天"), "f.due < %(today)s::date AND f.days <= 30"),
    ("to_60", _("31–60 天"), "f.days BETWEEN 31 AND 60"),
    ("to_90", _("61–90 天"), "f.days BETWEEN 61 AND 90"),
    ("older", _("90 天以上"), "f.days > 90"),
)
OVERDUE = "overdue"
DUE = "coalesce(i.due_on, i.occurred_on)"
LATE = f"%(today)s::date - {DUE}"
OF_AGE = f"""CASE %(age)s::text WHEN 'not_due' THEN {LATE} <= 0 WHEN 'overdue' THEN {LATE} > 0
    WHEN 'to_30' THEN {LATE} BETWEEN 1 AND 30 WHEN 'to_60' THEN {LATE} BETWEEN 31 AND 60
    WHEN 'to_90' THEN {LATE} BETWEEN 61 AND 90 WHEN 'older' THEN {LATE} > 90 END"""
OF_WHAT_AGE = Filter(
    name="age",
    label=_("账龄"),
    kind="choice",
    options={
        "not_due": _("未到期"),
        OVERDUE: _("已逾期"),
        **{name: label for name, label, _when in AGES[1:]},
    },
    where=OF_AGE,
)
FIGURES = ", ".join(
    f"coalesce(sum(f.left_over) FILTER (WHERE {when}), 0) AS {name}" for name, _label, when in AGES
)
BY_PARTNER = (
    f"SELECT f.partner, sum(f.left_over) AS left_over, count(*) AS items, {FIGURES}"  # noqa: S608
    f" FROM ({ITEMS}) f GROUP BY f.partner"
)


def money(name: str, label: Label) -> Column:
    return Column(
        name=name,
        label=label,
        kind="money",
        sql=f"g.{name}",
        total=f"coalesce(sum(g.{name}), 0)",
    )


def by_document(kind: str, partner: Label) -> View:
    return View(
        name="document",
        label=_("按单据"),
        body=ITEMS.replace("{kind}", kind),
        joins=grouping.PARTNER,
        key=(("g.due", "date"), ("g.item", "uuid")),
        columns=(
            grouping.document_column(),
            grouping.day_column(),
            grouping.partner_column(partner),
            Column(name="due", label=_("到期日"), kind="date", sql="g.due"),
            Column(name="days", label=_("逾期天数"), kind="number", sql="g.days"),
            money("total", _("价税合计")),
            money("left_over", _("未结金额")),
        ),
        sort="due",
    )


def _of_age(name: str, age: str) -> Drill:
    """Where what a partner owes of one age leads: to the documents of that age."""
    return Drill(report=name, view="document", filters={"partner": "partner"}, fixed={"age": age})


def report(
    name: str, kind: str, label: Label, question: Label, partner: Label, by: Label, role: str
) -> Report:
    """The ageing of what is receivable or payable."""
    by_partner = View(
        name="partner",
        label=by,
        body=BY_PARTNER.replace("{kind}", kind),
        joins=grouping.PARTNER,
        key=(("g.partner", "uuid"),),
        columns=(
            grouping.partner_column(partner),
            Column(
                name="items",
                label=_("单据数"),
                kind="number",
                sql="g.items",
                total="coalesce(sum(g.items), 0)",
            ),
            money("left_over", _("未结金额")),
            *(
                replace(money(age, said), bar=True, drill=_of_age(name, age))
                for age, said, _when in AGES
            ),
        ),
        sort="-left_over",
        chart=Chart(kind="sums"),
        drill=Drill(report=name, view="document", filters={"partner": "partner"}),
    )
    return Report(
        name=name,
        label=label,
        question=question,
        module="finance",
        reads=(kind,),
        filters=(narrowing.partner(partner, role, "i.partner"), OF_WHAT_AGE),
        views=(by_partner, by_document(kind, partner)),
    )


RECEIVABLE = report(
    "receivable_ageing",
    "receivable",
    _("应收账龄"),
    _("客户欠我们多少，逾期多久；没有到期日的按单据日期"),
    _("客户"),
    _("按客户"),
    "is_customer",
)
PAYABLE = report(
    "payable_ageing",
    "payable",
    _("应付账龄"),
    _("我们欠供应商多少，逾期多久；没有到期日的按单据日期"),
    _("供应商"),
    _("按供应商"),
    "is_supplier",
)
