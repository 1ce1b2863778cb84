"""sayso: who says what happened."""

__version__ = "0.1.0"
