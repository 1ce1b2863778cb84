"""One file per version, applied in order."""
