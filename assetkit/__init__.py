"""assetkit: campaign pictures from templates and live counts."""

__version__ = "0.1.0"
