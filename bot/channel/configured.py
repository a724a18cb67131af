"""From what the operator set to what the edge and the rules are told."""

from __future__ import annotations

from bot.channel.settings import EdgeSettings, Timing
from bot.domain.policy import Policy
from bot.domain.policy_file import load_policy
from bot.settings import Settings


def edge_settings_of(settings: Settings) -> EdgeSettings:
    """Raises ConfigurationError."""
    given = {
        "openid_metadata": settings.openid_metadata,
        "service_hosts": settings.service_hosts,
        "upload_hosts": settings.upload_hosts,
    }
    return EdgeSettings(
        tenants=frozenset(settings.tenants),
        app_type=settings.app_type,
        app_id=settings.app_id,
        app_password=settings.app_password,
        app_tenant_id=settings.app_tenant_id,
        host=settings.host,
        proxy=settings.proxy,
        timing=Timing(per_second=settings.sends_per_second),
        **{name: value for name, value in given.items() if value},  # type: ignore[arg-type]
    )


def demo_edge_settings(tenant: str) -> EdgeSettings:
    """Without credentials, for this machine alone."""
    hosts = ("127.0.0.1", "localhost")
    return EdgeSettings(tenants=frozenset({tenant}), service_hosts=hosts, authenticate=False)


def policies_of(settings: Settings) -> dict[str, Policy]:
    """By tenant id. Raises PolicyError."""
    return {
        tenant: load_policy(authority, overlay=settings.overlays.get(authority))
        for tenant, authority in settings.tenants.items()
    }
