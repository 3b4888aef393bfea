"""A form with files of its own, imported at the hub while tablets work: what it looks into reaches them; drafts stay on the
version they were begun with until they are carried, new visits take the newest, and what has no place any more is kept."""

import csv
import json
import unittest

from programs import Workplace, code_of, refusal

FIRST = """
| survey |
| | type | name | label | calculation | choice_filter | default | trigger |
| | csv-external | visit | | | | | |
| | csv-external | norms | | | | | |
| | csv-external | facilities | | | | | |
| | start | st | | | | | |
| | end | en | | | | | |
| | today | td | | | | | |
| | deviceid | dev | | | | | |
| | username | who | | | | | |
| | begin_group | facts | Facts | | | | |
| | text | place | Place | | | instance('visit')/root/item/facility_name | |
| | integer | workers | Workers | | | | |
| | text | fax | Fax | | | | |
| | select_one_from_file crops.csv | crop | Crop | | region = 'n' | | |
| | select_one_from_file markets.geojson | market | Market | | | | |
| | calculate | yield | | pulldata('crops', 'yield', 'name', ${crop}) | | | |
| | calculate | norm | | instance('norms')/root/item[1]/key | | | |
| | calculate | province | | pulldata('vn_provinces_34', 'name_vi', 'code', '01') | | | |
| | calculate | known | | count(instance('facilities')/root/item[label = ${place}]) | | | |
| | end_group | facts | | | | | |
| settings |
| | form_id | version | form_title |
| | trial | 1 | Trial |
"""
SECOND = (FIRST.replace("| | text | fax | Fax | | | | |\n", "| | text | email | Email | | | none | |\n")
          .replace("| | trial | 1 |", "| | trial | 2 |"))
CROPS = "name,label,region,yield\nrice,Rice,n,5\nmaize,Maize,n,4\ncoffee,Coffee,s,2\n"
MARKETS = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": "m1", "geometry": {"type": "Point", "coordinates": [105.8, 21.0]}, "properties": {"title": "Chợ Mơ"}}]}


class FormVersions(unittest.TestCase):
    def setUp(self):
        self.work = Workplace(demo=["--facilities", "12", "--projects", "6", "--visits", "4"])
        self.addCleanup(self.work.close)
        self.forms = self.work.folder / "forms"
        self.forms.mkdir()
        (self.forms / "markets.geojson").write_text(json.dumps(MARKETS), encoding="utf-8")
        hub = self.work.hub.start()
        hub.add_user("lan", "inspector")
        self.publish(FIRST, CROPS)
        self.tablet = self.work.replica("tablet").enrol(hub, "lan")
        self.laptop = self.work.replica("laptop").enrol(hub, "lan")
        self.sync()
        self.facility = self.tablet.list("facilities", "--limit", 1)[0]
        self.draft = self.start()

    def publish(self, form, crops):
        (self.forms / "trial.md").write_text(form, encoding="utf-8")
        (self.forms / "crops.csv").write_text(crops, encoding="utf-8")
        return self.work.hub.command("import", "forms", self.forms / "trial.md")

    def sync(self):
        for _ in range(2):
            self.tablet.sync()
            self.laptop.sync()

    def start(self, *options):
        return self.tablet.start_visit("--facility", self.facility["id"], "--form", "trial", *options)

    def test_a_form_looks_into_its_files_the_reference_data_and_the_registers(self):
        self.tablet.answer(self.draft, [("crop", "rice"), ("market", "m1")])
        answers = self.tablet.show(self.draft)["answers"]
        self.assertEqual(answers["facts/yield"], "5")
        self.assertEqual(answers["facts/market"], "m1")
        self.assertEqual(answers["facts/place"], self.facility["name"])
        self.assertEqual(answers["facts/norm"], "mo_hinh")
        self.assertEqual(answers["facts/province"], "Hà Nội")
        self.assertEqual(answers["facts/known"], "1")
        self.assertEqual(answers["who"], "lan")
        self.assertRegex(answers["st"], r"^\d{4}-\d\d-\d\dT")
        self.assertEqual(answers["st"][:10], answers["td"])
        self.assertRegex(answers["dev"], r"^[0-9a-f]{8}$")
        self.assertNotIn("en", answers)
        self.assertEqual(code_of(refusal(self.tablet.cli, "visit", "answer", self.draft, "crop", "coffee")), "invalid_argument")
        self.tablet.cli("visit", "sign", self.draft)
        self.assertGreaterEqual(self.tablet.show(self.draft)["answers"]["en"], answers["st"])

    def test_a_draft_keeps_its_version_and_its_files_until_it_is_carried(self):
        self.tablet.answer(self.draft, [("workers", "12"), ("fax", "0274 3822 111")])
        self.publish(SECOND, CROPS.replace("rice,Rice,n,5", "rice,Rice,n,6"))
        self.sync()
        self.laptop.answer(self.draft, [("crop", "rice")])
        old = self.laptop.show(self.draft)
        self.assertEqual((old["form_version"], old["answers"]["facts/yield"]), ("1", "5"))
        self.tablet.answer(new := self.start(), [("crop", "rice")])
        shown = self.tablet.show(new)
        self.assertEqual((shown["form_version"], shown["answers"]["facts/yield"]), ("2", "6"))
        self.assertEqual(code_of(refusal(self.tablet.cli, "visit", "carry", new)), "not_found")

        self.sync()
        preview = self.tablet.json("visit", "carry", self.draft, "--preview")
        self.assertFalse(preview["done"])
        self.assertEqual([line["path"] for line in preview["no_place"]], ["facts/fax"])
        self.assertEqual([line["path"] for line in preview["new"]], ["facts/email"])
        self.assertEqual(self.tablet.show(self.draft)["form_version"], "1", "a preview changes nothing")
        # Meanwhile the other device goes on, on the old version.
        self.laptop.answer(self.draft, [("workers", "15")])
        self.assertTrue(self.tablet.json("visit", "carry", self.draft)["done"])
        self.sync()
        for replica in (self.tablet, self.laptop):
            carried = replica.show(self.draft)
            self.assertEqual(carried["form_version"], "2")
            self.assertEqual(carried["answers"]["facts/workers"], "15")
            self.assertEqual(carried["answers"]["facts/fax"], "0274 3822 111")
            self.assertEqual(carried["answers"]["facts/email"], "none")
            self.assertEqual(replica.list("conflicts"), [])
        self.tablet.cli("visit", "sign", self.draft)
        out = self.work.folder / "visits.csv"
        self.tablet.cli("export", "visits", "--format", "csv", "--out", out, "--form", "trial")
        exported = "".join(path.read_text(encoding="utf-8-sig") for path in self.work.folder.glob("visits*.csv"))
        self.assertIn("0274 3822 111", exported)
        with open(out, encoding="utf-8-sig", newline="") as file:
            self.assertEqual(len(list(csv.DictReader(file))), 2)

    def test_a_visit_begins_as_last_time_and_says_what_is_unchanged(self):
        self.tablet.answer(self.draft, [("workers", "12"), ("crop", "rice")])
        self.tablet.cli("visit", "sign", self.draft)
        again = self.start("--from-previous")
        self.tablet.answer(again, [("workers", "15")])
        shown = self.tablet.show(again)
        self.assertEqual(shown["answers"]["facts/crop"], "rice")
        self.assertEqual(shown["last_time"]["answers"]["facts/workers"], "12")
        self.assertEqual(shown["last_time"]["unchanged"], ["facts/place", "facts/crop"])
        self.assertEqual(shown["answers"]["who"], "lan")


if __name__ == "__main__":
    unittest.main()
