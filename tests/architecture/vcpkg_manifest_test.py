"""The check of the Android manifest can fail, and each fault is named."""

import json
import tempfile
import unittest
from pathlib import Path

from vcpkg_manifest import problems


class Manifest(unittest.TestCase):
    def tree(self, cmake, dependencies):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for path, text in {"core/base/CMakeLists.txt": cmake,
                               "platforms/android/vcpkg.json": json.dumps({"dependencies": dependencies})}.items():
                (root / path).parent.mkdir(parents=True)
                (root / path).write_text(text, encoding="utf-8")
            return problems(root)

    def test_a_true_manifest_has_no_problem(self):
        self.assertEqual(self.tree("find_package(ICU REQUIRED)\npkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium>=1.0)\n",
                                   ["icu", {"name": "libsodium"}, {"name": "protobuf", "host": True}]), [])

    def test_a_library_that_the_manifest_lacks_is_named(self):
        self.assertEqual(self.tree("find_package(fmt REQUIRED)\n", []),
                         ["core/base/CMakeLists.txt: fmt is missing from platforms/android/vcpkg.json: fmt"])

    def test_a_library_without_a_known_port_is_named(self):
        self.assertIn("Exotic has no known vcpkg port", self.tree("find_package(Exotic)\n", [])[0])

    def test_a_library_that_nobody_uses_is_named(self):
        self.assertEqual(self.tree("", ["zstd"]), ["platforms/android/vcpkg.json: no code of the tablet uses zstd"])


if __name__ == "__main__":
    unittest.main()
