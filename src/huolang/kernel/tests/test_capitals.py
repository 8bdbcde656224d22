"""Amounts in capital characters, by the examples of the People's Bank and their neighbours."""

from decimal import Decimal

import pytest

from huolang.kernel.capitals import DIGITS, in_capitals

RIGHT = {
    "0": "零元整",
    "0.05": "伍分",
    "0.50": "伍角整",
    "0.305": "叁角零伍厘",
    "1": "壹元整",
    "10": "壹拾元整",
    "100.01": "壹佰元零壹分",
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "107000.53": "壹拾万柒仟元零伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "10000": "壹万元整",
    "100005": "壹拾万零伍元整",
    "1000000": "壹佰万元整",
    "50000000.1": "伍仟万元零壹角整",
    "100000000": "壹亿元整",
    "100010000": "壹亿零壹万元整",
    "1000000000001": "壹万亿零壹元整",
    "9999999999999999.9999": "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元"
    "玖角玖分玖厘玖毫",
    "-12.3": "负壹拾贰元叁角整",
    "12.3400": "壹拾贰元叁角肆分",
}


@pytest.mark.parametrize(("amount", "said"), RIGHT.items())
def test_an_amount_is_written_out_as_on_a_cheque(amount: str, said: str) -> None:
    assert in_capitals(Decimal(amount)) == said


@pytest.mark.parametrize("amount", ["1e16", "-1e16", "0.00001"])
def test_what_has_no_characters_is_not_cut(amount: str) -> None:
    with pytest.raises(ValueError, match="cannot be written out"):
        in_capitals(Decimal(amount))


def test_no_two_whole_amounts_read_the_same_and_no_nought_is_said_twice() -> None:
    steps = [*range(2_000), *range(9_990, 11_200), *range(99_990, 101_200)]
    said = [in_capitals(Decimal(one)) for one in steps]

    assert len(set(said)) == len(steps)
    assert not [one for one in said[1:] if DIGITS[0] * 2 in one or "零元" in one]
