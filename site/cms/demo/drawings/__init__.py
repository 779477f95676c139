"""Twelve scenes from the work of a social-work organisation, drawn by code."""

from PIL import Image

from . import indoors, outdoors, places  # noqa: F401 (each enters its scenes)
from .canvas import SCENES


def draw(key: str) -> Image.Image:
    """The scene of that name, RGB, 1600 × 1200."""
    return SCENES[key]()
