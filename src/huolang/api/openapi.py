"""OpenAPI 3.1 out of the forms: paths and schemas of every form, beside the static routes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from huolang.api import openapi_attachments, openapi_effects, openapi_reports, openapi_sources
from huolang.api.openapi_parameters import PARAMETERS
from huolang.api.openapi_pdf import paths as pdf_paths
from huolang.api.openapi_schemas import SHARED, of_form, pascal
from huolang.forms import registry
from huolang.forms.form import Form, Label
from huolang.integrations import files

Told = dict[str, Any]

BASE = "/api/v1/records"
GENERICS = (f"{BASE}/{{form}}", "/api/v1/reports")
"""Routes that serve every form, or every report, are described one by one."""
RESPONSES = {
    400: "The body is not JSON",
    401: "Nobody is logged in, or the token is unknown",
    403: "This person may not do that",
    404: "No such record (also when it belongs to another company)",
    405: "Not this method",
    408: "The body did not arrive in time",
    409: "A rule of the business says no: state, stock, period, references",
    412: "Somebody changed the record since it was read",
    413: "More than 8 MB (32 MB of a file to import)",
    415: "Not application/json",
    422: "What was sent does not fit the form; each error names its place",
    428: "If-Match is missing",
    429: "Too many requests",
    503: "Busy, or the database is away: the same again after Retry-After, with the same key",
    507: "The disk is full, and nothing was saved",
}
ALWAYS = (401, 403, 404, 405, 422, 429, 503)
WRITING = (400, 408, 409, 413, 415, 507)

OF_NO_COMPANY = "/api/v1/health"
KEYLESS = ("/stock/availability", "/prices/proposals", "/find/codes")
"""They change nothing."""


def written(schema: Any) -> bytes:
    """ninja's description of the static routes with that of every form added, as JSON."""
    schema["openapi"] = "3.1.0"
    components: Told = schema.setdefault("components", {})
    schemas: Told = components.setdefault("schemas", {})
    schemas.update(SHARED)
    components["parameters"] = PARAMETERS
    components["responses"] = {f"Problem{code}": _problem(said) for code, said in RESPONSES.items()}
    paths = {one: told for one, told in schema["paths"].items() if not one.startswith(GENERICS)}
    for address, path in paths.items():
        for method, operation in path.items():
            _declare_headers(address, method, operation)
            _declare_once(operation)
    schema["paths"] = paths = _of_a_company(paths)
    forms = registry.all()
    for form in forms:
        schemas.update(_small(of_form(form)))
        paths.update(_small(_of_a_company(_Paths(form).all())))
    schemas.update(openapi_reports.schemas())
    paths.update(_of_a_company(openapi_reports.paths(_responses, ALWAYS)))
    schema["tags"] = [{"name": form.name, "description": str(form.label)} for form in forms]
    schema["security"] = [{"TokenAuth": []}, {"SessionAuth": []}]
    return _json(schema)


def _of_a_company(paths: Told) -> Told:
    """Everything but whether the server is there is asked in one of the caller's companies."""
    asked = {"parameters": _with("Company")}
    return {
        address: told if address.startswith(OF_NO_COMPANY) else {**asked, **told}
        for address, told in paths.items()
    }


def _small(told: Told) -> Told:
    """The same, each part as the text it will be: all forms as objects take tens of megabytes,
    which a process that was asked once does not get rid of again."""
    return {name: orjson.Fragment(_json(part)) for name, part in told.items()}


def _json(told: Any) -> bytes:
    return orjson.dumps(told, default=str, option=orjson.OPT_NON_STR_KEYS)


def _problem(said: str) -> Told:
    content = {"application/problem+json": {"schema": _ref("Problem")}}
    return {"description": said, "content": content}


def _ref(name: str) -> Told:
    return {"$ref": f"#/components/schemas/{name}"}


def _declare_headers(address: str, method: str, operation: Told) -> None:
    """If-Match where a missing one is refused, and a key for everything that writes once."""
    codes = {int(key) for key in operation.get("responses", {})}
    wanted = ["IfMatch"] if 428 in codes else []
    if method != "get" and 409 in codes and not address.endswith(KEYLESS):
        wanted.append("IdempotencyKey")
    operation.setdefault("parameters", []).extend(
        {"$ref": f"#/components/parameters/{name}"} for name in wanted
    )


def _declare_once(operation: Told) -> None:
    """Errors of a static route refer to the shared responses."""
    for code in [int(key) for key in operation.get("responses", {})]:
        if code in RESPONSES:
            operation["responses"][code] = {"$ref": f"#/components/responses/Problem{code}"}


