"""The doors through which records are made and changed: documents have a life, masters do not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import buttons, convert, duplicate, lifecycle, long_ago
from huolang.forms import render, store, validate, writer
from huolang.forms.form import Form
from huolang.kernel import clock
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.masters import carrying
from huolang.masters import merge as merging
from huolang.masters.master import Master

Record = dict[str, Any]


class NoSuchAction(BusinessError):
    code = "action.unknown"
    message = _("没有这个操作：{action}")
    status = 404


def shown(form: Form, instance: Any, access: Access) -> Record:
    """The record as the API answers it, with what this person may do next."""
    record = render.record(form, instance)
    if not form.is_document:
        seen = {one.name for one in form.fields}
        told = instance.inherited() if isinstance(instance, Master) else {}
        record["inherited"] = {name: words for name, words in told.items() if name in seen}
    else:
        instance.access = access
        record["actions"] = buttons.possible(instance, form, access)
        record["held_up"] = [
            {"action": name, "code": one.code, "message": str(one)}
            for name, one in buttons.held_up(instance, form, access).items()
        ]
        record["conversions"] = [
            one.target for one in convert.possible(instance) if access.allows(one.target, "add")
        ]
        record["previews"] = buttons.worth_foreseeing(instance, form, access, at=clock.now())
        record["warnings"] = [
            {"code": one.code, "message": str(one), "field": one.field}
            for one in (*long_ago.warnings(instance), *instance.warnings(at=clock.now()))
        ]
        if _sees_discounts(form) and (told := carrying.told(instance)):
            record["carried_discounts"] = told
    return record


def _sees_discounts(form: Form) -> bool:
    if "discount_carried" not in form.by_name or "discount" not in form.by_name:
        return False
    return any(one.name == "unit_price" for one in form.tables_by_name["lines"].fields)


def create(form: Form, payload: Any, access: Access, *, then: str | None = None) -> Any:
    """A new record; with `then` also what is done with it at once (confirm)."""
    access.require(form.name, "add")
    if form.is_document:
        return lifecycle.create(form, payload, access=access, then=then)
    if then is not None:
        raise NoSuchAction(action=then[:32])
    values = validate.read(form, payload)
    return writer.save(form, values, by=access.user, at=clock.now())


def copy(form: Form, record: UUID, access: Access) -> Any:
    """A new draft with what a document holds; masters have codes and names of their own."""
    if not form.is_document:
        raise NoSuchAction(action="copy")
    return duplicate.duplicate(form, record, access=access)


def change(form: Form, record: UUID, payload: Any, access: Access, *, etag: str | None) -> Any:
    """Change a record that nobody else has changed since `etag`."""
    access.require(form.name, "edit")
    if form.is_document:
        return lifecycle.change(form, record, payload, access=access, etag=etag)
    instance = store.load(form, record, lock=True)
    writer.check_etag(instance, etag)
    values = validate.read(form, payload, existing=instance, partial=True)
    return writer.save(form, values, existing=instance, by=access.user, at=clock.now())


def delete(form: Form, record: UUID, access: Access, *, etag: str | None) -> None:
    """Delete a draft, or a master that nothing refers to."""
    access.require(form.name, "delete")
    if form.is_document:
        lifecycle.delete(form, record, access=access, etag=etag)
        return
    instance = store.load(form, record, lock=True)
    writer.check_etag(instance, etag)
    writer.delete(form, instance, by=access.user, at=clock.now())


def merge(form: Form, record: UUID, into: UUID, access: Access) -> Any:
    """Let the master `into` stand for `record` as well."""
    return merging.merge(form, record, into, access=access, at=clock.now())


def correct(form: Form, record: UUID, payload: Any, access: Access, *, etag: str | None) -> Any:
    """Let a confirmed document say something else."""
    offered = next((one for one in form.actions if one.edits), None)
    if offered is None:
        raise NoSuchAction(action="correct")
    access.require(form.name, offered.operation)
    return lifecycle.correct(form, record, payload, access=access, etag=etag)


def act(
    form: Form,
    record: UUID,
    action: str,
    access: Access,
    *,
    etag: str | None = None,
    reason: str = "",
) -> Any:
    """Press a button of a document: confirm, reopen, cancel, close."""
    offered = next((one for one in form.actions if one.name == action), None)
    if offered is None or offered.edits or action == "delete":
        raise NoSuchAction(action=action[:32])
    access.require(form.name, offered.operation)
    return lifecycle.act(form, record, action, access=access, etag=etag, reason=reason)
