"""The allocator of a worker: told once to keep the pages that it will need again for the next picture."""

from __future__ import annotations

import sys

KEPT = 32 << 20  # bytes; glibc takes no larger threshold. A canvas of 8 MP fits, a print sheet is given back as before
TRIM, MMAP = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h


def keep_pages() -> None:
    """Let glibc reuse freed canvases instead of giving them back to the system and asking for new ones.

    A picture of 1200×630 asks for 2,700 pages of 4 kB, and clearing them took 5 of its 40 ms. Elsewhere than on Linux with glibc nothing
    is changed: other allocators keep what they have.
    """
    if sys.platform != "linux":
        return
    import ctypes

    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # musl has none
        library.mallopt(MMAP, KEPT)
        library.mallopt(TRIM, 4 * KEPT)


def give_back() -> None:
    """Let glibc give freed pages back to the system before work begins that needs other ones: 5 MB after the sprites of a film."""
    if sys.platform == "linux":
        import ctypes

        library = ctypes.CDLL(None)
        if hasattr(library, "malloc_trim"):
            library.malloc_trim(0)
