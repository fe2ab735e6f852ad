"""What torchvision's DenseNet121 computes when every parameter and buffer is a formula of its name and index.

Debian 12: apt-get install python3-torch python3-torchvision; then python3 make_densenet121.py
Writes densenet121.safetensors (logits, block outputs, gradient of the first convolution) and densenet121.keys.txt.
Computed in float64 from the float32 parameters, so that the rounding errors left to compare are the kit's own.
"""
import torch
import torchvision

import plain_safetensors
from parameter_formula import fill, images

CLASSES = 1000


def filled(away_from_kinks):
    return fill(torchvision.models.densenet121(num_classes=CLASSES), away_from_kinks)


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
