"""Entry point of ``make demo``."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "stopext.settings.demo"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from stopext.access.checks import refuse_unsafe_login  # noqa: E402 (models are ready now)

refuse_unsafe_login()
