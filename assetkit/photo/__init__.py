"""The bytes of a photo in, the same person in a campaign frame out: decode, find the head, crop, compose, encode.

Importing this package does not import Pillow; calling its verbs does.
"""

from __future__ import annotations

from assetkit.photo.compose import Frame, compose, compose_avatar, encode_avatar, split_frame
from assetkit.photo.crop import crop_box
from assetkit.photo.decode import Portrait, decode, ready_size
from assetkit.photo.head import Focus, head_focus

__all__ = [
    "Focus",
    "Frame",
    "Portrait",
    "compose",
    "compose_avatar",
    "crop_box",
    "decode",
    "encode_avatar",
    "head_focus",
    "ready_size",
    "split_frame",
]
