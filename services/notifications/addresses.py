"""
What counts as one e-mail address.

Narrower than the standard on purpose: nothing that could end a header, name a second
recipient or need quoting. Checked when a person gives it and again when mail is sent.
"""

LONGEST = 254
LONGEST_LABEL = 63
NOT_IN_AN_ADDRESS = frozenset(" ,;:<>()[]{}|`\\\"'%!")


def is_address(text: str) -> bool:
    """Return whether a text is exactly one plain e-mail address."""
    if len(text) > LONGEST or not text.isprintable():
        return False
    name, at, domain = text.partition("@")
    if not (name and at) or set(text) & NOT_IN_AN_ADDRESS or "@" in domain:
        return False
    return all(_is_dotted(part) for part in (name, domain)) and _is_domain(domain)


def _is_dotted(text: str) -> bool:
    return not (text.startswith(".") or text.endswith(".") or ".." in text)


def _is_domain(text: str) -> bool:
    labels = text.split(".")
    return len(labels) > 1 and all(
        len(label) <= LONGEST_LABEL
        and not label.startswith("-")
        and not label.endswith("-")
        and label.replace("-", "").isalnum()
        for label in labels
    )
