"""Writes jpeg_quality.json: the quantization tables Pillow (libjpeg) uses for each quality. Run: /usr/bin/python3 make_jpeg_quality.py."""
import io
import json
import pathlib

from PIL import Image

tables = {}
for quality in range(1, 101):
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG", quality=quality)
    # Pillow 9.4 gives the tables row by row.
    tables[quality] = [bytes(table).hex() for _, table in sorted(Image.open(stream).quantization.items())]
(pathlib.Path(__file__).parent / "jpeg_quality.json").write_text(json.dumps(tables, indent=0) + "\n")
