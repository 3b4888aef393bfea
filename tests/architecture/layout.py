"""layout.py TREE CLANG_FORMAT: prints the C++ files whose layout is not that of .clang-format, and exits 1 if there is any."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from house_rules import tracked_files

root, clang_format = Path(sys.argv[1]), sys.argv[2]
files = [name for name in tracked_files(root) if name.endswith((".cpp", ".h"))]


def complaints(some):
    ran = subprocess.run([clang_format, "--dry-run", "-Werror", *some], cwd=root, capture_output=True, text=True, check=False)
    return [line for line in ran.stderr.splitlines() if ": error:" in line] if ran.returncode else []


with ThreadPoolExecutor(os.cpu_count()) as pool:
    found = sum(pool.map(complaints, [files[i:i + 20] for i in range(0, len(files), 20)]), [])
for name in sorted({line.split(":")[0] for line in found}):
    print(f"{name}: clang-format -i {name}")
print("\n".join(found[:20]) or f"{len(files)} files are laid out")
sys.exit(1 if found else 0)
