"""按钮: what somebody may press on a document as it is now, and why not the rest.

Only what a look at the document tells is known beforehand; whatever else forbids it, pressing says.
A draft may always be pressed: what is wrong with it is shown where it can be mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.documents import lifecycle
from huolang.documents.document import State
from huolang.forms.form import Action, Form
from huolang.kernel import clock
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import facts
from huolang.ledger.refusals import ClosedPeriod, ClosedToChanges

TAKING_BACK = ("reopen", "correct", "cancel")


class Followed(BusinessError):
    code = "document.followed"
    message = _("已有后续单据，请先处理它们（见单据链）")


class PaidFor(BusinessError):
    code = "document.paid_for"
    message = _("已经核销，请先处理收付款（见单据链）")


def possible(document: Any, form: Form, access: Access) -> list[str]:
    """Names of the buttons that this person may press on the document as it is now."""
    reasons = _reasons(document)
    return [one.name for one in _granted(document, form, access) if one.name not in reasons]


def held_up(document: Any, form: Form, access: Access) -> dict[str, BusinessError]:
    """Of the buttons that its state and this person allow those that would be refused, and why."""
    reasons = _reasons(document)
    names = [one.name for one in _granted(document, form, access)]
    return {name: reasons[name] for name in names if name in reasons}


def worth_foreseeing(document: Any, form: Form, access: Access, *, at: datetime) -> list[str]:
    """Of those buttons the ones that may change what other documents' goods cost, for who sees
    costs: a document of today, which comes after everything, changes nothing of before."""
    if not document.posts or not access.sees("cost"):
        return []
    today = clock.business_day(at, document.own_company.zone)
    late = document.date is not None and document.date < today
    wanted = {"confirm"} if late or document.occurred_at or form.revalues else set[str]()
    if document.state == State.CONFIRMED:
        wanted |= {*TAKING_BACK}
    return [name for name in possible(document, form, access) if name in wanted]


def _granted(document: Any, form: Form, access: Access) -> Iterator[Action]:
    """What its state and this person allow. A draft is deleted while it has no number, and
    cancelled once it has."""
    never = ""
    if document.state == State.DRAFT:
        never = "delete" if document.number else "cancel"
    for action in form.actions:
        operations = (action.operation, *action.also)
        granted = all(access.allows(form.name, one) for one in operations)
        if granted and document.state in action.states and action.name != never:
            yield action


def _reasons(document: Any) -> dict[str, BusinessError]:
    """By button: why the document as it is now does not allow it. Read once per state of it."""
    now = str(document.state), document.revision
    known: dict[tuple[str, int], dict[str, BusinessError]]
    known = document.__dict__.setdefault("_reasons", {})
    if now not in known:
        known[now] = dict(_found(document))
    return known[now]


def _found(document: Any) -> Iterator[tuple[str, BusinessError]]:
    if not document.posts:
        if lifecycle.is_done(document):
            is_draft = document.state == State.DRAFT
            done = lifecycle.DoneAndReopened if is_draft else lifecycle.AlreadyDone
            yield "cancel", done()
        return
    if document.state != State.CONFIRMED:
        return
    if document.standing.stays:
        refusal = Followed if document.standing.followed else PaidFor
        yield from ((name, refusal()) for name in TAKING_BACK)
    elif _in_closed_month(document):
        for name in ("reopen", "correct"):
            yield name, ClosedToChanges(field="date", month=_month(document))
        if document.only_in_its_month:
            yield "cancel", ClosedPeriod(field="date", month=_month(document))


def _in_closed_month(document: Any) -> bool:
    return document.date is not None and facts.is_closed(document.date)


def _month(document: Any) -> str:
    return f"{document.date:%Y-%m}"
