"""Names are joined with the marks of the language they are said in."""

from django.utils.translation import override

from huolang.kernel.listing import listed, phrases, sentences


def test_english_has_commas_and_chinese_its_own_mark() -> None:
    with override("zh-hans"):
        assert listed(["螺栓", "螺母"]) == "螺栓、螺母"
    with override("en"):
        assert listed(["bolt", "nut"]) == "bolt, nut"


def test_what_is_said_of_one_thing_and_sentences_have_their_own_marks() -> None:
    with override("zh-hans"):
        assert (phrases(["在库", "主仓"]), sentences(["太多", "太早"])) == (
            "在库，主仓",
            "太多；太早",
        )
    with override("en"):
        assert (phrases(["in stock", "main"]), sentences(["a", "b"])) == ("in stock, main", "a; b")
