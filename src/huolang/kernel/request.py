"""Which request is being served, so that audit, log and answer name the same one."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Set by the HTTP layer, a command or a job."""
