"""Opens every page of the app on the sample portfolio, as each of its people would, and fails on a word of the QML engine.

A page that could not be made whole says so on stderr and looks merely emptier: no other test sees it.
Usage: pages_test.py MAKE_REPLICA THUCDIA
"""

import concurrent.futures
import pathlib
import subprocess
import sys
import tempfile

SIGNS = ("qrc:/", "QQml", "QML ", "TypeError", "ReferenceError")


def complaints(make_replica: str, app: str, person: str, folder: pathlib.Path) -> list[str]:
    subprocess.run([make_replica, str(folder / person), person, "24"], check=True, timeout=120)
    pictures = folder / f"{person} pictures"
    done = subprocess.run(
        [app, "--replica", str(folder / person), "--screenshots", str(pictures)],
        check=True, timeout=240, stderr=subprocess.PIPE, text=True, errors="replace")
    found = [line for line in done.stderr.splitlines() if any(sign in line for sign in SIGNS)]
    if len(list(pictures.glob("*.png"))) < 8:
        found.append("fewer than eight pages were opened")
    return [f"{person}: {line}" for line in found]


def main() -> int:
    make_replica, app = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as name:
        # They wait for pages more than they work.
        with concurrent.futures.ThreadPoolExecutor() as pool:
            each = pool.map(lambda person: complaints(make_replica, app, person, pathlib.Path(name)), ("huong", "phuc"))
            found = [line for lines in each for line in lines]
    print("\n".join(dict.fromkeys(found)))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
