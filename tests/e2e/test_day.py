"""An IRO's day in Microsoft's own client for developers, over its own HTTP and WebSocket."""

from __future__ import annotations

from typing import Any

from tests.e2e.playground import CARD, Client, Demo, Message, actions, words

CHALLENGE = "positive challenge on D-100004 - drift and delay, life story work, asked SW to sort by next Fri"


def said(message: Message) -> str:
    return message.text + words(message.cards)


async def test_a_challenge_is_shown_back_and_saved_by_its_button(client: Client) -> None:
    (shown,) = await client.ask(CHALLENGE)
    assert "D-100004" in said(shown)
    answer = await client.press(shown, "Save")
    assert answer["type"] == CARD
    assert "R-20" in words(shown.card)
    again = await client.press(shown, "Undo")
    assert again == {}
    (undone,) = await client.next_replies()
    assert "undone" in said(undone)


async def test_an_escalation_goes_up_and_is_resolved(client: Client) -> None:
    (shown,) = await client.ask("escalate D-100005 - safeguarding concern, no risk assessment seen")
    await client.press(shown, "Save")
    assert "20" in words(shown.card)
    record = await pressed(client, shown, "Open", "Resolved")
    form = await pressed(client, record, "Resolved", "Continue")
    filled = {"slot.outcome": "Risk assessment received", "slot.impact": "The placement is safer"}
    await client.press(form, "Continue", **filled)
    await client.press(form, "Save")
    assert "resolved" in words(form.card).casefold()


async def test_what_is_open_is_listed_and_can_be_acted_on(client: Client) -> None:
    (listed,) = await client.ask("what's open")
    assert "soonest date first" in said(listed)
    record = await pressed(client, listed, "Open", "Text for Mosaic")
    await client.press(record, "Text for Mosaic")
    (text,) = await client.next_replies()
    assert "Child: D-" in said(text)


async def test_what_is_not_on_the_file_is_ticked_off(client: Client) -> None:
    (listed,) = await client.ask("what is not entered on the file yet?")
    text = await pressed(client, listed, "Text for Mosaic", "Entered on file")
    ticked = await pressed(client, text, "Entered on file", "Open")
    assert "R-20" in said(ticked)


async def test_reviews_due_and_a_review_held(client: Client) -> None:
    (due,) = await client.ask("which reviews are due in the next fortnight?")
    assert "from" in said(due)
    child = next(word for word in said(due).split() if word.startswith("D-1"))
    (shown,) = await client.ask(f"held {child} review today, PN1")
    await client.press(shown, "Save")
    assert "at the latest" in said(shown)


async def test_a_stranger_learns_nothing(client: Client) -> None:
    activity = await client.template("install")
    stranger = {"id": "someone", "aadObjectId": "00000000-0000-4000-8000-00000000dead"}
    await client.custom({**activity, "type": "message", "text": "what is open?", "from": stranger})
    (reply,) = await client.next_replies()
    assert "D-1" not in said(reply)


async def test_the_welcome_comes_on_installation(client: Client, demo: Demo) -> None:
    await client.install()
    (welcome,) = await client.next_replies()
    assert demo.current["name"] in said(welcome)


async def pressed(client: Client, message: Message, title: str, until: str) -> Message:
    """Presses a button that leaves its card as it is; answers the next message with a button `until`."""
    answer: dict[str, Any] = await client.press(message, title)
    assert answer == {}
    while True:
        (reply,) = await client.next_replies()
        if until in [action.get("title") for action in actions(reply.card)]:
            return reply
