"""The log: one JSON object a line, each with the request it belongs to, none with a secret."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime

import orjson

from huolang.kernel.request import request_id

SECRET = re.compile(
    r"(?i)(hl_[\w-]{20,}|(?:password|token|secret|authorization|cookie|sessionid)"
    r"[\"']?\s*[=:]\s*[\"']?(?:bearer\s+)?[^\s\"',;&]+|//[^:/@\s]+:[^@\s]+@)"
)


class Lines(logging.Formatter):
    """A record as one line of JSON: at, level, logger, message, request, error."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if request := request_id.get():
            line["request"] = request
        if record.exc_info:
            line["error"] = without_secrets(self.formatException(record.exc_info))
        return orjson.dumps(line).decode()


def without_secrets(text: str) -> str:
    """`text` with whatever looks like a token, a password or a cookie blotted out."""
    return SECRET.sub("***", text)
