"""Entry point of ``make demo``."""

import os
import signal

from stopext.launch.processes import die_with_parent

# A server that is killed leaves its workers behind, and they would go on answering: before anything
# else, because the rest takes seconds in which that can happen too.
die_with_parent(signal.SIGKILL)

os.environ["DJANGO_SETTINGS_MODULE"] = "stopext.settings.demo"

from django.core.wsgi import get_wsgi_application  # noqa: E402 (after the settings)

application = get_wsgi_application()

from stopext.access.checks import refuse_unsafe_login  # noqa: E402 (models are ready now)

refuse_unsafe_login()
