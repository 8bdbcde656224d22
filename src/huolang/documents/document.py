"""单据: what every business document has in common, whatever it trades or moves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models.functions import Reverse
from django.utils.translation import gettext_lazy as _

from huolang.documents import as_given, own_company, standing
from huolang.documents.convert import Conversion
from huolang.documents.follow import Follow
from huolang.documents.instead import Instead
from huolang.documents.own_company import OwnCompany
from huolang.documents.standing import Standing
from huolang.forms import registry
from huolang.forms.form import Action, Paper, Signature
from huolang.kernel import clock, settings_registry
from huolang.kernel.columns import Extra, Rate
from huolang.kernel.company import CompanyModel
from huolang.kernel.figures import figure
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.kernel.settings_registry import Settings
from huolang.ledger.giving_way import GivenUp
from huolang.ledger.posting import Posting, Reserve

Tables = dict[str, list[Any]]
"""Rows of each sub-table, in their order."""


class State(models.TextChoices):
    DRAFT = "draft", _("草稿")
    CONFIRMED = "confirmed", _("已审核")
    CLOSED = "closed", _("已关闭")
    CANCELLED = "cancelled", _("已作废")


CONFIRM = Action(
    name="confirm", label=_("审核"), operation="confirm", states=("draft",), tone="primary"
)
REOPEN = Action(name="reopen", label=_("反审核"), operation="reopen", states=("confirmed",))
CORRECT = Action(
    name="correct",
    label=_("更正"),
    operation="reopen",
    also=("edit", "confirm"),
    states=("confirmed",),
    edits=True,
)
"""Of what brings goods, and takes none."""
CANCEL = Action(
    name="cancel",
    label=_("作废"),
    operation="cancel",
    states=("draft", "confirmed"),
    tone="danger",
)
REOPEN_ORDER = Action(
    name="reopen", label=_("反审核"), operation="reopen", states=("confirmed", "closed")
)
"""An order that was closed too early is opened again, like any other."""
CLOSE = Action(name="close", label=_("关闭"), operation="close", states=("confirmed",))
DELETE = Action(
    name="delete", label=_("删除"), operation="delete", states=("draft",), tone="danger"
)
CORRECTED = (CONFIRM, REOPEN, CORRECT, CANCEL, DELETE)
MADE_BY = Signature(label=_("制单人"), by="created_by")
CHECKED_BY = Signature(label=_("审核人"), by="confirmed_by")
STOREKEEPER = Signature(label=_("仓管员"))
NUMBER_ENDS = models.Index(
    models.F("company"),
    Reverse("number"),
    condition=~models.Q(number=""),
    name="%(class)s_ends",
)
"""By it a document is found whose number ends so."""


class Document(CompanyModel):
    """One business document. Concrete ones declare their lines with `related_name="lines"`.

    `revision` counts how often it was opened again: the books keep each. A draft has no number;
    what was confirmed once keeps its own. `occurred_at` of a draft is a moment that somebody typed.
    """

    number = models.CharField(_("单据编号"), max_length=40, blank=True, default="", editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(_("版次"), default=1, editable=False)
    date = models.DateField(_("日期"), null=True, blank=True)
    occurred_at = models.DateTimeField(null=True, editable=False)
    remark = models.CharField(_("备注"), max_length=500, blank=True, default="")
    currency = models.CharField(max_length=3, default="CNY", editable=False)
    rate = Rate(default=Decimal(1), editable=False)
    extra = Extra()
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.UUIDField(null=True, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    updated_by = models.UUIDField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.UUIDField(null=True, editable=False)

    prefix: ClassVar[str]
    """What its numbers begin with: CGRK."""
    incoming: ClassVar[bool] = False
    """Goods come in: on a past day it happened at 00:00, otherwise at 23:59:59."""
    posts: ClassVar[bool] = True
    """False for orders, which reserve and count but write nothing to the books."""
    opens_books: ClassVar[bool] = False
    """It says what there was before: nothing else is dated before the first of these."""
    reads_books: ClassVar[bool] = False
    """It rests on the books as they are when it is confirmed: by itself, never with others."""
    settled: ClassVar[tuple[str, ...]] = ("date", "occurred_at")
    """What confirming fixes besides the state."""
    needs_lines: ClassVar[bool] = True
    """Nothing is confirmed that has none."""
    needs_source: ClassVar[bool] = False
    """Each of its lines goes on from a line of another document: the screen offers those."""
    editable_when_confirmed: ClassVar[frozenset[str]] = frozenset({"remark"})
    must_be_active: ClassVar[frozenset[str]] = frozenset({"partner", "warehouse", "product"})
    """Forms whose archived records no document trades with any more."""
    exceptions: ClassVar[tuple[str, ...]] = ()
    """Operations with which a person may confirm what `permitted` forbids others."""
    conversions: ClassVar[Sequence[Conversion]] = ()
    follows: ClassVar[Sequence[Follow]] = ()
    """Which earlier documents its lines use up, a line one; in one order everywhere, for locks."""
    originals: ClassVar[tuple[str, ...]] = ()
    """References to confirmed documents that stay as long as it: its own, or "lines.transfer"."""
    bills: ClassVar[bool] = False
    """It says of the documents it follows what is paid of them: an invoice."""
    only_in_its_month: ClassVar[bool] = False
    """It is taken back at its own moment or not at all: later it would mean something else."""
    revalues: ClassVar[bool] = False
    """Whatever its date, confirming it may change what goods cost that came in before."""
    counts_stock: ClassVar[bool] = False
    """It says what there is; what it does not find is lost."""
    settles: ClassVar[str] = ""
    """The column of its lines that names an open item."""

    class Meta(CompanyModel.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["company", "number"],
                condition=~models.Q(number=""),
                name="%(app_label)s_%(class)s_number",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["company", "-date", "-id"], name="%(class)s_date"),
            models.Index(fields=["company", "state", "-date", "-id"], name="%(class)s_state"),
            NUMBER_ENDS,
        ]

    class Form:
        title_field = "number"
        with_time = ("date",)
        sort = "-date"
        search = ("number",)
        filters = ("state", "date")
        tables = ("lines",)
        actions = (CONFIRM, REOPEN, CANCEL, DELETE)
        paper = Paper(signatures=(MADE_BY, CHECKED_BY, STOREKEEPER))

    if TYPE_CHECKING:
        tables: Tables

        def get_state_display(self) -> str: ...

    def __str__(self) -> str:
        return self.number or str(self.pk)

    @cached_property
    def own_company(self) -> OwnCompany:
        """Read once per document and transaction."""
        return own_company.read()

    @cached_property
    def settings(self) -> Settings:
        """What the company decided. Read once per document and transaction."""
        return settings_registry.load()

    @cached_property
    def standing(self) -> Standing:
        """What has become of it since it was confirmed. Read once per document."""
        return standing.read(registry.of(type(self)).name, self.pk, self.revision)

    access: Access | None = None
    """Of whoever is confirming or reading it."""
    instead: Instead | None = None
    """What it said before, while it is corrected."""
    given_up: Sequence[GivenUp] = ()
    """What orders lost to it when it was confirmed just now."""
    left: Sequence[tuple[str, UUID]] = ()
    """What (form, id) it went on from until it was opened again or cancelled just now."""

    def may(self, operation: str) -> bool:
        """Whether who is confirming it is granted `operation` on its form."""
        form = registry.of(type(self)).name
        return self.access is not None and self.access.allows(form, operation)

    @property
    def was_confirmed(self) -> bool:
        """Ever, also when it is a draft again."""
        return bool(self.number)

    given_lines: Sequence[UUID] | None = None
    """Its lines as they were sent, or shown (`as_given`)."""

    altered: Collection[str] = ()
    """The fields of the header to which the request at hand gives another value."""

    def anew(self) -> Mapping[UUID, Collection[str]]:
        """Fields of its rows that a copy leaves out, because they mean something else today."""
        return {}

    def derive(self, tables: Tables, *, at: datetime) -> None:
        """Fill in what follows from what was typed, before the rows of a draft are written. Raises
        what can be said of the document already now."""
        self.tables = tables
        if self.state == State.DRAFT.value:
            with as_given.speaking(self):
                self.compute(at=at)
            self._settle_day(at)

    @classmethod
    def ahead(cls, documents: Sequence[Any]) -> None:
        """Read for many new documents at once what each needs to be worked out.

        Raises `NotTogether` where one would be worked out otherwise after those before it.
        """

    def saved(self, tables: Tables, *, created: bool) -> None:
        """Nothing else is written when a document is saved."""

    def compute(self, *, at: datetime) -> None:
        """What a kind of document works out from its rows: amounts, base quantities."""

    def rules(self) -> None:
        """Raise the `BusinessError` that forbids confirming this document."""

    @property
    def incomplete(self) -> bool:
        """Whether confirming has something to fill in that nobody typed."""
        return False

    @property
    def rests_on_others(self) -> bool:
        """Whether what is filled in depends on documents confirmed just before."""
        return False

    def complete(self, *, at: datetime) -> Sequence[Happened]:
        """Fill that in, once the day is fixed; the rows are written afterwards. Answers what
        happened beside it, to be told at the end of the transaction."""
        return ()

    def permitted(self, access: Access) -> None:
        """Raise the `BusinessError` that forbids this person, and not everybody, to confirm."""

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """What whoever looks at it should know, although nothing forbids it yet."""
        return []

    def posting(self) -> Posting:
        """What confirming writes to the books. Pure: reads self and its rows."""
        return Posting()

    def booked(self) -> Posting:
        """`posting` as the books get it."""
        return self.posting()

    def in_books(self, *, back: bool = False) -> Posting:
        """The same. Raises what of it cannot be, confirmed or taken `back`."""
        return self.booked()

    def refuse_taking_back(self) -> None:
        """Raise the `BusinessError` that forbids it besides documents that came of it."""

    def hold(self) -> None:
        """Lock, first of all, what must not change while the document is taken back."""

    parts: Sequence[Any] = ()
    """The documents that it stands for, where several go on as one (`joined`)."""

    def offered(self) -> None:
        """Work out what the rows of a draft that nobody saved yet are shown with (`offering`)."""

    def measure(self) -> None:
        """Let the lines know their units, for a refusal that speaks of quantities."""

    def moved(self, *, at: datetime) -> None:
        """The books hold the document now, or no more: keep what is said elsewhere of its goods."""

    def reservations(self) -> Sequence[Reserve]:
        """Stock that confirming promises to the lines of an order."""
        return ()

    def used(self) -> Mapping[UUID, Any]:
        """Quantity (base unit) that each of our lines uses up of the line it follows, by line."""
        return {}

    def settle(self, *, at: datetime) -> None:
        """Fix day and instant when the document is confirmed; the future is refused."""
        typed: date | datetime | None = self.occurred_at or self.date
        self.date, self.occurred_at = clock.occurred_at(
            typed, zone=self.own_company.zone, at=at, incoming=self.incoming
        )

    def of_day(self, at: datetime) -> bool:
        """Is it among those that happened on their day, at no time that somebody typed?"""
        zone, day, instant = self.own_company.zone, self.date, self.occurred_at
        if day is None or instant is None or day >= clock.business_day(at, zone):
            return False
        _day, end = clock.occurred_at(day, zone=zone, at=at, incoming=self.incoming)
        return end - clock.SECOND <= instant <= end

    def _settle_day(self, at: datetime) -> None:
        """A draft that names no day is one of today. An exact moment is kept only while it lies on
        the document's day."""
        given, zone = self.date, self.own_company.zone
        if isinstance(given, datetime):
            self.date, self.occurred_at = clock.occurred_at(
                given, zone=zone, at=at, incoming=self.incoming
            )
            return
        if given is None:
            given = self.date = clock.business_day(at, zone)
        clock.occurred_at(given, zone=zone, at=at, incoming=self.incoming)
        exact = self.occurred_at
        if exact is not None and clock.business_day(exact, zone) != given:
            self.occurred_at = None


class Line(CompanyModel):
    """One row of a document. Concrete ones declare `document`, the reference upward."""

    position = models.PositiveIntegerField(default=0, editable=False)
    remark = models.CharField(_("备注"), max_length=500, blank=True, default="")
    extra = Extra()

    class Meta(CompanyModel.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["company", "document", "position"], name="%(class)s_document"),
        ]

    @property
    def follows_along(self) -> bool:
        """Nobody writes it: it follows from another line."""
        return False

    def measured(self, base: Decimal) -> str:
        """How the line speaks of a quantity of base units."""
        return figure(base)
