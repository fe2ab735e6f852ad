"""Makes images/ and the values Pillow decodes from them. Run: /usr/bin/python3 make_images.py (Pillow 9.4, numpy)."""
import json
import pathlib
import struct
import zlib

import numpy
from PIL import Image, ImageCms

folder = pathlib.Path(__file__).parent / "images"
folder.mkdir(exist_ok=True)
for old in folder.iterdir():
    old.unlink()

random = numpy.random.default_rng(5)
width, height = 13, 9  # odd, so that no vector width and no JPEG block fits
y, x = numpy.mgrid[0:height, 0:width]
colour = numpy.stack([20 * x, 255 - 28 * y, 10 * x + 14 * y], axis=2) % 256
colour = numpy.clip(colour + random.integers(-9, 10, colour.shape), 0, 255).astype(numpy.uint8)
alpha = (x * 255 // (width - 1)).astype(numpy.uint8)
rgb = Image.fromarray(colour)
grey = rgb.convert("L")
rgba = Image.fromarray(numpy.dstack([colour, alpha]))
palette = rgb.quantize(16)
exif = Image.Exif()

rgb.save(folder / "rgb.png")
rgb.save(folder / "rgb.bmp")
rgb.save(folder / "rgb.webp", lossless=True)
rgb.save(folder / "rgb.gif")
rgb.save(folder / "rgb-444.jpg", quality=90, subsampling=0)
rgb.save(folder / "rgb-422.jpg", quality=75, subsampling=1)
rgb.save(folder / "rgb-420.jpg", quality=50, subsampling=2)
rgb.save(folder / "progressive.jpg", quality=85, subsampling=2, progressive=True)
rgb.save(folder / "lossy.webp", quality=80)
grey.save(folder / "grey.png")
grey.save(folder / "grey.jpg", quality=80)
grey.save(folder / "grey.bmp")
grey.point(lambda value: value > 127, "1").save(folder / "one-bit.png")
Image.fromarray(numpy.dstack([numpy.asarray(grey), alpha])).save(folder / "grey-alpha.png")
rgba.save(folder / "alpha.png")
rgba.save(folder / "alpha.webp", lossless=True, exact=True)
palette.save(folder / "palette.png")
palette.save(folder / "palette-alpha.png", transparency=bytes(range(0, 256, 16)))
rgb.save(folder / "key-alpha.png", transparency=tuple(int(value) for value in colour[4, 5]))
grey.save(folder / "grey-key-alpha.png", transparency=int(numpy.asarray(grey)[4, 5]))
palette.save(folder / "transparent.gif", transparency=3)
rgb.save(folder / "animated.gif", save_all=True, append_images=[rgb.transpose(Image.FLIP_LEFT_RIGHT)])
rgb.convert("CMYK").save(folder / "cmyk.jpg", quality=95)

# A display profile with the channels exchanged: were it applied, every pixel would be wrong by far.
profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
profile[24:36] = bytes(12)  # the date it was made, so that every run of this script gives the same files
red, blue = profile.index(b"rXYZ", 128), profile.index(b"bXYZ", 128)
profile[red + 4:red + 12], profile[blue + 4:blue + 12] = profile[blue + 4:blue + 12], profile[red + 4:red + 12]
for name in ["profile.png", "profile.jpg", "profile.webp"]:
    rgb.save(folder / name, icc_profile=bytes(profile), quality=90, lossless=True)

for orientation in range(1, 9):
    exif[0x0112] = orientation
    rgb.save(folder / f"orientation-{orientation}.jpg", quality=95, subsampling=0, exif=exif)
exif[0x0112] = 6
rgb.save(folder / "orientation-6.png", exif=exif)
rgb.save(folder / "orientation-6.webp", lossless=True, exif=exif)


def png16(name, samples):
    """Pillow writes no 16-bit RGB; the format is simple enough."""
    rows, columns, channels = samples.shape
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    raw = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", columns, rows, 16, kind, 0, 0, 0)), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data)) for tag, data in chunks)
    (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n" + body)


deep = (colour.astype(numpy.uint16) << 8) + random.integers(0, 256, colour.shape).astype(numpy.uint16)
png16("deep-rgb.png", deep)
png16("deep-grey.png", deep[:, :, :1])
png16("deep-alpha.png", numpy.dstack([deep, alpha.astype(numpy.uint16) << 8]))

# Headers and damage.
header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
empty = b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
(folder / "bad-huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + empty)
(folder / "bad-empty.jpg").write_bytes(b"")
(folder / "bad-text.jpg").write_text("This is not a picture.\n")
(folder / "bad-zeros.jpg").write_bytes(bytes(64))
for name in ["rgb-444.jpg", "progressive.jpg", "rgb.png", "rgb.webp", "rgb.bmp", "rgb.gif", "lossy.webp"]:
    content = (folder / name).read_bytes()
    stem, suffix = name.split(".")
    (folder / f"bad-cut-{stem}.{suffix}").write_bytes(content[: len(content) - len(content) // 5])


def expected(path):
    """What the codec has to give: upright RGB over white, stored values."""
    with Image.open(path) as image:
        orientation = image.getexif().get(0x0112, 1)
        if path.stem.startswith("deep"):
            samples = {"deep-grey": numpy.repeat(deep[:, :, :1], 3, axis=2)}.get(path.stem, deep)
            pixels = (samples >> 8).astype(float)  # Pillow, too, keeps the high byte of 16-bit RGB
            if path.stem == "deep-alpha":
                weight = alpha[:, :, None] / 255
                pixels = numpy.rint(pixels * weight + 255 * (1 - weight))
            image = Image.fromarray(pixels.astype(numpy.uint8))
        elif image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
        turn = {2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE,
                6: Image.ROTATE_270, 7: Image.TRANSVERSE, 8: Image.ROTATE_90}.get(orientation)
        return (image if turn is None else image.transpose(turn)).convert("RGB")


result = {}
for path in sorted(folder.iterdir()):
    if not path.name.startswith("bad-"):
        image = expected(path)
        result[path.name] = {"width": image.width, "height": image.height, "pixels": image.tobytes().hex()}
(folder.parent / "images.json").write_text(json.dumps(result, indent=0) + "\n")
