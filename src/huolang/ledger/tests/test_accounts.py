"""The chart of accounts, in the language of whoever reads it."""

from __future__ import annotations

from django.utils import translation

from huolang.ledger import accounts


def test_a_standard_account_is_called_in_the_readers_language() -> None:
    with translation.override("en"):
        english = accounts.shown("库存商品")
    with translation.override("zh-hans"):
        chinese = accounts.shown("库存商品")

    assert (english, chinese) == ("Goods in stock", "库存商品")


def test_a_name_that_the_company_gave_stays_as_it_is() -> None:
    with translation.override("en"):
        assert accounts.shown("采购") == "采购"
