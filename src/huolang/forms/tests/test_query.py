"""Lists: page after page is the whole list, and a filter finds what a slow reading would find."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.forms import query, refusals, render
from huolang.forms.filters import BadFilter, BadOperator
from huolang.forms.form import Form
from huolang.forms.query import Ask, BadCursor, NotSortable
from huolang.forms.tests.conftest import new
from huolang.kernel.company import acting as acting_for
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid

Save = Callable[..., Any]
PATIENT = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def goods(save: Save, good: Form) -> list[Any]:
    """Forty goods with holes, repeats and capitals in them."""
    made: list[Any] = []
    for n in range(40):
        payload = {
            "code": f"{'s' if n % 2 else 'S'}-{n * 7 % 40:02}",
            "name": ["螺丝", "螺母 M8", "垫片", "Bolt m8"][n % 4],
            "colour": ["", "red", "blue"][n % 3],
            "weight": None if n % 5 == 0 else str(Decimal(n % 7) / 4),
            "shelf_days": None if n % 4 else n % 3,
            "since": None if n % 6 == 0 else f"2026-0{n % 4 + 1}-15",
            "for_sale": n % 3 != 0,
        }
        made.append(save(good, payload))
    return made


def pages(form: Form, ask: Ask) -> Iterator[list[Any]]:
    """Ids, page after page."""
    columns = render.shape(form, ()).columns
    while True:
        page = query.page(form, columns, ask)
        yield [row[0] for row in page.rows]
        if page.next is None:
            return
        ask = Ask(
            conditions=ask.conditions,
            text=ask.text,
            sort=ask.sort,
            limit=ask.limit,
            cursor=page.next,
        )


def found(form: Form, *conditions: Any, text: str = "") -> set[Any]:
    return {key for page in pages(form, Ask(conditions=conditions, text=text)) for key in page}


SORTABLE = ["code", "name", "colour", "weight", "shelf_days", "since", "for_sale", "created_at"]


def slow_order(rows: list[Any], sort: str) -> list[Any]:
    """The order by its definition: the last step first, nothing after everything when rising."""
    steps = [(one.removeprefix("-"), one.startswith("-")) for one in sort.split(",")]
    steps.append(("id", steps[0][1]))
    for name, falling in reversed(steps):

        def key(row: Any, name: str = name) -> Any:
            value = getattr(row, name)
            value = value.upper() if name == "code" else value
            return (value is None, 0 if value is None else value)

        rows = sorted(rows, key=key, reverse=falling)
    return rows


@PATIENT
@given(
    names=st.lists(st.sampled_from(SORTABLE), min_size=1, max_size=3, unique=True),
    falling=st.lists(st.booleans(), min_size=3, max_size=3),
    limit=st.integers(1, 17),
)
def test_the_pages_one_after_the_other_are_the_whole_list_in_order(
    good: Form, goods: list[Any], names: list[str], falling: list[bool], limit: int
) -> None:
    sort = ",".join(f"{'-' if down else ''}{n}" for n, down in zip(names, falling, strict=False))

    read = list(itertools.chain.from_iterable(pages(good, Ask(sort=sort, limit=limit))))

    assert read == [row.id for row in slow_order(goods, sort)]


@PATIENT
@given(
    sort=st.sampled_from(["code", "-weight", "since,-code", "-created_at", "colour"]),
    limit=st.integers(1, 9),
    after=st.integers(0, 6),
)
def test_rows_added_meanwhile_are_never_shown_twice_and_none_is_lost(
    save: Save, good: Form, goods: list[Any], sort: str, limit: int, after: int
) -> None:
    first, seen = {one.id for one in goods}, list[Any]()

    for number, page in enumerate(pages(good, Ask(sort=sort, limit=limit))):
        seen += page
        if number == after:
            code = f"N-{len(found(good)):04}"
            save(good, {"code": code, "name": "新的", "weight": "1", "since": "2026-02-15"})

    assert len(seen) == len(set(seen))
    assert first <= set(seen)


def matches(row: Any, condition: list[Any]) -> bool:
    """A condition by its definition, in Python."""
    name, operator, given = condition
    value = getattr(row, name)
    if operator == "empty":
        return (value in (None, "")) == given
    if operator == "!=":
        return value != _meant(name, given)
    if value is None:
        return False
    if operator == "in":
        return _capital(name, value) in [_capital(name, _meant(name, one)) for one in given]
    if operator == "between":
        return _meant(name, given[0]) <= value <= _meant(name, given[1])
    meant = _meant(name, given)
    if operator == "contains":
        return meant.upper() in value.upper()
    if operator == "starts":
        return value.upper().startswith(meant.upper())
    if operator == "=":
        return _capital(name, value) == _capital(name, meant)
    return {
        "<": value < meant,
        "<=": value <= meant,
        ">": value > meant,
        ">=": value >= meant,
    }[operator]


def _capital(name: str, value: Any) -> Any:
    return value.upper() if name == "code" else value


def _meant(name: str, given: Any) -> Any:
    if name == "weight":
        return Decimal(given)
    return date.fromisoformat(given) if name == "since" else given


WEIGHTS = st.sampled_from(["0", "0.25", "0.5", "1", "1.5", "9"])
DAYS = st.sampled_from(["2026-01-15", "2026-03-15", "2025-01-01"])
COMPARED = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
CONDITIONS = st.one_of(
    st.tuples(st.just("weight"), COMPARED, WEIGHTS),
    st.tuples(st.just("weight"), st.just("in"), st.lists(WEIGHTS, max_size=3)),
    st.tuples(st.just("since"), COMPARED, DAYS),
    st.tuples(st.just("since"), st.just("between"), st.tuples(DAYS, DAYS)),
    st.tuples(st.just("shelf_days"), COMPARED, st.integers(0, 3)),
    st.tuples(st.sampled_from(["weight", "since", "colour"]), st.just("empty"), st.booleans()),
    st.tuples(st.just("colour"), st.sampled_from(["=", "!="]), st.sampled_from(["red", "blue"])),
    st.tuples(st.just("for_sale"), st.sampled_from(["=", "!="]), st.booleans()),
    st.tuples(st.just("code"), st.just("="), st.sampled_from(["S-07", "s-14", "X"])),
    st.tuples(st.just("code"), st.just("in"), st.lists(st.sampled_from(["S-07", "s-14"]))),
    st.tuples(st.just("name"), st.just("contains"), st.sampled_from(["m8", "螺", "片", "%", "_"])),
    st.tuples(st.just("name"), st.just("starts"), st.sampled_from(["bolt", "螺", "M8"])),
)


@PATIENT
@given(conditions=st.lists(CONDITIONS.map(list), max_size=3))
def test_a_filter_finds_what_a_slow_reading_of_every_row_finds(
    good: Form, goods: list[Any], conditions: list[Any]
) -> None:
    expected = {row.id for row in goods if all(matches(row, one) for one in conditions)}

    assert found(good, *conditions) == expected
    assert query.summary(good, Ask(conditions=conditions))["total"] == len(expected)


def test_a_filter_reaches_into_references_and_rows(
    save: Save, good: Form, bill: Form, goods: list[Any]
) -> None:
    one, other = goods[0], goods[1]
    lines = [{"good": str(other.id), "quantity": 5}]
    mine = save(bill, {"date": "2026-05-01", "main": str(one.id), "lines": lines})
    save(bill, {"date": "2026-05-02"})

    assert found(bill, ["main.code", "=", one.code.lower()]) == {mine.id}
    assert found(bill, ["main", "=", str(one.id)]) == {mine.id}
    assert found(bill, ["lines.good", "in", [str(other.id)]]) == {mine.id}
    assert found(bill, ["lines.good.code", "=", other.code]) == {mine.id}
    assert found(bill, ["lines.quantity", ">", "5"]) == set()


@pytest.mark.parametrize(
    ("condition", "refusal"),
    [
        (["nothing", "=", "1"], refusals.UnknownField),
        (["company", "=", 1], refusals.UnknownField),
        (["grams", "contains", "x"], refusals.UnknownField),
        (["code; DROP TABLE shop_good", "=", "1"], refusals.UnknownField),
        (["code", "=; DROP TABLE shop_good", "1"], BadOperator),
        (["code", "<", "1"], BadOperator),
        (["weight", "=", "many"], refusals.NotANumber),
        (["weight", "=", None], refusals.WrongType),
        (["weight", "in", "1"], refusals.WrongType),
        (["weight", "between", ["1"]], BadFilter),
        (["name", "contains", "\x00"], refusals.BadCharacters),
        (["weight", "empty", 1], refusals.WrongType),
        (["weight", "="], BadFilter),
        ("weight", BadFilter),
        ([1, "=", 1], BadFilter),
        (["id", "=", "7"], refusals.NotAnId),
    ],
)
def test_a_condition_that_means_nothing_is_refused_at_its_place(
    shop_tables: None, acting: int, good: Form, condition: Any, refusal: type[BusinessError]
) -> None:
    with pytest.raises(refusal) as caught:
        found(good, ["for_sale", "=", True], condition)

    assert caught.value.field == "filter.1"


def test_what_is_hidden_can_be_neither_sorted_nor_filtered_nor_reached(
    shop_tables: None, acting: int, bill: Form, good: Form
) -> None:
    clerk = Access(
        company=acting,
        user=None,
        granted={"bill": frozenset({"view"}), "good": frozenset({"view"})},
        hidden=frozenset({"cost"}),
    )
    stranger = Access(company=acting, user=None, granted={"bill": frozenset({"view"})})
    columns = render.shape(bill, ()).columns

    for person, path in ((clerk, "main.price"), (stranger, "main.weight")):
        with pytest.raises(refusals.UnknownField):
            query.page(bill, columns, Ask(conditions=[[path, ">", "1"]]), person)
        with pytest.raises(refusals.UnknownField):
            query.page(bill, columns, Ask(sort=path), person)
    assert query.page(bill, columns, Ask(conditions=[["main.code", "=", "A"]]), stranger)


def test_a_cursor_is_good_for_its_own_form_and_order_only(
    good: Form, bill: Form, goods: list[Any]
) -> None:
    columns = render.shape(good, ()).columns
    cursor = query.page(good, columns, Ask(sort="code", limit=3)).next
    forged = base64.urlsafe_b64encode(orjson.dumps(["x", "S-01", "y"])).decode()

    for wrong in (
        Ask(sort="-code", cursor=cursor),
        Ask(cursor=forged),
        Ask(cursor="ü"),
        Ask(cursor="a"),
    ):
        with pytest.raises(BadCursor):
            query.page(good, columns, wrong)


@settings(PATIENT, max_examples=150)
@given(
    text=st.text(max_size=60), values=st.lists(st.none() | st.text() | st.integers(), max_size=3)
)
def test_whatever_cursor_is_sent_is_a_page_or_a_refusal(
    good: Form, goods: list[Any], text: str, values: list[Any]
) -> None:
    columns = render.shape(good, ()).columns
    real = query.page(good, columns, Ask(sort="weight", limit=3)).next or ""
    mark = orjson.loads(base64.urlsafe_b64decode(real + "=="))[0]
    made = base64.urlsafe_b64encode(json.dumps([mark, *values]).encode()).decode()

    for cursor in (text, made):
        try:
            query.page(good, columns, Ask(sort="weight", cursor=cursor or None))
        except Invalid as refusal:
            assert refusal.field == "cursor"


@pytest.mark.parametrize(
    "sort", ["note", "nothing", "--code", "main", "code,code,code,name,name,id"]
)
def test_an_order_that_means_nothing_is_refused(
    shop_tables: None, acting: int, good: Form, sort: str
) -> None:
    with pytest.raises((NotSortable, refusals.UnknownField)) as caught:
        list(pages(good, Ask(sort=sort)))

    assert caught.value.field == "sort"


def test_quick_search_finds_by_beginning_initials_and_any_two_characters(
    save: Save, good: Form
) -> None:
    screw = save(good, {"code": "LS-008", "name": "不锈钢内六角螺丝 M8"}).id
    nut = save(good, {"code": "LM-010", "name": "螺母"}).id
    save(good, {"code": "DP-001", "name": "垫片"})

    assert found(good, text="ls-0") == {screw}
    assert found(good, text="LS-008") == {screw}
    assert found(good, text="六角") == {screw}
    assert found(good, text="螺") == {screw, nut}
    assert found(good, text="六角螺丝") == {screw}
    assert found(good, text="m8") == {screw}
    assert found(good, text="  ") == found(good)
    assert found(good, text="角六") == set()
    assert found(good, text="%") == set()


def test_sums_are_those_of_the_filtered_records(save: Save, good: Form) -> None:
    for n in range(3):
        save(good, {"code": f"S-{n}", "name": "螺丝", "weight": "1.25", "for_sale": n > 0})

    told = query.summary(good, Ask(conditions=[["for_sale", "=", True]]))

    assert told == {"total": 2, "sums": {"weight": "2.5"}}


def test_each_company_has_a_list_of_its_own(
    shop_tables: None, good: Form, company: Any, other_company: Any
) -> None:
    with acting_for(other_company.id):
        theirs = new(good, {"code": "S-1", "name": "别家的螺丝"})

    with acting_for(company.id):
        mine = new(good, {"code": "S-1", "name": "我家的螺丝"})
        assert found(good) == found(good, text="螺丝") == {mine.id}
        assert found(good, ["id", "=", str(theirs.id)]) == set()
        assert query.summary(good, Ask())["total"] == 1
