"""Measurements against named peers: one run in, the table of docs/performance.md out. ``python -m bench`` from the repository's root."""
