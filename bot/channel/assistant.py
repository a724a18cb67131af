"""The assistant's turn, whole: one message in, one transaction, the answer out.

Everything a message changes commits together, once: the record, the history, the conversation, and the
answer itself, so that the same message or the same button never acts twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.cards.draw import Scene, draw
from bot.channel.consenting import Allows, key_of_nonce, take_consent
from bot.channel.conversing import Thing, converse
from bot.channel.file_cards import LONGEST_ID, consent_card
from bot.channel.messages import Answer, Incoming, Kind, Message
from bot.channel.report_files import ReportFiles
from bot.clock import Clock, london_day
from bot.domain.chats import Address, Chat
from bot.domain.intents import Intent
from bot.domain.people import Person
from bot.domain.policy import Policy
from bot.domain.results_report import ReportOffered
from bot.domain.shows import ActedAlready, PersonalOnly, StaleCard, Unknown, Welcome
from bot.holidays_england import working_calendar
from bot.operations.desk import Desk
from bot.recognise.presses import read_press
from bot.recognise.recognise import read_as, recognise
from bot.watching.stretches import stretch
from dialogs import conversation, talk
from dialogs.talk import Talk
from storage import conversations, deliveries, people
from storage.database import Database, Work


@dataclass(frozen=True)
class Turn:
    """One thing a person did, with the authority it concerns and the moment it is taken."""

    incoming: Incoming
    policy: Policy
    now: datetime


class Assistant:
    """Serves every authority whose policy it was given, by tenant."""

    def __init__(
        self,
        database: Database,
        policies: Mapping[str, Policy],
        clock: Clock,
        email_of: Callable[[Address], Awaitable[str | None]],
        after_commit: Callable[[], None],
        reports: ReportFiles,
    ) -> None:
        self._database = database
        self._policies = policies
        self._clock = clock
        self._email_of = email_of
        self._after_commit = after_commit
        self._reports = reports

    async def answer(self, incoming: Incoming) -> Answer:
        """Commits before it returns."""
        answer = await self._take(incoming)
        if answer is None and incoming.email is None:
            answer = await self._take(await self._introduced(incoming))
        if answer is None:
            return self._to_a_stranger(incoming)
        if answer.tells_others:
            self._after_commit()
        if answer.wanted:
            self._reports.start(answer.wanted)
        return answer

    async def _take(self, incoming: Incoming) -> Answer | None:
        turn = Turn(incoming, self._policies[incoming.address.tenant], self._clock())
        return await self._database.transact(
            incoming.address.tenant, lambda work: take_turn(work, turn, self._reports.allows)
        )

    def _to_a_stranger(self, incoming: Incoming) -> Answer:
        turn = Turn(incoming, self._policies[incoming.address.tenant], self._clock())
        scene = Scene(NOBODY, turn.policy, london_day(turn.now))
        return Answer(tuple(_drawn(scene, [Unknown()], "")))

    async def _introduced(self, incoming: Incoming) -> Incoming:
        """First contact: the Teams roster says whose e-mail this is."""
        return replace(incoming, email=await self._email_of(incoming.address) or "")


def take_turn(work: Work, turn: Turn, allows: Allows) -> Answer | None:
    """None: not an active person of this authority; nothing was stored."""
    incoming = turn.incoming
    person = _person(work, incoming)
    if person is None:
        return None
    if incoming.kind is Kind.UNINSTALLED:
        return _uninstalled(work, turn, person)
    chat, given = conversations.chat_and_answer(work, person.id, incoming.activity_id)
    desk = _desk(work, turn, person)
    if incoming.kind is Kind.CONSENT:
        return _consented(turn, desk, given, allows)
    if not incoming.personal:
        return _in_a_group(turn, desk, chat, given)
    if given is not None:
        return Answer(_messages(given), key=incoming.activity_id)
    return _in_private(work, turn, desk, chat)


def _uninstalled(work: Work, turn: Turn, person: Person) -> Answer:
    """Removed from a group, the assistant is still in the person's own chat."""
    if turn.incoming.personal:
        conversations.mark_unreachable(work, person.id, "uninstalled", turn.now)
    return Answer(())


def _person(work: Work, incoming: Incoming) -> Person | None:
    known = conversations.held_person(work, incoming.aad_object_id)
    if known is not None or not incoming.email:
        return known
    by_email = people.person_by_email(work, incoming.email)
    if by_email is None or not by_email.active or by_email.aad_object_id is not None:
        return None
    people.bind_object_id(work, by_email.id, incoming.aad_object_id)
    return conversations.held_person(work, incoming.aad_object_id)


def _desk(work: Work, turn: Turn, person: Person) -> Desk:
    today = london_day(turn.now)
    calendar = working_calendar(today, turn.policy.closures, turn.policy.extra_bank_holidays)
    return Desk(work, person, turn.policy, calendar, turn.now, today)


def _in_private(work: Work, turn: Turn, desk: Desk, chat: Chat | None) -> Answer:
    incoming = turn.incoming
    before = talk.from_json(chat.state if chat else {})
    after, things = _said(desk, before, incoming)
    is_back, is_saved = (
        chat is None or bool(chat.unreachable),
        after.last_change not in (None, before.last_change),
    )
    messages = tuple(_drawn(_scene(desk), things, incoming.activity_id))
    answer = Answer(messages, key=incoming.activity_id, tells_others=is_back or is_saved)
    conversations.keep_chat(work, desk.person.id, incoming.address, talk.as_json(after), chat)
    if is_back:
        deliveries.wake_deliveries(work, desk.person.id, turn.now)
    _keep(work, incoming.activity_id, turn, answer)
    if is_saved and (nonce := _saved(before, incoming)):
        _keep(work, key_of_nonce(nonce), turn, answer)
    return answer


