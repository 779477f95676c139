from taggit.utils import _parse_tags

from .text.cleaning import without_radicals


def parse_tags(text: str) -> list[str]:
    """Taggit's parser, for people who separate by the commas of a Chinese keyboard or copy from
    PDFs, whose radicals would make twins."""
    return _parse_tags(without_radicals(text).replace("，", ",").replace("、", ","))
