"""Kills a batch at random moments, starts it again until it is done, and compares all bytes.

    python -m tests.kills --engine local --count 200
    python -m tests.kills --engine dask --count 200 --seed 7
    python -m tests.kills --engine scheduler --count 200

Each round is a batch of 50 small recordings (one of them broken) in a session of its own. SIGKILL goes
to the process that was started, to one of its children (a worker, the process workers are forked from,
a resource tracker) or to all of them at once. With ``--engine scheduler`` the workers are those of a Dask
cluster that runs before and after, as on many machines. Half of the rounds begin on the results of an earlier
state of the inputs. A round is right when the folder of results, journal included, is byte for byte
that of an undisturbed run, and when no process is left.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.conftest import TALK

RECORDINGS = 50
DONE = (0, 1)
"""Exit statuses of a batch that went to its end: the broken recording makes it 1."""
HANGS = 180.0
"""Seconds after which a batch of some seconds is taken to hang."""
PATIENCE = 20.0
"""Seconds that a child may outlive its parent."""


def write_inputs(folder: Path, *, earlier: bool = False) -> None:
    """Write the recordings of a batch; ``earlier`` with other words in every third."""
    folder.mkdir(parents=True)
    for n in range(RECORDINGS - 1):
        words = TALK.replace("400", str(400 + n)).replace("2023", str(1990 + n % 30))
        again = "".join(
            f"00:00:{30 + 3 * i}Nous prévoyons de former {10 * i + n} agents à l'écoconception avant 2027.\n"
            for i in range(1 + n % 7)
        )
        if earlier and n % 3 == 0:
            words = words.replace("ordinateurs", "téléphones")
        (folder / f"talk-{n:02d}.txt").write_text(words + again, "utf-8")
    (folder / "broken.json").write_text('{"segments": [', "utf-8")


CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, int]]:
    """A Dask cluster in a session of its own: the address of its scheduler and the session."""
    script = folder / "cluster.py"
    script.write_text(CLUSTER)
    with subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": os.getcwd()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process.stdout.readline().strip(), process.pid
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def start(inputs: Path, out: Path, engine: str) -> subprocess.Popen:
    """Start a batch in a session of its own; ``engine`` may be the address of a scheduler."""
    command = ["run", str(inputs), "--out", str(out), "--workers", "2", "--engine"]
    command += ["dask", "--scheduler", engine] if "://" in engine else [engine]
    return subprocess.Popen(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *command],
        stdout=subprocess.DEVNULL,
        stderr=out.with_suffix(".err").open("a"),
        start_new_session=True,
    )


def session(leader: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state, _, _, sid = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:4]
        except (OSError, ValueError):
            continue
        if int(sid) == leader and state != "Z":
            found.append(int(entry.name))
    return found


def kill(process: subprocess.Popen, kind: str, chance: random.Random, cluster: int | None) -> bool:
    """Kill the parent, one child or all; return whether there was something to kill.

    ``cluster`` is the session whose children are the workers, by default the parent's own.
    """
    if process.poll() is not None:
        return False
    workers = cluster or process.pid
    children = sorted(set(session(workers)) - {workers})
    if kind == "worker" and not children:
        return False
    try:
        if kind == "group":
            os.killpg(process.pid, signal.SIGKILL)
            for child in children if cluster else ():
                os.kill(child, signal.SIGKILL)
        else:
            os.kill(process.pid if kind == "parent" else chance.choice(children), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def leftovers(leader: int) -> list[int]:
    """The processes of a session that are still there after a while."""
    deadline = time.monotonic() + PATIENCE
    while left := session(leader):
        if time.monotonic() > deadline:
            return left
        time.sleep(0.05)
    return []


def tree(folder: Path) -> dict[str, bytes]:
    """All files under a folder, hidden ones included."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def differences(out: Path, expected: dict[str, bytes]) -> list[str]:
    """The files that are missing, too many or different."""
    got = tree(out)
    return sorted(name for name in got.keys() | expected.keys() if got.get(name) != expected.get(name))


