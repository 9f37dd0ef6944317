"""The command line: `python -m bot COMMAND`. Each command says in one sentence what it does.

Heavy parts are imported by the command that needs them, so that each starts at once.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import BaleAduanError

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Bale Aduan: pengaduan lewat WhatsApp, SMS dan Telegram.",
)

Config = Annotated[Path, typer.Option("--config", help="The file with the settings.")]
Database = Annotated[
    str | None,
    typer.Option("--database", help="SQLite or PostgreSQL URL; comes before all settings."),
]
_CONFIG = Path("config.yml")


@cli.command()
def run(config: Config = _CONFIG, database: Database = None) -> None:
    """Migrate the database and serve until stopped."""
    from uvicorn.loops.auto import auto_loop_factory

    from bot.serve import serve
    from bot.settings import load_settings

    # uvloop where it is installed, which costs half of what asyncio's own loop does.
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(serve(load_settings(config, environ=os.environ, database=database)))


@cli.command()
def migrate(config: Config = _CONFIG, database: Database = None) -> None:
    """Bring the database to this release's tables."""
    from bot.settings import load_settings
    from storage.engine import make_engine
    from storage.migrate import upgrade

    async def work() -> bool:
        engine = make_engine(load_settings(config, environ=os.environ, database=database).database)
        try:
            return await upgrade(engine)
        finally:
            await engine.dispose()

    typer.echo("migrated" if asyncio.run(work()) else "nothing to do")


@cli.command()
def simulate(
    config: Config = _CONFIG,
    database: Database = None,
    templates: Annotated[
        bool, typer.Option(help="Whether WhatsApp has approved the office's templates.")
    ] = True,
) -> None:
    """Read JSON Lines, answer each with one: docs/protocol.md."""
    from bot.app import ALL_TEMPLATES
    from bot.logs import set_up
    from bot.settings import load_settings
    from bot.simulation import simulation

    set_up()

    async def work(url: str) -> None:
        settings = load_settings(config, environ=os.environ, database=url)
        approved = ALL_TEMPLATES if templates else frozenset()
        async with simulation(settings, templates=approved) as run:
            while line := await asyncio.to_thread(sys.stdin.buffer.readline):
                if line.strip():
                    answer = await run.answer(line.decode("utf-8", "replace"))
                    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
                    sys.stdout.flush()

    if database:
        asyncio.run(work(database))
        return
    with tempfile.TemporaryDirectory(prefix="bale-aduan-") as folder:
        asyncio.run(work(f"sqlite:///{folder}/simulation.sqlite3"))


@cli.command()
def chat(config: Config = _CONFIG, database: Database = None) -> None:
    """Write as a citizen, here in the terminal."""
    from bot.chat import talk
    from bot.logs import set_up
    from bot.settings import load_settings

    set_up()
    with tempfile.TemporaryDirectory(prefix="bale-aduan-") as folder:
        url = database or f"sqlite:///{folder}/chat.sqlite3"
        asyncio.run(talk(load_settings(config, environ=os.environ, database=url)))


@cli.command("check-config")
def check_config(config: Config = _CONFIG, database: Database = None) -> None:
    """Say what is on, what is off and why, and what will go wrong."""
    from bot.clock import today
    from bot.config_check import Level, check
    from bot.settings import load_settings

    findings = check(load_settings(config, environ=os.environ, database=database), today())
    for finding in findings:
        typer.echo(f"{finding.level.value:<8} {finding.text}")
    raise typer.Exit(int(any(finding.level is Level.ERROR for finding in findings)))


@cli.command("verify-audit")
def verify_audit(config: Config = _CONFIG, database: Database = None) -> None:
    """Prove that nobody has changed what happened to complaints."""
    from bot.audit_check import check_audit, report
    from bot.settings import load_settings

    settings = load_settings(config, environ=os.environ, database=database)
    verdict = asyncio.run(check_audit(settings.database, _say))
    for line in report(verdict):
        typer.echo(line)
    raise typer.Exit(int(not verdict.sound))


@cli.command("create-officer")
def create_officer(
    username: Annotated[str, typer.Option(help="For signing in: small letters and digits.")],
    name: Annotated[str, typer.Option(help="As it stands in letters.")],
    role: Annotated[str, typer.Option(help="petugas, atasan, kepala, inspektorat or admin.")],
    level: Annotated[int, typer.Option(help="Of an atasan: 1 to 8, from the lowest up.")] = 0,
    position: Annotated[str, typer.Option(help='E.g. "Kepala Bidang Pengaduan".')] = "",
    superior: Annotated[str, typer.Option(help="The username of the direct superior.")] = "",
    config: Config = _CONFIG,
    database: Database = None,
) -> None:
    """Make an account, and print the one-time link with which its owner sets a password."""
    from bot import accounts
    from bot.settings import load_settings

    made = accounts.create_officer(
        load_settings(config, environ=os.environ, database=database),
        username=username,
        name=name,
        role=role,
        level=level,
        position=position,
        superior=superior,
    )
    typer.echo(asyncio.run(made))


@cli.command("reindex")
def reindex_complaints(config: Config = _CONFIG, database: Database = None) -> None:
    """Make the search anew from the complaints."""
    from bot.reindexing import reindex
    from bot.settings import load_settings

    settings = load_settings(config, environ=os.environ, database=database)
    done = asyncio.run(reindex(settings.database, _say))
    typer.echo(f"{done} complaints indexed")


def _say(line: str) -> None:
    """What is only for who waits at the terminal, apart from what a program may read."""
    typer.echo(line, err=True)


def main() -> None:
    """Run a command; what is wrong with settings or machine is said without a stack trace."""
    try:
        cli()
    except BaleAduanError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
