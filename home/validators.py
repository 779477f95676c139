"""Forms that the facts of an organisation in China take."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from cms.core.pages.slugs import RESERVED

validate_code_form = RegexValidator(
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z",
    _("Lower-case letters, digits and single hyphens only, a letter first."),
)
# https://beian.miit.gov.cn: province, 备 or 证, number, and for a single site its place in it.
validate_icp_number = RegexValidator(
    r"^[\u4e00-\u9fff]ICP[备证][0-9]{6,10}号(-[0-9]{1,3})?\Z",
    _("Not an ICP number; one looks like 粤ICP备15059714号 or 粤ICP备15059714号-1."),
)
# https://beian.mps.gov.cn: province, then a fourteen-digit number.
validate_public_security_number = RegexValidator(
    r"^[\u4e00-\u9fff]公网安备\s?[0-9]{14}号\Z",
    _("Not a public-security filing number; one looks like 粤公网安备 44190002000001号."),
)


def validate_code_not_reserved(code: str) -> None:
    """A branch's code is its address: it must not shadow a path of the system or a language."""
    if code in RESERVED:
        raise ValidationError(_("“%(code)s” is reserved for the system."), params={"code": code})
