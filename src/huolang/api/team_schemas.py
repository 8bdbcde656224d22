"""Shapes of what is answered about people, roles, settings, companies and tokens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class PersonOut(Schema):
    """`shared`: works in other companies as well."""

    id: UUID
    username: str
    name: str
    email: str
    roles: list[str]
    active: bool
    last_login: datetime | None
    shared: bool
    etag: str


class PersonMade(PersonOut):
    password: str | None


class PersonList(Schema):
    items: list[PersonOut]


class PasswordOut(Schema):
    password: str | None


class RoleOut(Schema):
    """`permissions`: operations by form, "*" for every form or operation. `fixed`: cannot be
    changed."""

    code: str
    name: str
    permissions: dict[str, list[str]]
    hidden: list[str]
    built_in: bool
    fixed: bool
    etag: str


class RoleList(Schema):
    items: list[RoleOut]


class RightOut(Schema):
    name: str
    label: str
    module: str
    operations: list[str]


class RightsOut(Schema):
    items: list[RightOut]
    operations: dict[str, str]
    hideable: dict[str, str]


class Choice(Schema):
    value: str
    label: str


class SettingOut(Schema):
    """Decimals are strings. `group` is a heading for people; what it heads stands together.
    `minimum` and `maximum` bound numbers and the length of a text."""

    group: str
    key: str
    kind: str
    label: str
    help: str
    value: Any
    default: Any
    options: list[Choice]
    minimum: int | None
    maximum: int | None


class SettingList(Schema):
    items: list[SettingOut]


class CompanyOut(Schema):
    """`fixed` names what can no longer change; `choices` what can be chosen."""

    id: int
    record: UUID
    name: str
    tax_number: str
    taxpayer_kind: str
    time_zone: str
    currency: str
    digits: int
    etag: str
    fixed: list[str]
    choices: dict[str, list[Choice]]


class CompanyMade(Schema):
    id: int
    name: str


class TokenOut(Schema):
    """`company`: the only one it is good for; null for every company of its person."""

    id: UUID
    name: str
    company: int | None
    created_at: datetime
    expires_at: datetime | None
    last_used_on: date | None


class TokenMade(Schema):
    id: UUID
    token: str | None


class TokenList(Schema):
    items: list[TokenOut]
