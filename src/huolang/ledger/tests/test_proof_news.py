"""Differences of the books are told to who may see proofs, once until they agree again."""

from __future__ import annotations

from collections.abc import Callable

from huolang.kernel import reactions
from huolang.kernel.notifications import Notification
from huolang.kernel.people import User
from huolang.ledger import proving
from huolang.ledger.proof import Difference

Person = Callable[..., User]


def test_differences_are_told_to_who_may_see_them_once_until_the_books_agree_again(
    acting: int, person: Person
) -> None:
    people = person("admin"), person("finance"), person("sales")
    found = [Difference(acting, "balance", "螺丝 1 号", 3, 4)]

    def proved(*differences: Difference) -> list[int]:
        proving.keep(acting, differences, 0.1)
        reactions.react(company=acting)
        return [len(told(one)) for one in people]

    assert proved(*found) == [1, 1, 0]
    assert proved(*found) == [1, 1, 0]
    assert proved(*found, Difference(acting, "usable", "螺丝 1 号", 3, 4)) == [2, 2, 0]
    assert proved() == [2, 2, 0]
    assert proved(*found) == [3, 3, 0]
    assert told(people[0])[1] == "对账发现差异：2 处"


def told(person: User) -> list[str]:
    return [one.says() for one in Notification.objects.filter(person=person.id).order_by("id")]
