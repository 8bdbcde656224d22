"""设置: what a company may decide for itself. Declared once in code, with default and help."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, Literal, TypeVar, cast
from uuid import UUID

import orjson
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, sealed, sql
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.refusals import BusinessError

T = TypeVar("T", bool, int, Decimal, str)
Words = str | Promise
STORED = "SELECT key, value::text FROM kernel_settingvalue WHERE company_id = %s::bigint"
PLAIN_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
Kind = Literal["bool", "int", "decimal", "choice", "text", "secret", "numbering"]


class UnknownSetting(BusinessError):
    code = "setting.unknown"
    message = _("没有这项设置：{key}")
    status = 422


class TakenValue(BusinessError):
    code = "setting.taken"
    message = _("{label} 已经这样设置，两者不能相同")
    status = 422


class BadValue(BusinessError):
    code = "setting.bad_value"
    message = _("设置“{label}”的值不对：{value}")
    status = 422


class SettingValue(CompanyModel):
    """The value that a company gave to a setting; no row means the default."""

    key = models.CharField(max_length=64)
    value: Any = models.JSONField()  # pyright: ignore[reportUnknownVariableType]

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="kernel_setting_key")
        ]


@dataclass(frozen=True, kw_only=True)
class Setting(Generic[T]):
    """One decision. `minimum` and `maximum` bound numbers and the length of a text; `check` raises
    a refusal of its own."""

    key: str
    kind: Kind
    default: T
    label: Words
    help: Words = ""
    options: Sequence[tuple[str, Words]] = ()
    minimum: int | None = None
    maximum: int | None = None
    check: Callable[[T], object] | None = None
    distinct: Callable[[T], object] | None = None
    """What of the value no other setting may have that has the same function here."""
    elsewhere: bool = False
    """Changed where it is about, and not on the page of settings."""

    def read(self, value: Any) -> T:
        """`value` as this setting's own type, or `BadValue`."""
        try:
            read: Any = _READ[self.kind](value)
        except (TypeError, ValueError, InvalidOperation):
            raise self._bad(value) from None
        if self.kind == "choice" and read not in {option for option, _label in self.options}:
            raise self._bad(value)
        size = len(read) if isinstance(read, str) else read
        if self.minimum is not None and size < self.minimum:
            raise self._bad(value)
        if self.maximum is not None and size > self.maximum:
            raise self._bad(value)
        if self.check is not None:
            self._checked(read)
        return read  # pyright: ignore[reportReturnType]

    def _checked(self, value: Any) -> None:
        try:
            cast("Callable[[T], object]", self.check)(value)
        except BusinessError as error:
            error.field = self.key
            raise

    def _bad(self, value: Any) -> BadValue:
        return BadValue(field=self.key, label=self.label, value=str(value)[:64])


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _int(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError
    return value


def _decimal(value: Any) -> Decimal:
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        raise ValueError
    if not PLAIN_DECIMAL.fullmatch(str(value)):
        raise ValueError
    number = Decimal(value)
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    return value


_READ: Mapping[str, Any] = {
    "bool": _bool,
    "int": _int,
    "decimal": _decimal,
    "choice": _text,
    "text": _text,
    "secret": _text,
    "numbering": _text,
}
_declared: dict[str, Setting[Any]] = {}


def declare(setting: Setting[T]) -> Setting[T]:
    """Make `setting` known; called where the module that obeys it is imported."""
    if _declared.setdefault(setting.key, setting) is not setting:
        raise ValueError(f"setting {setting.key} is declared twice")
    setting.read(setting.default)
    return setting


def declared() -> list[Setting[Any]]:
    """All settings there are, as they were declared."""
    return list(_declared.values())


def known(key: str) -> Setting[Any]:
    """The setting called `key`."""
    return _declared[key]


@dataclass(frozen=True)
class Settings:
    """All settings of one company as they stand: `settings[OVER_RECEIPT]`."""

    stored: Mapping[str, Any]

    def __getitem__(self, setting: Setting[T]) -> T:
        if setting.key not in self.stored:
            return setting.default
        stored = self.stored[setting.key]
        return setting.read(sealed.unseal(stored) if setting.kind == "secret" else stored)


def read(stored: str | None) -> Settings:
    """The settings from their values by key, as JSON; None where nothing was ever set."""
    return Settings(orjson.loads(stored) if stored else {})


def load() -> Settings:
    """The settings of the acting company, in one statement."""
    found = sql.run(STORED, [current_id()]).fetchall()
    return Settings({key: orjson.loads(value) for key, value in found})


def change(key: str, value: Any, *, by: UUID | None, at: datetime | None = None) -> None:
    """Set a setting of the acting company, with a line in the audit of before and after."""
    if key not in _declared:
        raise UnknownSetting(field=key[:64], key=key[:64])
    setting = _declared[key]
    if setting.kind == "secret" and value == sealed.HELD:
        return
    new = setting.read(value)
    _refuse_taken(setting, new)
    kept = str(new) if isinstance(new, Decimal) else new
    if setting.kind == "secret":
        kept = sealed.seal(str(new))
    SettingValue.objects.bulk_create(
        [SettingValue(key=key, value=_default(setting))], ignore_conflicts=True
    )
    row = SettingValue.objects.select_for_update().get(key=key)
    if row.value == kept:
        return
    changes = {key: [_told(setting, row.value), _told(setting, kept)]}
    SettingValue.objects.filter(id=row.id).update(value=kept)
    trace = audit.Trace(form="setting", record=row.id, action="change", by=by, changes=changes)
    audit.write([trace], at=at)


def shown(setting: Setting[Any], settings: Settings) -> Any:
    """The value as people see it: of a secret, whether there is one."""
    return _told(setting, settings[setting])


def _told(setting: Setting[Any], value: Any) -> Any:
    return value if setting.kind != "secret" else sealed.HELD if value else ""


def _refuse_taken(setting: Setting[Any], value: Any) -> None:
    if setting.distinct is None:
        return
    settings, mine = load(), setting.distinct(value)
    for other in _declared.values():
        if other is setting or other.distinct is not setting.distinct:
            continue
        if setting.distinct(settings[other]) == mine:
            raise TakenValue(field=setting.key, label=other.label)


def _default(setting: Setting[Any]) -> Any:
    default = setting.default
    return str(default) if isinstance(default, Decimal) else default
