"""Two devices of one inspector answer the same question without knowing of each other: both answers are kept, one is chosen,
and every replica agrees."""

import unittest

import model_visit
from programs import Workplace

QUESTION = "difficulties"
SMALL = ["--facilities", "12", "--projects", "6", "--visits", "4"]


class Conflict(unittest.TestCase):
    def setUp(self):
        self.place = Workplace(demo=SMALL)
        self.addCleanup(self.place.close)
        hub = self.place.hub.start()
        hub.add_user("lan", "inspector")
        self.tablet = self.place.replica("tablet").enrol(hub, "lan")
        self.laptop = self.place.replica("laptop").enrol(hub, "lan")
        self.tablet.sync()
        facility = self.tablet.list("facilities", "--limit", 1)[0]
        self.visit = self.tablet.start_visit("--facility", facility["id"], "--form", model_visit.FORM)
        self.tablet.answer(self.visit, [("visit_purpose", "nghiem_thu")])
        self.tablet.sync()
        self.laptop.sync()
        hub.stop()
        self.tablet.answer(self.visit, [(QUESTION, "Đường vào cơ sở hẹp")])
        self.laptop.answer(self.visit, [(QUESTION, "Thiếu điện ba pha"), ("proposals", "Hỗ trợ kéo điện")])
        hub.start()
        for _ in range(2):
            self.tablet.sync()
            self.laptop.sync()

    def value(self, replica, question):
        return [value for path, value in replica.show(self.visit)["answers"].items() if path.split("/")[-1] == question]

    def test_both_values_are_kept_and_the_choice_of_one_reaches_everybody(self):
        for replica in (self.tablet, self.laptop):
            [conflict] = replica.list("conflicts")
            self.assertEqual(conflict["record_id"], self.visit)
            self.assertEqual({value["value"] for value in conflict["values"]}, {"Đường vào cơ sở hẹp", "Thiếu điện ba pha"})
        self.assertEqual(self.value(self.tablet, QUESTION), self.value(self.laptop, QUESTION), "both show the same one first")
        self.assertEqual(self.value(self.tablet, "proposals"), ["Hỗ trợ kéo điện"], "what only one wrote is no conflict")

        [conflict] = self.tablet.list("conflicts")
        self.tablet.cli("conflict", "settle", conflict["id"], "--take", "theirs")
        self.tablet.sync()
        self.laptop.sync()
        for replica in (self.tablet, self.laptop):
            self.assertEqual(replica.list("conflicts"), [])
            self.assertEqual(self.value(replica, QUESTION), ["Thiếu điện ba pha"])


if __name__ == "__main__":
    unittest.main()
