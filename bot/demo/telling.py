"""Tells the stories through the real operations, at moments past, so that history and dates are real."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from bot.clock import LONDON, london_day
from bot.demo.stories import Act, Move, Story
from bot.demo.words import Matter, Voice
from bot.domain.concerns import Concern
from bot.domain.people import Person
from bot.domain.results import ChallengeLogged, Closed, EntryAdded, Filed, SentByHand, StepAsked, StepRaised
from bot.operations import challenges, closing, filing, narrative, stages
from bot.operations.desk import Desk
from storage.database import Work

OPENS = time(9, 5)
BETWEEN_MOVES = timedelta(minutes=19)
SOON_AFTER = timedelta(minutes=7)
T = TypeVar("T")


@dataclass(frozen=True)
class Teller:
    desk: Desk
    """Of the moment the demo is made; its person is replaced by whoever acts."""
    people: Mapping[int, Person]
    voice: Voice

    @property
    def work(self) -> Work:
        return self.desk.work

    def desk_of(self, person: Person, ago: int, since_opening: timedelta) -> Desk:
        """This person's desk, that many working days ago."""
        day = self.day(-ago)
        local = datetime.combine(day, OPENS, LONDON) + since_opening
        return replace(self.desk, person=person, now=local, today=london_day(local))

    def day(self, ahead: int) -> date:
        return self.desk.calendar.add_working_days(self.desk.today, ahead)

    def manager_of(self, iro: Person) -> Person:
        return next(one for one in self.people.values() if one.email == iro.manager_email)


@dataclass(frozen=True)
class Tale:
    """A story on its way: the record as the last move left it."""

    child: str
    themes: tuple[str, ...]
    matter: Matter
    concern: Concern | None = None

    @property
    def record(self) -> Concern:
        if self.concern is None:
            raise LookupError("the story has not begun")
        return self.concern

    @property
    def ref(self) -> str:
        return self.record.ref


def tell(teller: Teller, story: Story, iro: Person, child: str) -> None:
    """Raises StoryRefused when an operation does not do what the story says."""
    themes = teller.voice.themes()
    tale = Tale(child, themes, teller.voice.matter(themes[0] if themes else ""))
    start = timedelta(minutes=teller.voice.rng.randint(0, 90))
    for number, move in enumerate(story.moves):
        desk = teller.desk_of(iro, move.ago, start + number * BETWEEN_MOVES)
        tale = replace(tale, concern=MOVES[move.act](teller, desk, tale, move))


class StoryRefused(Exception):
    """An operation refused a move of the demo's own making."""


def _done(result: object, kind: type[T]) -> T:
    if not isinstance(result, kind):
        raise StoryRefused(result)
    return result


def _log(teller: Teller, desk: Desk, tale: Tale, move: Move) -> Concern:
    text = f"{tale.matter.opened} {tale.matter.agreed}"
    raised_with, due_on = teller.voice.says("raised_with"), teller.day(move.due_in)
    logged = challenges.log_positive_challenge(desk, tale.child, tale.themes, raised_with, text, due_on)
    return _done(logged, ChallengeLogged).concern


def _raise(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    raised = stages.raise_escalation(desk, tale.child, tale.themes, tale.matter.opened)
    return _done(raised, StepRaised).concern


def _escalate(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    raised = stages.escalate_challenge(desk, tale.ref, (), teller.voice.says("escalate"))
    return _done(raised, StepRaised).concern


def _ask(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    """Where the IRO raises every stage themselves, there is nobody to ask."""
    asked = stages.step_up(desk, tale.ref, _why(teller, tale))
    return asked.concern if isinstance(asked, StepAsked) else _done(asked, StepRaised).concern


def _step(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    return _raised(teller, desk, stages.step_up(desk, tale.ref, _why(teller, tale)))


def _bypass(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    at = tale.record.step.stage if tale.record.step else 0
    *_, wanted = [stage.number for stage in desk.policy.ladder if stage.number > at][:2]
    reason = teller.voice.says("bypass")
    return _raised(teller, desk, stages.step_up(desk, tale.ref, _why(teller, tale), wanted, reason), reason)


def _why(teller: Teller, tale: Tale) -> str:
    return teller.voice.says("step_unanswered" if tale.record.awaits_response else "step_answered")


def _raised(teller: Teller, desk: Desk, result: object, reason: str = "") -> Concern:
    """Where the stage is another's to raise, they do it soon after they were asked."""
    if isinstance(result, StepAsked):
        manager = replace(desk, person=teller.manager_of(desk.person), now=desk.now + SOON_AFTER)
        result = stages.step_up(manager, result.concern.ref, "", result.step.stage, reason)
    return _done(result, StepRaised).concern


def _cafcass(teller: Teller, desk: Desk, tale: Tale, move: Move) -> Concern:
    referred = stages.step_up(desk, tale.ref, teller.voice.says("cafcass"), "cafcass")
    return _sent(teller, desk, replace(tale, concern=_done(referred, StepRaised).concern), move)


def _sent(_teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    step = tale.record.step
    if step is None or step.told_in_teams or step.sent_on:
        return tale.record
    return _done(filing.mark_sent(desk, tale.ref), SentByHand).concern


def _answer(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    """By the manager themselves, or written down by the IRO when it came by e-mail."""
    step = tale.record.step
    manager = teller.people.get(step.to_person_id or 0) if step else None
    text = tale.matter.answer if manager else f"By e-mail: {tale.matter.answer}"
    promised = desk.calendar.add_working_days(desk.today, 5)
    at_desk = replace(desk, person=manager or desk.person)
    return _done(narrative.record_response(at_desk, tale.ref, text, due_on=promised), EntryAdded).concern


def _note(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    return _done(narrative.add_narrative(desk, tale.ref, teller.voice.says("note")), EntryAdded).concern


def _comment(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    manager = replace(desk, person=teller.manager_of(desk.person))
    return _done(narrative.comment(manager, tale.ref, teller.voice.says("comment")), EntryAdded).concern


def _file(_teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    return _done(filing.mark_filed(desk, tale.ref), Filed).concern


def _resolve(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    resolved = closing.resolve(desk, tale.ref, tale.matter.outcome, tale.matter.impact)
    return _done(resolved, Closed).concern


def _withdraw(teller: Teller, desk: Desk, tale: Tale, _move: Move) -> Concern:
    return _done(closing.withdraw(desk, tale.ref, teller.voice.says("withdraw")), Closed).concern


MOVES: Mapping[Act, Callable[[Teller, Desk, Tale, Move], Concern]] = {
    Act.LOG: _log,
    Act.RAISE: _raise,
    Act.ESCALATE: _escalate,
    Act.STEP: _step,
    Act.ASK: _ask,
    Act.BYPASS: _bypass,
    Act.CAFCASS: _cafcass,
    Act.SENT: _sent,
    Act.ANSWER: _answer,
    Act.NOTE: _note,
    Act.COMMENT: _comment,
    Act.FILE: _file,
    Act.RESOLVE: _resolve,
    Act.WITHDRAW: _withdraw,
}
