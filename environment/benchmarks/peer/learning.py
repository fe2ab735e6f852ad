"""Training and inference of PyTorch, in every setting that could be its fastest."""
import contextlib

import torch

from networks import UNet, binary_cross_entropy_and_dice, densenet121, densenetsmall

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

# What a user may enable in addition to plain eager float32.
SETTINGS = {
    "eager": (),
    "channels-last": ("channels-last",),
    "channels-last-bfloat16": ("channels-last", "bfloat16"),
    "compiled": ("channels-last", "compile"),
    "compiled-bfloat16": ("channels-last", "bfloat16", "compile"),
    "frozen": ("channels-last", "freeze"),
    "frozen-bfloat16": ("channels-last", "bfloat16", "freeze"),
    "compiled-frozen-bfloat16": ("channels-last", "bfloat16", "compile", "constants"),
    "compiled-frozen": ("channels-last", "compile", "constants"),
}


NETWORKS = {"densenet121": densenet121, "densenetsmall": densenetsmall, "unet": UNet, "unetsmall": lambda: UNet(base=16)}


def network(work, setting):
    torch.manual_seed(17)
    model = NETWORKS[work.split("-")[0]]().to(DEVICE)
    return model.to(memory_format=torch.channels_last) if "channels-last" in setting else model


def batch(work, setting):
    _, _, size, count = work.split("-")
    images = torch.randn(int(count), 3, int(size), int(size)).to(DEVICE)
    images = images.to(memory_format=torch.channels_last) if "channels-last" in setting else images
    if work.startswith("unet"):
        return images, (torch.rand(int(count), 1, int(size), int(size)) > 0.8).float().to(DEVICE)
    return images, torch.arange(int(count)).to(DEVICE) % 2


def autocast(setting):
    return torch.autocast(DEVICE, dtype=torch.bfloat16) if "bfloat16" in setting else contextlib.nullcontext()


def wait():
    """Ends when the device has finished: a GPU computes after the call has returned."""
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def training(work, setting):
    """Returns a function that runs one training step, as a user would write it, and the images per step."""
    setting = SETTINGS[setting]
    model, (images, targets) = network(work, setting).train(), batch(work, setting)
    forward = torch.compile(model) if "compile" in setting else model
    loss_of = binary_cross_entropy_and_dice if work.startswith("unet") else torch.nn.functional.cross_entropy
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4, fused=True)

    def step():
        with autocast(setting):
            logits = forward(images)
        loss_of(logits.float(), targets).backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        wait()
    return step, len(images)


def inference(work, setting):
    """Returns a function that scores one batch, and the images per batch."""
    setting = SETTINGS[setting]
    model, (images, _) = network(work, setting).eval(), batch(work, setting)
    if "freeze" in setting:
        model = frozen(model, images, setting)
    if "constants" in setting:
        torch._inductor.config.freezing = True
    forward = torch.compile(model) if "compile" in setting else model

    def step():
        with torch.inference_mode(), autocast(setting):
            logits = forward(images)
        wait()
        return logits
    return step, len(images)


def frozen(model, images, setting):
    with torch.no_grad(), autocast(setting):
        traced = torch.jit.freeze(torch.jit.trace(model, images, check_trace=False))
        return torch.jit.optimize_for_inference(traced) if "bfloat16" not in setting else traced


def export(work, path):
    """Exports the network of a work to an ONNX file, for its batch size."""
    images, _ = batch(work, ())
    torch.onnx.export(network(work, ()).eval(), (images,), path, input_names=["images"], output_names=["logits"], dynamo=False)
