"""团队: the people of a company and the roles they hold there, as those who may change them do.

A person may work in several companies. Their name, address and password are theirs everywhere, so
they are changed only by an administrator of every company they belong to (`managed`). Nobody gives
away more than they hold, and a company always keeps an administrator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, etags, sql
from huolang.kernel.access import unite
from huolang.kernel.company import current_id
from huolang.kernel.passwords import easy_to_read
from huolang.kernel.people import Membership, Role, User
from huolang.kernel.permissions import Access, forbidden
from huolang.kernel.refusals import BusinessError, Invalid, NotFound, Stale
from huolang.kernel.tokens import Token

LONGEST_NAME, LONGEST_EMAIL = 64, 254
USERNAME = re.compile(r"[^\W_][\w.@+-]{0,63}")


class NameTaken(BusinessError):
    code = "user.name_taken"
    message = _("用户名 {username} 已被使用")


class BadUsername(Invalid):
    code = "user.bad_name"
    message = _("用户名由文字、数字和 . @ + - _ 组成，最多 64 个字符，以文字或数字开头")


class UnknownRole(Invalid):
    code = "role.unknown"
    message = _("没有这个角色：{role}")


class BeyondOwn(BusinessError):
    code = "role.beyond_own"
    message = _("不能授予超出您自己权限的角色：{role}")
    status = 403


class LastAdministrator(BusinessError):
    code = "user.last_administrator"
    message = _("公司至少要有一位启用的管理员")


class OfAnotherCompany(BusinessError):
    code = "user.of_another_company"
    message = _("{username} 还属于您不管理的公司，这些资料只能由本人修改")
    status = 403


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person in the acting company. `shared`: they belong to other companies as well."""

    id: UUID
    username: str
    name: str
    email: str
    roles: tuple[str, ...]
    active: bool
    last_login: datetime | None
    shared: bool

    @property
    def etag(self) -> str:
        """Changes with whatever can be changed here."""
        return etags.mark([self.id, self.name, self.email, self.roles, self.active])


MEMBERS = """
SELECT u.id, u.username, u.name, u.email, m.roles, m.is_active AND u.is_active, u.last_login,
       EXISTS (SELECT FROM kernel_membership o
               WHERE o.user_id = u.id AND o.company_id <> m.company_id)
FROM kernel_membership m JOIN kernel_user u ON u.id = m.user_id
WHERE m.company_id = %s::bigint AND (%s::uuid IS NULL OR u.id = %s::uuid)
ORDER BY u.username
"""
ADMINISTRATORS = """
SELECT count(*) FROM kernel_membership m
JOIN kernel_user u ON u.id = m.user_id AND u.is_active
WHERE m.company_id = %s::bigint AND m.is_active AND EXISTS (
    SELECT FROM kernel_role r
    WHERE r.company_id = m.company_id AND r.code = ANY(m.roles) AND r.permissions -> '*' ? '*')
"""


def members() -> list[Member]:
    """Everybody who works in the acting company or did, by user name."""
    return _members(None)


def member(user: UUID) -> Member:
    """One of them; `NotFound` for whoever is none, also if they work elsewhere."""
    found = _members(user)
    if not found:
        raise NotFound()
    return found[0]


def _members(user: UUID | None) -> list[Member]:
    rows = sql.run(MEMBERS, [current_id(), user, user]).fetchall()
    return [
        Member(
            id=row[0],
            username=row[1],
            name=row[2],
            email=row[3],
            roles=tuple(row[4]),
            active=row[5],
            last_login=row[6],
            shared=row[7],
        )
        for row in rows
    ]


def add(
    username: str,
    *,
    roles: Sequence[str],
    name: str = "",
    email: str = "",
    by: Access,
    managed: Collection[int],
) -> tuple[Member, str | None]:
    """Let a new person work here; their first password is answered once and kept nowhere.

    Somebody who works already in a company that the caller administers joins this one, with the
    password they have (None). Every other name that is taken is refused.
    """
    by.require("user", "add")
    wanted = unicodedata.normalize("NFKC", username).strip().lower()
    if not USERNAME.fullmatch(wanted):
        raise BadUsername(field="username")
    lock()
    _check_roles(roles, before=(), by=by)
    known = User.objects.filter(username=wanted).first()
    password = None
    if known is None:
        _check(name, email)
        password = easy_to_read()
        try:
            with transaction.atomic():
                known = User.objects.create_user(wanted, password, name=name.strip(), email=email)
        except IntegrityError:  # somebody else took it just now
            raise NameTaken(field="username", username=wanted) from None
    elif not _joins(known, managed):
        raise NameTaken(field="username", username=wanted)
    Membership.objects.create(user=known, company_id=current_id(), roles=_ordered(roles))
    made = member(known.id)
    _trace(made, "create", by, {"username": [None, wanted], "roles": [[], list(made.roles)]})
    return made, password


