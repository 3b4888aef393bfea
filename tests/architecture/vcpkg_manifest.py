"""vcpkg_manifest.py TREE: the tablet is Android, so every library that its code finds by CMake must stand in
platforms/android/vcpkg.json, and nothing may stand there that no code of the tablet uses."""

import json
import re
import sys
from pathlib import Path

# Where the tablet's code lives. Of sync, all but the hub.
TABLET = ["core", "sync/engine", "sync/proto", "sync/wire", "qml", "platforms/qt"]
# What CMake or pkg-config calls a library -> its vcpkg port. None: part of the NDK or of Qt's own kit for Android.
PORTS = {
    "CLI11": "cli11", "ICU": "icu", "OpenSSL": "openssl", "PkgConfig": None, "Protobuf": "protobuf", "Python3": None, "Qt6": None,
    "Threads": None, "fmt": "fmt", "libqrencode": "libqrencode", "libsodium": "libsodium", "libxlsxwriter": "libxlsxwriter", "libzip": "libzip",
    "libzstd": "zstd", "nlohmann_json": "nlohmann-json", "pugixml": "pugixml", "sqlcipher": "sqlcipher",
    "tl-expected": "tl-expected", "unofficial-sodium": "libsodium", "xlsxwriter": "libxlsxwriter", "zstd": "zstd",
}
# Ports that tools of the build need, though no target links them.
HOST_ONLY = {("protobuf", True)}

FIND = re.compile(r"find_package\s*\(\s*([\w+-]+)")
PKG_CONFIG = re.compile(r"pkg_(?:check|search)_modules?\s*\(\s*\w+\s+([^)]*)\)")
OPTIONS = {"REQUIRED", "QUIET", "IMPORTED_TARGET", "GLOBAL", "NO_CMAKE_PATH", "NO_CMAKE_ENVIRONMENT_PATH"}


def libraries_used(root):
    """(CMakeLists.txt, name as CMake or pkg-config knows it) of every library of the tablet's code."""
    used = []
    for folder in TABLET:
        for file in sorted((root / folder).rglob("CMakeLists.txt")) if (root / folder).is_dir() else []:
            text = re.sub(r"#.*", "", file.read_text(encoding="utf-8"))
            names = FIND.findall(text)
            for modules in PKG_CONFIG.findall(text):
                names += [re.split(r"[<>=]", word)[0] for word in modules.split() if word not in OPTIONS]
            used += [(file.relative_to(root).as_posix(), name) for name in names]
    return used


def problems(root):
    """What is wrong between the CMake files and the manifest, one line each."""
    manifest = json.loads((root / "platforms/android/vcpkg.json").read_text(encoding="utf-8"))
    entries = [{"name": entry} if isinstance(entry, str) else entry for entry in manifest["dependencies"]]
    named = {entry["name"] for entry in entries if (entry["name"], entry.get("host", False)) not in HOST_ONLY}
    found, used = [], set()
    for file, name in libraries_used(root):
        if name not in PORTS:
            found.append(f"{file}: {name} has no known vcpkg port: nothing enters the tablet's code that has none "
                         "(add it to PORTS in tests/architecture/vcpkg_manifest.py once it is known)")
        elif PORTS[name]:
            used.add(PORTS[name])
            if PORTS[name] not in named:
                found.append(f"{file}: {name} is missing from platforms/android/vcpkg.json: {PORTS[name]}")
    found += [f"platforms/android/vcpkg.json: no code of the tablet uses {name}" for name in sorted(named - used)]
    return found


if __name__ == "__main__":
    lines = problems(Path(sys.argv[1]))
    print("\n".join(lines) or "the manifest is true")
    sys.exit(1 if lines else 0)
