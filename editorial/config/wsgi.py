"""What a WSGI server serves: finished pages from the front, everything else from Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.config.settings")

django_application = get_wsgi_application()

from articles.front import Front  # noqa: E402 - needs the apps, which the line above has loaded

application = Front(django_application)
