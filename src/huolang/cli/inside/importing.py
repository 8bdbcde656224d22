"""Imports a file: receives it, matches its columns, checks it, makes the records; what is refused
is told by row. The job is one of those that people see; if this process is killed, the worker goes
on with it."""

import json
import sys
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import translation  # noqa: E402
from django.utils.translation import gettext as _  # noqa: E402

from huolang.cli.inside.bar import Progress  # noqa: E402
from huolang.forms import registry  # noqa: E402
from huolang.forms.form import Form, seen_by  # noqa: E402
from huolang.integrations import error_file, importing  # noqa: E402
from huolang.integrations.columns import matching  # noqa: E402
from huolang.integrations.columns.headings import heading  # noqa: E402
from huolang.integrations.import_run import ImportLine, ImportRun, State  # noqa: E402
from huolang.integrations.meaning import told_twice  # noqa: E402
from huolang.integrations.rows import findings, making, spreading  # noqa: E402
from huolang.kernel import access as access_of  # noqa: E402
from huolang.kernel import background, transactions  # noqa: E402
from huolang.kernel.background import BackgroundJob  # noqa: E402
from huolang.kernel.company import acting  # noqa: E402
from huolang.kernel.listing import listed  # noqa: E402
from huolang.kernel.people import User  # noqa: E402
from huolang.kernel.permissions import Access  # noqa: E402
from huolang.kernel.refusals import BusinessError  # noqa: E402
from huolang.samples import sample_company  # noqa: E402

LARGEST = 32 * 2**20
SHOWN = 20
"""Faults and notes that are printed; all of them are in the file of faults."""
LOOK = 0.5
"""Seconds."""


class Refusal(Exception):
    """One sentence for whoever typed the command."""


def main(told: dict[str, Any]) -> int:
    try:
        caller = _caller(told["user"], told["company"])
        with translation.override(caller.person.language or None):
            print(_("账套：{name}").format(name=caller.company.name))
            return Import(told, caller.access).run()
    except BusinessError as refusal:
        some = getattr(refusal, "errors", None) or [refusal]
        for one in some:
            where = f"{one.field}: " if one.field else ""
            print(f"{where}{one}", file=sys.stderr)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    return 1


def _caller(username: str, company: str) -> access_of.Caller:
    person = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    found = access_of.by_user(person.pk) if person else None
    if found is None:
        raise Refusal(f"没有这个用户 / There is no user {username}")
    return access_of.at_work(found, _place(found, company).id)


def _place(person: access_of.Person, company: str) -> access_of.Workplace:
    """The company of that name; unsaid, the only one that no samples were loaded into."""
    places = person.workplaces
    if company:
        places = [one for one in places if one.name == company]
        if not places:
            raise Refusal(f"没有这个账套 / There is no company {company}")
    elif len(places) > 1:
        places = [one for one in places if not sample_company.is_one(one.id)] or places
    if len(places) != 1:
        names = listed(one.name for one in places)
        raise Refusal(f"请用 --company 指定账套 / Say which company with --company: {names}")
    return places[0]


