"""个人偏好: what somebody arranged for themselves in one company. It grants nothing to anybody."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, sql
from huolang.kernel.company import CompanyModel

FORM = "preference"
"""Its name in the audit."""


class Preference(CompanyModel):
    """One arrangement of one person; its `name` says who knows what `value` means."""

    person = models.UUIDField(_("成员"))
    name = models.CharField(_("名称"), max_length=64)
    value: Any = models.JSONField(_("内容"))  # pyright: ignore[reportUnknownVariableType]

    class Meta(CompanyModel.Meta):
        verbose_name = _("个人偏好")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person", "name"], name="kernel_preference_once"
            )
        ]


def get(person: UUID, name: str) -> Any:
    """What somebody arranged; None if they did not."""
    return (
        Preference.objects.filter(person=person, name=name).values_list("value", flat=True).first()
    )


def named(person: UUID, beginning: str) -> dict[str, Any]:
    """All that somebody arranged under names which begin so, by what follows."""
    found = Preference.objects.filter(person=person, name__startswith=beginning)
    return {
        name.removeprefix(beginning): value for name, value in found.values_list("name", "value")
    }


def count(person: UUID, beginning: str) -> int:
    """How many arrangements of somebody have a name that begins so."""
    return Preference.objects.filter(person=person, name__startswith=beginning).count()


def of_all(name: str, people: Collection[UUID]) -> dict[UUID, Any]:
    """What each of `people` arranged, of those who did."""
    found = Preference.objects.filter(name=name, person__in=list(people))
    return dict(found.values_list("person", "value"))


def put(person: UUID, name: str, value: Any, *, audited: bool = True) -> None:
    """Arrange it so from now on; None: as if they never had. Mere looks are not audited."""
    sql.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"preference {person}"])
    before = get(person, name)
    if before == value:
        return
    mine = Preference.objects.filter(person=person, name=name)
    if value is None:
        mine.delete()
    elif not mine.update(value=value):
        Preference.objects.create(person=person, name=name, value=value)
    if not audited:
        return
    changes = {name: [before, value]}
    audit.write(
        [audit.Trace(form=FORM, record=person, action="change", by=person, changes=changes)]
    )
