"""常用视图: an address of the screens that somebody keeps under a name, with its filters and order.

A view grants nothing: whoever opens it sees what they may see there. It belongs to one person, who
may share it with one role; one that is pinned stands in its owner's menu.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, sql
from huolang.kernel.clock import now
from huolang.kernel.company import CompanyModel
from huolang.kernel.people import Role, User
from huolang.kernel.refusals import BusinessError, Invalid, NotFound

FORM = "saved_view"
"""Its name in the audit."""
MOST = 200
"""Views of one person in one company."""
LONGEST_NAME, LONGEST_PATH, LONGEST_SEARCH = 40, 100, 2_000
PATH = re.compile(r"(/[a-z0-9_-]+)+|/")
SEARCH = re.compile(r"\?[!-~]+|")
KEPT = ("path", "search", "name", "role", "pinned")


class SavedView(CompanyModel):
    owner = models.UUIDField(_("所有者"))
    path = models.CharField(_("页面"), max_length=LONGEST_PATH)
    search = models.CharField(_("条件"), max_length=LONGEST_SEARCH, blank=True, default="")
    """What stands after the path, with its question mark."""
    name = models.CharField(_("名称"), max_length=LONGEST_NAME)
    role = models.CharField(_("共享给角色"), max_length=32, blank=True, default="")
    """The code of the role whose holders see it as well."""
    pinned = models.BooleanField(_("放进菜单"), default=False)
    created_at = models.DateTimeField(default=now)

    class Meta(CompanyModel.Meta):
        verbose_name = _("常用视图")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "owner", "path", "name"], name="kernel_savedview_name"
            )
        ]


class NameTaken(BusinessError):
    code = "view.name_taken"
    message = _("您在这个页面上已经有叫“{name}”的视图")


class TooMany(BusinessError):
    code = "view.too_many"
    message = _("最多保存 {most} 个视图，请先删除不用的")


class NotYourRole(Invalid):
    code = "view.not_your_role"
    message = _("只能共享给您自己的角色")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A view as one person sees it: `mine`, or somebody's who is named in `by`."""

    id: UUID
    path: str
    search: str
    name: str
    role: str
    pinned: bool
    mine: bool
    by: str
    created_at: datetime


def seen_by(user: UUID, roles: tuple[str, ...]) -> list[Seen]:
    """The views of `user` in the order they were made, then those shared with their roles."""
    shared = models.Q(role__in=[code for code in roles if code])
    rows = list(SavedView.objects.filter(models.Q(owner=user) | shared).order_by("id"))
    others = User.objects.filter(id__in={row.owner for row in rows} - {user})
    names = {one.id: str(one) for one in others}
    seen = [
        Seen(
            id=row.id,
            path=row.path,
            search=row.search,
            name=row.name,
            role=row.role,
            pinned=row.pinned and row.owner == user,
            mine=row.owner == user,
            by=names.get(row.owner, ""),
            created_at=row.created_at,
        )
        for row in rows
    ]
    return sorted(seen, key=lambda one: not one.mine)


def every_role() -> tuple[str, ...]:
    """The codes of all roles of the company."""
    return tuple(Role.objects.order_by("id").values_list("code", flat=True))


def named(roles: tuple[str, ...]) -> list[dict[str, str]]:
    """Those of `roles` that there are, with what people call them."""
    found = Role.objects.filter(code__in=roles).order_by("id")
    return [{"code": code, "name": name} for code, name in found.values_list("code", "name")]


def add(given: dict[str, Any], *, owner: UUID, roles: tuple[str, ...]) -> UUID:
    """A new view of `owner`, who holds `roles`."""
    fields = {name: _checked(name, value, roles) for name, value in given.items()}
    _lock(owner)
    if SavedView.objects.filter(owner=owner).count() >= MOST:
        raise TooMany(most=MOST)
    _refuse_twice(owner, fields["path"], fields["name"])
    row = SavedView.objects.create(owner=owner, **fields)
    _trace(row.id, "create", owner, {name: [None, getattr(row, name)] for name in KEPT})
    return row.id


def change(view: UUID, given: dict[str, Any], *, owner: UUID, roles: tuple[str, ...]) -> None:
    """Change what is given of a view of one's own."""
    _lock(owner)
    row = _own(view, owner)
    fields = {name: _checked(name, value, roles) for name, value in given.items()}
    changes = {
        name: [getattr(row, name), value]
        for name, value in fields.items()
        if getattr(row, name) != value
    }
    if not changes:
        return
    if "name" in changes:
        _refuse_twice(owner, row.path, fields["name"])
    SavedView.objects.filter(id=row.id).update(**{name: fields[name] for name in changes})
    _trace(row.id, "change", owner, changes)


def delete(view: UUID, *, owner: UUID) -> None:
    """Take away a view of one's own."""
    _lock(owner)
    row = _own(view, owner)
    SavedView.objects.filter(id=row.id).delete()
    _trace(row.id, "delete", owner, {name: [getattr(row, name), None] for name in KEPT})


def _own(view: UUID, owner: UUID) -> SavedView:
    row = SavedView.objects.filter(id=view, owner=owner).first()
    if row is None:
        raise NotFound()
    return row


def _lock(owner: UUID) -> None:
    """One after the other: two windows of a person make no two views of one name."""
    sql.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"views {owner}"])


def _refuse_twice(owner: UUID, path: str, name: str) -> None:
    if SavedView.objects.filter(owner=owner, path=path, name=name).exists():
        raise NameTaken(field="name", name=name)


def _checked(name: str, value: Any, roles: tuple[str, ...]) -> Any:
    if name == "pinned":
        return value
    text = value.strip()
    if name == "name" and (not 0 < len(text) <= LONGEST_NAME or not text.isprintable()):
        raise Invalid(field="name")
    if name == "path" and (len(text) > LONGEST_PATH or not PATH.fullmatch(text)):
        raise Invalid(field="path")
    if name == "search" and (len(text) > LONGEST_SEARCH or not SEARCH.fullmatch(text)):
        raise Invalid(field="search")
    if name == "role" and text:
        _refuse_others(text, roles)
    return text


def _refuse_others(role: str, roles: tuple[str, ...]) -> None:
    if role not in roles or not Role.objects.filter(code=role).exists():
        raise NotYourRole(field="role")


def _trace(view: UUID, action: str, by: UUID, changes: dict[str, Any]) -> None:
    audit.write([audit.Trace(form=FORM, record=view, action=action, by=by, changes=changes)])
