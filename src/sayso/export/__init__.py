"""Tables out: incidents and claims in the formats of the field. Pure functions of the model's nouns."""

from __future__ import annotations

from sayso.export.formats import FORMATS, Format, format_named
from sayso.export.material import Chosen, Material, country_code, event_types, material

__all__ = ["FORMATS", "Chosen", "Format", "Material", "country_code", "event_types", "format_named", "material"]
