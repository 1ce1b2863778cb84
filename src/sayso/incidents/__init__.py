"""Readings → incidents: accounts of one event found in many reports, and what becomes of their figures.

Pure functions: no network, no database. `accounts` flattens a reading, `pool` links accounts one report at a time.
"""
