"""查找: by pinyin initials, any two characters, code and bar code; by index, as the application."""

import pytest

from huolang.forms import query, registry, search
from huolang.forms.query import Ask
from huolang.kernel import sql
from huolang.kernel.company import acting
from tests.support import trading

GOODS = (
    ("LS-M8", "六角螺栓", "M8×40", "690001"),
    ("LS-M10", "六角螺栓", "M10×60", ""),
    ("LM-M8", "六角螺母", "M8", "690002"),
    ("DL-25", "铜芯电缆", "2.5平方", ""),
    ("8801", "重庆火锅底料", "", ""),
)


@pytest.fixture(autouse=True, params=["conditions", "function"])
def goods(shop, request, monkeypatch):
    """Searched both ways: our own server, and one whose owner marked no function leakproof."""
    monkeypatch.setattr(search, "indexes_work", lambda: request.param == "conditions")
    box = {"unit": {"code": "BOX"}, "numerator": 100, "barcode": "690900"}
    for code, name, specification, barcode in GOODS:
        units = [box] if code == "LM-M8" else []
        trading.product(code, name, specification=specification, barcode=barcode, units=units)
    trading.partner("K1", "长安汽车", contact="贾先生", phone="13800138000")


def found(text, form="product"):
    """Codes of what `text` finds."""
    shown = registry.get(form)
    code = next(one for one in shown.storage if one.name == "code")
    return [row[0] for row in query.page(shown, [code], Ask(text=text)).rows]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("螺栓", ["LS-M10", "LS-M8", "LS8"]),
        ("六角螺母", ["LM-M8"]),
        ("缆", ["DL", "DL-25"]),
        ("LJLM", ["LM-M8"]),
        ("cqhg", ["8801"]),
        ("ls-m", ["LS-M10", "LS-M8"]),
        ("88", ["8801"]),
        ("690001", ["LS-M8"]),
        ("690900", ["LM-M8"]),
        ("2.5", ["DL-25"]),
        ("螺栓 M10", ["LS-M10"]),
        ("ls-m 螺栓", ["LS-M10", "LS-M8"]),
        ("六角 10 LS", ["LS-M10"]),
        ("LJ M8×40", ["LS-M8", "LS8"]),
        ("LM 螺栓", []),
        ("螺栓 690001", []),
        ("没有的", []),
        ("%", []),
        ("'; --", []),
    ],
)
def test_products_are_found(text, codes):
    assert sorted(found(text)) == codes


@pytest.mark.parametrize("text", ["长安", "CAQC", "贾先", "138001", "k1", "k1 汽车 贾"])
def test_partners_are_found(text):
    assert found(text, "partner") == ["K1"]


def test_pieces_that_stand_apart_are_not_what_was_typed(shop):
    """Every pair of 蓝天蓝 is in 天蓝蓝天, and the word is not."""
    trading.product("T1", "天蓝蓝天")
    trading.product("T2", "蓝天蓝")
    trading.partner("K2", "天蓝蓝天", contact="")

    assert found("蓝天蓝") == ["T2"]
    assert found("蓝天蓝", "partner") == []
    assert found("蓝天", "partner") == ["K2"]


def test_a_changed_name_is_found_by_its_new_name_only():
    trading.change_master(trading.stored_product("8801"), name="四川泡菜")

    assert found("泡菜") == ["8801"]
    assert found("SCPC") == ["8801"]
    assert found("火锅") == []


def test_what_finds_very_much_is_tested_word_by_word(monkeypatch):
    """Beyond FEW the condition is checked along the list instead of by the indexes."""
    monkeypatch.setattr(search, "FEW", 1)
    trading.product("T1", "天蓝蓝天")
    trading.product("T2", "蓝天蓝")

    assert found("蓝天蓝") == ["T2"]
    assert found("t 蓝天蓝") == ["T2"]


def test_another_companys_goods_are_not_found(shop, other_company):
    statement = "SELECT count(*) FROM masters_product_search(%s::bigint, '螺栓')"
    with acting(shop.id):
        assert sql.run(statement, [shop.id]).fetchone()[0] == 3
        with pytest.raises(Exception, match="not the one that is acting"), acting(shop.id):
            sql.run(statement, [other_company.id])
