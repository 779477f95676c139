"""Reading pages as a browser does: however their source is laid out."""

from bs4 import BeautifulSoup


def find_link(html, href, text=""):
    """The first link to `href` with `text` in it. Without one it fails, and lists all links."""
    links = BeautifulSoup(html, "html.parser").find_all("a", href=True)
    found = next((a for a in links if a["href"] == href and text in a.get_text()), None)
    assert found is not None, [(a["href"], a.get_text(strip=True)) for a in links]
    return found
