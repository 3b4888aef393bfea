"""The rules of the house, read from the files themselves: who may include, import and link whom, what stands at the top
level, and how long a file may be. The rules are those of the design: arrows point down only,

    core/base <- core/db <- core/records <- core/changes <- core/<feature> <- sync/engine <- qml/<feature> <- programs

Run as a program on a tree it prints one line for each offence, "file:line: what is wrong", and exits 1 if there is any.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "README.md", "core", "sync", "qml", "platforms", "tests"}
LONGEST = {".cpp": 600, ".h": 600, ".py": 600, ".qml": 300}

RECORDS = "generated/records"  # <thucdia/records/v1/*.pb.h>
WIRE = "generated/sync"  # <thucdia/sync/v1/*.pb.h>

BASE = {"core/base"}
STORED = BASE | {"core/db", "core/records", RECORDS, "core/changes"}
# The features, and the replica that opens a folder for all of them.
FEATURES = {"core/replica", "core/forms", "core/registers", "core/visits", "core/planning", "core/review", "core/reports",
            "core/demo"}
CORE = STORED | FEATURES
SYNC = CORE | {"sync/proto", "sync/wire", WIRE}
ENGINE = SYNC | {"sync/engine"}
PLATFORMS = {"platforms/qt", "platforms/beast"}


@dataclass(frozen=True)
class Room:
    """What a folder may see. `sees`: folders of the tree; `sqlite`, `qt`, `network`: libraries by kind."""

    sees: frozenset = field(default_factory=frozenset)
    sqlite: bool = False
    qt: bool = False
    network: bool = True


def room(sees=(), **kinds):
    return Room(frozenset(sees), **kinds)


# The longest matching folder counts. A folder always sees itself.
ROOMS = {
    "core/base": room(network=False),
    "core/db": room(BASE, sqlite=True, network=False),
    "core/records": room(BASE | {"core/db", RECORDS}, network=False),
    "core/changes": room(STORED, network=False),
    "core/forms": room(BASE | {"core/records", RECORDS}, network=False),
    "core": room(CORE, network=False),
    "sync/proto": room({WIRE}),
    "sync/engine": room(ENGINE),
    "sync": room(SYNC),
    "qml/controls": room(BASE, qt=True),
    "qml/app": room(ENGINE - {WIRE} | PLATFORMS | {"qml"}, qt=True),
    "qml": room(ENGINE - {WIRE} | {"qml"}, qt=True),
    "platforms/beast": room(ENGINE - {WIRE}),
    "platforms/qt": room(ENGINE - {WIRE}, qt=True),
    "platforms/cli": room(ENGINE - {WIRE} | PLATFORMS, qt=True),
    "platforms": room(CORE, qt=True),
    # Tests look at what they test; only the store's own tests and the fault-injecting disk speak SQLite.
    "tests/core/db": room({"core", "tests"} | {RECORDS}, sqlite=True),
    "tests/support": room({"core", "sync", "tests", RECORDS, WIRE}, sqlite=True),
    "tests/bench": room({"core", "sync", "qml", "platforms", "tests", RECORDS, WIRE}, sqlite=True, qt=True),
    "tests/core": room({"core", "tests", RECORDS}),
    "tests/sync": room({"core", "sync", "tests", RECORDS, WIRE}),
    "tests/simulation": room({"core", "sync", "tests", RECORDS, WIRE}),
    "tests": room({"core", "sync", "qml", "platforms", "tests", RECORDS, WIRE}, qt=True),
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
IMPORT = re.compile(r"^\s*import\s+([\w.]+|\"[^\"]+\")")
LINKED = re.compile(r"\bthucdia::(\w+)")
SQLITE = re.compile(r"^(sqlcipher/)?sqlite3(ext)?\.h$")
QT = re.compile(r"^(Q[A-Z]\w*|Qt\w*|q[a-z]+\.h|qt\w*/.+)(/.*)?$")
NETWORK = re.compile(r"^(boost/(asio|beast)|sys/socket\.h|netinet/|arpa/|curl/|openssl/ssl)")
# Modules that pull a second SQLite in, or that the tablets' Qt does not have.
BARRED_MODULES = {"QtQuick.LocalStorage": "a second SQLite", "QtLocation": "not in Qt 6.4",
                  "QtQuick.Controls.Material": "one theme of our own on Basic"}
BARRED_LIBRARIES = re.compile(r"\b(Qt6::(Sql|HttpServer|Charts|VirtualKeyboard)|SQLite3?::SQLite3|-lsqlite3)\b")
# Other features' commands are theirs alone.
COMMANDS = re.compile(r"(^|_)commands\.h$")
NO_ROOM_NEEDED = {"warnings", "sanitizers", "version"}


def tracked_files(root):
    """Paths from the root, as git has them; of a tree that is no repository, all files but build folders."""
    asked = subprocess.run(["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z", "--cached", "--others",
                            "--exclude-standard", "."], capture_output=True, check=False)
    if asked.returncode == 0 and (Path(root) / ".git").exists():
        names = asked.stdout.decode().split("\0")
        return sorted(name for name in names if name and (Path(root) / name).is_file())
    found = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in {".git", "build", "demo"}]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in files]
    return sorted(found)


def room_of(path):
    """The name and the rules of the room that a file of the tree stands in; None outside the rooms."""
    parts = path.split("/")[:-1]
    for length in range(len(parts), 0, -1):
        name = "/".join(parts[:length])
        if name in ROOMS:
            return name, ROOMS[name]
    return None


def folder_of(path):
    """core/visits/answers.h -> core/visits: the two upper folders name a room, one where there is no second."""
    return "/".join(path.split("/")[:-1][:2])


def sees(here, rules, folder):
    """Whether files of `here`, with the rules of their room, may see `folder`."""
    if folder == here or folder in rules.sees:
        return True
    return folder.split("/")[0] in rules.sees


def offence_of_include(root, path, header, angled):
    name, rules = room_of(path)
    here = folder_of(path)
    if SQLITE.match(header):
        return None if rules.sqlite else f"sqlite3.h belongs to core/db, not to {here}"
    if NETWORK.match(header):
        return None if rules.network else f"core knows no network: <{header}>"
    if header.startswith("thucdia/"):
        generated = WIRE if header.startswith("thucdia/sync/") else RECORDS
        if sees(here, rules, generated):
            return None
        if generated == WIRE:
            return f"generated sync headers belong to sync/: <{header}>"
        return f"{here} may not see the generated records: <{header}>"
    top = header.split("/")[0]
    if top in {"core", "sync", "qml", "platforms", "tests"} and "/" in header:
        folder = folder_of(header)
        if not sees(here, rules, folder):
            return f"{here} may not see {folder}: \"{header}\""
        if folder in FEATURES and here in FEATURES and folder != here and COMMANDS.search(header):
            return f"{here} may use the values and queries of {folder}, not its commands: \"{header}\""
        return None
    if angled and QT.match(header) and not rules.qt:
        return f"Qt belongs to qml/ and platforms/, not to {here}: <{header}>"
    beside = os.path.join(root, os.path.dirname(path), header)  # else it is generated
    if not angled and os.path.exists(beside) and not path.startswith("tests/"):
        return f"includes are written from the root of the tree: \"{header}\""
    return None


def offence_of_import(path, module):
    if module in BARRED_MODULES:
        return f"import {module} is barred: {BARRED_MODULES[module]}"
    if module.startswith('"') and ".." in module:
        return f"import modules by name, not by path: {module}"
    if module == "Thucdia.App" and not path.startswith(("qml/app/", "tests/")):
        return f"{folder_of(path)} may not see qml/app: import {module}"
    return None


def offence_of_link(path, target):
    """`target`: core_visits of thucdia::core_visits; the folder is read from the name, of which a part of a folder
    (core_replica_blobs) carries one word more."""
    if target in NO_ROOM_NEEDED or path == "CMakeLists.txt":
        return None
    if target.endswith("_proto"):
        folder = WIRE if target.startswith("sync") else RECORDS
    else:
        folder = "/".join(target.split("_", 1))
        known = ENGINE | set(ROOMS) | {"sync/hub"}
        if folder not in known and folder.rpartition("_")[0] in known:
            folder = folder.rpartition("_")[0]
    found = room_of(path)
    if found is None or sees(folder_of(path), found[1], folder):
        return None
    if folder == WIRE and sees(folder_of(path), found[1], "sync/proto"):
        return None
    return f"{folder_of(path)} may not link {folder}: thucdia::{target}"


def cycles(edges):
    """The pairs of folders that see one another, each named once."""
    return sorted((a, b) for a in edges for b in edges[a] if a < b and a in edges.get(b, set()))


def offences(root):
    """All offences in the tree under `root`, as lines "file:line: what is wrong"."""
    found = []
    edges = {}
    for path in tracked_files(root):
        top = path.split("/")[0]
        if top not in TOP_LEVEL and not top.startswith("."):
            found.append(f"{path}:1: the top level is fixed: {top} does not belong there")
            continue
        suffix = os.path.splitext(path)[1]
        is_cmake = path.endswith("CMakeLists.txt") or suffix == ".cmake"
        if not (suffix in LONGEST or is_cmake) or (path.startswith("tests/") and "/data/" in path):
            continue
        lines = (Path(root) / path).read_text(encoding="utf-8", errors="replace").splitlines()
        if len(lines) > LONGEST.get(suffix, len(lines)):
            found.append(f"{path}:{len(lines)}: {len(lines)} lines; at most {LONGEST[suffix]}")
        if is_cmake:
            for number, line in enumerate(lines, 1):
                code = line.split("#")[0]
                barred = BARRED_LIBRARIES.search(code)
                if barred:
                    found.append(f"{path}:{number}: {barred.group(0)} is barred")
                if suffix != ".cmake":
                    for target in LINKED.findall(code):
                        wrong = offence_of_link(path, target)
                        if wrong:
                            found.append(f"{path}:{number}: {wrong}")
            continue
        if room_of(path) is None:
            continue
        for number, line in enumerate(lines, 1):
            wrong = None
            if suffix in {".cpp", ".h"} and (match := INCLUDE.match(line)):
                header = match.group(2)
                wrong = offence_of_include(root, path, header, match.group(1) == "<")
                if header.startswith("core/") and path.startswith("core/") and folder_of(header) != folder_of(path):
                    edges.setdefault(folder_of(path), set()).add(folder_of(header))
            elif suffix == ".qml" and (match := IMPORT.match(line)):
                wrong = offence_of_import(path, match.group(1))
            if wrong:
                found.append(f"{path}:{number}: {wrong}")
    found += [f"{a}:1: {a} and {b} include one another" for a, b in cycles(edges)]
    return found


if __name__ == "__main__":
    problems = offences(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print("\n".join(problems) or "the tree keeps the rules")
    sys.exit(1 if problems else 0)
