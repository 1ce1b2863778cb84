"""Who is at the desk, and what they may do."""

from __future__ import annotations

from sayso.model.person import Member, Person, Role

__all__ = ["Member", "Person", "Role"]