def main(
    engine: str, count: int, seed: int = 0, say: Callable[[str], object] = print, keep: Path | None = None
) -> list[str]:
    """Kill ``count`` times; return one line for each round that went wrong."""
    chance = random.Random(seed)
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    with ExitStack() as stack:
        base = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kills-")))
        workers = None
        if engine == "scheduler":
            engine, workers = stack.enter_context(cluster(base))
        write_inputs(base / "in")
        write_inputs(base / "earlier", earlier=True)
        # the results of an earlier state of the same files
        shutil.copytree(base / "in", base / "now")
        shutil.rmtree(base / "in")
        shutil.copytree(base / "earlier", base / "in")
        start(base / "in", base / "stale", engine).wait()
        shutil.rmtree(base / "in")
        shutil.copytree(base / "now", base / "in")
        began = time.monotonic()
        status = start(base / "in", base / "undisturbed", engine).wait(HANGS)
        whole = time.monotonic() - began
        expected = tree(base / "undisturbed")
        assert status == 1, f"an undisturbed run ended with {status}"
        made = sum(name.endswith("/webinar.json") for name in expected)
        assert made == RECORDINGS - 1, f"an undisturbed run made {made} recordings"
        say(f"{engine}: an undisturbed run of {RECORDINGS} recordings takes {whole:.1f} s; seed {seed}")
        rounds = halfway = 0
        while sum(kinds.values()) < count:
            rounds += 1
            out, story, born = base / f"out{rounds}", [], time.time()
            if rounds % 2:
                shutil.copytree(base / "stale", out)
            status = None
            while status not in DONE:
                process, began, disturbed = start(base / "in", out, engine), time.monotonic(), False
                while process.poll() is None:
                    kind = chance.choice(("parent", "worker", "worker", "group"))
                    delay = chance.uniform(0, whole / 2 if disturbed else whole)
                    delay = delay if sum(kinds.values()) < count else HANGS
                    try:
                        process.wait(delay)
                    except subprocess.TimeoutExpired:
                        if time.monotonic() - began > HANGS:
                            wrong.append(f"round {rounds}: hangs ({'; '.join(story)})")
                            os.killpg(process.pid, signal.SIGKILL)
                            process.wait()
                        elif kill(process, kind, chance, workers):
                            disturbed = True
                            kinds[kind] += 1
                            fresh = sum(f.stat().st_mtime > born for f in out.glob("*/webinar.json"))
                            halfway += 0 < fresh < RECORDINGS - 1
                            story.append(f"{kind} at {time.monotonic() - began:.2f} s, {fresh} done")
                            if kind != "worker":
                                process.wait()
                if not disturbed and not story:
                    whole = time.monotonic() - began  # as fast as the machine is now
                status = process.returncode
                if left := leftovers(process.pid):
                    story.append(f"processes left: {left}")
                    wrong.append(f"round {rounds}: {len(left)} processes left ({'; '.join(story)})")
                    for pid in left:
                        os.kill(pid, signal.SIGKILL)
                if status not in (*DONE, 15, -signal.SIGKILL):
                    said = out.with_suffix(".err").read_text("utf-8", "replace").strip().split("\n")[-1]
                    wrong.append(f"round {rounds}: status {status}: {said} ({'; '.join(story)})")
            if different := differences(out, expected):
                wrong.append(f"round {rounds}: {', '.join(different[:5])} ({'; '.join(story)})")
                if keep:
                    shutil.copytree(out, keep / f"{engine.split(':')[0]}-{seed}-{rounds}", dirs_exist_ok=True)
            shutil.rmtree(out)
            say(f"round {rounds}: {sum(kinds.values())} kills {dict(kinds)}, {len(wrong)} wrong")
    for line in wrong:
        say(line)
    total = sum(kinds.values())
    say(
        f"{total} kills in {rounds} rounds {dict(kinds)}, {halfway} with some recordings done: "
        f"{len(wrong)} wrong"
    )
    return wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=["local", "dask", "scheduler"], default="local")
    parser.add_argument("--count", type=int, default=200, help="how often to kill")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder for the results of rounds that went wrong")
    options = parser.parse_args()
    sys.exit(1 if main(options.engine, options.count, options.seed, keep=options.keep) else 0)
