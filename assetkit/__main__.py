"""``python -m assetkit``."""

from assetkit.cli import run

if __name__ == "__main__":
    run()
