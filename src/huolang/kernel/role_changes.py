"""Changing what a role may do. Every process obeys from the next request on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, etags, team
from huolang.kernel.company import Company, current_id
from huolang.kernel.people import Membership, Role
from huolang.kernel.permissions import OPERATIONS, Access
from huolang.kernel.refusals import BusinessError, Invalid, NotFound, Stale
from huolang.kernel.roles import HIDEABLE, SHIPPED

ADMINISTRATOR = "admin"
"""The shipped role that stays as it is, so that nobody can lock a company out of itself."""


class AdministratorFixed(BusinessError):
    code = "role.administrator_fixed"
    message = _("管理员角色不能修改")


class ShippedStays(BusinessError):
    code = "role.shipped"
    message = _("内置角色可以修改，不能删除")


class StillHeld(BusinessError):
    code = "role.still_held"
    message = _("还有 {count} 位成员担任此角色，请先调整")


class NameTaken(BusinessError):
    code = "role.name_taken"
    message = _("已有名为“{name}”的角色")


class UnknownGrant(Invalid):
    code = "role.unknown_permission"
    message = _("没有这项权限：{name}")


def mark(role: Role) -> str:
    """The state of a role, for If-Match."""
    return etags.mark([role.name, role.permissions, role.hidden])


def find(code: str, *, lock: bool = False) -> Role:
    rows = Role.objects.select_for_update() if lock else Role.objects
    found = None if "\0" in code else rows.filter(code=code).first()
    if found is None:
        raise NotFound()
    return found


def add(
    name: str,
    *,
    permissions: Mapping[str, Sequence[str]],
    hidden: Sequence[str],
    known: Collection[str],
    by: Access,
) -> Role:
    """A new role of the acting company. `known` are the names that permissions may be given on; so
    are those that another role has, of a form that is gone: what was read can be sent."""
    by.require("role", "add")
    team.lock()
    role = Role(code=_free_code())
    held = Role.objects.values_list("permissions", flat=True)
    known = {*known, *(form for others in held for form in others)}
    _fill(role, name=name, permissions=permissions, hidden=hidden, known=known, by=by)
    role.save(force_insert=True)
    _obey()
    _trace(role, "create", by.user, {"name": [None, role.name], **_rights([{}, []], role)})
    return role


def change(
    code: str,
    *,
    name: str | None = None,
    permissions: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] | None = None,
    known: Collection[str],
    etag: str | None,
    by: Access,
) -> Role:
    """Change a role; what is None stays. Nobody writes into a role more than they hold."""
    by.require("role", "edit")
    team.lock()
    role = find(code, lock=True)
    if etag is not None and etag not in ("*", mark(role)):
        raise Stale()
    if role.code == ADMINISTRATOR:
        raise AdministratorFixed()
    team.check_grant(role, by)
    before = [role.name, role.permissions, role.hidden]
    _fill(
        role,
        name=role.name if name is None else name,
        permissions=role.permissions if permissions is None else permissions,
        hidden=role.hidden if hidden is None else hidden,
        known={*known, *role.permissions},
        by=by,
    )
    told = _rights(before[1:], role)
    if role.name != before[0]:
        told["name"] = [before[0], role.name]
    if told:
        role.save(update_fields=["name", "permissions", "hidden"])
        _obey()
        _trace(role, "change", by.user, told)
    return role


def delete(code: str, *, etag: str | None, by: Access) -> None:
    """Delete a role of the company's own that nobody holds."""
    by.require("role", "delete")
    team.lock()
    role = find(code, lock=True)
    if etag is not None and etag not in ("*", mark(role)):
        raise Stale()
    if role.built_in:
        raise ShippedStays()
    held = Membership.objects.filter(company_id=current_id(), roles__contains=[code]).count()
    if held:
        raise StillHeld(count=held)
    _trace(role, "delete", by.user, {"name": [role.name, None]})
    role.delete()
    _obey()


def catch_up() -> None:
    """Give the shipped roles of the acting company what this release ships and earlier ones did
    not; what the company took away from a role since stays away, and forms that are shipped no
    longer go."""
    team.lock()
    roles = {role.code: role for role in Role.objects.select_for_update().filter(built_in=True)}
    changed = False
    for ships in SHIPPED:
        role, given = roles.get(ships.code), ships.as_given()
        if role is None or role.shipped == given:
            continue
        told = _give(role, given)
        role.shipped = given
        role.save(update_fields=["permissions", "hidden", "shipped"])
        if told:
            _trace(role, "change", None, told)
            changed = True
    if changed:
        _obey()


def _give(role: Role, given: Mapping[str, Any]) -> dict[str, Any]:
    """Add to `role` what is in `given` and was not shipped before, take away the forms that are not
    in it any more; answers what changed."""
    before = [role.permissions, role.hidden]
    known = role.shipped.get("permissions", {})
    gone = known.keys() - given["permissions"].keys()
    may = {form: list(may) for form, may in role.permissions.items() if form not in gone}
    for form, operations in given["permissions"].items():
        new = set(operations) - set(known.get(form, ())) - set(may.get(form, ()))
        if new:
            all_of_it = {*may.get(form, ()), *new}
            may[form] = sorted(all_of_it, key=[*OPERATIONS, "*"].index)
    role.permissions = dict(sorted(may.items()))
    new_groups = set(given["hidden"]) - set(role.shipped.get("hidden", ()))
    role.hidden = sorted({*role.hidden, *new_groups})
    return _rights(before, role)


def _fill(
    role: Role,
    *,
    name: str,
    permissions: Mapping[str, Sequence[str]],
    hidden: Sequence[str],
    known: Collection[str],
    by: Access,
) -> None:
    role.name = name.strip()
    if not role.name or len(role.name) > 64 or "\0" in role.name:
        raise Invalid(field="name")
    if Role.objects.filter(name=role.name).exclude(code=role.code).exists():
        raise NameTaken(field="name", name=role.name)
    for form, operations in permissions.items():
        if form not in known:
            raise UnknownGrant(field=f"permissions.{form[:64]}", name=form[:64])
        for operation in operations:
            if operation not in OPERATIONS:
                raise UnknownGrant(field=f"permissions.{form}", name=operation[:64])
    for group in hidden:
        if group not in HIDEABLE:
            raise UnknownGrant(field="hidden", name=group[:64])
    role.permissions = {
        form: [one for one in OPERATIONS if one in operations]
        for form, operations in sorted(permissions.items())
        if operations
    }
    role.hidden = sorted(set(hidden))
    team.check_grant(role, by)


def _rights(before: Sequence[Any], role: Role) -> dict[str, Any]:
    """What changed, form by form: a whole matrix twice would say nothing to a reader."""
    old, new = before[0], role.permissions
    told: dict[str, Any] = {
        f"permissions.{form}": [old.get(form, []), new.get(form, [])]
        for form in sorted({*old, *new})
        if set(old.get(form, [])) != set(new.get(form, []))
    }
    if set(before[1]) != set(role.hidden):
        told["hidden"] = [before[1], role.hidden]
    return told


def _free_code() -> str:
    taken = set(Role.objects.values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"role_{n}") not in taken)


def _obey() -> None:
    Company.objects.filter(id=current_id()).update(roles_version=uuid4())


def _trace(role: Role, action: str, by: UUID | None, changes: Mapping[str, Any]) -> None:
    audit.write([audit.Trace(form="role", record=role.id, action=action, by=by, changes=changes)])
