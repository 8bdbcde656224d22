"""借入未还: what others lent us and is still here."""

from __future__ import annotations

from tests.support.reports import figures, report
from tests.support.shop import Shop, days_ago, line

FIGURES = ("product", "quantity", "back", "bought", "open", "due_on", "days")


def test_what_is_still_here_is_listed_with_how_late_it_is(shop: Shop) -> None:
    who = {"partner": {"code": "P1"}}
    first = shop.make(
        "borrowing",
        line("S1", 10),
        line("S2", 3),
        date=days_ago(20),
        due_on=days_ago(5),
        **who,
    )
    shop.make("borrowing", line("S1", 2), date=days_ago(2), **who)
    s1, s2 = ({"borrowing_line": row["id"]} for row in first["lines"])
    shop.make("borrowing_return", line("S1", 4, **s1), line("S2", 3, **s2), **who)
    shop.make("purchase_receipt", line("S1", 1, "2", **s1), **who)

    page = report(shop.client, "borrowed_goods")
    done = report(shop.client, "borrowed_goods", state="done")
    late = report(shop.client, "borrowed_goods", state="late")

    told = ("S1", "10", "4", "1", "5", days_ago(5), 5)
    assert figures(page, *FIGURES) == [told, ("S1", "2", "0", "0", "2", None, None)]
    assert figures(late, *FIGURES) == [told]
    assert figures(done, "product", "open") == [("S2", "0")]
