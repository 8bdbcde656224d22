"""OpenAPI 3.1 of the parameters that routes of every form share."""

from __future__ import annotations

from typing import Any

PARAMETERS: dict[str, Any] = {
    "Filter": {
        "name": "filter",
        "in": "query",
        "description": 'JSON: [["date",">=","2026-01-01"],["partner.code","=","C1"]]',
        "schema": {"type": "string", "maxLength": 20_000},
    },
    "Sort": {
        "name": "sort",
        "in": "query",
        "description": "Field names, comma-separated, falling with a minus: -date,number",
        "schema": {"type": "string", "maxLength": 400},
    },
    "Fields": {
        "name": "fields",
        "in": "query",
        "description": "Field and sub-table names, comma-separated; without it all header fields."
        " With a sub-table a page has at most 100 records",
        "schema": {"type": "string", "maxLength": 2_000},
    },
    "Limit": {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 50},
    },
    "Cursor": {
        "name": "cursor",
        "in": "query",
        "description": "`next` of the page before",
        "schema": {"type": "string", "maxLength": 20_000},
    },
    "Format": {
        "name": "format",
        "in": "query",
        "schema": {"type": "string", "enum": ["xlsx", "csv"], "default": "xlsx"},
    },
    "Q": {
        "name": "q",
        "in": "query",
        "description": "Quick search: code, number, bar code, pinyin initials, two characters",
        "schema": {"type": "string", "maxLength": 200},
    },
    "InForce": {
        "name": "in_force",
        "in": "query",
        "description": "Tells as well the sums without drafts and what was cancelled",
        "schema": {"type": "string", "enum": ["true", "false"], "default": "false"},
    },
    "Id": {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "format": "uuid"},
    },
    "Ids": {
        "name": "ids",
        "in": "query",
        "required": True,
        "description": "1 to 100 ids, comma-separated",
        "schema": {"type": "string", "maxLength": 4_000},
    },
    "Prices": {
        "name": "prices",
        "in": "query",
        "description": "false: nothing of money is answered",
        "schema": {"type": "string", "enum": ["true", "false"], "default": "true"},
    },
    "Company": {
        "name": "X-Company",
        "in": "header",
        "description": "Which of one's companies; unsaid, the first one",
        "schema": {"type": "string", "pattern": "^[0-9]{1,18}$"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag that was read",
        "schema": {"type": "string", "pattern": '^((W/)?"?[0-9a-f]{1,40}"?|\\*)$'},
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "The same key and body again get the first answer",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    },
}
