"""All forms by name. Models register themselves when Django starts; definitions are read once."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import reader
from huolang.forms.form import Form
from huolang.kernel.permissions import CALLED, NEEDS
from huolang.kernel.refusals import BusinessError

_models: dict[str, Any] = {}


class NoSuchForm(BusinessError):
    code = "form.not_found"
    message = _("没有这种单据：{form}")
    status = 404


def register(*models: Any) -> None:
    """Make a form of each model; called in AppConfig.ready."""
    for model in models:
        name = reader.name_of(model)
        if _models.get(name, model) is not model:
            raise ValueError(f"two models want to be the form {name}")
        _models[name] = model
        CALLED[name] = model._meta.verbose_name
        needed = reader.needs(model)
        if needed:
            NEEDS[name] = needed
    _read.cache_clear()


def get(name: str) -> Form:
    """The form called `name`, or `NoSuchForm`."""
    if name not in _models:
        raise NoSuchForm(form=name[:64])
    return _read(name)


def of(model: Any) -> Form:
    """The form of a registered model."""
    return get(reader.name_of(model))


def known(name: str) -> bool:
    """Whether there is a form of this name."""
    return name in _models


def all() -> list[Form]:
    """Every form, in the order of registration."""
    return [_read(name) for name in _models]


@cache
def _read(name: str) -> Form:
    return reader.from_model(_models[name])
