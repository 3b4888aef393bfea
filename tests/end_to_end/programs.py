"""The real programs on loopback, as the stories drive them: a hub in a folder of its own, and replicas beside it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

BIN = Path(os.environ["THUCDIA_BIN"])
DATA = Path(__file__).resolve().parent.parent / "data"
ENOUGH = 120  # seconds after which a program counts as hung


class Refused(Exception):
    """A program exited other than 0. `line` is what it said on stderr."""

    def __init__(self, command, finished):
        self.status = finished.returncode
        self.line = finished.stderr.strip()
        self.told = finished.stdout
        super().__init__(f"{' '.join(map(str, command))}\nexit {self.status}: {self.line}\n{finished.stdout[-2000:]}")


def run(program, *arguments, **kinds):
    """What the program prints; raises Refused when it exits other than 0."""
    return finish(program, *arguments, **kinds).stdout


def finish(program, *arguments, **kinds):
    """The program when it has run; raises Refused when it exits other than 0."""
    command = [str(BIN / program), *map(str, arguments)]
    finished = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=ENOUGH, check=False,
                              stdin=subprocess.DEVNULL, env=environment(), **kinds)
    if finished.returncode != 0:
        raise Refused(command, finished)
    return finished


def environment():
    own = dict(os.environ)
    own.update(LC_ALL="C.UTF-8", TZ="UTC", QT_QPA_PLATFORM="offscreen")
    return own


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Hub:
    """A hub's folder and, between start() and stop(), its server. The address stays the same over restarts."""

    def __init__(self, folder, demo=None):
        self.folder = Path(folder)
        self.address = f"127.0.0.1:{free_port()}"
        self.url = f"http://{self.address}"
        self.server = None
        run("thucdia-hub", "init", "--data", self.folder)
        if demo is not None:
            run("thucdia-hub", "demo", "--data", self.folder, *demo)

    def command(self, *arguments):
        return run("thucdia-hub", *arguments, "--data", self.folder)

    def start(self):
        with open(f"{self.folder}.log", "ab") as log:
            command = [str(BIN / "thucdia-hub"), "serve", "--data", str(self.folder), "--listen", self.address]
            self.server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment())
        line = self.server.stdout.readline().strip()
        if line != f"listening on {self.url}":
            raise AssertionError(f"the hub said {line!r}")
        return self

    def stop(self, how=signal.SIGTERM):
        if self.server is None:
            return
        self.server.send_signal(how)
        try:
            self.server.wait(timeout=ENOUGH)
        finally:
            self.server.stdout.close()
            self.server = None

    def add_user(self, name, role, scope="all"):
        self.command("user", "add", name, "--role", role, "--scope", scope)

    def code(self, name):
        return json.loads(self.command("enrol", name, "--json"))["code"]


class Replica:
    """A device: thucdia-cli on a folder of its own."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def cli(self, *arguments, **kinds):
        return run("thucdia-cli", *arguments, "--replica", self.folder, **kinds)

    def remarks(self, *arguments):
        """What a command that was carried out said on stderr."""
        return finish("thucdia-cli", *arguments, "--replica", self.folder).stderr

    def json(self, *arguments):
        return json.loads(self.cli(*arguments, "--json"))

    def enrol(self, hub, name):
        self.cli("enrol", hub.url, hub.code(name))
        return self

    def sync(self):
        return self.cli("sync")

    def list(self, what, *options):
        return self.json("list", what, *options)

    def start_visit(self, *options):
        return self.cli("visit", "start", *options).strip()

    def answer(self, visit, answers):
        for path, value in answers:
            self.cli("visit", "answer", visit, path, value)

    def show(self, visit):
        return self.json("visit", "show", visit)

    def status(self, visit):
        return self.show(visit)["status"]


class Workplace:
    """A temporary folder with a hub and replicas in it; everything stops and goes with it."""

    def __init__(self, demo=None):
        self.folder = Path(tempfile.mkdtemp(prefix="thucdia-"))
        self.hubs = []
        self.hub = self.new_hub("hub", demo)

    def new_hub(self, name, demo=None):
        self.hubs.append(Hub(self.folder / name, demo))
        return self.hubs[-1]

    def replica(self, name):
        return Replica(self.folder / name)

    def close(self):
        for hub in self.hubs:
            hub.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)


def killed_after(replica, milliseconds, *arguments):
    """Runs thucdia-cli and kills it after so long; True when it had finished well before, so that its word counts."""
    command = [str(BIN / "thucdia-cli"), *map(str, arguments), "--replica", str(replica.folder)]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    try:
        return program.wait(timeout=milliseconds / 1000) == 0
    except subprocess.TimeoutExpired:
        program.kill()
        return program.wait() == 0


def refusal(call, *arguments, **kinds):
    """The one line that a refused command printed, its error code in brackets at the end."""
    try:
        call(*arguments, **kinds)
    except Refused as refused:
        assert refused.status not in (None, 0) and refused.status > 0, f"ended by a signal: {refused}"
        assert len(refused.line.splitlines()) == 1, f"not one line: {refused}"
        return refused.line
    raise AssertionError(f"was not refused: {arguments}")


def told_by_refused(call, *arguments):
    """What a command that was refused had printed."""
    try:
        call(*arguments)
    except Refused as refused:
        return refused.told
    raise AssertionError(f"was not refused: {arguments}")


def code_of(line):
    """disk_full of "thucdia-cli: … (disk_full)"."""
    found = re.search(r"\((\w+)\)$", line)
    return found.group(1) if found else ""
