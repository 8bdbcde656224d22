"""What is counted while it happens, for whoever watches: requests, postings, retries, refusals.

All processes of a machine count into one folder (`PROMETHEUS_MULTIPROC_DIR`, which `up` names), so
that any of them can tell the sum. What PostgreSQL knows is asked of it when somebody looks.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

own = CollectorRegistry()
"""Of this process, where nobody named a folder."""

REQUESTS = Counter(
    "huolang_requests", "Requests answered", ["method", "route", "status"], registry=own
)
DURATIONS = Histogram(
    "huolang_request_seconds", "Time to answer a request", ["route"], buckets=SECONDS, registry=own
)
REFUSALS = Counter("huolang_refusals", "Requests refused, by reason", ["code"], registry=own)
POSTINGS = Counter("huolang_postings", "Postings committed to the books", registry=own)
RETRIES = Counter("huolang_retries", "Transactions tried again after losing a race", registry=own)


def counted() -> bytes:
    """Everything counted so far on this machine, in Prometheus' text format."""
    if not os.environ.get(FOLDER):
        return generate_latest(own)
    whole = CollectorRegistry()
    MultiProcessCollector(whole)  # pyright: ignore[reportUnknownMemberType, reportArgumentType]
    return generate_latest(whole)
