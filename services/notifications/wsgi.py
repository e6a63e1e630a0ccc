"""Where gunicorn finds the API: ``services.notifications.wsgi:app``."""

from services.notifications import wiring

app = wiring.app()
