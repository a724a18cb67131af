"""The annual report as a file: offered, declined, saved. Only its period and form are ever said here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cards.kit import Drawn, link, quiet, say, shown, title
from bot.cards.scene import Scene
from bot.cards.words import in_words
from bot.domain.intents import Do
from bot.domain.report_asked import MOST_MONTHS, ReportAsked, ReportFormat, WhyNoReport, year_name
from bot.domain.report_rows import Period
from bot.domain.results_report import (
    NoReport,
    ReportDeclined,
    ReportNotSaved,
    ReportOffered,
    ReportPeriodWanted,
    ReportSaved,
)

_FORMS: Mapping[ReportFormat, str] = {
    ReportFormat.WORD: "a Word document",
    ReportFormat.EXCEL: "an Excel workbook",
    ReportFormat.CSV: "CSV files in one zip",
}
_HOLDS = "Counts only: no child, no narrative."


def description(asked: ReportAsked) -> str:
    """For Teams' own card, beside the name and the size of the file."""
    return f"{_named(asked)}. {_HOLDS} {_kept_back(asked)}"


def draw_offered(it: ReportOffered, _scene: Scene) -> list[Drawn]:
    """As plain text, so that it is said too where Teams' own card is not drawn."""
    said = (
        f"{_named(it.asked)}, about {max(it.asked.about_bytes // 1000, 1)} KB. "
        f"{_HOLDS} {_kept_back(it.asked)} "
        "Choose Allow, and I make it from the records as they stand then and save it to your OneDrive. "
        "Where no Allow is shown, files cannot be saved from here."
    )
    return [Drawn(text=said)]


def draw_period_wanted(it: ReportPeriodWanted, scene: Scene) -> list[Drawn]:
    asks = "Which period?"
    parts = [
        title("Annual report"),
        say(asks, spacing="None"),
        quiet("Or type it, for example: report April to September as Excel"),
    ]
    return shown(asks, parts, [_year(one, it, scene) for one in it.years])


def _year(period: Period, it: ReportPeriodWanted, scene: Scene) -> dict[str, object]:
    name = f"{year_name(period)}{' so far' if period.to_on == scene.today else ''}"
    return link(name, Do.MAKE_REPORT, ReportAsked(period, it.format, it.suppress_below).as_slots())


def _kept_back(asked: ReportAsked) -> str:
    below = asked.suppress_below
    return (
        f"Figures from 1 to {below - 1} are kept back." if below else "Small numbers are shown as they are."
    )


def draw_no_report(it: NoReport, _scene: Scene) -> list[Drawn]:
    why = {
        WhyNoReport.NO_PERIOD: "No period was named.",
        WhyNoReport.NOT_BEGUN: "That period has not begun.",
        WhyNoReport.BACKWARDS: "That period ends before it begins.",
        WhyNoReport.TOO_LONG: f"A report made here covers {MOST_MONTHS // 12} years at most.",
    }[it.why]
    said = f"{why} Please name another."
    return shown("No report", [title("Annual report"), say(said)], [link("Annual report", Do.MAKE_REPORT)])


def draw_declined(_it: ReportDeclined, _scene: Scene) -> list[Drawn]:
    return [Drawn(text="No report was made.")]


def draw_saved(it: ReportSaved, _scene: Scene) -> list[Drawn]:
    return [Drawn(text=f"{_named(it.asked)}: saved to your OneDrive.")]


def draw_not_saved(_it: ReportNotSaved, _scene: Scene) -> list[Drawn]:
    said = "The report could not be saved to your OneDrive. Nothing was lost; please ask for it again."
    return [Drawn(text=said)]


def _named(asked: ReportAsked) -> str:
    period, year = asked.period, year_name(asked.period)
    days = f"{in_words(period.from_on)} to {in_words(period.to_on)}"
    return f"The report for {f'{year}, ' if year else ''}{days}, as {_FORMS[asked.format]}"
