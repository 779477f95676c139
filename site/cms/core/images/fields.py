"""The field that pictures' files are kept in."""

from PIL import Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .metadata import upright_size

# Those of WAGTAILIMAGES_EXTENSIONS: Pillow reads their sizes from the header.
WITH_A_HEADER = ("AVIF", "GIF", "HEIF", "JPEG", "PNG", "WEBP")


class PictureFieldFile(WagtailImageFieldFile):
    def get_image_dimensions(self) -> tuple[int, int]:
        """The size of the picture as people see it: turned as its Exif data say.

        Wagtail's is the size as stored, and found by decoding the whole picture.
        """
        was_closed = self.closed
        self.open()
        try:
            with Image.open(self.file, formats=WITH_A_HEADER) as image:
                return upright_size(image)
        except OSError:  # another format, or none
            return super().get_image_dimensions()
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class PictureField(WagtailImageField):
    attr_class = PictureFieldFile
