"""The whole road with the real programs: record without network, sync, review, return, amend, approve, issue, export."""

import csv
import json
import signal
import subprocess
import unittest

import model_visit
from programs import Workplace, code_of, killed_after, refusal

SITE = "Tổ hợp tác đường phên Thạch Đường"


class Road(unittest.TestCase):
    """One story; each test is a further step of it, in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.place = Workplace(demo=[])
        hub = cls.place.hub.start()
        for name, role in (("lan", "inspector"), ("dung", "inspector"), ("thanh", "supervisor"), ("van", "clerk"),
                           ("witness", "supervisor")):
            hub.add_user(name, role)
        cls.lan, cls.dung, cls.thanh, cls.van = (
            cls.place.replica(name).enrol(hub, name) for name in ("lan", "dung", "thanh", "van"))
        for replica in cls.everybody():
            replica.sync()

    @classmethod
    def tearDownClass(cls):
        cls.place.close()

    @classmethod
    def everybody(cls):
        return cls.lan, cls.dung, cls.thanh, cls.van

    @classmethod
    def sync_all(cls, rounds=2):
        for _ in range(rounds):
            for replica in cls.everybody():
                replica.sync()

    def test_01_the_plan_of_the_founding_documents_arrives_on_a_tablet(self):
        projects = self.lan.list("projects", "--limit", 1000)
        self.assertEqual(len(projects), 278)
        self.assertEqual(sum(int(project["support"]) for project in projects), 111_350_000_000)
        self.assertEqual({int(project["year"]) for project in projects}, {2017})
        self.assertEqual({int(project["batch"]) for project in projects}, {1, 2, 3})
        forms = {form["form_id"] for form in self.lan.list("forms")}
        self.assertLessEqual({"01_mo_hinh_trinh_dien", "02_may_moc_thiet_bi", "03_lop_dao_tao_nghe", "04_cum_cong_nghiep",
                              "05_ntm_dien", "06_ntm_cho"}, forms)

    def test_02_facilities_are_found_without_marks(self):
        found = self.lan.list("facilities", "--search", "cum cong nghiep", "--limit", 5)
        self.assertIn("cụm công nghiệp", " ".join(facility["name"].lower() for facility in found))

    def test_03_a_visit_is_recorded_with_the_hub_stopped(self):
        self.place.hub.stop()
        facility = self.lan.list("facilities", "--limit", 1)[0]
        cls = type(self)
        cls.facility = facility
        cls.visit_a = self.lan.start_visit("--facility", facility["id"], "--form", model_visit.FORM)
        self.assertEqual(self.lan.status(cls.visit_a), "planned")
        position = "21.0278 105.8342 12.5 4.5"
        model_visit.record(self.lan, cls.visit_a, facility["name"], position, facility["province"], facility.get("commune", ""))
        shown = self.lan.show(cls.visit_a)
        self.assertEqual(shown["status"], "in_progress")
        self.assertEqual(len(shown["attachments"]), len(model_visit.attachments()))
        values = shown["answers"]
        self.assertEqual(value_of(values, "equip[1]/eq_gap"), "-1", "a calculation inside a repeat")
        self.assertEqual(value_of(values, "equip[3]/eq_name"), "Hệ thống hút bụi")
        self.assertEqual(value_of(values, "support_rate"), "27.6", "a calculation over two answers")
        self.lan.cli("visit", "sign", cls.visit_a)
        self.assertEqual(self.lan.status(cls.visit_a), "signed")
        self.lan.cli("visit", "submit", cls.visit_a)
        self.assertEqual(self.lan.status(cls.visit_a), "submitted")

    def test_04_an_answer_survives_a_kill_once_it_was_said_to_be_saved(self):
        cls = type(self)
        province, commune = self.facility["province"], self.facility.get("commune", "")
        site = self.dung.cli("facility", "add", SITE, "--province", province, "--commune", commune).strip()
        cls.visit_b = self.dung.start_visit("--facility", site, "--form", model_visit.FORM)
        saved = {}
        # From "before the program has begun to write" to "long after": the kill falls between and during answers.
        for count, milliseconds in enumerate([1, 3, 5, 8, 12, 16, 20, 24, 28, 32, 36, 40, 50, 60, 80, 120, 200, 400, 800] * 2):
            path, value = ("difficulties", f"Khó khăn thứ {count}") if count % 2 else ("proposals", f"Đề xuất thứ {count}")
            done = killed_after(self.dung, milliseconds, "visit", "answer", cls.visit_b, path, value)
            shown = value_of(self.dung.show(cls.visit_b)["answers"], path)
            if done:
                saved[path] = value
                self.assertEqual(shown, value, "what was said to be saved is there")
            else:
                self.assertIn(shown, {saved.get(path), value}, "the old value or the new one, whole")
                saved[path] = shown
        model_visit.record(self.dung, cls.visit_b, SITE, "20.9 105.6 8 6", province, commune)
        self.dung.cli("visit", "sign", cls.visit_b)
        self.dung.cli("visit", "submit", cls.visit_b)

    def test_05_the_supervisor_sees_both_after_a_sync(self):
        self.place.hub.start()
        # Syncs that are cut off anywhere lose nothing and send nothing twice.
        for milliseconds in (5, 10, 20, 30, 45, 60, 90, 150):
            killed_after(self.lan, milliseconds, "sync")
            killed_after(self.dung, milliseconds, "sync")
        self.place.hub.stop(signal.SIGKILL)
        self.place.hub.start()
        self.sync_all()
        for visit in (self.visit_a, self.visit_b):
            self.assertEqual(self.thanh.status(visit), "submitted")
        waiting = {line["id"] for line in self.thanh.json("review", "list")}
        self.assertLessEqual({self.visit_a, self.visit_b}, waiting)
        self.assertEqual([facility["name"] for facility in self.thanh.list("facilities", "--search", "to hop tac duong phen thach")],
                         [SITE])

    def test_06_repeating_a_sync_changes_nothing(self):
        before = [replica.show(self.visit_a) for replica in self.everybody()]
        self.sync_all()
        self.assertEqual([replica.show(self.visit_a) for replica in self.everybody()], before)
        self.assertEqual(len({json.dumps(content_of(shown), sort_keys=True) for shown in before}), 1)

    def test_07_a_visit_comes_back_with_a_comment_on_a_question(self):
        self.thanh.cli("review", "return", self.visit_a, "--comment", "Ghi rõ số máy còn thiếu", "--question", "equip[1]/eq_qty_real")
        self.thanh.cli("review", "approve", self.visit_b)
        self.sync_all()
        returned = self.lan.show(self.visit_a)
        self.assertEqual(returned["status"], "returned")
        self.assertIn("Ghi rõ số máy còn thiếu", json.dumps(returned, ensure_ascii=False))
        self.assertIn(self.visit_a, {visit["id"] for visit in self.lan.list("visits", "--limit", 1000) if visit["status"] == "returned"})
        self.assertEqual(self.dung.status(self.visit_b), "approved")

    def test_08_the_inspector_amends_signs_and_submits_again(self):
        said = self.lan.remarks("visit", "answer", self.visit_a, "equip[1]/eq_qty_real", "2")
        self.assertIn("revision 2", said)
        self.assertIn("sig_lead", said)
        self.assertIn("sig_site", said)
        self.lan.answer(self.visit_a, [("findings[1]/f_text", "Máy ghép thanh thứ hai chưa nghiệm thu")])
        # Who signed the first revision has not signed what was changed since.
        self.assertEqual(code_of(refusal(self.lan.cli, "visit", "sign", self.visit_a)), "incomplete")
        lacking = [each["path"] for each in self.lan.json("visit", "show", self.visit_a, "--missing")]
        self.assertEqual([path.split("/")[-1] for path in lacking], ["sig_lead", "sig_site"])
        model_visit.draw_signatures(self.lan, self.visit_a)
        self.lan.cli("visit", "sign", self.visit_a)
        self.lan.cli("visit", "submit", self.visit_a)
        self.sync_all()
        self.thanh.cli("review", "approve", self.visit_a)
        self.sync_all()
        shown = self.lan.show(self.visit_a)
        self.assertEqual(shown["status"], "approved")
        self.assertEqual(int(shown["revision"]), 2)
        self.assertEqual(value_of(shown["answers"], "equip[1]/eq_gap"), "0")

    def test_08_then_the_revision_before_can_still_be_printed_with_its_signatures(self):
        sizes = []
        for revision in (1, 2):
            out = self.place.folder / f"revision-{revision}.pdf"
            self.thanh.cli("export", "visits", "--format", "pdf", "--out", out, "--visit", self.visit_a, "--revision", revision)
            text = " ".join(text_of(out).split())
            self.assertEqual("Máy ghép thanh thứ hai chưa nghiệm thu" in text, revision == 2)
            sizes.append(len(pictures_of(out)))
        self.assertEqual(sizes[0], sizes[1], "each has its signatures")
        self.assertEqual(code_of(refusal(self.thanh.cli, "export", "visits", "--format", "pdf", "--out", out, "--visit", self.visit_a,
                                         "--revision", 3)), "not_found")

    def test_09_the_clerk_gives_the_number(self):
        self.van.cli("visit", "issue", self.visit_a, "--number", "27/BB-KC")
        self.sync_all()
        for replica in self.everybody():
            self.assertEqual(replica.status(self.visit_a), "issued")
        self.van.cli("visit", "file", self.visit_a)
        self.sync_all()

    def test_10_all_replicas_and_the_hub_agree(self):
        # A replica made only now holds what the hub holds.
        fresh = self.place.replica("witness").enrol(self.place.hub, "witness")
        fresh.sync()
        for visit, status in ((self.visit_a, "filed"), (self.visit_b, "approved")):
            seen = [content_of(replica.show(visit)) for replica in (*self.everybody(), fresh)]
            self.assertEqual({shown["status"] for shown in seen}, {status})
            for shown in seen[1:]:
                self.assertEqual(shown, seen[0])
        everything = [sorted((visit["id"], visit["status"]) for visit in replica.list("visits", "--limit", 100000))
                      for replica in (*self.everybody(), fresh)]
        for some in everything[1:]:
            self.assertEqual(some, everything[0])
        self.assertEqual(self.thanh.list("conflicts"), [])
        self.place.hub.command("check")

    def test_11_the_csv_holds_what_was_answered(self):
        out = self.place.folder / "visits.csv"
        self.thanh.cli("export", "visits", "--format", "csv", "--out", out, "--form", model_visit.FORM)
        rows = {row["id"]: row for row in read_csv(out)}
        first, second = rows[self.visit_a], rows[self.visit_b]
        self.assertEqual(first["status"], "filed")
        self.assertEqual(column(first, "bene_name"), self.facility["name"])
        self.assertEqual(column(first, "cost_total_plan"), "1450000000")
        self.assertEqual(column(second, "bene_name"), SITE)
        machines = [row for row in read_csv(out.with_name("visits.equip.csv")) if self.visit_a in row.values()]
        self.assertEqual([column(row, "eq_name") for row in machines], model_visit.rows_of("equip", "eq_name"))
        self.assertEqual([column(row, "eq_qty_real") for row in machines], ["2", "1", "1"])

    def test_12_the_minutes_hold_what_was_answered(self):
        out = self.place.folder / "minutes"
        self.thanh.cli("export", "visits", "--format", "pdf", "--out", out, "--form", model_visit.FORM, "--status", "filed")
        [paper] = [file for file in out.glob("*.pdf") if "27/BB-KC" in text_of(file)]
        subprocess.run(["qpdf", "--check", str(paper)], check=True, capture_output=True)
        text = " ".join(text_of(paper).split())
        for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BIÊN BẢN", self.facility["name"],
                      "Nguyễn Thị Hường", "Đặng Văn Đường", "Hệ thống hút bụi", "Máy ghép thanh thứ hai chưa nghiệm thu",
                      "1.450.000.000", "TRƯỞNG ĐOÀN"):
            self.assertIn(words.lower(), text.lower())
        fonts = subprocess.run(["pdffonts", str(paper)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
        self.assertTrue(fonts)
        for font in fonts:
            self.assertEqual(font.split()[-5], "yes", f"not embedded: {font}")
        size = subprocess.run(["pdfinfo", str(paper)], check=True, capture_output=True, text=True).stdout
        self.assertIn("(A4)", size)


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def pictures_of(pdf):
    return subprocess.run(["pdfimages", "-list", str(pdf)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def column(row, question):
    """The value under the heading that is the question's path, whatever groups stand before its name."""
    [value] = [value for heading, value in row.items() if heading.split("/")[-1] == question]
    return value


def value_of(answers, path):
    """The answer at a path whose groups are left out; None when there is none."""
    wanted = path.split("/")
    for stored, value in answers.items():
        parts = stored.split("/")
        if parts[-1] == wanted[-1] and all(part in parts for part in wanted):
            return str(value)
    return None


def content_of(shown):
    """What two replicas must agree on: not what each has still to send."""
    return {name: value for name, value in shown.items() if name not in {"unsent", "refused", "own", "sync"}}


if __name__ == "__main__":
    unittest.main(failfast=True)
