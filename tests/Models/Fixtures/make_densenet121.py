"""What torchvision's DenseNet121 computes when every parameter and buffer is a formula of its name and index.

Debian 12: apt-get install python3-torch python3-torchvision; then python3 make_densenet121.py
Writes densenet121.safetensors (logits, block outputs, gradient of the first convolution) and densenet121.keys.txt.
Computed in float64 from the float32 parameters, so that the rounding errors left to compare are the kit's own.
"""
from hashlib import sha256

import numpy
import torch
import torchvision

import plain_safetensors

CLASSES = 1000


def uniform(name, shape):
    """[0, 1) in steps of 2^-24: SplitMix64 of (first 32 bits of the name's SHA-256, index). Exact in float32, the same in any language."""
    key = int.from_bytes(sha256(name.encode()).digest()[:4], "little")
    z = numpy.arange(int(numpy.prod(shape)), dtype="u8") + numpy.uint64(key << 32)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    z = z ^ (z >> numpy.uint64(31))
    return ((z >> numpy.uint64(40)).astype("f8") / 2**24).reshape(shape)


def formula(name, shape, away_from_kinks):
    """Scaled so that activations stay near 1 through all layers; variances are positive.

    ReLU has no derivative at 0. Of five million activations some lie within rounding of it, and then PyTorch's own float32
    and float64 gradients differ by 1 %. Narrow batch norms with an offset of one to either side keep activations away from
    it (one in a thousand still crosses), and the two agree within 1e-5: what is left to differ is the kit.
    """
    u = uniform(name, shape)
    narrow, offset = (0.3, numpy.where(u < 0.5, -1, 1)) if away_from_kinks and "norm" in name else (1, 0)
    if name.endswith("num_batches_tracked"):
        return numpy.asarray(numpy.floor(100 * u), "i8")
    if name.endswith("running_var"):
        return (0.5 + u).astype("f4")
    if name.endswith("running_mean"):
        return (0.2 * u - 0.1).astype("f4")
    if name.endswith("bias"):
        return (0.2 * u - 0.1 + offset).astype("f4")
    if len(shape) == 1:
        return (narrow * (0.75 + 0.5 * u)).astype("f4")
    return ((2 * u - 1) * numpy.sqrt(6 / numpy.prod(shape[1:]))).astype("f4")


def filled(away_from_kinks):
    model = torchvision.models.densenet121(num_classes=CLASSES)
    model.load_state_dict({name: torch.from_numpy(formula(name, tuple(tensor.shape), away_from_kinks))
                           for name, tensor in model.state_dict().items()})
    return model.double()


def images(name, shape):
    return torch.from_numpy((4 * uniform(name, shape) - 2).astype("f4")).double()


results = {}
model = filled(away_from_kinks=False).eval()
for block in range(1, 5):
    def keep(module, inputs, output, block=block):
        results[f"block{block}"] = output
    model.features.get_submodule(f"denseblock{block}").register_forward_hook(keep)
with torch.no_grad():
    results["logits"] = model(images("evaluation", (2, 3, 64, 32)))

model = filled(away_from_kinks=True).train()
labels = torch.arange(8) * 37 % CLASSES
results["loss"] = torch.nn.functional.cross_entropy(model(images("training", (8, 3, 64, 32))), labels)
results["loss"].backward()
results["gradient.features.conv0.weight"] = model.features.conv0.weight.grad

for name, tensor in results.items():
    print(name, tuple(tensor.shape), "largest", float(tensor.detach().abs().max()))
plain_safetensors.write("densenet121.safetensors",
                        {name: ("F32", tensor.detach().numpy().astype("f4")) for name, tensor in results.items()})
with open("densenet121.keys.txt", "w") as file:
    for name, tensor in sorted(model.state_dict().items()):
        file.write(f"{name} {','.join(map(str, tensor.shape))}\n")
