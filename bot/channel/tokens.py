"""The bearer token of a request: proof that the connector sent it, to us, from that service URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from bot.channel.guard import CHANNEL, Refusal
from bot.channel.keys import Key, KeySet, KeysUnavailable

ISSUER = "https://api.botframework.com"
SKEW_SECONDS = 300


@dataclass(frozen=True)
class Caller:
    """Whose token was good."""

    service_url: str
    claims: Mapping[str, Any]

    def refuse_other(self, service_url: str) -> Refusal | None:
        """Else a token for one place could make us answer at another."""
        return None if self.service_url == service_url else Refusal(401, "token of another service URL")


ANYBODY = Caller("", {})
"""Without authentication."""


async def check_token(authorization: str, keys: KeySet, app_id: str) -> Caller | Refusal:
    """401 for a bad token; 503 when the key server is out and we know no key: the caller may be genuine
    and should come again."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return Refusal(401, "no token")
    try:
        key = await keys.find(jwt.get_unverified_header(token)["kid"])
        return _caller(token, key, app_id)
    except KeysUnavailable:
        return Refusal(503, "no keys to check tokens with")
    # KeyError: no key id. RecursionError: a header nested to exhaust the parser.
    except (jwt.PyJWTError, ValueError, KeyError, RecursionError) as fault:
        return Refusal(401, f"bad token: {type(fault).__name__}")


def _caller(token: str, key: Key | None, app_id: str) -> Caller | Refusal:
    if key is None:
        return Refusal(401, "token of an unknown key")
    if CHANNEL not in key.endorsements:
        return Refusal(401, "key not endorsed for the channel")
    claims = jwt.decode(
        token,
        key.jwk,
        algorithms=["RS256"],
        audience=app_id,
        issuer=ISSUER,
        leeway=SKEW_SECONDS,
        options={"require": ["exp", "nbf", "iss", "aud", "serviceurl"]},
    )
    return Caller(str(claims["serviceurl"]), claims)
