"""The ledger for programs: the same as the pages, as JSON, described by OpenAPI."""

from sayso.web.api.app import create_api

__all__ = ["create_api"]
