"""The real programs in hard times: killed with SIGKILL at any moment, the hub too, over a way that cuts, delays and garbles.
What was said to be saved is there in the end, once, at the hub and on every replica; and the hub's log is whole.

THUCDIA_HARD_ROUNDS says how long (each round kills some six programs), THUCDIA_HARD_SEED how it goes.
"""

import os
import random
import re
import signal
import unittest

import model_visit
from programs import Refused, Workplace, killed_after
from unruly_proxy import UnrulyProxy

ROUNDS = int(os.environ.get("THUCDIA_HARD_ROUNDS", "12"))
SEED = int(os.environ.get("THUCDIA_HARD_SEED", "20261128"))
SMALL = ["--facilities", "12", "--projects", "6", "--visits", "4"]
PHOTO = model_visit.SAMPLE / "photo_1.jpg"
QUESTIONS = ("difficulties", "proposals")


class Inspector:
    """One tablet, and what its user was told is saved."""

    def __init__(self, replica, facility):
        self.replica = replica
        self.facility = facility
        self.saved = {}  # visit -> question -> values that may stand there
        self.kills = 0

    def start_visit(self):
        visit = self.replica.start_visit("--facility", self.facility["id"], "--form", model_visit.FORM)
        self.saved[visit] = {}

    def killed(self, chance, *arguments):
        """Whether the program finished before it was killed."""
        finished = killed_after(self.replica, chance.choice([4, 10, 20, 40, 80, 150, 300, 900]), *arguments)
        self.kills += not finished
        return finished

    def work(self, chance, number):
        visit = chance.choice(sorted(self.saved))
        question = chance.choice(QUESTIONS)
        text = f"Lần {number}"
        before = self.saved[visit].get(question, {""})
        # What was killed may or may not have been saved; what finished was.
        finished = self.killed(chance, "visit", "answer", visit, question, text)
        self.saved[visit][question] = {text} if finished else before | {text}
        if chance.random() < 0.3:
            self.killed(chance, "visit", "attach", visit, f"equip[{chance.randint(1, 2)}]/eq_photo", PHOTO)


def shown(replica, visit):
    answers = replica.show(visit)["answers"]
    return {question: next((value for path, value in answers.items() if path.split("/")[-1] == question), "")
            for question in QUESTIONS}


class HardTimes(unittest.TestCase):
    def setUp(self):
        self.place = Workplace(demo=SMALL)
        self.addCleanup(self.place.close)
        self.hub = self.place.hub.start()
        host, port = self.hub.address.split(":")
        self.proxy = UnrulyProxy((host, int(port)), SEED)
        self.addCleanup(self.proxy.close)
        self.proxy.quiet = True
        for name, role in (("lan", "inspector"), ("dung", "inspector"), ("thanh", "supervisor")):
            self.hub.add_user(name, role)
        replicas = []
        for name in ("lan", "dung", "thanh"):
            replica = self.place.replica(name)
            replica.cli("enrol", self.proxy.url, self.hub.code(name))
            replica.sync()
            replicas.append(replica)
        self.supervisor = replicas.pop()
        facility = replicas[0].list("facilities", "--limit", 1)[0]
        self.inspectors = [Inspector(replica, facility) for replica in replicas]

    def settle(self, replica):
        """Syncs until nothing waits."""
        for _ in range(10):
            done = replica.json("sync")
            if done["records_to_send"] == 0 and done["files_to_send"] == 0:
                return
        self.fail(f"does not come to rest: {done}")

    def test_nothing_is_lost_and_nothing_doubled(self):
        chance = random.Random(SEED)
        for inspector in self.inspectors:
            inspector.start_visit()
        self.proxy.quiet = False
        hub_kills = 0
        for number in range(ROUNDS):
            for inspector in self.inspectors:
                if chance.random() < 0.15:
                    inspector.start_visit()
                inspector.work(chance, number)
                inspector.killed(chance, "sync")
                try:
                    inspector.replica.cli("sync")
                except Refused as refused:
                    self.assertRegex(refused.line, r"\((unreachable|not_a_hub|bad_signature|corrupt_data|not_found)\)$")
            if chance.random() < 0.4:
                self.hub.stop(signal.SIGKILL)
                hub_kills += 1
                self.inspectors[0].killed(chance, "sync")
                self.hub.start()
        self.proxy.quiet = True
        kills = sum(inspector.kills for inspector in self.inspectors)
        print(f"\n{kills} programs and {hub_kills} hubs killed; connections: {self.proxy.counts}")
        self.assertGreater(kills, ROUNDS)

        for replica in [inspector.replica for inspector in self.inspectors] * 2 + [self.supervisor]:
            self.settle(replica)
        seen = [visit["id"] for visit in self.supervisor.list("visits", "--limit", 10000)]
        self.assertEqual(len(seen), len(set(seen)), "no visit twice")
        for inspector in self.inspectors:
            for visit, expected in inspector.saved.items():
                here = shown(inspector.replica, visit)
                for question, values in expected.items():
                    self.assertIn(here[question], values, f"{visit} {question}: what was said to be saved is there")
                self.assertEqual(shown(self.supervisor, visit), here, "the office sees what the tablet shows")
            self.assertEqual(inspector.replica.list("conflicts"), [], "one author, no conflict")
        checked = self.hub.command("check")
        self.assertEqual(int(re.search(r"(\d+) awaited", checked).group(1)), 0, checked)


if __name__ == "__main__":
    unittest.main()
