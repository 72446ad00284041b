"""A confirmation that was shown: signed, for one person and one sound, good for ten minutes and for one order."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from broadcaster.bulletin import Bulletin
from broadcaster.urgent import Confirmed
from web.desk import desk, me
from web.sentences import say
from web.typed import Mistyped

GOOD_FOR = timedelta(minutes=10)
"""What was confirmed longer ago was confirmed for another situation."""


def sign(bulletin: UUID, version: int = 0, sha256: str = "") -> str:
    """The hidden value of a confirmation shown to this person now."""
    made = desk().now().isoformat()
    return _signer().dumps([str(uuid4()), str(bulletin), version, sha256, str(me().id), made])


def sign_sound(bulletin: Bulletin) -> str:
    """The same for a bulletin with its sound; "" while it has none."""
    return sign(bulletin.id, bulletin.version, bulletin.rendition.sha256) if bulletin.rendition else ""


def shown(value: str | None, bulletin: UUID) -> Confirmed:
    """What was confirmed; Mistyped("token") where it is too old, another's, or about something else."""
    try:
        order, about, version, sha256, who, made = _signer().loads(value or "")
        found = Confirmed(UUID(order), UUID(about), int(version), str(sha256))
        age = desk().now() - datetime.fromisoformat(made)
    except (BadSignature, ValueError, TypeError) as why:
        raise Mistyped("token", say("not_confirmed")) from why
    if who != str(me().id) or found.bulletin != bulletin:
        raise Mistyped("token", say("not_confirmed"))
    if not timedelta(minutes=-1) <= age <= GOOD_FOR:
        raise Mistyped("token", say("confirmed_long_ago"))
    return found


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="urgent broadcast")
