"""编号规则: what a pattern means, which are refused, and that changing one loses no number."""

import re
from datetime import date

import pytest

from huolang.documents import numbering
from huolang.forms import registry
from huolang.kernel import settings_registry
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("pattern", "number", "series"),
    [
        ("XSCK-{YYYYMMDD}-{0000}", "XSCK-20261123-0007", "XSCK-20261123"),
        ("XS-{YYYY}{MM}-{0000}", "XS-202611-0007", "XS-202611"),
        ("销{YY}{MM}{000}", "销2611007", "销2611"),
        ("{YYYYMMDD}{00@year}", "2026112307", "2026MMDD"),
        ("A/{YYYYMMDD}/{000@never}", "A/20261123/007", "A/YYYYMMDD/"),
        ("HT{000000}", "HT000007", "HT"),
    ],
)
def test_a_pattern_says_how_numbers_look_and_when_they_begin_anew(pattern, number, series):
    rule = numbering.read(pattern)

    assert rule.number(DAY, 7) == number
    assert rule.series(DAY) == series


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "XSCK",
        "{0000}-X",
        "X{0}",
        "X{0000}{0000}",
        "X{HH}{0000}",
        "X{YYYY}{0000@month}",
        "X{MM}{0000@month}",
        "X{0000@day}",
        "X<b>{0000}",
        "X" * 31 + "{0000}",
        "X{YYYY{0000}",
        "XS-YYYYMM-{0000}",
        "XS-{YYYY}MMDD-{0000}",
    ],
)
def test_patterns_that_mean_nothing_or_would_repeat_are_refused_at_their_place(pattern):
    with pytest.raises(BusinessError) as refusal:
        settings_registry.change("numbering.sales_order", pattern, by=None)

    assert refused(refusal) == [("numbering.bad_pattern", "numbering.sales_order")]
    assert "如 XS-{YYYY}{MM}-{0000}" in str(refusal.value.parts()[0])
    assert ordered() == "XSDD-20261123-0001"


def ordered():
    """The number of a new order of 2026-11-23."""
    return trading.confirmed("sales_order", line("LS8", 1, "1")).number


def rule(pattern, form="sales_order"):
    settings_registry.change(f"numbering.{form}", pattern, by=None)


def test_another_pattern_counts_anew_and_the_first_one_goes_on_when_it_comes_back():
    ordered()
    rule("HT{YYYY}-{000}")
    there = [ordered(), ordered()]
    rule("XSDD-{YYYYMMDD}-{0000}")

    assert there == ["HT2026-001", "HT2026-002"]
    assert ordered() == "XSDD-20261123-0002"


def test_patterns_that_meet_never_give_a_number_twice():
    rule("A{YYYY}{0000}")
    first = [ordered(), ordered()]
    rule("A{0000@never}")
    for _ in range(2):
        ordered()
    rule("A{YY}{MM}{00@never}")
    rule("A20{00000}")  # would begin with A2000001
    rule("A2026{0000@never}")

    assert first == ["A20260001", "A20260002"]
    assert ordered() == "A20260003"
    assert len(set(trading.numbers("sales_order"))) == 5


def test_codes_that_nobody_typed_follow_their_pattern():
    rule("KH{000}", "partner")
    trading.partner("kh002", "乙")

    made = [trading.partner("", name).code for name in "甲丙"]

    assert made == ["KH001", "KH003"]
    with pytest.raises(BusinessError) as refusal:
        rule("KH{YYYY}{000}", "partner")
    assert refused(refusal) == [("numbering.bad_pattern", "numbering.partner")]


def test_every_record_with_a_code_can_be_numbered(shop):
    """Whatever app it lives in."""
    coded = [form for form in registry.all() if getattr(form.model, "code_prefix", "")]

    assert "funds_account" in {form.name for form in coded}
    for form in coded:
        assert settings_registry.known(f"numbering.{form.name}").kind == "numbering"
    made = trading.master("funds_account", name="支付宝", kind="cash")
    assert re.fullmatch(r"ZJ\d{5}", made.code)


def test_codes_that_were_typed_before_are_passed_over_in_few_statements(statements):
    rule("KH{000}", "partner")
    for number in [*range(1, 41), 45]:
        trading.partner(f"kh{number:03}", "甲")

    with statements() as seen:
        made = [trading.partner("", "乙").code for _ in range(5)]

    assert made == ["KH041", "KH042", "KH043", "KH044", "KH046"]
    looks = [one for one in seen if "generate_series" in one]
    assert len(looks) == 2 + 4


def test_two_kinds_of_documents_do_not_share_a_pattern(shop):
    theirs = "QTRK-{YYYYMMDD}-{000000}"

    with pytest.raises(BusinessError) as refusal:
        settings_registry.change("numbering.stock_issue", theirs, by=None)

    assert refused(refusal) == [("setting.taken", "numbering.stock_issue")]
    settings_registry.change("numbering.stock_receipt", "RK-{YYYYMMDD}-{0000}", by=None)
    settings_registry.change("numbering.stock_issue", theirs, by=None)