class Import:
    """One file on its way."""

    def __init__(self, told: dict[str, Any], access: Access) -> None:
        self.told, self.access, self.progress = told, access, Progress()
        self.company = access.company

    def run(self) -> int:
        form = registry.get(self.told["form"])
        self.access.require(form.name, "import")
        form = seen_by(form, self.access.hidden)
        run = self._receive(form)
        columns = self._columns(form, run)
        self._tell_columns(form, run, columns)
        run = self._work(run, lambda found: self._check(found, columns), _("检查"))
        self._tell(run)
        if self.told["dry_run"] or run.state != State.CHECKED:
            return self._end(run)
        if self.told["all_or_nothing"] and run.refused:
            return self._end(run)
        start = self._work(run, self._start, _("导入"))
        return self._end(start, made=True)

    def _receive(self, form: Form) -> ImportRun:
        path = Path(self.told["file"])
        if path.stat().st_size > LARGEST:
            raise Refusal("文件超过 32 MB / The file is larger than 32 MB")
        content = path.read_bytes()
        row, rows = self.told["heading_row"], self.told["heading_rows"]
        return transactions.run(
            self.company,
            lambda: importing.receive(
                form, path.name, content, row=row, rows=rows, access=self.access
            ),
        )

    def _columns(self, form: Form, run: ImportRun) -> dict[str, str]:
        """As proposed, but for what was said."""
        known = told_twice.with_checks(matching.fillable(form))
        columns = dict(run.matching)
        for said, path in self.told["column"].items():
            numbers = [n for n, one in enumerate(run.headers) if heading(one) == heading(said)]
            if not numbers:
                raise Refusal(f"没有这一列 / There is no column {said}")
            if path and path not in known:
                fields = ", ".join(known)
                raise Refusal(f"没有这个字段 / There is no field {path}. Known: {fields}")
            for number in numbers:
                columns.pop(str(number), None)
                if path:
                    columns[str(number)] = path
        return columns

    def _tell_columns(self, form: Form, run: ImportRun, columns: dict[str, str]) -> None:
        known = told_twice.with_checks(matching.fillable(form))
        with acting(self.company):
            some = spreading.found(form, run.headers, columns, run.fixed | self.told["fixed"])
        spread = {one.number: one.label for one in some}
        self.progress.say(_("列名在第 {row} 行").format(row=run.header_row))
        for number, name in enumerate(run.headers):
            path = columns.get(str(number))
            if number in spread:
                told = _("每格一行：{label}").format(label=spread[number])
                self.progress.say(f"  {name} → {told}")
                continue
            is_check = path is not None and told_twice.is_check(path)
            label = (
                ""
                if path is None
                else str(told_twice.label(known[path]) if is_check else known[path].label)
            )
            self.progress.say(f"  {name} → {label} ({path})" if path else f"  {name} → —")

    def _check(self, run: ImportRun, columns: dict[str, str]) -> None:
        told = self.told
        fixed = {path: text for path, text in run.fixed.items() if path not in columns.values()}
        importing.check(
            run,
            columns=columns,
            fixed=fixed | told["fixed"],
            mode=told["mode"],
            atomic=told["all_or_nothing"],
            confirm=told["confirm"],
            separate=told["separate"],
            numbers=told["numbers"],
            source=told["source"],
            again=told["again"],
            make=told["make"],
            as_priced=told["as_priced"],
            as_open=told["as_open"],
            access=self.access,
        )

    def _start(self, run: ImportRun) -> None:
        importing.start(run, access=self.access)

    def _work(self, run: ImportRun, press: Any, step: str) -> ImportRun:
        """Ask for a job as the screen does, and do it here."""

        def ask() -> UUID:
            found = ImportRun.objects.select_for_update().get(id=run.id)
            press(found)
            assert found.job is not None
            return found.job

        job = transactions.run(self.company, ask)
        done = threading.Event()
        watching = threading.Thread(target=self._watch, args=(job, step, done), daemon=True)
        watching.start()
        try:
            while self._is_open(job):
                background.work(company=self.company, job=str(job))
        except KeyboardInterrupt:
            with acting(self.company):
                background.cancel(job)
            raise
        finally:
            done.set()
            watching.join()
        with acting(self.company):
            ended = BackgroundJob.objects.get(id=job)
            if ended.state == background.State.FAILED:
                raise Refusal(ended.said)
            return ImportRun.objects.get(id=run.id)

    def _is_open(self, job: UUID) -> bool:
        with acting(self.company):
            return BackgroundJob.objects.filter(id=job, state__in=background.OPEN).exists()

    def _watch(self, job: UUID, step: str, done: threading.Event) -> None:
        try:
            while not done.wait(LOOK):
                with acting(self.company):
                    found = BackgroundJob.objects.filter(id=job).first()
                if found is not None:
                    self.progress.show(step, found.done, found.whole or 0)
        finally:
            connection.close()

    def _tell(self, run: ImportRun) -> None:
        """What the check found besides faults."""
        told = findings.shown(run)
        for one in making.shown(run.findings, self.access):
            names = listed([*one["names"], *(["…"] if one["count"] > len(one["names"]) else [])])
            said = _("还没有的{label} {count} 个：{names}").format(**one | {"names": names})
            self.progress.say(f"! {said}")
        for one in told["notes"][:SHOWN]:
            self.progress.say(f"! {_row(one['row'])} {one['column']}：{one['message']}")
        for one in told["differing_rows"][:SHOWN] if run.as_priced else ():
            self.progress.say(
                f"! {_row(one['row'])} {one['column']} {one['said']} ≠ {one['comes']}"
            )
        if told["differing"] and not run.as_priced:
            said = _("金额不符的 {count} 张没有导入：核对后要按单价导入，加 --as-priced")
            self.progress.say(f"! {said.format(count=told['differing'])}")
        if told["executed"]:
            said = _("执行过的订单 {count} 张没有导入：要按没有执行导入，加 --as-open")
            self.progress.say(f"! {said.format(count=told['executed'])}")

    def _end(self, run: ImportRun, *, made: bool = False) -> int:
        with acting(self.company):
            self._tell_faults(run)
            if self.told["errors"] and run.refused:
                with Path(self.told["errors"]).open("xb") as into:
                    error_file.write(run, into)
        told = [
            (_("新增") if made else _("将新增"), run.created),
            (_("更新"), run.changed),
            *([(_("没有变化"), run.same)] if run.same else []),
            (_("有错"), run.refused),
        ]
        self.progress.say(" · ".join(f"{word} {count}" for word, count in told))
        if run.state == State.REFUSED or (run.refused and run.atomic):
            self.progress.say(_("有错误，全部没有导入"))
        return 1 if run.refused or run.state in (State.REFUSED, State.STOPPED) else 0

    def _tell_faults(self, run: ImportRun) -> None:
        wrong = ImportLine.objects.filter(run=run.id, errors__isnull=False).exclude(errors=[])
        for line in wrong.order_by("no")[:SHOWN]:
            for fault in line.errors:
                self.progress.say(f"✗ {_row(line.no)} {error_file.said(fault)}")
        more = wrong.count() - SHOWN
        if more > 0:
            said = _("还有 {count} 行有错：用 --errors 文件.xlsx 写出全部")
            self.progress.say(f"✗ {said.format(count=more)}")


def _row(number: int) -> str:
    """Nothing for what is said of a whole column."""
    return _("第 {row} 行").format(row=number) if number else ""


if __name__ == "__main__":
    try:
        sys.exit(main(json.loads(sys.argv[1])))
    except KeyboardInterrupt:
        print("已停止，已导入的留下 / stopped; what was imported stays", file=sys.stderr)
        sys.exit(130)
