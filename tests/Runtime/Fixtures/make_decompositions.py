"""Writes lib/Runtime/decompositions.txt (canonical decompositions and combining classes) and decomposed_names.json (samples for the
test), both from Python's unicodedata. Run: python3 make_decompositions.py"""
import json
import pathlib
import random
import unicodedata

here = pathlib.Path(__file__).resolve().parent
points = [p for p in range(0x80, 0x110000) if not 0xD800 <= p <= 0xDFFF and not 0xAC00 <= p < 0xAC00 + 11172]
lines = []
for p in points:
    parts = unicodedata.normalize("NFD", chr(p))
    if parts != chr(p):
        lines.append(f"{p:X} " + " ".join(f"{ord(c):X}" for c in parts))
lines += [f"class {unicodedata.combining(chr(p))} {p:X}" for p in points if unicodedata.combining(chr(p))]
(here.parents[2] / "lib/Runtime/decompositions.txt").write_text("\n".join(lines) + "\n")

rng = random.Random(17)
letters = [p for p in points if unicodedata.normalize("NFD", chr(p)) != chr(p)] + list(range(0xAC00, 0xAC00 + 11172, 97))
marks = [p for p in points if unicodedata.combining(chr(p))]
names = ["Köln été.jpg", "Việt Nậm.png", "한글.tif", "Å\u0323\u0301.png", "plain.jpg", "東京/がぎ.jpg"]
for _ in range(200):
    name = "".join(rng.choice([chr(rng.choice(letters)), chr(rng.choice(marks)), chr(rng.randrange(97, 123))]) for _ in range(6))
    names.append(unicodedata.normalize("NFC", name) if rng.random() < 0.5 else name)
(here / "decomposed_names.json").write_text(
    json.dumps([[n, unicodedata.normalize("NFD", n)] for n in names], indent=0) + "\n")
