"""Writes tiff/*.tif and tiffs.json: TIFF files of every accepted kind with the pixels that Pillow reads, and files of refused kinds.
Pillow writes the LZW files; the others are assembled here, since Pillow writes neither tiles nor planes nor big-endian files.
Run with Debian's python3-pil and python3-numpy: /usr/bin/python3 make_tiffs.py"""
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE / "tiff"
OUT.mkdir(exist_ok=True)
WIDTH, HEIGHT = 19, 23
rng = np.random.default_rng(17)


def picture(channels, bits):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    levels = np.stack([(x * 11 + y * (c + 3)) % 256 for c in range(channels)], -1) * (257 if bits == 16 else 1)
    levels[4:9, 3:12] = levels[4, 3]
    levels[12:] = rng.integers(0, 2**bits, levels[12:].shape)
    return levels.astype(np.uint16 if bits == 16 else np.uint8)


def packbits(data):
    out = bytearray()
    for start in range(0, len(data), 128):
        part = data[start:start + 128]
        out += bytes([257 - len(part), part[0]]) if len(part) > 1 and len(set(part)) == 1 else bytes([len(part) - 1]) + part
    return bytes(out)


ENCODERS = {1: bytes, 5: None, 8: zlib.compress, 32946: zlib.compress, 32773: packbits}


def predicted(block):
    out = block.copy()
    out[:, 1:] = block[:, 1:] - block[:, :-1]
    return out


