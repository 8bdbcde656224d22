"""For whoever watches over the installation: is it up, is it ready, how is it doing."""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema
from procrastinate.jobs import Status
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from huolang import __version__
from huolang.api import asked, problem
from huolang.api.answers import answer
from huolang.api.auth import TokenAuth
from huolang.api.schemas import PROBLEMS, HealthOut, Problem
from huolang.api.working import access_of
from huolang.kernel import metrics, sql, upkeep
from huolang.kernel.refusals import BusinessError, Forbidden

log = logging.getLogger("huolang.requests")
router = Router(tags=["about"])

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
WATCHERS = ("/api/v1/health", "/metrics")
"""Asked every few seconds: counted, and not in the log."""
PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_PROTO")
TEXT = "text/plain; version=0.0.4; charset=utf-8"

JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1"
DATABASE = """
SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
       current_setting('max_connections')::int, pg_database_size(current_database()),
       (SELECT count(*) FROM procrastinate_workers
        WHERE last_heartbeat > now() - interval '1 minute')
"""


class NotReady(BusinessError):
    """The program is newer than its database: somebody is bringing it up to date, or forgot to."""

    code = "health.not_ready"
    message = _("数据库还没有升级到这个版本")
    status = 503


class Run(Schema):
    at: Any
    ok: bool
    seconds: float
    told: dict[str, Any]


class UpkeepOut(Schema):
    version: str
    database: str
    bytes: int
    workers: int
    jobs: dict[str, int]
    backup: Run | None
    prove: Run | None


@router.get("/health", auth=None, response=HealthOut, summary="Is it up?")
def health(request: HttpRequest) -> dict[str, Any]:
    """Answers without log-in, and without the database."""
    return {"status": "ok", "version": __version__}


@router.get("/health/live", auth=None, response=HealthOut, summary="Is the process alive?")
def live(request: HttpRequest) -> dict[str, Any]:
    """The same, under the name that orchestrators ask for."""
    return health(request)


@router.get(
    "/health/ready", auth=None, response={200: HealthOut, 503: Problem}, summary="Can it work?"
)
def ready(request: HttpRequest) -> dict[str, Any]:
    """The database answers and has the shape that this version expects; else 503."""
    rows = sql.run_first("SELECT app, name FROM django_migrations").fetchall()
    if not _expected() <= {(app, name) for app, name in rows}:
        raise NotReady()
    return {"status": "ready", "version": __version__}


@cache
def _expected() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations or ())


@router.get("/upkeep", response={200: UpkeepOut, **PROBLEMS}, summary="Backups, proofs, jobs")
def told(request: HttpRequest) -> HttpResponse:
    """When it was last backed up and proved, and what is waiting to be done."""
    asked.parameters(request)
    access_of(request).require("upkeep", "view")
    _connections, _most, size, workers = sql.run_first(DATABASE).fetchall()[0]
    jobs = {status: count for status, count in sql.run(JOBS).fetchall()}
    return answer(
        {
            "version": __version__,
            "database": f"PostgreSQL {connection.pg_version // 10000}",
            "bytes": size,
            "workers": workers,
            "jobs": jobs,
            "backup": _run(upkeep.last(upkeep.BACKUP)),
            "prove": _run(upkeep.last(upkeep.PROVE)),
        }
    )


def _run(found: upkeep.Upkeep | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"at": found.at, "ok": found.ok, "seconds": found.seconds, "told": found.told}


def page(request: HttpRequest) -> HttpResponse:
    """`/metrics` for Prometheus: to this machine itself, or to a token that may see upkeep."""
    try:
        if not is_local(request):
            _require_token(request)
        return HttpResponse(metrics.counted() + _asked(), content_type=TEXT)
    except Exception as error:
        return problem.answer_to(request, error)


def is_local(request: HttpRequest) -> bool:
    """Whether somebody on this machine asks, and no proxy for somebody else."""
    if settings.HTTPS or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return False
    if any(name in request.META for name in PASSED_ON):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _require_token(request: HttpRequest) -> None:
    caller = TokenAuth()(request)
    if caller is None:
        raise problem.SignInFirst()
    if not caller.access.allows("upkeep", "view"):
        raise Forbidden(form=_("维护"), operation=_("查看"))


class _Asked(Collector):
    """What PostgreSQL knows, as of now: nothing that this process counts."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("info", "The version that runs", 1, version=__version__)
        connections, most, size, workers = sql.run_first(DATABASE).fetchall()[0]
        jobs = GaugeMetricFamily("huolang_jobs", "Jobs by state", labels=["state"])
        counted = dict(sql.run(JOBS).fetchall())
        for state in Status:  # also those without any: what has no value alarms nobody
            jobs.add_metric([state.value], counted.get(state.value, 0))
        yield jobs
        yield _gauge("database_connections", "Connections to this database", connections)
        yield _gauge("database_connections_limit", "Connections that PostgreSQL takes", most)
        yield _gauge("database_bytes", "Size of the database", size)
        yield _gauge("workers", "Job workers heard of within a minute", workers)
        for kind in (upkeep.PROVE, upkeep.BACKUP):
            last = upkeep.last(kind)
            if last is not None:
                at = last.at.timestamp()
                yield _gauge(f"last_{kind}_timestamp_seconds", f"When {kind} ran last", at)
                yield _gauge(f"last_{kind}_ok", f"Whether the last {kind} went well", last.ok)


def _gauge(name: str, help_text: str, value: float, **labels: str) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"huolang_{name}", help_text, labels=list(labels))
    family.add_metric(list(labels.values()), value)
    return family


def _asked() -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Asked())
    return generate_latest(registry)


def note(request: HttpRequest, response: HttpResponse, started: float) -> None:
    """Count an answered request and write its line in the log: no query, no body, no person."""
    seconds = time.perf_counter() - started
    method = request.method if request.method in METHODS else "OTHER"
    match = request.resolver_match
    route = match.route if match is not None else "-"
    metrics.REQUESTS.labels(method, route, response.status_code).inc()
    metrics.DURATIONS.labels(route).observe(seconds)
    if not request.path_info.startswith(WATCHERS):
        told = (method, request.path_info, response.status_code, seconds * 1000)
        log.info("%s %s %s %.0f ms", *told)
