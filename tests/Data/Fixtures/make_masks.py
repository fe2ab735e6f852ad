"""Makes masks/ and masks.json: one mask in the ways that tools store it, files that are no mask of the same image, and what Pillow makes
of masks by nearest neighbour. Run: /usr/bin/python3 make_masks.py (Pillow 9.4, numpy)."""
import json
import pathlib

import numpy
from PIL import Image

folder = pathlib.Path(__file__).parent / "masks"
folder.mkdir(exist_ok=True)
for old in folder.iterdir():
    old.unlink()

# The mask of an image of 40 × 30: columns 5 to 16 and rows 7 to 21 were edited.
levels = numpy.zeros((30, 40), numpy.uint8)
levels[7:22, 5:17] = 255
grey = Image.fromarray(levels)
rgb = grey.convert("RGB")

grey.save(folder / "grey.png")
grey.save(folder / "grey.jpg", quality=75)
grey.convert("1").save(folder / "one-bit.png")
grey.convert("1").save(folder / "one-bit.bmp")
grey.convert("P").save(folder / "palette.png")
grey.save(folder / "palette.gif")
rgb.save(folder / "rgb.png")
rgb.save(folder / "rgb.jpg", quality=60)
rgb.save(folder / "rgb.webp", lossless=True)
rgb.convert("RGBA").save(folder / "rgba-opaque.png")
Image.fromarray(levels.astype(numpy.uint16) * 257).save(folder / "sixteen-bit.png")
Image.fromarray(255 - levels).save(folder / "inverted.png")
Image.fromarray(levels // 255).save(folder / "zero-one.png")
Image.fromarray(levels // 255 * 60).save(folder / "dark.png")

Image.fromarray(numpy.full_like(levels, 128)).save(folder / "bad-grey.png")
Image.fromarray(numpy.tile(numpy.arange(40, dtype=numpy.uint8) * 6, (30, 1))).save(folder / "bad-ramp.png")
Image.fromarray(numpy.dstack([levels, levels, levels, 255 - levels // 2])).save(folder / "bad-alpha.png")
Image.fromarray(numpy.dstack([levels, 255 - levels // 2])).save(folder / "bad-grey-alpha.png")
grey.convert("P").save(folder / "bad-palette-alpha.png", transparency=0)
Image.fromarray(numpy.dstack([levels, levels // 9, levels // 9])).save(folder / "bad-colour.png")
Image.fromarray(numpy.dstack([levels, levels // 9, levels // 9])).save(folder / "bad-colour.jpg")
grey.resize((20, 15)).save(folder / "bad-small.png")
grey.transpose(Image.Transpose.TRANSPOSE).save(folder / "bad-turned.png")
Image.fromarray(levels * 0).save(folder / "black.png")
Image.fromarray(levels * 0 + 255).save(folder / "white.png")
(folder / "bad-empty.png").write_bytes(b"")
(folder / "bad-text.png").write_text("no picture")

random = numpy.random.default_rng(7)
blocks = Image.fromarray(random.integers(0, 2, (6, 8)).astype(numpy.uint8)).resize((23, 17), Image.NEAREST)


def stored(mask):
    return {"width": mask.width, "height": mask.height, "pixels": mask.tobytes().hex()}


result = {
    "source": stored(blocks),
    "resize": [stored(blocks.resize(size, Image.NEAREST)) for size in [(12, 9), (5, 17), (23, 4), (1, 1), (40, 31), (60, 6), (23, 17), (22, 16)]],
    "rotate": [{"degrees": degrees, "mask": stored(blocks.rotate(degrees, Image.NEAREST, fillcolor=255))} for degrees in [0, 10, -7.5, 33, 90, 179]],
}
(pathlib.Path(__file__).parent / "masks.json").write_text(json.dumps(result, indent=0) + "\n")
