"""The command `greffier`: it finds the subcommand and chooses the exit code, nothing else.

Each subcommand is the module of its name in `pipeline.commands`; its short help stands here, so that
`greffier --help` imports none of them.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from pipeline import __version__
from pipeline.errors import ExitCode, PipelineError

# A batch has a process for each core: threads for the small matrices of one recording would only wait for
# one another. Told before numpy is imported, and not against who runs the command.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

COMMANDS = {
    "run": "Process transcripts: one folder per recording.",
    "glossary": "Check, try, extend and list the glossary.",
    "publish": "Write posts, captions and feeds into the news site.",
    "verify": "Check the facts of a post against its recording.",
    "export": "Write figures, actions and corrections as tables.",
    "review": "Open the editors' pages over a folder of outputs.",
    "evaluate": "Score an output against a gold file.",
}


class Commands(click.Group):
    """A group whose subcommands are imported when called, and listed without being imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return import_module(f"pipeline.commands.{name}").command if name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="greffier")
def cli() -> None:
    """Turn French webinar transcripts into corrected, traceable, publishable data.

    Example: greffier run samples/ --out outputs/
    """


def main() -> None:
    """Run the command and exit with the status that the README lists."""
    try:
        status = cli.main(standalone_mode=False)
    except click.ClickException as err:
        err.show()
        status = err.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted: what was finished is kept; run the same command again to go on", err=True)
        status = ExitCode.data_problem
    except PipelineError as err:
        click.echo(str(err), err=True)
        status = err.exit_code
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        sys.stderr.close()
        status = ExitCode.ok
    except Exception as err:
        import traceback

        traceback.print_exc()
        click.echo(
            f"greffier: unexpected {type(err).__name__}: {err}; please report it with the lines above",
            err=True,
        )
        status = ExitCode.unexpected
    sys.exit(int(status or 0))
