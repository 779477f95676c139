"""The text of a saved page, whose encoding nobody wrote down reliably."""

import codecs
import re

from django.utils.translation import gettext as _

from .article import NotALegacyPage

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f]")
_HAN = re.compile("[\u4e00-\u9fff]")


def decode(data: bytes) -> str:
    """The text of a saved page. Raises `NotALegacyPage` for what is empty or no text.

    A declared charset is not asked: a page that a browser saved declares what the site once sent.
    """
    text = _decoded(data)
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls * 100 > len(text):
        raise NotALegacyPage(_("not a text file"))
    text = _CONTROL.sub("", text)
    if not text.strip():
        raise NotALegacyPage(_("empty"))
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding).lstrip("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        almost = data.decode("utf-8", "replace")
        # A few bad bytes in UTF-8 would pass for GB18030 and come out as other characters.
        if len(_HAN.findall(almost)) > 20 * almost.count("\ufffd"):
            raise NotALegacyPage(_("damaged UTF-8 at byte %d") % error.start) from error
    return _strictly(data, "gb18030")  # which contains GBK and GB2312


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotALegacyPage(_("not a text file in UTF-8 or GB18030")) from error
