#!/usr/bin/env python3
"""Makes the four text faces and the icon face that the app embeds, and Icons.qml's table of names.

Run by hand when a glyph is missing:  make_fonts.py NOTO_DIR LUCIDE_STATIC_DIR
NOTO_DIR: a folder with NotoSans-{Regular,Medium,SemiBold,Bold}.ttf (Debian: fonts-noto-core, fonts-noto-extra).
LUCIDE_STATIC_DIR: the unpacked npm package lucide-static. Needs python3-fonttools.
"""
import json
import pathlib
import re
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}


def characters():
    """Latin with every Vietnamese mark, combining marks for NFD input, punctuation, arrows, đồng, units."""
    ranges = [(0x20, 0x7E), (0xA0, 0x180), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1EA0, 0x1EF9), (0x300, 0x303),
              (0x306, 0x309), (0x2010, 0x2027), (0x2030, 0x2033), (0x2039, 0x203A), (0x2070, 0x208E), (0x2190, 0x2193)]
    single = [0x192, 0x2BC, 0x2C6, 0x2DA, 0x2DC, 0x31B, 0x323, 0x327, 0x202F, 0x2044, 0x20AB, 0x20AC, 0x2116, 0x2122,
              0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265, 0x394, 0x3A9, 0x3B1, 0x3B2, 0x3BC, 0x3C0]
    return [c for first, last in ranges for c in range(first, last + 1)] + single


def cut(font, unicodes, features, family, style):
    options = subset.Options()
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    worker = subset.Subsetter(options)
    worker.populate(unicodes=unicodes)
    worker.subset(font)
    full = f"{family} {style}"
    # A family of our own with four plain weights: no clash with an installed Noto Sans of other widths.
    for number, value in ((1, family), (2, style), (3, full), (4, full), (6, full.replace(" ", ""))):
        font["name"].setName(value, number, 3, 1, 0x409)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]


def main():
    noto, lucide = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for weight, style in WEIGHTS.items():
        font = TTFont(noto / f"NotoSans-{style}.ttf")
        cut(font, characters(), ["kern", "mark", "mkmk", "ccmp", "locl", "liga"], "Thuc Dia Sans", style)
        font["OS/2"].usWeightClass = weight
        font.save(HERE / f"ThucDiaSans-{style}.ttf")

    codes = json.loads((lucide / "font" / "info.json").read_text())
    names = (HERE / "icon_names.txt").read_text().split()
    points = {name: int(codes[name]["encodedCode"][1:], 16) for name in names}
    font = TTFont(lucide / "font" / "lucide.ttf")
    cut(font, points.values(), [], "Thuc Dia Icons", "Regular")
    font.save(HERE / "ThucDiaIcons.ttf")

    table = "".join(f'    readonly property string {camel(name)}: "\\u{point:04x}"\n' for name, point in sorted(points.items()))
    (HERE.parent / "Icons.qml").write_text(
        "pragma Singleton\n\nimport QtQml\n\n"
        "// The icon font's glyphs by their Lucide names (ISC, fonts/ISC-Lucide.txt). Written by fonts/make_fonts.py.\n"
        f"QtObject {{\n{table}}}\n")


def camel(name):
    return re.sub(r"-(\w)", lambda match: match.group(1).upper(), name)


if __name__ == "__main__":
    main()