def tiff(pixels, order="<", compression=1, photometric=None, predictor=1, rows=None, tile=None, planar=1, extra=None, orientation=None,
         magic=42, tags=(), first=True):
    """The bytes of a TIFF file; the directory stands before the pixels, or after them with first=False."""
    height, width, channels = pixels.shape
    bits = pixels.dtype.itemsize * 8
    planes = [pixels] if planar == 1 else [pixels[..., c:c + 1] for c in range(channels)]
    blocks = []
    for plane in planes:
        if tile:
            high, wide = -(-height // tile) * tile, -(-width // tile) * tile
            padded = np.zeros((high, wide, plane.shape[2]), plane.dtype)
            padded[:height, :width] = plane
            blocks += [padded[y:y + tile, x:x + tile] for y in range(0, high, tile) for x in range(0, wide, tile)]
        else:
            step = rows or height
            blocks += [plane[y:y + step] for y in range(0, height, step)]
    encode = ENCODERS.get(compression) or bytes
    data = [encode((predicted(b) if predictor == 2 else b).astype(b.dtype.newbyteorder(order)).tobytes()) for b in blocks]
    entries = {256: (4, [width]), 257: (4, [height]), 258: (3, [bits] * channels), 259: (3, [compression]),
               262: (3, [photometric if photometric is not None else (2 if channels > 2 else 1)]), 277: (3, [channels]), 284: (3, [planar])}
    if predictor != 1:
        entries[317] = (3, [predictor])
    if extra is not None:
        entries[338] = (3, [extra])
    if orientation:
        entries[274] = (3, [orientation])
    if tile:
        entries |= {322: (4, [tile]), 323: (4, [tile])}
    else:
        entries[278] = (4, [rows or height])
    entries |= dict(tags)
    at, counts = (324, 325) if tile else (273, 279)
    entries |= {at: (4, [0] * len(data)), counts: (4, [len(d) for d in data])}
    size = 2 + 12 * len(entries) + 4
    directory = 8 if first else 8 + sum(map(len, data))
    spare = sum(len(v) * {3: 2, 4: 4}[k] for k, v in entries.values() if len(v) * {3: 2, 4: 4}[k] > 4)
    offset = directory + size + spare if first else 8
    for index, d in enumerate(data):
        entries[at][1][index] = offset
        offset += len(d)
    fixed, behind = b"", b""
    for tag in sorted(entries):
        kind, values = entries[tag]
        packed = struct.pack(order + {3: "H", 4: "I"}[kind] * len(values), *values)
        if len(packed) > 4:
            value = struct.pack(order + "I", directory + size + len(behind))
            behind += packed
        else:
            value = packed.ljust(4, b"\0")
        fixed += struct.pack(order + "HHI", tag, kind, len(values)) + value
    ifd = struct.pack(order + "H", len(entries)) + fixed + b"\0\0\0\0" + behind
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", magic, directory)
    return head + (ifd + b"".join(data) if first else b"".join(data) + ifd)


GREY, RGB, RGBA, GREY16, RGB16, RGBA16 = (picture(c, b) for b in (8, 16) for c in (1, 3, 4))
ACCEPTED = {
    "grey": tiff(GREY), "rgb": tiff(RGB), "rgb-last": tiff(RGB, first=False), "rgb-big-endian": tiff(RGB, order=">"),
    "rgb-strips": tiff(RGB, rows=4), "rgb-tiles": tiff(RGB, tile=16), "grey-tiles-deflate": tiff(GREY, tile=16, compression=8),
    "rgb-planes": tiff(RGB, planar=2, rows=7), "rgb-planes-deflate": tiff(RGB, planar=2, compression=8),
    "grey-inverted": tiff(GREY, photometric=0),
    "rgb-packbits": tiff(RGB, compression=32773, rows=5), "grey-packbits": tiff(GREY, compression=32773),
    "rgb-deflate": tiff(RGB, compression=8, rows=6), "rgb-old-deflate": tiff(RGB, compression=32946),
    "rgb-deflate-predictor": tiff(RGB, compression=8, predictor=2), "grey-deflate-predictor": tiff(GREY, compression=8, predictor=2),
    "rgba-alpha": tiff(RGBA, extra=2), "rgba-alpha-deflate": tiff(RGBA, extra=2, compression=8, predictor=2),
    "rgb-orientation-6": tiff(RGB, orientation=6), "grey-orientation-3": tiff(GREY, orientation=3, compression=8),
    "deep-grey": tiff(GREY16), "deep-grey-big-endian": tiff(GREY16, order=">", compression=8),
    "deep-rgb": tiff(RGB16), "deep-rgb-big-endian": tiff(RGB16, order=">"), "deep-rgb-deflate": tiff(RGB16, compression=8, rows=9),
    "deep-rgb-predictor": tiff(RGB16, compression=8, predictor=2),
}
REFUSED = {
    "rgba-premultiplied": tiff(RGBA, extra=1), "rgbx": tiff(RGBA, extra=0), "deep-rgba": tiff(RGBA16, extra=2),
    "big-tiff": tiff(RGB, magic=43), "jpeg": tiff(RGB, compression=7), "fax": tiff(GREY, compression=4), "zstd": tiff(RGB, compression=50000),
    "cmyk": tiff(RGBA, photometric=5), "lab": tiff(RGB, photometric=8), "ycbcr": tiff(RGB, photometric=6),
    "palette": tiff(GREY, photometric=3, tags=[(320, (3, list(range(768))))]),
    "grey-alpha": tiff(picture(2, 8), photometric=1, extra=2), "float": tiff(GREY16, tags=[(339, (3, [3]))]),
    "one-bit": tiff(GREY, tags=[(258, (3, [1]))]), "float-predictor": tiff(GREY16, predictor=3),
    "preview": tiff(RGB, tags=[(254, (4, [1]))]),
    "reversed-bits": tiff(GREY, tags=[(266, (3, [2]))]),
}


def reference(name):
    with Image.open(OUT / f"{name}.tif") as image:
        image.load()  # upright: Pillow applies the orientation of TIFF files
        if image.mode.startswith("I;16"):
            # Pillow clips 16-bit grey at 255 when it converts; the kit keeps the high byte, as for PNG.
            image = Image.fromarray((np.array(image).astype(np.uint16) >> 8).astype(np.uint8))
        if image.mode == "RGBA":
            white = Image.new("RGBA", image.size, "white")
            image = Image.alpha_composite(white, image)
        image = image.convert("RGB")
        return {"width": image.width, "height": image.height, "pixels": image.tobytes().hex()}


if __name__ == "__main__":
    for old in OUT.glob("*.tif"):
        old.unlink()
    for name, content in (ACCEPTED | {f"refused-{n}": c for n, c in REFUSED.items()}).items():
        (OUT / f"{name}.tif").write_bytes(content)
    for mode, pixels in {"L": GREY[..., 0], "RGB": RGB, "RGBA": RGBA}.items():
        for suffix, info in {"": {}, "-strips": {278: 5}, "-predictor": {317: 2}}.items():
            name = f"lzw-{mode.lower()}{suffix}" + ("-alpha" if mode == "RGBA" else "")
            Image.fromarray(pixels, mode).save(OUT / f"{name}.tif", compression="tiff_lzw", tiffinfo=info)
    names = sorted(path.stem for path in OUT.glob("*.tif") if not path.stem.startswith("refused-"))
    (HERE / "tiffs.json").write_text(json.dumps({name: reference(name) for name in names}, indent=0) + "\n")
