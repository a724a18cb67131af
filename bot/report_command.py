"""`app.py report`: which period is asked for, and what is said once it is made."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.command_line import BadInput
from bot.domain.policy import Policy
from bot.domain.report_rows import Period, financial_year
from bot.domain.return_903 import Return903
from bot.files import report_903, report_out
from bot.files.report_words import notes
from bot.operations.reporting import MadeReport, find_rows, make_903, make_report
from storage.database import Work

DEFAULT_FOLDER = "report"


def period_of(options: argparse.Namespace) -> Period:
    """`--from` and `--to`, or one financial year. Raises BadInput."""
    year = financial_year(options.from_on)
    if year is not None and options.to_on is None:
        return year
    if options.to_on is None:
        raise BadInput("--to is missing: the last day of the period, such as 2023-03-31.")
    period = Period(_day("--from", options.from_on), _day("--to", options.to_on))
    if period.to_on < period.from_on:
        raise BadInput(f"--to {period.to_on} is before --from {period.from_on}.")
    return period


def _day(name: str, said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as fault:
        raise BadInput(f"{name} {said!r} is not a day such as 2022-04-01.") from fault


def run(
    options: argparse.Namespace, policy: Policy, in_store: Callable[[Callable[[Work], Any]], Any]
) -> Iterator[str]:
    """The lines to be printed."""
    period, below = period_of(options), options.suppress_below
    if options.format == "903":
        return _put_out_903(in_store(lambda work: make_903(work, period)), options)
    found = in_store(lambda work: find_rows(work, period))
    return _put_out(make_report(found, policy, period, suppress_below=below), options)


def _put_out_903(given: Return903, options: argparse.Namespace) -> Iterator[str]:
    files = report_903.write_903(given, Path(options.out or DEFAULT_FOLDER))
    yield report_903.summary_903(given)
    yield from (str(path) for path in files)


def _put_out(made: MadeReport, options: argparse.Namespace) -> Iterator[str]:
    """Writes what was asked for."""
    if options.format == "text" and options.out is None:
        yield report_out.text_of(made.report).rstrip("\n")
        return
    folder = Path(options.out or DEFAULT_FOLDER)
    files = report_out.write_report(
        made.report, made.behind, options.format, folder, with_children=options.children
    )
    yield from notes(made.report)
    yield from (str(path) for path in files)
