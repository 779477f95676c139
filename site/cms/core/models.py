"""The models of this app, where Django looks for them."""

from .images.models import CustomImage, CustomRendition

__all__ = ["CustomImage", "CustomRendition"]
