from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm
from wagtail.models import Page

from cms.core.images import renditions
from cms.core.images.models import CustomImage
from cms.core.images.presets import FALLBACK


class Command(BaseCommand):
    help = "Create missing renditions, e.g. after a change of presets or a crashed worker."

    def handle(self, **options: Any) -> None:
        without = CustomImage.objects.exclude(renditions__filter_spec=FALLBACK.spec)
        uploads = without.count()
        stand_ins = sum(
            renditions.make_fallback(image)
            for image in tqdm(without.iterator(), _("Uploads"), uploads, disable=None)
        )
        pages = Page.objects.live().order_by("pk")
        each_page = pages.specific().iterator(chunk_size=100)
        made = sum(
            renditions.make_for(page)
            for page in tqdm(each_page, _("Pages"), pages.count(), disable=None)
        )
        self.stdout.write(
            self.style.SUCCESS(
                _("Created %(made)d renditions for pages and %(uploads)d placeholders for uploads")
                % {"made": made, "uploads": stand_ins}
            )
        )
