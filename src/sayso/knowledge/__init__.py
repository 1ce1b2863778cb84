"""Tables of what the reader knows beforehand, and their loaders."""
