"""Film: a page whose layers move, and the frames, planes and files that come of it. See docs/video.md."""
