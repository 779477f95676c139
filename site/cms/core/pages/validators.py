from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_plausible_time(moment: datetime) -> None:
    """Nothing here is from before the web or for after this century; and databases and time zones
    fail at the ends of the calendar."""
    if not 1990 <= moment.year <= 2099:
        raise ValidationError(_("The year must lie between 1990 and 2099."))
