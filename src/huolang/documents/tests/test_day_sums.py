"""日合计: what documents come to, kept by day and state, is what adding them up would say."""

import threading

import pytest

from huolang.documents import often
from huolang.forms import day_sums, query, registry
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import line

FORM = "purchase_receipt"
FILTERS = [
    [],
    [["state", "in", ["confirmed", "closed"]]],
    [["state", "!=", "draft"]],
    [["date", "<=", "2026-10-31"]],
    [["date", "between", ["2026-10-31", "2026-11-23"]], ["state", "=", "confirmed"]],
    [["date", "empty", True]],
]


def summaries():
    form = registry.get(FORM)
    return [query.summary(form, query.Ask(conditions=conditions)) for conditions in FILTERS]


def agree(monkeypatch, *, read):
    """Every summary is that of the documents, which it does or does not read."""
    with sql.counting() as seen:
        kept = summaries()
    scans = [one for one in seen if f'FROM "{registry.get(FORM).table}" t' in one]
    assert len(scans) == (len(FILTERS) if read else 0)
    with monkeypatch.context() as patched:
        patched.setattr(day_sums, "can_answer", lambda *_: False)
        assert kept == summaries()
    assert day_sums.departures(current_id(), registry.get(FORM)) == []
    return kept[0]["total"]


def test_sums_follow_all_that_is_done_to_documents(shop, monkeypatch):
    first = trading.confirmed(FORM, line("LS8", 10, "1.13"), date="2026-10-31")
    agree(monkeypatch, read=True)  # nothing is built before the first time
    assert day_sums.fold() > 0
    draft = trading.draft(FORM, line("LS8", 7, "2"))
    assert agree(monkeypatch, read=False) == 2
    trading.change(draft, lines=[line("LS8", 3, "2.07")])
    agree(monkeypatch, read=False)
    trading.act(draft, "confirm")
    trading.act(first, "reopen")
    assert day_sums.fold() == 1
    agree(monkeypatch, read=False)
    trading.change(first, date="2026-11-02", lines=[line("LS8", 2, "5")])
    trading.act(first, "confirm")
    trading.act(first, "cancel")
    trading.delete(trading.draft(FORM, line("LS8", 1, "1")))
    assert agree(monkeypatch, read=False) == 2
    assert day_sums.fold() == 1
    assert day_sums.fold() == 0
    assert agree(monkeypatch, read=False) == 2
    states = sql.run(
        "SELECT state, count FROM kernel_daysum WHERE form = %s ORDER BY state", [FORM]
    ).fetchall()
    assert states == [("cancelled", 1), ("confirmed", 1)]


def test_what_is_kept_answers_no_other_question(shop, monkeypatch):
    trading.confirmed(FORM, line("LS8", 10, "1"))
    day_sums.fold()
    form, partner = registry.get(FORM), trading.first("partner")

    with sql.counting() as seen:
        found = query.summary(form, query.Ask(conditions=[["partner", "=", str(partner)]]))
        text = query.summary(form, query.Ask(text="CGRK"))

    assert (found["total"], text["total"]) == (1, 1)
    assert all(f'FROM "{form.table}" t' in one for one in seen if "count(*)" in one)


def test_sums_for_other_columns_are_built_anew(shop, monkeypatch):
    trading.confirmed(FORM, line("LS8", 10, "1"))
    day_sums.fold()
    sql.run("UPDATE kernel_daysumhead SET columns = 'count,total' WHERE form = %s", [FORM])
    agree(monkeypatch, read=True)

    assert day_sums.fold() == 1

    assert agree(monkeypatch, read=False) == 1


def test_a_wrong_sum_is_told_by_the_proof(shop):
    trading.confirmed(FORM, line("LS8", 10, "1"), date="2026-11-01")
    day_sums.fold()
    sql.run("UPDATE kernel_daysum SET sum_3 = sum_3 + 0.01 WHERE form = %s", [FORM])

    found = [one for one in proof.differences(current_id()) if one.check == "day_sums"]

    assert [one.what for one in found] == [f"{FORM} 2026-11-01 confirmed"]
    sql.run("UPDATE kernel_daysum SET sum_3 = sum_3 - 0.01 WHERE form = %s", [FORM])


@pytest.mark.race
def test_what_commits_while_sums_are_built_or_folded_is_in_them_once(live_company, monkeypatch):
    with acting(live_company.id):
        trading.open_shop()
        trading.confirmed(FORM, line("LS8", 1, "1"))
    written, folded = threading.Barrier(2), threading.Barrier(2)

    def work(index):
        for _ in range(2):  # built the first time, folded the second
            with acting(live_company.id):
                if index == 0:
                    trading.confirmed(FORM, line("LS8", 1, "1"))
                else:
                    written.wait(60)
                    day_sums.fold()
                if index == 0:
                    written.wait(60)
                    folded.wait(60)
            if index == 1:
                folded.wait(60)
        return "done"

    assert live_company.together(2, work) == ["done", "done"]
    with acting(live_company.id):
        assert agree(monkeypatch, read=False) == 3
    often.fold_day_sums()
    with acting(live_company.id):
        assert agree(monkeypatch, read=False) == 3


def test_what_is_not_known_of_a_document_counts_as_nothing(shop):
    form = registry.get("stock_receipt")
    trading.confirmed("stock_receipt", line("LS8", 2, unit_cost="1.5"))
    unknown = trading.confirmed("stock_receipt", line("LS8", 1))
    assert unknown.amount is None
    assert day_sums.fold() > 0
    more = trading.draft("stock_receipt", line("LS8", 3))
    trading.change(more, lines=[line("LS8", 3, unit_cost="2")])

    told = query.summary(form, query.Ask(), in_force=True)
    assert (told["sums"]["amount"], told["in_force"]["amount"]) == ("9.00", "3.00")
    assert day_sums.departures(current_id(), form) == []
