"""The web application for a server such as granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacities.config.settings")
application = get_wsgi_application()
