"""The text of a saved page, whose encoding nobody wrote down reliably."""

import codecs
import re

from django.utils.translation import gettext as _

from .article import DAMAGE, NotALegacyPage

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f]")
_GARBLED = re.compile("锟斤拷|烫烫烫烫|(?:ï¿½){2}")
_HAN = re.compile("[\u4e00-\u9fff]")


def decode(data: bytes) -> str:
    """The text of a saved page. Raises `NotALegacyPage` for what is empty or no text.

    A declared charset is not asked: a page that a browser saved declares what the site once sent.
    Of a few damaged characters in much text each is U+FFFD, as in a summary that a template cut off
    amid one; `article.DAMAGE` tells whether a reader would see them.
    """
    text = _as_it_was(_decoded(data))
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls * 100 > len(text):
        raise NotALegacyPage(_("not a text file"))
    text = _CONTROL.sub("", text)
    if not text.strip():
        raise NotALegacyPage(_("empty"))
    once = text.replace(DAMAGE, "").encode("gb18030", "ignore").decode("utf-8", "replace")
    if _GARBLED.search(text) or _is_text(once, damage=2):
        raise NotALegacyPage(_("garbled by a wrong encoding: save the page again, as UTF-8"))
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return _mostly(data.removeprefix(mark), encoding).lstrip("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        almost = data.decode("utf-8", "replace")
    if _is_text(almost):
        return almost
    # Bad bytes in UTF-8 would pass for GB18030 and come out as other characters.
    if len(_HAN.findall(almost)) > almost.count(DAMAGE):
        raise NotALegacyPage(_("badly damaged UTF-8: save the page again"))
    return _mostly(data, "gb18030")  # which contains GBK and GB2312


def _mostly(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    if DAMAGE in text and not _is_text(text):
        raise NotALegacyPage(_("not a text file in UTF-8 or GB18030"))
    return text


def _is_text(text: str, damage: int = 20) -> bool:
    """Whether of so many Chinese characters less than one is lost."""
    return len(_HAN.findall(text)) > damage * text.count(DAMAGE)


def _as_it_was(text: str) -> str:
    """UTF-8 that was once read in another encoding and saved so: 涓枃 for 中文, or ä¸\xadæ–‡."""
    for encode in (lambda: text.encode("gb18030"), lambda: text.encode("cp1252", "c1")):
        try:
            mended = encode().decode("utf-8")
        except UnicodeError:
            continue
        if 2 * len(_HAN.findall(mended)) > len(_HAN.findall(text)):
            return mended
    return text


def _c1(error: UnicodeError) -> tuple[bytes, int]:
    """The five bytes that Windows-1252 leaves undefined, as browsers read them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("c1", _c1)
