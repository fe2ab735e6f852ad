"""Parameters, buffers and images that are a formula of their name and index alone: the same here and in ParameterFormula.cs."""
from hashlib import sha256

import numpy
import torch


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


def fill(model, away_from_kinks):
    """In float64 from float32 values, so that the rounding errors left to compare are the kit's own."""
    model.load_state_dict({name: torch.from_numpy(formula(name, tuple(tensor.shape), away_from_kinks))
                           for name, tensor in model.state_dict().items()})
    return model.double()


def images(name, shape):
    return torch.from_numpy((4 * uniform(name, shape) - 2).astype("f4")).double()
