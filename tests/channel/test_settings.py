"""The edge starts well told or not at all."""

from __future__ import annotations

import pytest

from bot.channel.configured import edge_settings_of
from bot.channel.guard import is_listed
from bot.channel.settings import EdgeSettings
from bot.errors import ConfigurationError
from bot.settings import read_settings
from tests.channel.far_end import TENANT, FarEnd
from tests.channel.teams import settings_for


@pytest.mark.parametrize("host", ["192.168.0.1", "::", "10.0.0.1", "bot.example", ""])
def test_without_authentication_only_loopback_is_allowed(host: str) -> None:
    with pytest.raises(ConfigurationError, match="loopback"):
        EdgeSettings(frozenset({TENANT}), authenticate=False, host=host)


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(ConfigurationError) as missing:
        EdgeSettings(frozenset(), service_hosts=())
    for name in ("tenant", "service host", "app_id", "app_password", "app_tenant_id"):
        assert name in str(missing.value)


@pytest.mark.parametrize("entry", ["", " ", "http://[", "//", "https://"])
def test_an_entry_that_names_no_host_is_refused_at_the_start(far: FarEnd, entry: str) -> None:
    with pytest.raises(ConfigurationError, match="service host"):
        settings_for(far, service_hosts=(entry,))


@pytest.mark.parametrize(
    ("entry", "url", "listed"),
    [
        ("smba.trafficmanager.net", "https://smba.trafficmanager.net/uk/", True),
        ("SMBA.trafficmanager.net", "https://smba.TrafficManager.net", True),
        ("https://smba.trafficmanager.net/", "https://smba.trafficmanager.net/uk/", True),
        ("trafficmanager.net", "https://smba.trafficmanager.net/", False),
        ("*.trafficmanager.net", "https://smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net/", "http://smba.trafficmanager.net/", False),
        ("127.0.0.1:56150", "http://127.0.0.1:56150/_connector", True),
        ("http://localhost:56150/_connector", "http://localhost:56150/_connector", True),
        ("127.0.0.1:56150", "http://127.0.0.1:80/", False),
        ("localhost", "http://localhost:56150/_connector", True),
    ],
)
def test_which_places_an_entry_lists(entry: str, url: str, listed: bool) -> None:
    assert is_listed(url, [entry]) is listed


def test_a_misspelt_type_does_not_switch_authentication_off(far: FarEnd) -> None:
    with pytest.raises(ConfigurationError, match="SingelTenant"):
        settings_for(far, app_type="SingelTenant")


def test_an_identity_needs_no_password(far: FarEnd) -> None:
    settings_for(far, app_type="UserAssignedMSI", app_password="", app_tenant_id="")


def test_the_password_is_not_shown(far: FarEnd) -> None:
    assert "secret" not in repr(settings_for(far, app_password="secret"))


@pytest.mark.parametrize(("said", "pace"), [({}, 48), ({"IRO_SENDS_PER_SECOND": "30"}, 30)], ids=str)
def test_the_pace_is_a_little_under_teams_limit_unless_set(said: dict[str, str], pace: int) -> None:
    given = {
        "MicrosoftAppType": "UserAssignedMSI",
        "MicrosoftAppId": "a0000000-0000-4000-8000-000000000001",
        "IRO_DATABASE_URL": "sqlite:///iro.db",
        "IRO_TENANTS": "d0000000-0000-4000-8000-000000000001=lincolnshire",
    }
    assert edge_settings_of(read_settings(given | said)).timing.per_second == pace
