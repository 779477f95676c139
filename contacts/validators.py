from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_postcode = RegexValidator(r"^[0-9]{6}\Z", _("A postcode has six digits."))

# National numbering plan: area code (010, 02x or four digits) and 7–8 digits, with an optional
# extension; 11-digit mobile numbers; 400/800 service numbers; five-digit hotlines such as 12345.
validate_phone = RegexValidator(
    r"^(?:(?:\+86[- ]?)?(?:"
    r"0(?:10|2[0-9]|[3-9][0-9]{2})[- ]?[2-8][0-9]{6,7}(?:(?:-|转)[0-9]{1,6})?"
    r"|1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"
    r"|[48]00[- ]?[0-9]{3}[- ]?[0-9]{4}"
    r")|1[12][0-9]{3})\Z",
    _("Not a Chinese telephone number; write it like 0769-22820037 or 13800138000."),
)

# Letters, digits, _ and -, a letter first, 6–20 characters: the form that WeChat itself demands.
validate_wechat_id = RegexValidator(
    r"^[A-Za-z][A-Za-z0-9_-]{5,19}\Z",
    _("A WeChat ID has 6 to 20 letters, digits, _ or -, and begins with a letter."),
)
