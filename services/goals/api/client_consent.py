"""What a client allows, and who may act for them."""

from marshmallow import fields, validate

from services.goals.aggregates import CLIENT
from services.goals.api.commands import Commands, CommandSchema
from services.goals.api.fields import Identifier, day, own_id, words
from services.goals.domain.client.consent import GrantConsent, WithdrawConsent
from services.goals.domain.client.proxies import GrantProxy, RevokeProxy
from shared.contracts.clients import Capacity, Purpose, Scope
from shared.web import Blueprint

RECIPIENT = r"^(system|person|goal):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

bp = Blueprint("client_consent", __name__, url_prefix="/v1/clients")
clients = Commands(bp, CLIENT, "client_id")


@clients.post("/<uuid:client_id>/consents")
class GrantConsentSchema(CommandSchema):
    """Allow a recipient to receive something for a purpose."""

    command = GrantConsent
    example = {
        "recipient": "system:01940035-7000-7000-8000-000000000035",
        "scope": "progress",
        "purpose": "care",
    }

    consent_id = own_id()
    recipient = fields.String(
        required=True,
        validate=validate.Regexp(
            RECIPIENT, error="Send system:, person: or goal: and a UUID."
        ),
        metadata={"description": "a system, a person or a goal, by its id"},
    )
    scope = fields.Enum(Scope, by_value=True, required=True)
    purpose = fields.Enum(Purpose, by_value=True, required=True)
    capacity = fields.Enum(Capacity, by_value=True, load_default=Capacity.SELF)
    granted_by = words()
    until_on = day()


@clients.post("/<uuid:client_id>/consents/<uuid:consent_id>/withdrawal", status=200)
class WithdrawConsentSchema(CommandSchema):
    """End a consent; the recipient gets nothing further."""

    command = WithdrawConsent

    reason = words()


@clients.post("/<uuid:client_id>/proxies")
class GrantProxySchema(CommandSchema):
    """Let another person act for the client."""

    command = GrantProxy
    example = {
        "proxy_id": "01940036-7000-7000-8000-000000000036",
        "capacity": "parent",
    }

    proxy_id = Identifier(required=True)
    capacity = fields.Enum(Capacity, by_value=True, required=True)
    until_on = day()


@clients.post("/<uuid:client_id>/proxies/<uuid:proxy_id>/revocation", status=200)
class RevokeProxySchema(CommandSchema):
    """End another person's acting for the client."""

    command = RevokeProxy

    reason = words()