def _consented(turn: Turn, desk: Desk, given: list[dict[str, Any]] | None, allows: Allows) -> Answer:
    """To a file that was offered: Teams does that in a person's own chat alone."""
    incoming, key = turn.incoming, turn.incoming.activity_id
    if not incoming.personal:
        return Answer()
    if given is not None:
        return Answer(_messages(given), key=key)
    scene = _scene(desk)
    taken = take_consent(desk, scene, incoming, allows)
    answer = Answer(tuple(_drawn(scene, taken.told, key)), key=key, wanted=taken.wanted)
    _keep(desk.work, key, turn, answer)
    if taken.nonce:
        _keep(desk.work, key_of_nonce(taken.nonce), turn, answer)
    return answer


def _saved(before: Talk, incoming: Incoming) -> str | None:
    """The nonce of the errand that was confirmed: by its own card, or in words."""
    return (incoming.press or {}).get("nonce") or (before.running.nonce if before.running else None)


def _said(desk: Desk, before: Talk, incoming: Incoming) -> tuple[Talk, list[Thing]]:
    if incoming.kind is Kind.INSTALLED:
        return before, _welcome(desk, incoming)
    intent = _intent(desk, before, incoming)
    if intent is None:
        return before, [StaleCard()]
    if (
        intent.nonce is not None
        and conversations.answer_given(desk.work, key_of_nonce(intent.nonce)) is not None
    ):
        return before, [ActedAlready()]
    return converse(desk, before, intent, incoming.activity_id)


def _intent(desk: Desk, before: Talk, incoming: Incoming) -> Intent | None:
    if incoming.kind is Kind.PRESS:
        return _with_kept_words(desk, before, read_press(incoming.press or {}, desk.now, desk.policy))
    role = min((role.value for role in desk.person.roles), default="iro", key=ROLES.index)
    with stretch("recognise"):
        return recognise(
            incoming.text, desk.now, desk.policy, conversation.expecting(before), role, desk.calendar
        )


def _with_kept_words(desk: Desk, before: Talk, pressed: Intent | None) -> Intent | None:
    """An errand chosen for what was typed before: read again as that errand."""
    if pressed is None or not pressed.slots.get("kept"):
        return pressed
    if not before.kept_words:
        return replace(pressed, slots={})
    return read_as(pressed.do, before.kept_words, desk.now, desk.policy, desk.calendar)


ROLES = ("iro", "iro_manager", "responder", "admin")
"""Of a person with several: the one their words are read by first."""


def _in_a_group(turn: Turn, desk: Desk, chat: Chat | None, given: list[dict[str, Any]] | None) -> Answer:
    """One line there; what was asked is answered in the person's own chat, if there is one.

    `given`: what was answered to the same message before.
    """
    work, key = desk.work, turn.incoming.activity_id
    line = Answer(tuple(_drawn(_scene(desk), [PersonalOnly(chat is not None)], key)), key=key)
    if chat is None:
        if given is None:
            _keep(work, key, turn, line)
        return line
    if given is not None:
        return replace(line, elsewhere=chat.address, privately=_messages(given))
    privately = replace(turn.incoming, address=chat.address, personal=True, by_invoke=False)
    inner = _in_private(work, replace(turn, incoming=privately), desk, chat)
    return replace(inner, messages=line.messages, elsewhere=chat.address, privately=inner.messages)


def _welcome(desk: Desk, incoming: Incoming) -> list[Thing]:
    """Teams tells of one installation twice, with two ids: one welcome is enough."""
    minute = int(desk.now.timestamp()) // 60
    keys = [f"welcome:{incoming.address.conversation_id}:{one}" for one in (minute, minute - 1)]
    if any(conversations.answer_given(desk.work, key) is not None for key in keys):
        return []
    conversations.keep_answer(desk.work, keys[0], desk.now, None, [])
    return [Welcome(desk.person, desk.policy)]


def _scene(desk: Desk) -> Scene:
    return Scene(desk.person, desk.policy, desk.today, desk.calendar)


def _drawn(scene: Scene, things: Iterable[Thing], activity_id: str) -> Iterable[Message]:
    for place, thing in enumerate(things):
        file = None
        if isinstance(thing, ReportOffered):
            file = consent_card(thing, f"file-{place}-{activity_id}"[:LONGEST_ID])
        for one in draw(thing, scene):
            yield Message(one.text, one.card, one.summary, file)


def _keep(work: Work, key: str, turn: Turn, answer: Answer) -> None:
    address = turn.incoming.address if key == turn.incoming.activity_id else None
    # Not asdict: its deep copy of a card took nearly half of a turn.
    conversations.keep_answer(work, key, turn.now, address, [vars(message) for message in answer.messages])


def _messages(given: Iterable[Mapping[str, object]]) -> tuple[Message, ...]:
    return tuple(Message(**one) for one in given)  # type: ignore[arg-type]


NOBODY = Person(0, "", "", frozenset())
"""Who writes and is not known here."""
