"""
What every published fact has in common.

A fact declares its fields and its ``type`` (the name and version under which it
is stored for ever) and nothing else. Everything around it, such as who, when and
in which stream, is the envelope's.
"""

from typing import Annotated, ClassVar

import msgspec

MAX_WORDS = 4000
"""The longest text a person may type into one field, in characters."""

OwnWords = (
    Annotated[
        str,
        msgspec.Meta(
            max_length=MAX_WORDS,
            extra={"sealed": True},
            extra_json_schema={"x-sealed": True},
        ),
    ]
    | None
)
"""
Text that a person typed: sealed on its way into the store.

``None`` means that there is no text, or that this reader may not see it.
"""

SealedItems = (
    Annotated[
        tuple[int | None, ...],
        msgspec.Meta(extra={"sealed": True}, extra_json_schema={"x-sealed": True}),
    ]
    | None
)
"""
The answers to a questionnaire's items, in their order: sealed like words.

An item nobody answered is ``None``.
"""


class Fact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """
    Something that happened, and is true from then on.

    A fact holds no reference back to itself, so the garbage collector need not
    watch it: reading a batch of thousands takes half the time.
    """

    type: ClassVar[str]


def sealed_fields(fact: type[Fact]) -> tuple[str, ...]:
    """Return the names of the fields that hold what a person typed or ticked."""
    return tuple(
        field.name
        for field in msgspec.structs.fields(fact)
        if _is_sealed(msgspec.inspect.type_info(field.type))
    )


def _is_sealed(kind: msgspec.inspect.Type) -> bool:
    if isinstance(kind, msgspec.inspect.UnionType):
        return any(_is_sealed(option) for option in kind.types)
    return isinstance(kind, msgspec.inspect.Metadata) and bool(
        (kind.extra or {}).get("sealed")
    )
