"""Cleaning of invisible characters, keeping those that carry meaning.

Left out: controls, what Unicode calls default ignorable (zero-width spaces, soft hyphens, marks of
direction, variation selectors, fillers, tags), halves of surrogate pairs, and noncharacters. They
come along from web pages, PDFs and WeChat, and break searches, addresses and files; no editor finds
them.

Kept, because without it the text would look otherwise: what emoji are put together with (joiners,
variation selectors, the tags of a flag), joiners beside letters of scripts that join or stack,
Mongolian variation selectors, and marks of direction in a text with letters that run from right to
left. Embeddings, overrides and isolates are not, for they reach beyond the text, and variation
selectors of Han neither, for the fonts of our readers do not know them.

https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
https://www.unicode.org/reports/tr51/#Emoji_ZWJ_Sequences
"""

import re
import unicodedata
from typing import Any

LINE_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # Word's among them
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
# Near enough: all that Unicode's emoji-variation-sequences.txt and emoji-zwj-sequences.txt name.
_EMOJI = (
    "\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf"
    "\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# From Arabic to Tibetan and Myanmar, Khmer, Mongolian, and the younger blocks of India's scripts.
_JOINING = (
    "\u0620-\u08ff\u0900-\u109f\u1780-\u17b3\u17b6-\u17ff\u1810-\u18aa\u1b00-\u1bff\ua840-\uabff"
    "\U00010ac0-\U00010eff\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
_RIGHT_TO_LEFT = re.compile("[\u05d0-\u05f4\u0620-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_MEANT = "|".join(
    (
        rf"(?<=[{_EMOJI}])(?:[\ufe0e\ufe0f]|\u200d(?=[{_EMOJI}]))",
        rf"(?<=[{_EMOJI}]\ufe0f)\u200d(?=[{_EMOJI}])",
        r"(?<=[0-9#*])\ufe0f(?=\u20e3)",
        r"(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f",
        rf"(?<=[{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?=[{_JOINING}])",
        r"(?<=[\u1810-\u18aa])[\u180b-\u180f]",
    )
)
_UNSEEN = re.compile(f"({_MEANT})|[{INVISIBLE}]")
_UNSEEN_WITH_DIRECTION = re.compile(f"({_MEANT}|[\u200e\u200f\u061c])|[{INVISIBLE}]")
_ACCENTS = "\u0300-\u036f\u3099\u309a"
_DECOMPOSED = re.compile(f"[^{_ACCENTS}][{_ACCENTS}]+")
_ANYTHING = re.compile(f"[{INVISIBLE}{LINE_BREAKS}{_ACCENTS}]")
_LINE_BREAK = re.compile(f"[{LINE_BREAKS}]")
_BLANKS = re.compile(r"[ \t\r\n]*[\t\r\n][ \t\r\n]*")


def clean(text: str) -> str:
    """`text` as it looks: without what nobody sees, each accent and its letter in one, and with
    line feeds for the line breaks of word processors."""
    if (text.isascii() and text.isprintable()) or not _ANYTHING.search(text):
        return text
    text = _LINE_BREAK.sub("\n", text)
    unseen = _UNSEEN_WITH_DIRECTION if _RIGHT_TO_LEFT.search(text) else _UNSEEN
    text = unseen.sub(r"\1", text)
    return _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def clean_line(text: str) -> str:
    """The same of what is one line: a blank for each break of it, and for tabs."""
    return _BLANKS.sub(" ", clean(text))


def clean_within(value: Any) -> Any:
    """`value` as JSON has it, with all texts in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_within(each) for each in value]
    if isinstance(value, dict):
        return {name: clean_within(each) for name, each in value.items()}
    return value


# The ideographs that radicals stand for, which PDFs have in their place. Kangxi's own are NFKC's:
# https://www.unicode.org/Public/UCD/latest/ucd/EquivalentUnifiedIdeograph.txt
RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩"
    "⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑"
    "⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⾭",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王"
    "𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長"
    "镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟青",
)
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


def without_radicals(text: str) -> str:
    """`text` with the characters that its radicals look like."""
    return text.translate(RADICALS).translate(_KANGXI)
