"""Packages that only some exports need: imported when they are needed, or a line that says what to install."""

from __future__ import annotations

import importlib
from types import ModuleType

from sayso.errors import MissingExtra


def needed(module: str, package: str) -> ModuleType:
    """The module. Raises MissingExtra, with what to install, when its package is not there."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtra(f'this needs the package {package}: pip install "sayso[export]"') from error
