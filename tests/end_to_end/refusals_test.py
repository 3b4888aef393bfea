"""What must not be done is refused with a reason, and bad input gets a clear error and loses nothing."""

import http.server
import json
import resource
import shutil
import signal
import sqlite3
import threading
import unittest

import model_visit
from programs import Replica, Workplace, code_of, refusal, run, told_by_refused

SMALL = ["--facilities", "12", "--projects", "6", "--visits", "4"]
GOOD_ROWS = "code,name,kind,province,commune\n"


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = Workplace(demo=SMALL)
        cls.hub = cls.place.hub.start()
        for name, role in (("lan", "inspector"), ("thanh", "supervisor")):
            cls.hub.add_user(name, role)
        cls.lan = cls.place.replica("lan").enrol(cls.hub, "lan")
        cls.lan.sync()
        cls.facility = cls.lan.list("facilities", "--limit", 1)[0]

    @classmethod
    def tearDownClass(cls):
        cls.place.close()

    def begun_visit(self):
        return self.lan.start_visit("--facility", self.facility["id"], "--form", model_visit.FORM)

    def signed_visit(self):
        visit = self.begun_visit()
        model_visit.record(self.lan, visit, self.facility["name"], "21.03 105.85 10 5", self.facility["province"],
                           self.facility["commune"])
        self.lan.cli("visit", "sign", visit)
        return visit

    # --- what is told at once

    def test_an_answer_that_breaks_its_constraint_is_saved_and_told_of_at_once(self):
        visit = self.begun_visit()
        said = self.lan.remarks("visit", "answer", visit, "copies", "-1")
        self.assertEqual(len(said.splitlines()), 1)
        self.assertIn("copies", said)
        self.assertEqual([str(value) for path, value in self.lan.show(visit)["answers"].items() if path.endswith("copies")], ["-1"])
        self.assertEqual(self.lan.remarks("visit", "answer", visit, "copies", "2"), "")

    def test_an_export_of_a_form_or_a_province_that_is_not_there_says_so(self):
        for option in (("--form", "01_mo_hinh"), ("--province", "99"), ("--status", "aproved")):
            line = refusal(self.lan.cli, "export", "visits", "--format", "csv", "--out", self.place.folder / "none.csv", *option)
            self.assertEqual(code_of(line), "invalid_argument")
            self.assertIn(option[1], line)
        self.assertFalse((self.place.folder / "none.csv").exists())

    # --- people

    def test_users_are_listed_and_changed(self):
        self.hub.add_user("newcomer", "inspector", "01")
        newcomer = self.place.replica("newcomer").enrol(self.hub, "newcomer")
        self.hub.command("user", "change", "newcomer", "--scope", "08,19", "--full-name", "Vàng A Minh")
        users = {user["name"]: user for user in json.loads(self.hub.command("user", "list", "--json"))}
        self.assertEqual({key: users["newcomer"][key] for key in ("role", "scope", "full_name", "active")},
                         {"role": "inspector", "scope": "08,19", "full_name": "Vàng A Minh", "active": True})
        def held():
            return {facility["province"] for facility in newcomer.list("facilities", "--limit", 100)}
        newcomer.sync()
        self.assertLessEqual(held(), {"08", "19"})
        self.hub.command("user", "change", "newcomer", "--close", "--scope", "all")
        self.assertIn("(closed)", self.hub.command("user", "list"))
        self.assertEqual(code_of(refusal(newcomer.sync)), "revoked")
        self.assertLessEqual(held(), {"08", "19"})
        self.hub.command("user", "change", "newcomer", "--open")
        newcomer.sync()
        self.assertEqual(held(), {facility["province"] for facility in self.lan.list("facilities", "--limit", 100)})
        self.assertEqual(code_of(refusal(self.hub.command, "user", "change", "nobody", "--scope", "all")), "not_found")

    def test_a_scope_of_a_province_that_is_not_there_is_refused(self):
        for command in (("add", "hoa", "--role", "inspector"), ("change", "lan")):
            line = refusal(self.hub.command, "user", *command, "--scope", "01,99")
            self.assertEqual(code_of(line), "invalid_argument")
            self.assertIn("99", line)
        self.assertNotIn("hoa", self.hub.command("user", "list"))

    def test_enrolling_with_a_wrong_code_leaves_no_folder_behind(self):
        folder = self.place.folder / "stranger"
        code = self.hub.code("lan")
        wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
        refusal(run, "thucdia-cli", "enrol", self.hub.url, wrong, "--replica", folder)
        self.assertFalse(folder.exists())

    def test_a_secure_address_of_a_hub_that_serves_plainly_is_explained(self):
        line = refusal(run, "thucdia-cli", "enrol", self.hub.url.replace("http:", "https:"), self.hub.code("lan"), "--replica",
                       self.place.folder / "secure")
        self.assertIn("http://", line)

    # --- files

    def test_a_bundle_does_not_take_the_place_of_another_file(self):
        file = self.file("work.thucdia", "something else")
        self.assertEqual(code_of(refusal(self.lan.cli, "bundle", "export", file)), "already_exists")
        self.assertEqual(code_of(refusal(self.hub.command, "bundle", "export", file, "--device", "lan")), "already_exists")
        self.assertEqual(file.read_text(encoding="utf-8"), "something else")

    def test_a_damaged_hub_and_a_file_that_is_no_backup_are_told_in_plain_words(self):
        damaged = self.place.new_hub("damaged")
        storage = damaged.folder / "hub.sqlite"
        whole = storage.read_bytes()
        middle = bytearray(whole)
        for page in range(20, len(whole) // 4096, 3):
            middle[page * 4096:page * 4096 + 2000] = b"x" * 2000
        for bytes_ in (b"no database at all, but text", whole[:40960], bytes(middle)):
            storage.write_bytes(bytes_)
            told = refusal(damaged.command, "check") + told_by_refused(damaged.command, "check")
            self.assertIn("restore", told)
            self.assertNotRegex(told, "SQLite|PRAGMA|Tree|SELECT")
        storage.write_bytes(b"")
        self.assertIn("never finished", refusal(damaged.command, "check"))
        for bytes_ in (b"text", whole, whole[:40960]):
            line = refusal(run, "thucdia-hub", "restore", self.file_of("backup", bytes_), "--data", self.place.folder / "new")
            self.assertIn("no backup", line)
            self.assertNotRegex(line, "SQLite|PRAGMA|SELECT")
            self.assertFalse((self.place.folder / "new").exists())

    # --- who may do what

    def test_a_signed_visit_cannot_be_changed(self):
        visit = self.signed_visit()
        before = self.lan.show(visit)
        self.assertEqual(code_of(refusal(self.lan.cli, "visit", "answer", visit, "copies", "4")), "locked")
        self.assertEqual(code_of(refusal(self.lan.cli, "visit", "attach", visit, "overall_photo", model_visit.SAMPLE / "photo_2.jpg")), "locked")
        self.assertEqual(self.lan.show(visit), before)

    def test_a_visit_with_a_missing_answer_is_not_signed(self):
        visit = self.begun_visit()
        self.lan.answer(visit, [("visit_purpose", "nghiem_thu")])
        self.assertEqual(code_of(refusal(self.lan.cli, "visit", "sign", visit)), "incomplete")
        self.assertEqual(self.lan.status(visit), "in_progress")

    def test_what_lacks_before_signing_is_listed_with_its_choices(self):
        visit = self.begun_visit()
        lacking = {each["path"]: each for each in self.lan.json("visit", "show", visit, "--missing")}
        self.assertIn("nghiem_thu", lacking["opening/visit_purpose"]["choices"])
        self.lan.cli("visit", "answer", visit, "opening/visit_purpose", "nghiem_thu")
        self.assertNotIn("opening/visit_purpose", [each["path"] for each in self.lan.json("visit", "show", visit, "--missing")])

    def test_what_the_form_calculates_takes_no_answer(self):
        visit = self.begun_visit()
        self.assertEqual(code_of(refusal(self.lan.cli, "visit", "answer", visit, "opening/visit_date", "2026-01-01")), "invalid_argument")

    def test_an_inspector_does_not_approve(self):
        visit = self.signed_visit()
        self.lan.cli("visit", "submit", visit)
        self.assertEqual(code_of(refusal(self.lan.cli, "review", "approve", visit)), "not_permitted")
        self.assertEqual(self.lan.status(visit), "submitted")

    def test_a_wrong_code_enrols_nobody(self):
        stranger = self.place.replica("stranger")
        self.assertEqual(code_of(refusal(stranger.cli, "enrol", self.hub.url, "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF")), "code_invalid")
        self.assertEqual(code_of(refusal(stranger.cli, "sync")), "not_found")

    def test_a_code_works_once(self):
        code = self.hub.code("lan")
        self.place.replica("second").cli("enrol", self.hub.url, code)
        self.assertEqual(code_of(refusal(self.place.replica("third").cli, "enrol", self.hub.url, code)), "code_invalid")

    def test_another_hubs_device_is_refused(self):
        other = self.place.new_hub("other")
        other.address, other.url = self.hub.address, self.hub.url
        self.hub.stop()
        try:
            other.start()
            line = refusal(self.lan.cli, "sync")
            self.assertIn(code_of(line), {"wrong_hub", "not_enrolled"}, line)
        finally:
            other.stop()
            self.hub.start()
        self.lan.sync()

    def test_a_hub_that_does_not_answer_is_named_and_the_work_stays(self):
        visit = self.begun_visit()
        self.lan.answer(visit, [("difficulties", "Đường vào cơ sở hẹp")])
        self.hub.stop(signal.SIGKILL)
        try:
            self.assertEqual(code_of(refusal(self.lan.cli, "sync")), "unreachable")
            self.assertIn("Đường vào cơ sở hẹp", json.dumps(self.lan.show(visit), ensure_ascii=False))
        finally:
            self.hub.start()
        self.lan.sync()

    # --- bad input

    def test_a_broken_row_is_named_and_nothing_is_imported(self):
        before = len(self.everything())
        bad = self.file("facilities.csv", GOOD_ROWS + "X1,Xưởng mộc Đường Lâm,establishment,01,\nX2,,establishment,99,\n")
        line = refusal(self.hub.command, "import", "facilities", bad)
        self.assertIn('facilities.csv: line 3, column "name"', line)
        self.lan.sync()
        self.assertEqual(len(self.everything()), before)

    def test_the_good_rows_are_imported_when_bad_ones_may_be_left_out(self):
        bad = self.file("some.csv", GOOD_ROWS + "Y1,Xưởng gốm Bát Tràng Y,establishment,01,\nY2,,establishment,99,\n")
        self.hub.command("import", "facilities", bad, "--dry-run", "--skip-bad")
        self.lan.sync()
        self.assertEqual(self.lan.list("facilities", "--search", "bat trang y"), [])
        self.hub.command("import", "facilities", bad, "--skip-bad")
        self.lan.sync()
        self.assertEqual([facility["code"] for facility in self.lan.list("facilities", "--search", "bat trang y")], ["Y1"])

    def test_a_form_that_does_not_compile_is_refused_with_its_row(self):
        bad = self.file("bad.md", "| survey |\n| | type | name | label | relevant |\n| | integer | age | Tuổi | |\n"
                                  "| | text | why | Vì sao | ${agee} > 5 |\n"
                                  "| settings |\n| | form_id | version |\n| | bad | 1 |\n")
        self.assertIn("agee", refusal(run, "thucdia-cli", "form", "check", bad))
        refusal(self.hub.command, "import", "forms", bad)
        self.lan.sync()
        self.assertNotIn("bad", {form["form_id"] for form in self.lan.list("forms")})

    def test_an_import_tells_of_a_form_what_the_check_tells(self):
        bad = self.file("worse.md", "| survey |\n| | type | name | label | relevant |\n| | select_one nowhere | age | Tuổi | |\n"
                                    "| | text | why | Vì sao | ${agee} > 5 |\n")
        checked = told_by_refused(run, "thucdia-cli", "form", "check", bad).splitlines()
        imported = told_by_refused(self.hub.command, "import", "forms", bad).splitlines()
        self.assertEqual(len(checked), 3)
        self.assertEqual([line.replace(f"{bad.parent}/", "") for line in checked], imported)

    def test_a_photo_that_is_no_image_is_refused(self):
        visit = self.begun_visit()
        text = self.file("photo.jpg", "this is no photo")
        self.assertEqual(code_of(refusal(self.lan.cli, "visit", "attach", visit, "overall_photo", text)), "invalid_image")
        self.assertEqual(self.lan.show(visit)["attachments"], [])

    def test_when_the_disk_takes_no_more_what_was_saved_stays(self):
        visit = self.begun_visit()
        self.lan.answer(visit, [("difficulties", "Đã lưu")])

        def no_bytes_more():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

        line = refusal(self.lan.cli, "visit", "answer", visit, "difficulties", "Không lưu được", preexec_fn=no_bytes_more)
        self.assertIn(code_of(line), {"disk_full", "io_error"}, line)
        self.assertIn("Đã lưu", json.dumps(self.lan.show(visit), ensure_ascii=False))

    def test_a_hub_that_is_another_program_is_told_apart(self):
        class Other(http.server.BaseHTTPRequestHandler):
            def answer(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<html>Sign in to the hotel's network</html>")

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Other)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            url = f"http://127.0.0.1:{server.server_port}"
            line = refusal(self.place.replica("guest").cli, "enrol", url, self.hub.code("lan"))
            self.assertEqual(code_of(line), "not_a_hub", line)
        finally:
            server.shutdown()
            server.server_close()

    def test_a_database_of_a_newer_version_is_refused_and_left_alone(self):
        newer = Replica(self.place.folder / "newer")
        shutil.copytree(self.lan.folder, newer.folder)
        files = [file for file in newer.folder.rglob("*") if file.is_file() and file.read_bytes()[:15] == b"SQLite format 3"]
        self.assertEqual(len(files), 1)
        with sqlite3.connect(files[0]) as database:
            database.execute("PRAGMA user_version = 9999")
        database.close()
        self.assertEqual(code_of(refusal(newer.cli, "list", "visits")), "database_too_new")
        with sqlite3.connect(files[0]) as database:
            self.assertEqual(database.execute("PRAGMA user_version").fetchone(), (9999,))
        database.close()

    def test_a_line_that_is_no_command_says_so_in_one_line(self):
        for words in (["list", "nothing"], ["visit", "answer"], ["frobnicate"], ["list", "facilities"]):
            refusal(run, "thucdia-cli", *words)
        for words in (["frobnicate"], ["init"], ["user", "add", "x", "--role", "king", "--data", self.hub.folder]):
            refusal(run, "thucdia-hub", *words)

    def everything(self):
        return self.lan.list("facilities", "--limit", 100000)

    def file_of(self, name, contents):
        path = self.place.folder / name
        path.write_bytes(contents)
        return path

    def file(self, name, text):
        path = self.place.folder / name
        path.write_text(text, encoding="utf-8")
        return path


if __name__ == "__main__":
    unittest.main()
