"""Where gunicorn finds the API: ``services.notifications.wsgi:app``."""

from services.notifications import wiring
from shared.telemetry import configure_logging

configure_logging("notifications-api")
app = wiring.app()
