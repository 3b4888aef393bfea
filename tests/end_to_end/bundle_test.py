"""Work that goes by file where there is no network: out of a tablet, over another one or a USB stick, into the hub, and back."""

import json
import unittest

import model_visit
from programs import Replica, Workplace, code_of, refusal

SMALL = ["--facilities", "12", "--projects", "6", "--visits", "4"]


class Bundle(unittest.TestCase):
    """One story; each test is a further step of it, in the order of their names."""

    @classmethod
    def setUpClass(cls):
        cls.place = Workplace(demo=SMALL)
        cls.hub = cls.place.hub.start()
        for name, role in (("lan", "inspector"), ("dung", "inspector"), ("thanh", "supervisor")):
            cls.hub.add_user(name, role)
        # After its first sync lan's tablet meets no network any more.
        cls.lan, cls.dung, cls.thanh = (cls.place.replica(name).enrol(cls.hub, name) for name in ("lan", "dung", "thanh"))
        cls.lan.sync()
        cls.dung.sync()

    @classmethod
    def tearDownClass(cls):
        cls.place.close()

    def device_of(self, name):
        devices = json.loads(self.hub.command("device", "list", "--json"))
        return next(device["id"] for device in devices if device["person"] == name)

    def refresh(self, name):
        file = self.place.folder / f"refresh-{name}.thucdia"
        self.hub.command("bundle", "export", file, "--device", self.device_of(name))
        return file

    def test_01_a_visit_with_its_photos_leaves_the_tablet_in_a_file(self):
        cls = type(self)
        facility = self.lan.list("facilities", "--limit", 1)[0]
        cls.visit = self.lan.start_visit("--facility", facility["id"], "--form", model_visit.FORM)
        model_visit.record(self.lan, cls.visit, facility["name"], "21.0278 105.8342 12.5 4.5", facility["province"],
                           facility.get("commune", ""))
        self.lan.cli("visit", "sign", cls.visit)
        self.lan.cli("visit", "submit", cls.visit)
        cls.file = self.place.folder / "lan.thucdia"
        made = self.lan.json("bundle", "export", cls.file)
        self.assertEqual(made["files"], len(set(model_visit.attachments())))
        self.assertGreaterEqual(made["records"], 3, "the visit, its seal, its decision")
        content = cls.file.read_bytes()
        for word in ("Hệ thống hút bụi", model_visit.FORM):
            self.assertNotIn(word.encode(), content, "nobody but the hub reads it")

    def test_02_a_file_that_was_cut_or_damaged_is_refused_by_all(self):
        content = self.file.read_bytes()
        half = len(content) // 2
        flipped = bytes([content[half] ^ 1])
        for number, wrong in enumerate((b"", content[:half], content[:half] + flipped + content[half + 1:], content + b"\0")):
            file = self.place.folder / f"wrong{number}.thucdia"
            file.write_bytes(wrong)
            self.assertEqual(code_of(refusal(self.dung.cli, "bundle", "import", file)), "corrupt_data")
            self.assertEqual(code_of(refusal(self.hub.command, "bundle", "import", file)), "corrupt_data")
        self.assertEqual(code_of(refusal(self.lan.cli, "bundle", "import", self.file)), "not_permitted", "its own")
        self.thanh.sync()
        self.assertNotIn(self.visit, [visit["id"] for visit in self.thanh.list("visits", "--limit", 100)])

    def test_03_another_tablet_carries_it_to_the_hub(self):
        self.assertTrue(self.dung.json("bundle", "import", self.file)["carried"])
        self.assertTrue(self.dung.json("bundle", "import", self.file)["known"])
        self.hub.stop()
        refusal(self.dung.sync)
        self.hub.start()
        self.assertEqual(self.dung.json("sync")["bundles_delivered"], 1)
        self.assertEqual(self.dung.json("sync")["bundles_delivered"], 0)
        self.thanh.sync()
        shown = self.thanh.show(self.visit)
        self.assertEqual(shown["status"], "submitted")
        self.assertEqual(len(shown["attachments"]), len(model_visit.attachments()))

    def test_04_the_same_file_from_a_usb_stick_changes_nothing_more(self):
        before = self.hub.command("check")
        taken = json.loads(self.hub.command("bundle", "import", self.file, "--json"))
        self.assertTrue(taken["known"])
        self.assertEqual(self.hub.command("check"), before)

    def test_05_the_hubs_answer_comes_back_in_a_file_with_the_review(self):
        self.thanh.cli("review", "return", self.visit, "--comment", "Thiếu ảnh biển hiệu")
        self.thanh.sync()
        file = self.refresh("lan")
        self.assertEqual(code_of(refusal(self.dung.cli, "bundle", "import", file)), "not_permitted", "for another device")
        taken = self.lan.json("bundle", "import", file)
        self.assertGreaterEqual(taken["receipts"], 3)
        self.assertEqual(taken["refused"], [])
        self.assertEqual(self.lan.status(self.visit), "returned")
        self.assertTrue(self.lan.json("bundle", "import", file)["known"])
        synced = self.lan.json("sync")
        self.assertEqual((synced["records_sent"], synced["files_sent"], synced["records_received"]), (0, 0, 0))

    def test_06_what_a_revoked_tablet_hands_in_waits_until_somebody_takes_it_in(self):
        self.hub.command("device", "revoke", self.device_of("lan"))
        self.lan.cli("visit", "answer", self.visit, "difficulties", "Viết trước khi biết")
        file = self.place.folder / "late.thucdia"
        self.lan.cli("bundle", "export", file)
        taken = json.loads(self.hub.command("bundle", "import", file, "--json"))
        self.assertEqual((taken["accepted"], taken["quarantined"]), (0, taken["refused"]))
        waiting = json.loads(self.hub.command("quarantine", "list", "--json"))
        self.assertEqual(len(waiting), taken["quarantined"])
        self.assertEqual({(change["person"], change["state"]) for change in waiting}, {("lan", "waits")})
        shown = json.loads(self.hub.command("quarantine", "show", waiting[0]["number"]))
        self.assertIn("Viết trước khi biết", json.dumps(shown, ensure_ascii=False))
        self.thanh.sync()
        self.assertNotIn("Viết trước khi biết", self.thanh.show(self.visit)["answers"].values())
        self.hub.command("quarantine", "accept", *(change["number"] for change in waiting))
        self.assertEqual(code_of(refusal(self.hub.command, "quarantine", "dismiss", waiting[0]["number"])), "already_exists")
        self.thanh.sync()
        self.assertIn("Viết trước khi biết", self.thanh.show(self.visit)["answers"].values())
        self.assertEqual(json.loads(self.hub.command("quarantine", "list", "--json")), [])

    def test_07_the_hub_is_whole(self):
        self.assertIn("signed batches", self.hub.command("check"))
        other = self.place.new_hub("other")
        self.assertEqual(code_of(refusal(other.command, "bundle", "import", self.file)), "wrong_hub")
        nobody = Replica(self.place.folder / "nobody")
        self.assertEqual(code_of(refusal(nobody.cli, "bundle", "import", self.file)), "not_found")


if __name__ == "__main__":
    unittest.main()
