"""JPEG files to normalised batches with the paper's augmentation, in the usual PyTorch way and in ways that could be faster."""
import glob
import os

import torch
from PIL import Image
from torchvision.io import ImageReadMode, decode_jpeg, read_file
from torchvision.transforms import v2

PASSES = 4
SETTINGS = {f"{way}-{workers}-workers": (way, workers) for way in ("pil", "tensor") for workers in (0, 1, 2)}
TO_TENSOR = {"pil": [v2.ToImage()], "tensor": []}


def augmentation(way):
    return v2.Compose([
        v2.Resize((224, 224)), v2.RandomHorizontalFlip(), v2.RandomRotation(10), v2.ColorJitter(0.2, 0.2, 0.2, 0.1),
        *TO_TENSOR[way], v2.ToDtype(torch.float32, scale=True), v2.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))])


def read_pil(path):
    with Image.open(path) as image:
        return image.convert("RGB")


def read_tensor(path):
    return decode_jpeg(read_file(path), mode=ImageReadMode.RGB)


class Photographs(torch.utils.data.Dataset):
    def __init__(self, folder, way):
        self.files = sorted(glob.glob(os.path.join(folder, "images", "*.jpg"))) * PASSES
        self.read, self.augment = (read_pil if way == "pil" else read_tensor), augmentation(way)

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        return self.augment(self.read(self.files[index])), index % 2


def decoding(setting, folder):
    way, workers = SETTINGS[setting]
    if workers:
        torch.set_num_threads(1)  # as each worker does
    photographs = Photographs(folder, way)
    loader = torch.utils.data.DataLoader(
        photographs, batch_size=32, shuffle=True, num_workers=workers, persistent_workers=workers > 0,
        multiprocessing_context="fork" if workers else None)

    def epoch():
        for _ in loader:
            pass
    return epoch, len(photographs)
