"""The registry of units: what each is called, what it is part of, since when, and into which one it was merged.

A ``units.toml`` or a table in, a :class:`~assetkit.units.registry.Registry` out; counts and histories in, the same figures under one
name and one code for each unit out.
"""