def _joins(user: User, managed: Collection[int]) -> bool:
    theirs = set(Membership.objects.filter(user=user).values_list("company_id", flat=True))
    return bool(theirs & set(managed)) and current_id() not in theirs


def change(
    user: UUID,
    changes: Mapping[str, Any],
    *,
    etag: str | None,
    by: Access,
    managed: Collection[int],
) -> Member:
    """Change some of `name`, `email`, `roles`, `active` of a member of the acting company."""
    by.require("user", "edit")
    lock()
    before = member(user)
    if etag is not None and etag not in ("*", before.etag):
        raise Stale()
    new = {"name": before.name, "email": before.email, **_stripped(changes)}
    roles = _ordered(changes.get("roles", before.roles))
    active = changes.get("active", before.active)
    _check_beneath(before, by)
    if "roles" in changes:
        _check_roles(roles, before=before.roles, by=by)
    if (new["name"], new["email"]) != (before.name, before.email):
        _check(new["name"], new["email"])
        _check_ours(before, managed)
        User.objects.filter(id=user).update(name=new["name"], email=new["email"])
    Membership.objects.filter(user_id=user, company_id=current_id()).update(
        roles=roles, is_active=active
    )
    _keep_an_administrator()
    after = member(user)
    told = {
        name: [getattr(before, name), getattr(after, name)]
        for name in ("name", "email", "roles", "active")
        if getattr(before, name) != getattr(after, name)
    }
    if told:
        _trace(after, "change", by, told)
    return after


def renew_password(user: UUID, *, by: Access, managed: Collection[int]) -> tuple[User, str]:
    """A new password for somebody who lost theirs, answered once. Their sessions and tokens end."""
    by.require("user", "edit")
    lock()
    found = member(user)
    _check_beneath(found, by)
    _check_ours(found, managed)
    person = User.objects.get(id=user)
    password = easy_to_read()
    person.set_password(password)
    person.save(update_fields=["password"])
    Token.objects.filter(user_id=user).delete()
    _trace(found, "password", by, {})
    return person, password


def lock() -> None:
    """People and roles of a company are changed by one at a time."""
    sql.run("SELECT FROM kernel_company WHERE id = %s::bigint FOR NO KEY UPDATE", [current_id()])


def check_grant(role: Role, by: Access) -> None:
    """Refuse to give away, or to write into a role, more than `by` holds."""
    granted, hidden = unite([(role.permissions, role.hidden)])
    if not by.covers(granted, hidden):
        raise BeyondOwn(field="roles", role=role.name)


def _check_roles(roles: Sequence[str], *, before: Collection[str], by: Access) -> None:
    asked = [code for code in roles if "\0" not in code]
    known = {role.code: role for role in Role.objects.filter(code__in=asked)}
    for code in roles:
        if code not in known:
            raise UnknownRole(field="roles", role=code[:32])
        if code not in before:
            check_grant(known[code], by)


def speak(person: UUID, language: str) -> None:
    """The language in which somebody is written to, as they chose themselves."""
    found = User.objects.select_for_update().get(id=person)
    if found.language == language:
        return
    told = {"language": [found.language or None, language]}
    User.objects.filter(id=person).update(language=language)
    audit.write([audit.Trace(form="user", record=person, action="change", by=person, changes=told)])


def _check_beneath(found: Member, by: Access) -> None:
    """Whoever holds more than the caller is not changed by them: an administrator's password
    would be a way to an administrator's rights."""
    if found.id == by.user:
        return
    held = Role.objects.filter(code__in=list(found.roles))
    granted, hidden = unite([(role.permissions, role.hidden) for role in held])
    if not by.covers(granted, hidden):
        raise forbidden("user", "edit")


def _check_ours(found: Member, managed: Collection[int]) -> None:
    theirs = set(Membership.objects.filter(user_id=found.id).values_list("company_id", flat=True))
    if not theirs <= {*managed, current_id()}:
        raise OfAnotherCompany(username=found.username)


def _check(name: str, email: str) -> None:
    if len(name) > LONGEST_NAME or "\0" in name:
        raise Invalid(field="name")
    try:
        if len(email) > LONGEST_EMAIL:
            raise Invalid(field="email")
        if email:
            validate_email(email)
    except ValidationError:
        raise Invalid(field="email") from None


def _keep_an_administrator() -> None:
    if not sql.run(ADMINISTRATORS, [current_id()]).fetchone()[0]:
        raise LastAdministrator(field="roles")


def _stripped(changes: Mapping[str, Any]) -> dict[str, str]:
    return {name: changes[name].strip() for name in ("name", "email") if name in changes}


def _ordered(roles: Sequence[str]) -> list[str]:
    return sorted(set(roles))


def _trace(found: Member, action: str, by: Access, changes: Mapping[str, Any]) -> None:
    audit.write(
        [audit.Trace(form="user", record=found.id, action=action, by=by.user, changes=changes)]
    )
