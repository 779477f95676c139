"""The only sizes in which pictures are shown. Nobody can ask for others."""

PRESETS = {
    "card": "fill-480x300|format-jpeg",  # beside a title in a list
    "cover": "fill-1200x675|format-jpeg",  # above an article
    "hero": "fill-1600x600|format-jpeg",  # a branch's banner
    "inline": "max-1200x1600|format-jpeg",  # within a body
    "square": "max-320x320|format-png",  # a QR code: uncropped, and free of JPEG's blur
}
