"""The developer's tasks. Needs only Python 3.11 or newer.

python3 dev.py demo                       try the assistant in the Agents Playground
python3 dev.py demo --as manager          the same, as somebody else
python3 dev.py test [pytest's arguments]  every test, on SQLite and PostgreSQL
python3 dev.py lint [--fix]               style, and the rules of the house
python3 dev.py types                      the type checker
python3 dev.py bench [arguments]          the benchmarks
python3 dev.py chaos [--short]            reminders under Teams' limits, faults and kill -9
python3 dev.py understand-report [files]  how well sentences of known meaning are understood
python3 dev.py lock [--upgrade]           write the lock files anew
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from deploy.playground import running

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
SCRIPTS = running.SCRIPTS
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
GROUPS: dict[str, list[str]] = {"dev": ["dev"], "test": ["test"], "demo": ["demo"], "": []}
"""Lock files, the widest first: the narrower ones take their versions from it."""


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older one
        stop("This needs Python 3.11 or newer.")
    options, rest = parser().parse_known_args()
    if rest and options.task not in ("test", "bench", "chaos", "understand-report"):
        parser().error(f"unrecognized arguments: {' '.join(rest)}")
    os.chdir(HERE)
    signal.signal(signal.SIGTERM, interrupted)
    try:
        return int(TASKS[options.task](options, rest))
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    add_demo(tasks.add_parser("demo", help="the assistant in the Agents Playground, with invented data"))
    # The arguments of these go to pytest and to the benchmarks, --help among them.
    tasks.add_parser("test", help="every test; further arguments go to pytest", add_help=False)
    tasks.add_parser("bench", help="the benchmarks; further arguments go to them", add_help=False)
    chaos = "reminders under Teams' limits, faults and kill -9; --help for its arguments"
    tasks.add_parser("chaos", help=chaos, add_help=False)
    report = "how well sentences of known meaning are understood; --help for its arguments"
    tasks.add_parser("understand-report", help=report, add_help=False)
    lint = tasks.add_parser("lint", help="style, and the rules of the house")
    lint.add_argument("--fix", action="store_true", help="mend what can be mended")
    tasks.add_parser("types", help="the type checker")
    lock = tasks.add_parser("lock", help="write the lock files anew")
    lock.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    return parser


def add_demo(demo: argparse.ArgumentParser) -> None:
    who = "iro (default), manager, responder, admin, or an e-mail"
    demo.add_argument("--as", dest="person", metavar="WHO", help=who)
    demo.add_argument("--authority", metavar="NAME", help="whose policy: lincolnshire, rotherham, durham...")
    demo.add_argument("--now", metavar="ISO", help="start the demo's clock here: 2026-11-20T09:00")
    demo.add_argument("--fresh", action="store_true", help="start the data anew")
    demo.add_argument("--empty", action="store_true", help="no people or children, to import one's own")
    demo.add_argument("--port", type=int, default=3978, help="the bot's (%(default)s)")
    demo.add_argument("--database", metavar="URL", help="another database than the one under var/")
    demo.add_argument("--no-playground", action="store_true", help="the bot alone")
    demo.add_argument("--playground-port", type=int, default=56150, help="the Playground's (%(default)s)")


# The tasks


def demo(options: argparse.Namespace, _rest: Sequence[str]) -> int:
    install("")
    if options.no_playground:
        return run(demo_command(options))
    install_playground()
    if not running.is_free(options.playground_port):
        stop(f"Port {options.playground_port} is in use. Give another: --playground-port 56151")
    with running.bot(demo_command(options), HERE) as (people, endpoint, bot):
        folder = HERE / "var" / "demo"
        with running.playground(people, endpoint, options.playground_port, folder) as address:
            say(f"\nThe assistant is ready. Open  {address}  in a browser; Ctrl-C here stops it.")
            return bot.wait()


def demo_command(options: argparse.Namespace) -> list[str | Path]:
    values = {"port": options.port, "as": options.person, "authority": options.authority}
    values |= {"now": options.now, "database": options.database}
    given = [f"--{name}={value}" for name, value in values.items() if value]
    switches = [f"--{name}" for name in ("fresh", "empty") if getattr(options, name)]
    return [PYTHON, "app.py", "demo", *given, *switches]


def test(_options: argparse.Namespace, rest: Sequence[str]) -> int:
    install("test")
    install_playground()
    return run([PYTHON, "-m", "pytest", *(rest or ["-n", "auto"])])


def lint(options: argparse.Namespace, _rest: Sequence[str]) -> int:
    install("dev")
    fix = ["--fix"] if options.fix else []
    check = [] if options.fix else ["--check"]
    return (
        run([PYTHON, "-m", "ruff", "check", *fix, "."])
        or run([PYTHON, "-m", "ruff", "format", *check, "."])
        or run([SCRIPTS / "lint-imports", "--no-logo"])
    )


def types(_options: argparse.Namespace, _rest: Sequence[str]) -> int:
    install("dev")
    return run([PYTHON, "-m", "mypy"])


def bench(_options: argparse.Namespace, rest: Sequence[str]) -> int:
    install("dev")
    return run([PYTHON, "-m", "benchmarks", *rest])


def chaos(_options: argparse.Namespace, rest: Sequence[str]) -> int:
    install("test")
    return run([PYTHON, "-m", "benchmarks.chaos", *rest])


def understand_report(_options: argparse.Namespace, rest: Sequence[str]) -> int:
    install("")
    return run([PYTHON, "-m", "benchmarks.understanding", *rest])


def lock(options: argparse.Namespace, _rest: Sequence[str]) -> int:
    if not uv_command():
        install("dev")
    failed = 0
    for name, groups in GROUPS.items():
        failed = failed or lock_one(name, groups, options.upgrade)
    return failed


TASKS = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "types": types,
    "bench": bench,
    "chaos": chaos,
    "understand-report": understand_report,
    "lock": lock,
}


# Python's packages


def lock_file(name: str) -> Path:
    return HERE / (f"requirements-{name}.lock" if name else "requirements.lock")


def lock_one(name: str, groups: Sequence[str], upgrade: bool) -> int:
    """Answers an exit code."""
    wide = next(iter(GROUPS))
    command = [*uv_command(), "pip", "compile", "pyproject.toml", "--quiet", "--generate-hashes"]
    command += ["--universal", "--python-version", "3.11"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url"]  # no host and no path
    command += [f"--group={group}" for group in groups]
    command += ["--upgrade"] if upgrade else []
    command += ["--constraint", lock_file(wide).name] if name != wide else []
    return run([*command, "--output-file", lock_file(name).name])


def uv_command() -> list[str]:
    found = shutil.which("uv", path=str(SCRIPTS)) or shutil.which("uv")
    return [found] if found else []


def install(name: str) -> None:
    """Brings `.venv` to a lock file. Touches no network when nothing has changed since."""
    make_venv()
    with once(lock_file(name), VENV / f"installed-{name or 'run'}") as needed:
        if needed:
            say(f"Installing {lock_file(name).name} into .venv ...")
            pip: list[str | Path] = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
            if run([*pip, "--require-hashes", "-r", lock_file(name)]):
                stop(f"{lock_file(name).name} could not be installed. What pip said stands above.")
    compile_rooms()


def compile_rooms() -> None:
    """As pip does for packages, also where Python is told to leave no bytecode: half a second of each start.
    Where the folder cannot be written to, it stays as it is."""
    run([PYTHON, "-m", "compileall", "-qq", "app.py", "bot", "dialogs", "storage"])


@contextmanager
def once(source: Path, stamp: Path) -> Iterator[bool]:
    """Answers whether there is work to do for this state of `source`, and notes it when that is done."""
    wanted = hashlib.sha256(source.read_bytes()).hexdigest()
    needed = not stamp.exists() or stamp.read_text() != wanted
    yield needed
    if needed:
        stamp.write_text(wanted)


def make_venv() -> None:
    if PYTHON.exists() and not run([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL):
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        stop(
            "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv"
        )
    if run([sys.executable, "-m", "venv", "--clear", VENV]):
        stop("The virtual environment .venv could not be made. What Python said stands above.")


# The Agents Playground


def install_playground() -> None:
    """Installs what `deploy/playground/package-lock.json` names, under `var/`."""
    if not running.node():
        install("demo")
    running.INSTALLED.mkdir(parents=True, exist_ok=True)
    with once(running.HERE / "package-lock.json", running.INSTALLED / "installed") as needed:
        if needed:
            say("Installing the Agents Playground ...")
            for name in ("package.json", "package-lock.json"):
                shutil.copy(running.HERE / name, running.INSTALLED)
            if run([npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=running.INSTALLED):
                stop("The Agents Playground could not be installed. What npm said stands above.")


def npm() -> str:
    """The npm that stands beside the Node in use."""
    beside = str(Path(running.node() or "").parent)
    return shutil.which("npm", path=beside) or shutil.which("npm") or "npm"


# Small things


def run(command: Sequence[str | Path], **options: Any) -> int:
    try:
        return subprocess.run(command, check=False, **options).returncode
    except FileNotFoundError:
        stop(f"{command[0]} is not there.")


def interrupted(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def say(text: str) -> None:
    print(text, flush=True)


def stop(sentence: str) -> NoReturn:
    raise SystemExit(sentence)


if __name__ == "__main__":
    sys.exit(main())
