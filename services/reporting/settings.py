"""What the processes of the service are told, beside what every subscriber is."""

from shared.settings import Environment, database_url
from shared.subscriber_settings import ApiSettings


def api_settings(environment: Environment) -> ApiSettings:
    """
    Return what the API is told.

    :raises SettingIsWrong: naming the first that is missing or unusable.
    """
    return ApiSettings.from_environment(environment, database="REPORTING_DATABASE_URL")


def worker_database_url(environment: Environment) -> str:
    """
    Return the URL of the role that writes the projections.

    :raises SettingIsWrong: if it is missing or unusable.
    """
    return database_url(environment, "REPORTING_WORKER_DATABASE_URL")
