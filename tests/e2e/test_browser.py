"""A person at the page itself: typing, pressing, reading."""

from __future__ import annotations

from tests.e2e.browser import Chat


async def test_a_challenge_by_card_alone(chat: Chat) -> None:
    await chat.see("What is open?")
    await chat.press("Log a positive challenge")
    await chat.see("By when?")
    await chat.fill("Which child?", "D-100006")
    await chat.tick("Drift and Delay")
    await chat.fill("Whom did you raise it with?", "social worker")
    await chat.fill("What is the matter", "Passport application not sent; agreed to send it this week")
    await chat.fill("By when?", "2099-12-01")
    await chat.press("Continue")
    await chat.see("Bank holidays are known up to")
    await chat.say("end of next week")
    await chat.press("Save")
    await chat.see("Saved as")


async def test_typed_words_are_shown_as_typed(chat: Chat) -> None:
    await chat.say(
        "positive challenge on D-100007 - drift, *no* <b>reply</b> [x](y), asked SW to sort by Friday"
    )
    await chat.see("*no* <b>reply</b> [x](y)")
    await chat.press("Cancel")
    await chat.see("Nothing was saved")


async def test_nothing_of_a_card_is_cut_off(chat: Chat) -> None:
    """Every card stays within the width of the chat."""
    for words in ("what's open", "reviews due", "help"):
        last = await chat.say(words)
        box, card = await last.bounding_box(), await last.locator(".ac-adaptiveCard").bounding_box()
        assert box
        assert card
        assert card["x"] + card["width"] <= box["x"] + box["width"]
        inner = await last.locator(".ac-adaptiveCard").evaluate(
            "card => card.scrollWidth <= card.clientWidth"
        )
        assert inner
