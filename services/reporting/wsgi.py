"""Where gunicorn finds the API: ``services.reporting.wsgi:app``."""

from services.reporting import wiring

app = wiring.app()
