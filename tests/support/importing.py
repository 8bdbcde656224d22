"""Files as people send them, and the import of one from beginning to end."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import xlsxwriter

from huolang.kernel import background
from huolang.kernel.background import OPEN, BackgroundJob
from huolang.kernel.company import acting
from tests.support.client import ApiClient

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Shown:
    """A number as a spreadsheet shows it by the format of its cell."""

    value: float
    format: str


def workbook(*rows: Sequence[Any], joined: Sequence[str] = ()) -> bytes:
    """An .xlsx of these rows; what begins with `=` is a formula with the value 7."""
    into = io.BytesIO()
    with xlsxwriter.Workbook(into) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy/m/d"})
        looks = {
            one: book.add_format({"num_format": one})
            for one in {cell.format for row in rows for cell in row if isinstance(cell, Shown)}
        }
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, Shown):
                    sheet.write_number(at, column, cell.value, looks[cell.format])
                elif isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(at, column, cell, None, 7)
                elif cell is not None:
                    sheet.write(at, column, cell)
        for one in joined:
            first = rows[int(one.split(":")[0][1:]) - 1][ord(one[0]) - 65]
            sheet.merge_range(one, first)
    return into.getvalue()


def text(*rows: Sequence[Any], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """The rows as a .csv."""
    lines = [separator.join("" if one is None else str(one) for one in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def work_off(company: int, job: str) -> dict[str, Any]:
    """Do a job to its end, as the worker would."""
    for _ in range(1_000):
        background.work(company=company, job=job)
        with acting(company):
            found = BackgroundJob.objects.get(id=UUID(job))
        if found.state not in OPEN:
            return {"state": found.state, "said": found.said, "done": found.done}
    raise AssertionError("the job never ends")


def and_its_end(before: dict[str, Any]) -> dict[str, Any]:
    """`Shop.everything` after a job that moved nothing: its own end, which its asker is told of."""
    return before | {name: before[name] + 1 for name in ("kernel_event", "no")}


@dataclass
class Importer:
    """One person who imports files."""

    client: ApiClient
    company: int

    def send(self, form: str, content: bytes, name: str = "文件.xlsx") -> Any:
        return self.client.send(
            "POST",
            f"/imports?form={form}&name={name}",
            content,
            **{"Content-Type": "application/octet-stream"},
        )

    def upload(self, form: str, content: bytes) -> dict[str, Any]:
        answer = self.send(form, content)
        assert answer.status_code == 201, answer.content.decode()
        return dict(answer.json())

    def check(self, run: dict[str, Any], **choices: Any) -> dict[str, Any]:
        """Check the file to the end."""
        told = {"matching": run["matching"], **choices}
        return self._to_its_end(self.client.post(f"/imports/{run['id']}/check", told))

    def start(self, run: dict[str, Any]) -> dict[str, Any]:
        return self._to_its_end(self.client.post(f"/imports/{run['id']}/start"))

    def _to_its_end(self, answer: Any) -> dict[str, Any]:
        assert answer.status_code == 200, answer.content.decode()
        work_off(self.company, answer.json()["job"]["id"])
        return dict(self.client.get(f"/imports/{answer.json()['id']}").json())

    def bring(self, form: str, content: bytes, **choices: Any) -> dict[str, Any]:
        """Upload, check and import."""
        return self.start(self.check(self.upload(form, content), **choices))

    def faults(self, run: dict[str, Any]) -> list[tuple[int, str, str]]:
        """(row, column, code) of everything that is wrong."""
        answer = self.client.get(f"/imports/{run['id']}/errors?limit=500").json()
        return [
            (one["row"], fault["column"], fault["code"])
            for one in answer["items"]
            for fault in one["errors"]
        ]
