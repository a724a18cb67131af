"""`python -m benchmarks.errands_left_out [AUTHOR ...]`: an author's errands as the other authors teach them.

Of phrases/told, each author's sentences judged by phrases and a model learned without that author: learning
takes two or three minutes an author. The authors the phrases were mended by say little of the phrases.
`--confused` lists what was taken for what.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from benchmarks.understanding import share, table
from bot.domain.intents import Do
from bot.domain.policy_file import load_policy
from bot.recognise.decide import decide_by
from bot.recognise.learn import Pair, as_model, errand_lessons, learn
from bot.recognise.learned import Model
from bot.recognise.message import read_message
from bot.recognise.told import MENDED_BY, Told, read_told
from bot.recognise.understood import OF_THE_CONTRACT

HEADINGS = ("author", "errands", "as learned from the others")


def judged(told: Sequence[Told], model: Model) -> list[tuple[Do, Do]]:
    """Of each sentence the errand it has and the one it was given, before it is cut or taken for an act."""
    return [(_in_the_contract(one.do), _in_the_contract(heard(one, model))) for one in told]


def heard(one: Told, model: Model) -> Do:
    message = read_message(one.say, one.on, load_policy(one.authority), one.role, None)
    likely = dict(zip(map(Do, model.classes), model.logs(message.features), strict=True))
    return decide_by(message, likely).do


def _in_the_contract(do: Do) -> Do:
    return OF_THE_CONTRACT.get(do, (do, {}))[0]


def others_than(author: str, told: Sequence[Told], lessons: Sequence[tuple[str, Pair]]) -> list[Pair]:
    theirs = {one.say for one in told if one.author == author}
    return [pair for say, pair in lessons if say not in theirs]


def main() -> None:
    options = parser().parse_args()
    told = [one for one in read_told() if one.only not in ("days", "danger")]
    lessons = errand_lessons()
    for author in options.authors or sorted({one.author for one in told}):
        model = as_model(learn(others_than(author, told, lessons)))
        pairs = judged([one for one in told if one.author == author], model)
        name = f"{author}{' (mended by)' if author in MENDED_BY else ''}"
        print(table([(name, str(len(pairs)), share(was is got for was, got in pairs))], HEADINGS))
        if options.confused:
            wrong = Counter(f"{was.value} taken for {got.value}" for was, got in pairs if was is not got)
            print("\n".join(f"{count} {what}" for what, count in wrong.most_common()))


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.errands_left_out", description=__doc__)
    parser.add_argument("authors", nargs="*", metavar="AUTHOR", help="all of phrases/told unless given")
    parser.add_argument("--confused", action="store_true", help="what was taken for what")
    return parser


if __name__ == "__main__":
    main()
