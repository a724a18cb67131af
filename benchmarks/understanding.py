"""`python3 dev.py understand-report [FILE.jsonl ...]`: how well sentences of known meaning are understood.

Each line of a file is an utterance with the meaning expected, in the schema of `app.py understand`. Compared
are the errand and the slots of COMPARED, exactly; of an ambiguous line, the errand alone. `--write` puts the
table into docs/understanding.md; `--third` takes of each file the third set aside by a hash of the id.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.days_understood import HEADINGS as OF_DAYS
from benchmarks.days_understood import days_row
from benchmarks.heard import COMPARED, DATES, Heard, Json, hear_all, policies_of
from bot.channel.warm_up import compile_the_rest

HERE = Path(__file__).resolve().parent.parent
BLIND = HERE / "tests" / "sentences" / "blind"
WARMS_UP = BLIND.parent / "dev_open.jsonl"
PAGE = HERE / "docs" / "understanding.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
HEADINGS = ("set", "sentences", "errand", "out of scope", "whole frame", "reference", "dates")
HEADINGS += ("danger heard", "false alarms", "median", "of the processor")
HEADINGS += ("99th percentile", "of the processor")


def row(name: str, heard: Sequence[Heard]) -> tuple[str, ...]:
    seconds, processor = sorted(one.seconds for one in heard), sorted(one.processor for one in heard)
    return (
        name,
        str(len(heard)),
        share(one.is_right_errand for one in heard),
        share(one.is_right_errand for one in heard if one.is_out_of_scope),
        share(one.is_right_frame for one in heard),
        share(is_same(one, "child") for one in heard if one.line["slots"].get("child")),
        share(is_same(one, day) for one in heard for day in DATES if one.line["slots"].get(day)),
        f"{sum(one.is_alarm for one in heard if one.is_danger)} of {sum(one.is_danger for one in heard)}",
        f"{sum(one.is_alarm and not one.is_danger for one in heard)}",
        *(f"{times[len(times) // 2] * 1000:.2f} ms" for times in (seconds, processor)),
        *(f"{times[int(len(times) * 0.99)] * 1000:.1f} ms" for times in (seconds, processor)),
    )


def is_same(one: Heard, slot: str) -> bool:
    return bool(one.got["slots"].get(slot) == one.line["slots"][slot])


def share(found: Iterable[bool]) -> str:
    listed = list(found)
    return f"{sum(listed)} of {len(listed)} ({100 * sum(listed) / len(listed):.0f} %)" if listed else "none"


def table(rows: Sequence[tuple[str, ...]], headings: tuple[str, ...] = HEADINGS) -> str:
    lines = [headings, ("---",) * len(headings), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def lines_of(path: Path, *, third: bool) -> list[Json]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [line for line in lines if is_set_aside(line["id"])] if third else lines


def is_set_aside(id_: str) -> bool:
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 3 == 0


def errors(heard: Iterable[Heard]) -> Iterator[str]:
    for one in heard:
        if not one.is_right_frame:
            want = {name: one.line["slots"][name] for name in COMPARED if name in one.line["slots"]}
            got = {name: one.got["slots"][name] for name in COMPARED if name in one.got["slots"]}
            yield f"{one.line['id']} {one.line['text']}\n   want {one.line['intent']} {want}"
            yield f"   got  {one.got['intent']} {got}"


def main() -> None:
    options = parser().parse_args()
    files = options.files or sorted(BLIND.glob("*.jsonl"))
    hear_all(lines_of(WARMS_UP, third=False))
    asyncio.run(compile_the_rest())  # as `serve` does once it is ready
    rows, of_days = [], []
    for path in files:
        heard = hear_all(lines_of(path, third=options.third))
        rows.append(row(path.stem, heard))
        if options.days:
            of_days.append(days_row(path.stem, heard, policies_of(one.line for one in heard)))
        if options.errors:
            print("\n".join(errors(heard)))
    print(table(rows), *([table(of_days, OF_DAYS)] if of_days else []), sep="\n")
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}{table(rows)}{END}{after}", encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py understand-report", description=__doc__)
    of = "those in tests/sentences/blind unless given"
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl", help=of)
    parser.add_argument("--third", action="store_true", help="only the third set aside by a hash of the id")
    parser.add_argument("--errors", action="store_true", help="each sentence that was not understood")
    parser.add_argument("--write", action="store_true", help="put the table into docs/understanding.md")
    parser.add_argument("--days", action="store_true", help="where days are lost: counts by cause")
    return parser


if __name__ == "__main__":
    main()
