"""Where gunicorn finds the goals API: ``services.goals.wsgi:app``."""

import os

from services.goals import wiring
from services.goals.settings import Settings
from shared.telemetry import configure_logging

configure_logging("goals-api")
app = wiring.api(Settings.from_environment(os.environ))
