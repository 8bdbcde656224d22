"""组装模板、副产品、成品率: what is made is filled in from a template, what comes beside takes its
part of the cost, and less may come than was planned."""

from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal
SET = {"product": {"code": "TJ"}}
BESIDE = {"direction": "by_product"}


@pytest.fixture
def bought(shop) -> Any:
    """200 screws at 0.30, 10 m of cable at 12.50: a set is made of them, and scrap is left."""
    trading.product("TJ", "套件", sales_price="40")
    trading.product("FL", "铜屑", unit="M")
    rows = (line("LS8", 200, "0.30"), line("DL", 10, "12.50"))
    return trading.confirmed("purchase_receipt", *rows, date="2026-10-10")


def template(*lines: Any, **fields: Any) -> Any:
    """For two sets: 100 screws, 2 m of cable, beside them 0.5 m of scrap that takes 10 %."""
    lines = lines or (
        line("LS8", 1, unit={"code": "BOX"}),
        line("DL", 2),
        line("FL", "0.5", share="10", **BESIDE),
    )
    told = {**SET, "name": "标准套件", "quantity": "2", "extra_cost": "7", **fields}
    return trading.master("assembly_template", lines=list(lines), **told)


def build(*lines: Any, quantity: Any = 2, then: str | None = "confirm", **fields: Any) -> Any:
    more = {**SET, "quantity": str(quantity), "date": "2026-10-12", **fields}
    return trading.create("assembly", trading.filled("assembly", *lines, **more), then=then)


def values() -> tuple[Decimal, ...]:
    return tuple(trading.stock_value(code) for code in ("LS8", "DL", "TJ", "FL"))


def lines_of(document: Any) -> list[tuple[str, str, Decimal, Decimal | None]]:
    rows = trading.fresh(document).tables["lines"]
    return [(row.direction, row.product_name, row.quantity, row.share) for row in rows]


def test_a_document_takes_the_lines_of_its_template_in_proportion(bought):
    pattern = template()

    draft = build(quantity=3, then=None, template=str(pattern.id))

    assert lines_of(draft) == [
        ("component", "六角螺栓", 2, None),
        ("component", "电缆", 3, None),
        ("by_product", "铜屑", D("0.75"), 10),
    ]
    assert draft.extra_cost == D("10.50")


def test_the_only_template_of_a_product_need_not_be_named(bought):
    pattern = template()

    made = build()

    assert made.template_id == pattern.id
    assert values() == (30, 100, D("55.80"), D("6.20"))
    assert trading.balance("processing") == -7


def test_what_was_typed_stays_as_it_is(bought):
    template()

    made = build(line("LS8", 10), extra_cost="1")

    assert values() == (57, 125, 4, 0)
    trading.act(made, "cancel")
    assert values() == (60, 125, 0, 0)


def test_of_several_templates_and_of_none_that_is_used_nothing_is_guessed(bought):
    template(name="一")
    second = template(name="二")
    assert lines_of(build(then=None)) == []

    trading.change_master(second, active=False)

    assert len(lines_of(build(then=None))) == 3
    with pytest.raises(BusinessError) as refusal:
        build(template=str(second.id))
    assert refused(refusal)[0][1] == "template"


def test_usual_loss_makes_components_more_and_by_products_not(bought):
    template(line("LS8", 9), line("DL", "1"), line("FL", 1, **BESIDE), loss="5", quantity="1")

    draft = build(quantity=1, then=None)

    assert [row[2] for row in lines_of(draft)] == [10, D("1.05"), 1]


def test_taken_apart_the_components_of_the_template_come(bought):
    template()
    build(quantity=2, extra_cost="0")

    told = trading.filled("disassembly", **SET, quantity="1")
    apart = trading.create("disassembly", told, then="confirm")

    told = [(row.product_name, row.base_quantity) for row in apart.rows]
    assert told == [("六角螺栓", 100), ("电缆", 1)]
    assert apart.extra_cost == 0


