"""操作日志 over HTTP: what was done in the company, and the same as an Excel file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from huolang.api import asked, exports
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS
from huolang.api.working import access_of, reading
from huolang.forms import audit_list, audit_words, history, references, registry, store
from huolang.forms.audit_list import Asked, Entry, Mark
from huolang.forms.audit_words import Told
from huolang.forms.form import seen_by
from huolang.forms.query import BadCursor
from huolang.integrations import files
from huolang.kernel import clock, settings_registry, sheet, team
from huolang.kernel.company import Company
from huolang.kernel.people import Role, User
from huolang.kernel.permissions import CALLED, LABELS, Access
from huolang.kernel.roles import HIDEABLE, PAGES

router = Router(tags=["audit"])

LIST = ("form", "action", "by", "number", "record", "since", "until", "limit", "cursor")
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOST_EXPORTED = 50_000
AT_ONCE = 500
FILE = {
    "responses": {
        200: {
            "description": "OK",
            "content": {sheet.CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
SEEN_WITH = dict.fromkeys(("token", "saved_view", "preference", "report_schedule"), "user")
"""What has no permission of its own is seen by who sees this."""
OF_PEOPLE = ("user", "preference")
"""Whose record is a person."""
Named = tuple[str, UUID]
"""A form and its record: what is kept of a person and the person have one id."""
MORE_ACTIONS = {"create": "add", "change": "edit"}


class ChangeOut(Schema):
    label: str
    before: str
    after: str


class PersonRef(Schema):
    id: UUID
    name: str


class AuditRow(Schema):
    id: UUID
    at: datetime
    by: PersonRef | None
    form: str
    form_label: str
    record: UUID
    label: str
    link: bool
    action: str
    action_label: str
    changes: list[ChangeOut]
    request: str


class AuditPage(Schema):
    items: list[AuditRow]
    next: str | None


class ChoiceOut(Schema):
    value: str
    label: str


class AuditChoices(Schema):
    forms: list[ChoiceOut]
    actions: list[ChoiceOut]
    people: list[ChoiceOut]


@router.get("/audit", response={200: AuditPage, **PROBLEMS}, summary="What was done")
def listed(
    request: HttpRequest,
    form: str | None = Query(None, max_length=64),
    action: str | None = Query(None, max_length=32),
    by: UUID | None = None,
    number: str | None = Query(None, max_length=64),
    record: UUID | None = None,
    since: str | None = Query(None, pattern=DAY),
    until: str | None = Query(None, pattern=DAY),
    limit: int = Query(50, ge=1, le=AT_ONCE),
    cursor: str | None = None,
) -> HttpResponse:
    """Newest first. `number` is that of a document or the code of a master; days are the
    company's, both included. Of forms this person may see, without fields hidden from them."""
    asked.parameters(request, *LIST)
    access = access_of(request)
    access.require("audit", "view")
    scope = f"audit {access.company} {form} {action} {by} {number} {record} {since} {until}"
    after = _opened(cursor, scope) if cursor else None

    def work() -> Any:
        wanted = _wanted(access, form, action, by, number, record, since, until)
        found, following = audit_list.page(wanted, limit=limit, after=after)
        return {"items": _rows(found, access), "next": _sealed(following, scope)}

    return answer(reading(access, work))


@router.get("/audit/choices", response={200: AuditChoices, **PROBLEMS}, summary="What to ask for")
def choices(request: HttpRequest) -> HttpResponse:
    """The forms, actions and people that the list can be narrowed to."""
    asked.parameters(request)
    access = access_of(request)
    access.require("audit", "view")
    forms = [{"value": name, "label": _called(name)} for name in _visible(access)]
    actions = [{"value": name, "label": _action(name)} for name in audit_list.ACTIONS]
    members = reading(access, team.members)
    people = [{"value": str(one.id), "label": one.name or one.username} for one in members]
    return answer({"forms": forms, "actions": actions, "people": people})


