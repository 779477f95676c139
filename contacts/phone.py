"""Telephone numbers as people in China write them."""

import re

_NUMBER = re.compile(
    r"(?:\+86[- ]?)?(?P<number>0\d{2,3}[- ]?\d{7,8}|[\d -]+)(?:(?:-|转)(?P<extension>\d+))?"
)


def tel_uri(phone: str) -> str:
    """`0769-22820037` → `tel:+8676922820037`: the global form, as RFC 3966 has it.

    An extension follows as `;ext=`; hotlines and service numbers have no global form.
    """
    match = _NUMBER.fullmatch(phone)
    if match is None:
        return f"tel:{phone}"
    number = re.sub(r"\D", "", match["number"])
    if number.startswith("0"):
        number = f"+86{number[1:]}"
    elif len(number) == 11:
        number = f"+86{number}"
    return f"tel:{number};ext={match['extension']}" if match["extension"] else f"tel:{number}"