def test_what_comes_beside_takes_its_part_to_the_cent(bought):
    by = (line("FL", 2, share="33.3333", **BESIDE),)
    build(line("LS8", 1), *by, quantity=1, extra_cost="0.71")

    assert values() == (D("59.70"), 125, D("0.67"), D("0.34"))
    assert trading.on_hand("FL") == 2


def test_back_dated_costs_are_shared_by_what_comes_beside_as_well(bought):
    build(line("LS8", 100), line("FL", 2, share="25", **BESIDE), extra_cost="10")
    assert values() == (30, 125, 30, 10)

    trading.confirmed("purchase_receipt", line("LS8", 100, "0.90"), date="2026-10-11")

    assert values() == (100, 125, 45, 15)
    assert trading.balance("processing") == -10


def test_by_products_without_a_share_cost_nothing(bought):
    build(line("LS8", 100), line("FL", 2, **BESIDE))

    assert values() == (30, 125, 30, 0)


def test_less_came_than_was_planned_and_each_costs_more(bought):
    made = build(line("LS8", 100), quantity=8, planned_quantity="10")

    assert made.yield_percent == 80
    assert trading.stock_value("TJ") == 30
    assert build(then=None, planned_quantity="3", quantity=1).yield_percent == D("33.33")
    assert build(then=None).yield_percent is None


def test_components_are_proposed_for_what_was_planned(bought):
    template()

    draft = build(quantity=1, planned_quantity="2", then=None)

    assert [row[2] for row in lines_of(draft)] == [1, 2, D("0.5")]
    assert (draft.yield_percent, draft.extra_cost) == (50, 7)


@pytest.mark.parametrize(
    ("lines", "refusals"),
    [
        ([line("LS8", 1), line("LS8", 1, **BESIDE)], [("assembly.comes_and_goes", 1, "product")]),
        ([line("LS8", 1, share="5")], [("assembly.share_of_component", 0, "share")]),
        ([line("LS8", 1), line("TJ", 1, **BESIDE)], [("assembly.of_itself", 1, "product")]),
        (
            [line("LS8", 1), line("FL", 1, share="100.5", **BESIDE)],
            [("field.too_large", 1, "share")],
        ),
        ([line("FL", 1, **BESIDE)], [("assembly.no_components", None, "lines")]),
    ],
)
def test_what_cannot_be_is_refused_on_both_and_nothing_moves(bought, lines, refusals):
    before = trading.books()
    places = [
        (code, place if at is None else f"lines.{at}.{place}") for code, at, place in refusals
    ]

    for make in (lambda: build(*lines), lambda: template(*lines)):
        with pytest.raises(BusinessError) as refusal:
            make()
        assert refused(refusal) == places

    assert trading.books() == before


def test_a_by_product_that_is_the_product_is_called_by_its_name(bought):
    with pytest.raises(BusinessError) as refusal:
        template(line("LS8", 1), line("TJ", 1, **BESIDE))

    assert str(refusal.value) == "套件 不能是它自己的组件或副产品"


def test_a_template_of_something_else_is_refused(bought):
    pattern = template()
    told = trading.filled(
        "assembly", product={"code": "FL"}, quantity="1", template=str(pattern.id)
    )

    with pytest.raises(BusinessError) as refusal:
        trading.create("assembly", told)

    assert refused(refusal) == [("assembly.template_of_other", "template")]


def test_what_stands_twice_in_a_template_is_refused(bought):
    with pytest.raises(BusinessError) as refusal:
        template(line("LS8", 1), line("LS8", 2))

    assert refused(refusal) == [("assembly_template.line_twice", "lines.1.product")]


def test_by_products_take_no_more_than_everything(bought):
    before = trading.books()
    lines = [line("LS8", 1), *(line("FL", 1, share="50.5", **BESIDE),) * 2]

    with pytest.raises(BusinessError) as refusal:
        build(*lines)

    assert refused(refusal) == [("assembly.shares_exceed", "lines.2.share")]
    assert trading.books() == before
