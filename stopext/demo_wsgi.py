"""Entry point of ``make demo``."""

import os
import signal

os.environ["DJANGO_SETTINGS_MODULE"] = "stopext.settings.demo"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from stopext.access.checks import refuse_unsafe_login  # noqa: E402 (models are ready now)
from stopext.launch.processes import die_with_parent  # noqa: E402 (after the settings)

refuse_unsafe_login()
# A server that is killed leaves its workers behind, and they would go on answering.
die_with_parent(signal.SIGKILL)
