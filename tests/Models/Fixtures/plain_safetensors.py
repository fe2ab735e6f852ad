"""safetensors in plain Python, written from the format's description, as a peer of the kit's own reader and writer.

python3 plain_safetensors.py            writes types.safetensors: every element type the kit knows, and a metadata map
python3 plain_safetensors.py FILE       reads FILE and prints name, type, shape and sum of each tensor
"""
import json
import struct
import sys

import numpy

TYPES = {"BOOL": "?", "U8": "u1", "I8": "i1", "I16": "<i2", "I32": "<i4", "I64": "<i8",
         "F16": "<f2", "BF16": "<u2", "F32": "<f4", "F64": "<f8"}  # NumPy has no bfloat16: its bits stand in a uint16


def write(path, tensors, metadata=None):
    """tensors: name -> (type, array). Large elements first, then by name: every tensor lies aligned."""
    header, offset = ({"__metadata__": dict(sorted(metadata.items()))} if metadata else {}), 0
    ordered = sorted(tensors.items(), key=lambda item: (-numpy.dtype(TYPES[item[1][0]]).itemsize, item[0]))
    for name, (kind, array) in ordered:
        end = offset + array.nbytes
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, (kind, array) in ordered:
            file.write(numpy.ascontiguousarray(array, TYPES[kind]).tobytes())


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        body = file.read()
    metadata = header.pop("__metadata__", {})
    return {name: (entry["dtype"], numpy.frombuffer(body[slice(*entry["data_offsets"])], TYPES[entry["dtype"]])
                   .reshape(entry["shape"])) for name, entry in header.items()}, metadata


if __name__ == "__main__" and len(sys.argv) > 1:
    tensors, metadata = read(sys.argv[1])
    print(metadata)
    for name, (kind, array) in tensors.items():
        print(name, kind, array.shape, array.sum(dtype="f8"))
elif __name__ == "__main__":
    ramp = numpy.arange(6).reshape(2, 3)
    sample = {f"values.{kind.lower()}": (kind, (ramp * 1.5 - 3).astype(TYPES[kind])) for kind in ("F16", "F32", "F64")}
    sample |= {f"values.{kind.lower()}": (kind, (ramp * 20).astype(TYPES[kind])) for kind in ("U8", "I8", "I16", "I32", "I64")}
    sample["values.bf16"] = ("BF16", ((ramp * 1.5 - 3).astype("f4").view("u4") >> 16).astype("u2"))
    sample["values.bool"] = ("BOOL", ramp % 2 == 1)
    sample["scalar"] = ("I64", numpy.array(2**40))
    sample["empty"] = ("F32", numpy.zeros((0, 4), "f4"))
    write("types.safetensors", sample, {"format": "pt", "made by": "plain Python"})
