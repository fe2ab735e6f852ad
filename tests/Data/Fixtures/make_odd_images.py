"""Writes odd/ and odd.json: files that decoders disagree on, with the pixels that Pillow reads, upright and over white.
Run with Debian's python3-pil and python3-numpy: /usr/bin/python3 make_odd_images.py"""
import io
import json
import pathlib
import struct

import numpy as np
from PIL import Image, ImageOps, PngImagePlugin

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE / "odd"
OUT.mkdir(exist_ok=True)
for old in OUT.iterdir():
    old.unlink()
WIDTH, HEIGHT = 14, 11
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
colour = (np.stack([17 * x, 255 - 20 * y, 9 * x + 12 * y], 2) % 256).astype(np.uint8)
rgb = Image.fromarray(colour)
grey = rgb.convert("L")


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data.tobytes()  # begins with Exif\0\0


def webp(name, orientation, prefix):
    buffer = io.BytesIO()
    rgb.save(buffer, "WEBP", lossless=True, exif=exif(orientation))
    content = buffer.getvalue()
    at = content.index(b"EXIF")
    length = struct.unpack("<I", content[at + 4:at + 8])[0]
    data = content[at + 8:at + 8 + length]
    data = data[6:] if data.startswith(b"Exif\0\0") else data
    data = (b"Exif\0\0" if prefix else b"") + data
    body = content[8:at] + b"EXIF" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    (OUT / name).write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)


def png(name, keyword, text, kind):
    info = PngImagePlugin.PngInfo()
    if kind == "iTXt":
        info.add_itxt(keyword, text, zip=False)
    elif kind == "iTXt compressed":
        info.add_itxt(keyword, text, zip=True)
    else:
        info.add_text(keyword, text, zip=kind == "zTXt")
    rgb.save(OUT / name, pnginfo=info)


def raw_profile(orientation):
    digits = exif(orientation).hex()
    return f"\nexif\n{len(digits) // 2:8}\n" + "\n".join(digits[i:i + 72] for i in range(0, len(digits), 72)) + "\n"


def gif(name, left, top, canvas, transparent=None):
    """Moves the frame of an ordinary file on a larger canvas."""
    buffer = io.BytesIO()
    palette = rgb.quantize(16)
    palette.save(buffer, "GIF", **({} if transparent is None else {"transparency": transparent}))
    content = bytearray(buffer.getvalue())
    content[6:10] = struct.pack("<HH", *canvas)
    at = content.index(b"\x2c", 13 + 3 * (2 << (content[10] & 7)))
    content[at + 1:at + 5] = struct.pack("<HH", left, top)
    (OUT / name).write_bytes(content)


def wide_gif(name, width, interlaced=False):
    """Moves the pixels of an ordinary file into codes that are wider than eight bits."""
    buffer = io.BytesIO()
    palette = rgb.quantize(256)
    palette.save(buffer, "GIF", interlace=interlaced)
    content = buffer.getvalue()
    at = content.index(b"\x2c", 13 + 3 * (2 << (content[10] & 7)))
    start = at + 10 + (3 * (2 << (content[at + 9] & 7)) if content[at + 9] & 128 else 0)
    pixels = np.asarray(Image.open(io.BytesIO(content))).reshape(HEIGHT, WIDTH)
    if interlaced:
        pixels = pixels[[*range(0, HEIGHT, 8), *range(4, HEIGHT, 8), *range(2, HEIGHT, 4), *range(1, HEIGHT, 2)]]
    # LZW with a table, so that codes above the colours occur.
    clear, table, size, held, bits, out = 1 << width, {}, width + 1, 0, 0, bytearray()

    def put(code):
        nonlocal held, bits
        held |= code << bits
        bits += size
        while bits >= 8:
            out.append(held & 255)
            held >>= 8
            bits -= 8

    put(clear)
    free, text = clear + 2, ()
    for value in pixels.ravel().tolist():
        longer = text + (value,)
        if len(longer) == 1 or longer in table:
            text = longer
            continue
        put(table[text] if len(text) > 1 else text[0])
        table[longer] = free
        free += 1
        if free > 1 << size and size < 12:
            size += 1
        text = (value,)
    put(table[text] if len(text) > 1 else text[0])
    put(clear + 1)
    out.append(held & 255)
    blocks = b"".join(bytes([len(out[i:i + 255])]) + bytes(out[i:i + 255]) for i in range(0, len(out), 255))
    (OUT / name).write_bytes(content[:start] + bytes([width]) + blocks + b"\0;")


def os2(name, bits, colours):
    """An OS/2 bitmap with a palette of so many colours."""
    levels = np.asarray(grey).astype(int) * colours // 256
    rows = []
    for row in levels[::-1]:
        if bits == 8:
            packed = bytes(row.tolist())
        else:
            bits_of_row = "".join(f"{v:0{bits}b}" for v in row)
            packed = int(bits_of_row.ljust(-(-len(bits_of_row) // 8) * 8, "0"), 2).to_bytes(-(-len(bits_of_row) // 8), "big")
        rows.append(packed + b"\0" * (-len(packed) % 4))
    palette = bytes(v for c in range(colours) for v in (255 - c, (7 * c) % 256, c * 255 // max(1, colours - 1)))
    offset = 26 + len(palette)
    pixels = b"".join(rows)
    (OUT / name).write_bytes(b"BM" + struct.pack("<IHHI", offset + len(pixels), 0, 0, offset)
                             + struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, bits) + palette + pixels)


XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description {}</x:xmpmeta>'
webp("exif-prefix-6.webp", 6, True)
webp("exif-prefix-3.webp", 3, True)
webp("exif-plain-8.webp", 8, False)
png("profile-text-3.png", "Raw profile type exif", raw_profile(3), "tEXt")
png("profile-compressed-6.png", "Raw profile type exif", raw_profile(6), "zTXt")
png("xmp-attribute-5.png", "XML:com.adobe.xmp", XMP.format('tiff:Orientation="5"/>'), "iTXt")
png("xmp-element-8.png", "XML:com.adobe.xmp", XMP.format("><tiff:Orientation>8</tiff:Orientation></rdf:Description>"), "iTXt")
png("xmp-compressed-2.png", "XML:com.adobe.xmp", XMP.format('tiff:Orientation="2"/>'), "iTXt compressed")
png("other-text-1.png", "Comment", 'tiff:Orientation="6"', "tEXt")
gif("frame-inside.gif", 3, 2, (WIDTH + 9, HEIGHT + 5))
gif("frame-corner.gif", 0, 0, (WIDTH + 4, HEIGHT + 7))
gif("frame-transparent-alpha.gif", 5, 1, (WIDTH + 6, HEIGHT + 2), transparent=2)
wide_gif("codes-of-10.gif", 9)
wide_gif("codes-of-12-interlaced.gif", 11, interlaced=True)
os2("os2-200.bmp", 8, 200)
os2("os2-3.bmp", 8, 3)
os2("os2-5-of-16.bmp", 4, 5)
os2("os2-256.bmp", 8, 256)


def upright(path):
    image = ImageOps.exif_transpose(Image.open(path))
    image.load()
    if "transparency" in image.info:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    image = image.convert("RGB")
    return {"width": image.width, "height": image.height, "pixels": image.tobytes().hex()}


(HERE / "odd.json").write_text(json.dumps({path.name: upright(path) for path in sorted(OUT.iterdir())}, indent=0) + "\n")
