"""The rules of the house can fail: on small bad trees, each offence is named, and nothing else is."""

import tempfile
import unittest
from pathlib import Path

from house_rules import offences


class HouseRules(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.root = Path(self._folder.name)

    def tearDown(self):
        self._folder.cleanup()

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def expect(self, path, text, *words):
        """Exactly one offence in a tree of this one file, at its last line, with all the words."""
        self.write(path, text)
        found = offences(self.root)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{path}:{len(text.splitlines())}: "), found)
        for word in words:
            self.assertIn(word, found[0])

    def test_a_tree_that_keeps_the_rules_has_no_offence(self):
        self.write("core/db/store.cpp", '#include <sqlite3.h>\n#include "core/base/error.h"\n')
        self.write("core/forms/session.cpp", '#include <thucdia/records/v1/form.pb.h>\n#include "core/forms/session.h"\n')
        self.write("sync/hub/server.cpp", '#include <boost/beast.hpp>\n#include <thucdia/sync/v1/push.pb.h>\n')
        self.write("qml/visits/visit_page.h", '#include <QObject>\n#include "sync/engine/engine.h"\n')
        self.write("qml/app/main.cpp", '#include "platforms/qt/http_transport.h"\n#include "qml/visits/visit_page.h"\n')
        self.write("core/visits/CMakeLists.txt", "target_link_libraries(a PUBLIC thucdia::core_records)\n")
        self.write(".clang-format", "")
        self.write("README.md", "")
        self.assertEqual(offences(self.root), [])

    def test_a_part_of_a_folder_stands_where_its_folder_stands(self):
        self.write("core/replica/CMakeLists.txt", "target_link_libraries(a PUBLIC thucdia::core_replica_blobs)\n")
        self.assertEqual(offences(self.root), [])
        self.expect("core/db/CMakeLists.txt", "target_link_libraries(a PUBLIC thucdia::core_replica_blobs)\n",
                    "core/db may not link core/replica")

    def test_base_sees_nothing_above_it(self):
        self.expect("core/base/id.cpp", '#include <vector>\n#include "core/db/store.h"\n', "core/base may not see core/db")

    def test_records_do_not_see_changes(self):
        self.expect("core/records/a.cpp", '#include "core/changes/stamp.h"\n', "core/records may not see core/changes")

    def test_forms_see_no_database(self):
        self.expect("core/forms/a.cpp", '#include "core/db/store.h"\n', "core/forms may not see core/db")

    def test_core_does_not_see_sync(self):
        self.expect("core/visits/a.h", '#include "sync/engine/engine.h"\n', "core/visits may not see sync/engine")

    def test_the_engine_does_not_see_the_hub(self):
        self.expect("sync/engine/a.cpp", '#include "sync/hub/storage.h"\n', "sync/engine may not see sync/hub")

    def test_the_hub_does_not_see_the_app(self):
        self.expect("sync/hub/a.cpp", '#include "qml/app/theme.h"\n', "sync/hub may not see qml/app")

    def test_sqlite_stays_in_the_store(self):
        self.expect("core/visits/a.cpp", "#include <sqlite3.h>\n", "sqlite3.h belongs to core/db")
        self.expect("core/visits/a.cpp", "#include <sqlcipher/sqlite3.h>\n", "sqlite3.h belongs to core/db")

    def test_qt_stays_in_qml_and_platforms(self):
        self.expect("sync/hub/a.cpp", "#include <QString>\n", "Qt belongs to qml/ and platforms/")
        self.expect("sync/hub/a.cpp", "#include <QtCore/QString>\n", "Qt belongs to qml/ and platforms/")

    def test_generated_sync_headers_stay_in_sync(self):
        self.expect("qml/syncing/a.cpp", "#include <thucdia/sync/v1/push.pb.h>\n", "generated sync headers belong to sync/")

    def test_the_store_does_not_know_the_records(self):
        self.expect("core/db/a.cpp", "#include <thucdia/records/v1/visits.pb.h>\n", "core/db may not see the generated records")

    def test_core_knows_no_network(self):
        self.expect("core/base/a.cpp", "#include <sys/socket.h>\n", "core knows no network")

    def test_only_programs_see_platforms(self):
        self.expect("qml/visits/a.cpp", '#include "platforms/qt/camera.h"\n', "qml/visits may not see platforms/qt")

    def test_a_feature_does_not_give_another_features_commands(self):
        self.expect("core/review/a.cpp", '#include "core/visits/visit_commands.h"\n', "not its commands")

    def test_two_folders_do_not_include_one_another(self):
        self.write("core/visits/a.h", '#include "core/review/b.h"\n')
        self.write("core/review/b.h", '#include "core/visits/a.h"\n')
        self.assertEqual(offences(self.root), ["core/review:1: core/review and core/visits include one another"])

    def test_includes_are_written_from_the_root(self):
        self.write("core/visits/visits.h", "")
        self.expect("core/visits/a.cpp", '#include "visits.h"\n', "from the root of the tree")

    def test_a_second_sqlite_does_not_come_in_by_qml_or_by_linking(self):
        self.expect("qml/visits/A.qml", "import QtQuick\nimport QtQuick.LocalStorage\n", "a second SQLite")
        (self.root / "qml/visits/A.qml").unlink()
        self.expect("qml/CMakeLists.txt", "# Qt6::Sql\ntarget_link_libraries(a PRIVATE Qt6::Sql)\n", "Qt6::Sql is barred")

    def test_a_link_that_points_up_is_named(self):
        self.expect("core/forms/CMakeLists.txt", "thucdia_add_library(core_forms\n  PUBLIC thucdia::core_db)\n",
                    "core/forms may not link core/db")
        self.expect("core/forms/CMakeLists.txt", "target_link_libraries(a PUBLIC thucdia::sync_engine)\n",
                    "core/forms may not link sync/engine")

    def test_the_top_level_is_fixed(self):
        self.expect("docs/notes.txt", "hello\n", "the top level is fixed: docs")

    def test_a_file_has_a_length_that_can_be_read(self):
        self.expect("core/base/long.cpp", "int a;\n" * 601, "at most 600")
        (self.root / "core/base/long.cpp").unlink()
        self.expect("qml/app/Long.qml", "// a\n" * 301, "at most 300")


if __name__ == "__main__":
    unittest.main()
