"""An address as anybody may see it: without the password in it, or without all that makes it a key."""

import re

HIDDEN = "***"

_WEB = re.compile(r"(?i)((?:(?<=http)|(?<=https))://[^/?#\s:@]*):(?!\{secret\.)[^/?#\s]*@")
_OTHER = re.compile(r"(?i)((?<!http)(?<!https)://[^:/]*):(?!\{secret\.)[^@]*@(?:(?:(?!\?[\w-]+=)[\s\S])*@)?")
"""A database's password may hold "/", "?" and "#", as SQLAlchemy reads it (make_url), and "@" as people type it: it
ends before the last "@" that stands in front of a query."""

_QUERY = re.compile(r"(?i)([?&](?:\w*password|passwd|pwd|pass)=)(?!\{secret\.)[^&\s]*")
"""libpq takes password and sslpassword from there: https://www.postgresql.org/docs/current/libpq-connect.html. What
stands in a relay's address besides is none: whoever approves a relay sees it."""

_KEY = re.compile(r"(?i)(\s*https?://)([^/?#\\]*@)?((?:\[[\da-f:.]*\]|[^/?#\\@:\s]*)(?::\d+)?)([/?#\\][\s\S]*)?")


def without_password(said: str) -> str:
    """The text with the password of each address in it hidden, before the host or in the query."""
    said = _OTHER.sub(rf"\1:{HIDDEN}@", _WEB.sub(rf"\1:{HIDDEN}@", said))
    return _QUERY.sub(rf"\1{HIDDEN}", said)


def end_hidden(address: str) -> str:
    """An address whose path, query and user are a key: nothing but its host is left."""
    if not address.strip():
        return address
    found = _KEY.fullmatch(address)
    if found is None:
        scheme = re.match(r"(?i)\s*https?://", address)
        return (scheme[0] if scheme else "") + HIDDEN
    start, user, host, end = found.groups()
    return start + (f"{HIDDEN}@" if user else "") + host + (f"/{HIDDEN}" if end and end != "/" else end or "")