@router.get(
    "/audit/export", response=PROBLEMS, openapi_extra=FILE, summary="What was done, as Excel"
)
def exported(
    request: HttpRequest,
    form: str | None = Query(None, max_length=64),
    action: str | None = Query(None, max_length=32),
    by: UUID | None = None,
    number: str | None = Query(None, max_length=64),
    record: UUID | None = None,
    since: str | None = Query(None, pattern=DAY),
    until: str | None = Query(None, pattern=DAY),
) -> FileResponse:
    """The same list, one row a change; the newest 50,000 entries at most."""
    asked.parameters(request, *LIST[:-2])
    access = access_of(request)
    access.require("audit", "view")
    access.require("audit", "export")

    def work(into: IO[bytes]) -> str:
        wanted = _wanted(access, form, action, by, number, record, since, until)
        zone = ZoneInfo(Company.objects.get(id=access.company).time_zone)
        lines = _lines(wanted, access, zone)
        files.write(files.XLSX, into, _("操作日志"), _columns(), lines)
        return _("操作日志")

    return exports.download(request, access, files.XLSX, work)


def _wanted(
    access: Access,
    form: str | None,
    action: str | None,
    by: UUID | None,
    number: str | None,
    record: UUID | None,
    since: str | None,
    until: str | None,
) -> Asked:
    visible = _visible(access)
    if form is not None:
        visible = [name for name in visible if name == form]
    everything = form is None and access.allows("*", "view")
    records = [record] if record is not None else None
    if number:
        records = audit_list.called(number.strip(), visible)
    zone = Company.objects.get(id=access.company).time_zone
    return Asked(
        forms=None if everything else visible,
        action=_known_action(action),
        by=by,
        records=records,
        since=clock.beginning(_day(since, "since"), zone) if since else None,
        until=clock.beginning(_day(until, "until") + timedelta(days=1), zone) if until else None,
    )


def _known_action(action: str | None) -> str | None:
    if action is None or action in audit_list.ACTIONS:
        return action
    raise asked.BadParameter(field="action", said=", ".join(audit_list.ACTIONS))


def _day(given: str, name: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise asked.BadParameter(field=name, said="YYYY-MM-DD") from None


def _spelled(
    changes: dict[str, Any],
    called: Mapping[str, str | Promise],
    roles: Mapping[str, str | Promise],
) -> tuple[dict[str, Any], dict[str, str | Promise]]:
    """The changes with the roles of a person, and the rights and hidden fields of a role, by their
    labels, and all names. `roles` are names by code."""
    names, told = dict(called), dict(changes)
    for name, pair in changes.items():
        form = name.removeprefix("permissions.")
        if (form == name and name not in ("hidden", "roles")) or not isinstance(pair, list):
            continue
        known = {"hidden": HIDEABLE, "roles": roles}.get(name, LABELS)
        told[name] = [[str(known.get(one, one)) for one in side or ()] for side in pair]
        if form != name:
            names[name] = " · ".join((_("权限"), _called(form)))
    return told, names


def _visible(access: Access) -> list[str]:
    """What this person may see the changes of: forms, and pages that leave traces."""
    names = [one.name for one in registry.all()] + list(PAGES) + list(SEEN_WITH)
    return [name for name in names if access.allows(SEEN_WITH.get(name, name), "view")]


def _rows(found: list[Entry], access: Access) -> list[dict[str, Any]]:
    """Entries in words. All records that are named are read in one statement a form."""
    told = _told(found, access)
    records: dict[str, set[UUID]] = {}
    for one in found:
        if registry.known(one.form):
            records.setdefault(one.form, set()).add(one.record)
    known = references.labels(records, {})
    titles = {
        (form, key): one.title for form, of_form in known.items() for key, one in of_form.items()
    }
    opened = set(titles)
    titles |= _of_pages(found)
    return [_row(one, told[one.id], titles, link=(one.form, one.record) in opened) for one in found]


def _of_pages(found: list[Entry]) -> dict[Named, str]:
    """What people, roles and whose preferences are called, of those that the entries tell of; what
    is gone, or has no page, by the name that its entry has."""
    people = {one.record for one in found if one.form in OF_PEOPLE}
    roles = {one.record for one in found if one.form == "role"}
    titles = {(one.form, one.record): name for one in found if (name := _own_name(one))}
    if people:
        for user in User.objects.filter(id__in=people):
            titles |= {(form, user.id): user.name or user.username for form in OF_PEOPLE}
    if roles:
        titles |= {("role", one.id): str(one.name) for one in Role.objects.filter(id__in=roles)}
    return titles


def _own_name(one: Entry) -> str:
    """The name that something had when it was made or ended: a token, a role."""
    if registry.known(one.form):
        return ""
    pair = store.unpacked(one.changes).get("name")
    return str(next((name for name in reversed(pair) if name), "")) if pair else ""


def _role_names() -> dict[str, str]:
    return dict(Role.objects.values_list("code", "name"))


def _row(
    one: Entry, changes: list[Told], titles: dict[Named, str], *, link: bool
) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": one.at,
        "by": {"id": one.by, "name": one.name} if one.by else None,
        "form": one.form,
        "form_label": _called(one.form),
        "record": one.record,
        "label": titles.get((one.form, one.record)) or _unnamed(one.form),
        "link": link,
        "action": one.action,
        "action_label": _action(one.action),
        "changes": [
            {"label": change.label, "before": change.before, "after": change.after}
            for change in changes
        ],
        "request": one.request,
    }


