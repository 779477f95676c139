"""The field that pictures' files are kept in."""

from PIL import Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

# Pillow reads these sizes from the header, as they are stored.
WITH_A_HEADER = ("GIF", "JPEG", "PNG", "WEBP")


class PictureFieldFile(WagtailImageFieldFile):
    def get_image_dimensions(self) -> tuple[int, int]:
        """Wagtail's, without decoding the whole picture where its header says how large it is."""
        was_closed = self.closed
        self.open()
        try:
            with Image.open(self.file, formats=WITH_A_HEADER) as image:
                return image.size
        except OSError:  # another format, or none
            return super().get_image_dimensions()
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class PictureField(WagtailImageField):
    attr_class = PictureFieldFile
