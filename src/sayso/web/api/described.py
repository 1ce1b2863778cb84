"""The OpenAPI description: problems under their own media type, the reading's own schema, who may ask."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, TypeAlias

from sayso.model.jsonform import schema_text
from sayso.web.problem import MEDIA
from sayso.web.texts import english

# A tree of JSON as FastAPI makes it: its shape is OpenAPI's, which no type of ours describes.
Tree: TypeAlias = dict[str, Any]

_READING = "Reading"  # what the names of the reading's schema begin with
_PROBLEM: Tree = {
    "title": "Problem",
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "name", "detail"],
                "properties": {"in": {"type": "string"}, "name": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def _told(status: int) -> Tree:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA: {"schema": schema}}}


PROBLEMS: dict[int | str, Tree] = {
    status: _told(status) for status in (400, 401, 403, 404, 405, 408, 409, 413, 422, 500, 503)
}
READING: dict[int | str, Tree] = {
    200: {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{_READING}"}}}}
}


def described(made: Tree) -> Tree:
    """What FastAPI describes, with what it cannot know."""
    parts = made.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM
    schemas.update(_reading())
    parts["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": english()("api.by_key")},
    }
    made["security"] = [{"key": []}]
    return made


def _reading() -> Tree:
    """The JSON Schema of a reading, its parts named so that they meet no others."""
    text = schema_text().replace('"#/$defs/', f'"#/components/schemas/{_READING}.')
    parts = json.loads(text.replace(f"{_READING}.Reading", _READING))["$defs"]
    named = {name if name == _READING else f"{_READING}.{name}": part for name, part in parts.items()}
    return {name: part for name, part in named.items() if name not in ("Reading.Document", "Reading.FailureNote")}
