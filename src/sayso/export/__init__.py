"""Tables out: incidents and claims in the formats of the field. Pure functions of the model's nouns."""

from __future__ import annotations

from sayso.export.formats import FORMATS, Format, format_named
from sayso.export.material import Chosen, Material, event_types, material

__all__ = ["FORMATS", "Chosen", "Format", "Material", "event_types", "format_named", "material"]