def _responses(
    status: int, schema: str | None, codes: Iterable[int], *, etag: bool = False
) -> Told:
    """The good answer of an operation, and references to the problems it may have."""
    answer: Told = {"description": "Done"}
    if schema is not None:
        answer["content"] = {"application/json": {"schema": _ref(schema)}}
    if etag:
        answer["headers"] = {"ETag": {"schema": {"type": "string"}}}
    errors = {
        str(code): {"$ref": f"#/components/responses/Problem{code}"} for code in sorted({*codes})
    }
    return {str(status): answer, **errors}


def _file(*kinds: str) -> Told:
    """The answers of an operation that gives a file, of one of some kinds."""
    types = [files.MEDIA_TYPES[kind] for kind in kinds or (files.XLSX,)]
    content = {one: {"schema": {"type": "string"}} for one in types}
    errors = _responses(200, None, ALWAYS)
    return {**errors, "200": {"description": "The file", "content": content}}


def _with(*names: str) -> list[Told]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


@dataclass(frozen=True)
class _Paths:
    """Describes the routes of one form, all under its own address."""

    form: Form

    @property
    def base(self) -> str:
        return f"{BASE}/{self.form.name}"

    @property
    def name(self) -> str:
        return pascal(self.form.name)

    def all(self) -> Told:
        told = {**self._list(), **self._files(), **self._record(), **self._history()}
        told.update(self._attachments())
        told.update(self._prints())
        if self.form.is_document:
            told.update(self._document())
            told.update(self._buttons())
            told.update(self._effects())
            told.update(
                openapi_sources.offered(self.form, self.base, _responses(200, None, ALWAYS))
            )
        if self.form.mergeable:
            told.update(self._merge())
        return told

    def _operation(
        self,
        name: str,
        summary: Label,
        responses: Told,
        parameters: list[Told],
        body: str | None = None,
    ) -> Told:
        told: Told = {
            "operationId": f"{self.form.name}_{name}",
            "summary": f"{self.form.label}: {summary}",
            "tags": [self.form.name],
            "parameters": parameters,
            "responses": responses,
        }
        if body is not None:
            content = {"application/json": {"schema": _ref(body)}}
            told["requestBody"] = {"required": True, "content": content}
        return told

    def _list(self) -> Told:
        listing = _with("Filter", "Sort", "Fields", "Limit", "Cursor", "Q")
        found = _responses(200, f"{self.name}Page", ALWAYS)
        summary = _responses(200, f"{self.name}Summary", ALWAYS)
        made = _responses(201, self.name, (*ALWAYS, *WRITING), etag=True)
        many = _responses(200, "BatchResults", (*ALWAYS, *WRITING, 412))
        keyed = _with("IdempotencyKey")
        return {
            self.base: {
                "get": self._operation("list", "list", found, listing),
                "post": self._operation(
                    "create", "create", made, [*keyed, *self._then()], f"{self.name}Create"
                ),
            },
            f"{self.base}/summary": {
                "get": self._operation(
                    "summary", "count and sums", summary, _with("Filter", "Q", "InForce")
                )
            },
            f"{self.base}/batch": {
                "post": self._operation("batch", "many at once", many, keyed, f"{self.name}Batch")
            },
        }

    def _files(self) -> Told:
        """The list as a file, and an empty one to fill in."""
        found = _file(*files.MEDIA_TYPES)
        asked = _with("Filter", "Sort", "Fields", "Q", "Format")
        return {
            f"{self.base}/export": {"get": self._operation("export", "export", found, asked)},
            f"{self.base}/template": {
                "get": self._operation("template", "template", found, _with("Format"))
            },
        }

    def _then(self) -> list[Told]:
        """What may be done with a new record at once."""
        if all(action.name != "confirm" for action in self.form.actions):
            return []
        return [{"name": "then", "in": "query", "schema": {"type": "string", "enum": ["confirm"]}}]

    def _record(self) -> Told:
        read = _responses(200, self.name, ALWAYS, etag=True)
        changed = _responses(200, self.name, (*ALWAYS, *WRITING, 412, 428), etag=True)
        gone = _responses(204, None, (*ALWAYS, 409, 412))
        stated = _with("Id", "IfMatch", "IdempotencyKey")
        return {
            f"{self.base}/{{id}}": {
                "get": self._operation("read", "read", read, _with("Id")),
                "patch": self._operation("change", "change", changed, stated, f"{self.name}Patch"),
                "delete": self._operation("delete", "delete", gone, stated),
            }
        }

    def _attachments(self) -> Told:
        always, writing = _responses(0, None, ALWAYS), _responses(0, None, (*ALWAYS, *WRITING))
        for problems in (always, writing):
            del problems["0"]
        return openapi_attachments.paths(
            self.base, self.form.name, self.form.label, always, writing
        )

    def _history(self) -> Told:
        trail = _responses(200, "TraceList", ALWAYS)
        return {
            f"{self.base}/{{id}}/audit": {
                "get": self._operation("audit", "history", trail, _with("Id"))
            }
        }

    def _prints(self) -> Told:
        """What to put on paper of one record, of many, of a list; and a note that it was done."""
        one, many, rows, noted = (
            _responses(200, name, codes)
            for name, codes in (
                ("PaperOut", ALWAYS),
                ("PaperList", ALWAYS),
                ("ListPaperOut", ALWAYS),
                ("PrintedList", (*ALWAYS, *WRITING)),
            )
        )
        asked, prices = _with("Ids", "Prices"), _with("Id", "Prices")
        listing, keyed = _with("Filter", "Sort", "Q", "Fields"), _with("IdempotencyKey")
        return {
            f"{self.base}/print": {
                "get": self._operation("print_many", "what to print of many", many, asked),
                "post": self._operation("printed", "note the printing", noted, keyed, "PrintNote"),
            },
            f"{self.base}/print/list": {
                "get": self._operation("print_list", "the list on paper", rows, listing)
            },
            f"{self.base}/{{id}}/print": {
                "get": self._operation("print", "what to print", one, prices)
            },
            **pdf_paths(self.base, self._operation, _responses(200, None, ALWAYS), _with),
        }

    def _document(self) -> Told:
        """What only documents have: their chain, and what the books hold of them."""
        chain, books = (_responses(200, name, ALWAYS) for name in ("ChainOut", "BooksOut"))
        made = _responses(201, self.name, (*ALWAYS, *WRITING), etag=True)
        keyed = _with("Id", "IdempotencyKey")
        return {
            f"{self.base}/{{id}}/copy": {
                "post": self._operation("copy", "the same again", made, keyed, "Nothing")
            },
            f"{self.base}/{{id}}/chain": {
                "get": self._operation("chain", "before and after", chain, _with("Id"))
            },
            f"{self.base}/{{id}}/entries": {
                "get": self._operation("entries", "in the books", books, _with("Id"))
            },
        }

    def _effects(self) -> Told:
        """What it changes in the cost of others: before, after, and as a file."""
        seen = _responses(200, "EffectsPage", ALWAYS)
        ahead = _responses(200, "EffectsPage", (*ALWAYS, *WRITING, 412))
        new = f"{self.name}Create"
        return openapi_effects.paths(
            self.form, self.base, new, f"{self.name}Patch", seen, ahead, _file()
        )

    def _merge(self) -> Told:
        """One of two masters goes on alone."""
        done = _responses(200, self.name, (*ALWAYS, *WRITING), etag=True)
        keyed = _with("Id", "IdempotencyKey")
        post = self._operation("merge", "merge into another", done, keyed, "MergeBody")
        return {f"{self.base}/{{id}}/merge": {"post": post}}

    def _buttons(self) -> Told:
        done = _responses(200, self.name, (*ALWAYS, *WRITING, 412), etag=True)
        corrected = _responses(200, self.name, (*ALWAYS, *WRITING, 412, 428), etag=True)
        stated, keyed = _with("Id", "IfMatch", "IdempotencyKey"), _with("Id", "IdempotencyKey")
        told: Told = {
            f"{self.base}/{{id}}/{one.name}": {
                "post": self._operation(
                    one.name,
                    one.label,
                    corrected if one.edits else done,
                    stated,
                    f"{self.name}Patch" if one.edits else "ActionBody",
                )
            }
            for one in self.form.actions
            if one.name != "delete"
        }
        for one in self.form.conversions:
            made = _responses(201, pascal(one.target), (*ALWAYS, *WRITING), etag=True)
            name = f"convert_{one.target}"
            asked = [*keyed, *_Paths(registry.get(one.target))._then()]
            post = self._operation(name, one.label, made, asked, "ConversionPart")
            told[f"{self.base}/{{id}}/convert/{one.target}"] = {"post": post}
            told |= openapi_sources.several(self.form, self.base, one, made, asked[1:])
        return told