def _unnamed(form: str) -> str:
    """What has no name: of documents those that were never confirmed, deleted ones as well."""
    return _("未编号") if registry.known(form) and registry.get(form).is_document else ""


def _told(found: list[Entry], access: Access) -> dict[UUID, list[Told]]:
    told: dict[UUID, list[Told]] = {}
    by_form: dict[str, list[Entry]] = {}
    for one in found:
        by_form.setdefault(one.form, []).append(one)
    settings = {one.key: one.label for one in settings_registry.declared()}
    for name, entries in by_form.items():
        changes = [store.unpacked(one.changes) for one in entries]
        if registry.known(name):
            whole = registry.get(name)
            form = seen_by(whole, access.hidden)
            readable = history.readable(form, whole, changes)
            words = [audit_words.of_form(form, one) for one in readable]
        else:
            roles = _role_names() if name == "user" else {}
            words = [audit_words.of_page(*_spelled(one, settings, roles)) for one in changes]
        told |= {one.id: said for one, said in zip(entries, words, strict=True)}
    return told


def _columns() -> list[sheet.Column]:
    return [
        sheet.Column(label=_("时间"), kind="datetime", width=20),
        sheet.Column(label=_("操作人"), width=14),
        sheet.Column(label=_("单据类型"), width=14),
        sheet.Column(label=_("记录"), width=24),
        sheet.Column(label=_("操作"), width=10),
        sheet.Column(label=_("改动"), width=24),
        sheet.Column(label=_("原值"), width=36),
        sheet.Column(label=_("新值"), width=36),
        sheet.Column(label=_("请求"), width=20),
    ]


def _lines(wanted: Asked, access: Access, zone: ZoneInfo) -> Iterator[list[Any]]:
    after: Mark | None = None
    for _page in range(MOST_EXPORTED // AT_ONCE):
        found, after = audit_list.page(wanted, limit=AT_ONCE, after=after)
        for row in _rows(found, access):
            by = row["by"]["name"] if row["by"] else _("系统")
            head = [row["at"].astimezone(zone), by, row["form_label"], row["label"]]
            head.append(row["action_label"])
            for change in row["changes"] or [{"label": "", "before": "", "after": ""}]:
                told = [change["label"], change["before"], change["after"], row["request"]]
                yield [*head, *told]
        if after is None:
            return


def _called(form: str) -> str:
    own = {"token": _("令牌"), "saved_view": _("常用视图"), "preference": _("个人偏好")}
    own["report_schedule"] = _("定时报表")
    return str(CALLED.get(form, own.get(form, form)))


def _action(action: str) -> str:
    names = {
        "password": _("改密码"),
        "merge": _("合并"),
        "gave_way": _("让出占用"),
        "reallocate": _("重新分配占用"),
        "recount": _("要求复盘"),
        "explain": _("说明差异原因"),
        "hold_expired": _("占用到期"),
        "prove": _("核对"),
        "second_factor_on": _("打开两步验证"),
        "second_factor_off": _("关闭两步验证"),
        "recovery_codes": _("新的恢复码"),
        "end_session": _("结束登录"),
        "comment": _("评论"),
        "take_back": _("撤回评论"),
        "attach": _("添加附件"),
        "detach": _("移除附件"),
        "send": _("立即发送"),
    }
    return str(names.get(action) or LABELS.get(MORE_ACTIONS.get(action, action), action))


def _sealed(mark: Mark | None, scope: str) -> str | None:
    return signing.dumps([mark[0].isoformat(), str(mark[1])], salt=scope) if mark else None


def _opened(cursor: str, scope: str) -> Mark:
    try:
        at, key = signing.loads(cursor, salt=scope)
        return datetime.fromisoformat(at), UUID(key)
    except (signing.BadSignature, ValueError):
        raise BadCursor(field="cursor") from None
