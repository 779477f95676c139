from wagtail.models import Page


def open(token: str) -> Page | None:
    return None
