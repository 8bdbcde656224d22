"""Names are joined with the marks of the language they are said in."""

from django.utils.translation import override

from huolang.kernel.listing import listed


def test_english_has_commas_and_chinese_its_own_mark() -> None:
    with override("zh-hans"):
        assert listed(["螺栓", "螺母"]) == "螺栓、螺母"
    with override("en"):
        assert listed(["bolt", "nut"]) == "bolt, nut"
