"""The API held against its own description, by schemathesis: the real app, in this process."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from argon2 import PasswordHasher
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sayso.ledger import Ledger
from sayso.model.person import Role
from sayso.web import accounts
from sayso.web.accounts import hashed, new_key
from sayso.web.api import create_api
from sayso.web.app import create_app
from sayso.web.desk import Desk
from sayso.web.settings import Settings
from tests.web.accounts_desk import HOST

_ID = re.compile(r"[0-9a-f]{16}\Z")
# Whatever the filters leave is an answer.
_NOTHING_TO_MISS = {"/v1/incidents", "/v1/claims", "/v1/map", "/v1/timeline", "/v1/choices", "/v1/queue", "/v1/me"}
# The reading of texts takes a second each: one form of it is enough, the rest is tested beside it.
_EXAMPLES = {"/v1/reports": 4}


def _operations() -> Iterator[tuple[str, str, GenerationMode]]:
    """What there is, without a ledger: asked as it is described, and otherwise where there is something to do wrong."""
    described = create_api(Desk(Settings("unused"), None)).openapi()  # type: ignore[arg-type]
    assert described["paths"].keys() >= _NOTHING_TO_MISS | _EXAMPLES.keys()
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            yield path, method, GenerationMode.POSITIVE
            if "parameters" in told or "requestBody" in told:
                yield path, method, GenerationMode.NEGATIVE


@pytest.fixture(scope="module")
def api(sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BaseSchema, dict[str, str]]]:
    """The description, with what is in the ledger: a coder's key, a report, an incident, a judgement."""
    ledger_path = Path(shutil.copy(sample_ledger, tmp_path_factory.mktemp("fuzz") / "fuzz.db"))
    key, digest = new_key()
    with pytest.MonkeyPatch.context() as patched, Ledger.open(ledger_path) as ledger:
        patched.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=256, parallelism=1))
        ledger.people.add("cody", Role.CODER, hashed("the river runs low"))
        ledger.people.set_key("cody", digest)
        known = {
            "key": key,
            "report": ledger.queue().rows[0].report,
            "incident": ledger.incident_rows().rows[0].id,
        }
        generation = GenerationConfig(deterministic=True, database="none", with_security_parameters=False)
        config = SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(generation=generation)))
        app = create_app(Settings(ledger_path, accounts=True, hosts=("127.0.0.1", "localhost", "testserver")))
        headers = {"Authorization": f"Bearer {key}"}
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app, config=config, headers=headers), known


@pytest.mark.parametrize(("path", "method", "mode"), list(_operations()))
def test_every_answer_is_as_described(
    api: tuple[BaseSchema, dict[str, str]], path: str, method: str, mode: GenerationMode
) -> None:
    described, known = api
    answered: set[int] = set()

    @given(described[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=_EXAMPLES.get(path, 12), deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def asked(case: schemathesis.Case[Any]) -> None:
        for name in ("report", "incident"):  # half of the ids are those of something
            drawn = str((case.path_parameters or {}).get(name, ""))
            if _ID.match(drawn) and int(drawn[0], 16) % 2:
                case.path_parameters[name] = known[name]
        answer = case.call_and_validate(
            f"{HOST}/api",
            headers={"Authorization": f"Bearer {known['key']}"},
            # What no schema can say is refused as well (422): a day after another, a claim that is not there.
            excluded_checks=[positive_data_acceptance],
        )
        answered.add(answer.status_code)

    asked()
    if mode is GenerationMode.POSITIVE and path in _NOTHING_TO_MISS:
        assert 200 in answered
