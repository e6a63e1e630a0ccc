"""Where gunicorn finds the API: ``services.reporting.wsgi:app``."""

from services.reporting import wiring
from shared.telemetry import configure_logging

configure_logging("reporting-api")
app = wiring.app()
