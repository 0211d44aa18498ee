"""Production entry point. It names its settings itself: no variable can turn it into the demo."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "stopext.settings.production"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from stopext.access.checks import refuse_unsafe_login  # noqa: E402 (models are ready now)

refuse_unsafe_login()
