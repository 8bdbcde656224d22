"""拼音: initials and sort keys of names."""

import pytest

from huolang.masters import pinyin


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("六角螺栓", "LJLS"),
        ("六角螺栓 M8×40", "LJLSM840"),
        ("重庆长安", "CQCA"),
        ("农业银行", "NYYH"),
        ("Ｍ８螺母", "M8LM"),
        ("绿漆", "LQ"),
        ("Coca-Cola 可乐", "COCACOLAKL"),
        ("…", ""),
    ],
)
def test_initials(name, initials):
    assert pinyin.initials(name) == initials


def test_names_sort_as_in_a_dictionary():
    names = ["重庆", "阿里", "螺母", "电缆", "北京"]

    assert sorted(names, key=pinyin.sort_key) == ["阿里", "北京", "重庆", "电缆", "螺母"]


def test_long_names_are_cut():
    assert len(pinyin.initials("螺" * 300)) == 100
    assert len(pinyin.sort_key("螺" * 300)) == 100
