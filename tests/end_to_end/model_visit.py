"""A complete visit with the form 01_mo_hinh_trinh_dien, as tests/data/sample_visit/answers.tsv tells it: a path and a value a
line; {words} are filled in, and a value that begins with @ is a file beside it that is attached."""

import datetime

from programs import DATA

FORM = "01_mo_hinh_trinh_dien"
SAMPLE = DATA / "sample_visit"


def answers(name, position, province, commune):
    """(path, value) pairs in the form's order."""
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
    words = {"name": name, "position": position, "province": province, "commune": commune, "today": today.isoformat(),
             "due": (today + datetime.timedelta(days=45)).isoformat()}
    lines = (SAMPLE / "answers.tsv").read_text(encoding="utf-8").splitlines()
    return [(path, value.format(**words)) for path, value in (line.split("\t") for line in lines)]


def rows_of(repeat, question):
    """What the sample answers to a question in the rows of a repeat."""
    return [value for path, value in answers("", "", "", "") if path.startswith(f"{repeat}[") and path.endswith(f"/{question}")]


def attachments():
    return [value for _, value in answers("", "", "", "") if value.startswith("@")]


def draw_signatures(replica, visit):
    """Everybody signs, again where they have signed before."""
    for path, value in answers("", "", "", ""):
        if path.startswith("sig_") and value.startswith("@"):
            replica.cli("visit", "attach", visit, path, SAMPLE / value[1:])


def record(replica, visit, *about):
    """Answers everything and attaches everything."""
    for path, value in answers(*about):
        if value.startswith("@"):
            replica.cli("visit", "attach", visit, path, SAMPLE / value[1:])
        else:
            replica.cli("visit", "answer", visit, path, value)
