"""The application object that Granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from cms.core.http.chunked_bodies import with_length

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = with_length(get_wsgi_application())
