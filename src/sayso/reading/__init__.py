"""A report to a reading, by one visible list of stages."""
