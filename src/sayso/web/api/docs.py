"""The description of the API as a page, made out of the description for machines; no script of anybody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from sayso.web.api.described import Tree
from sayso.web.desk import TheDesk
from sayso.web.texts import english

router = APIRouter(include_in_schema=False)

_MOST = 40  # values of an enumeration that are all shown


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is, in words; `link` names the part that describes it, "" for none."""

    words: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a part."""

    name: str
    kinds: tuple[Kind, ...]
    required: bool
    what: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    summary: str
    what: str
    fields: tuple[Field, ...]
    body: tuple[Kind, ...]
    answers: tuple[Kind, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Part:
    """What bodies and answers are made of."""

    name: str
    what: str
    fields: tuple[Field, ...]
    kinds: tuple[Kind, ...]


@router.get("/api/docs")
def docs(request: Request, desk: TheDesk) -> Response:
    """The page."""
    described: Tree = request.app.state.api.openapi()
    groups: dict[str, list[Operation]] = {}
    for tag, operation in _operations(described):
        groups.setdefault(tag, []).append(operation)
    parts = [_part(name, told) for name, told in sorted(described["components"]["schemas"].items())]
    return desk.page(request, "api.html.j2", {"groups": groups, "parts": parts, "about": described["info"]})


def _operations(described: Tree) -> Iterator[tuple[str, Operation]]:
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            body = told.get("requestBody", {}).get("content", {})
            answers = {code: each for code, each in told["responses"].items() if code.startswith("2")}
            yield (
                told.get("tags", [""])[0],
                Operation(
                    method=method.upper(),
                    path=f"/api{path}",
                    summary=told.get("summary", ""),
                    what=_words(told.get("description", "")),
                    fields=tuple(_field(each["name"], each["schema"], each) for each in told.get("parameters", ())),
                    body=tuple(kind for each in body.values() for kind in _kinds(each.get("schema", {}))),
                    answers=tuple(
                        kind
                        for each in answers.values()
                        for media, content in each.get("content", {}).items()
                        for kind in (_kinds(content["schema"]) if content.get("schema") else (Kind(media),))
                    ),
                    anchor=re.sub(r"[^a-z0-9]+", "-", f"{method}{path}".lower()).strip("-"),
                ),
            )


def _part(name: str, told: Tree) -> Part:
    required = told.get("required", ())
    fields = tuple(
        _field(field, schema, {"required": field in required}) for field, schema in told.get("properties", {}).items()
    )
    return Part(name, _words(told.get("description", "")), fields, () if fields else _kinds(told))


def _field(name: str, schema: Tree, told: Tree) -> Field:
    what = _words(told.get("description") or schema.get("description", ""))
    return Field(name, _kinds(schema), bool(told.get("required")), what)


def _kinds(schema: Tree) -> tuple[Kind, ...]:
    """What a schema allows, in words."""
    text = english()
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return (Kind(name, name),)
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return tuple(dict.fromkeys(kind for each in schema[key] for kind in _kinds(each)))
    if "enum" in schema:
        values = [str(each) for each in schema["enum"]]
        if len(values) > _MOST:
            values = [*values[:5], f"… ({len(values)})"]
        return (Kind(text("api.one_of", values=", ".join(values))),)
    kind = _type(schema.get("type", ""))
    if kind == "array":
        items: Tree = schema.get("items", {})
        return tuple(Kind(text("api.list_of", what=each.words), each.link) for each in _kinds(items))
    return (Kind(" ".join(filter(None, (schema.get("format") or kind, schema.get("pattern", ""))))),)


def _type(told: Any) -> str:
    return " | ".join(told) if isinstance(told, list) else str(told)


def _words(description: str) -> str:
    return " ".join(description.replace("`", "").split())
