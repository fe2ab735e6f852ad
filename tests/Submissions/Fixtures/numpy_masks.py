"""Masks written by NumPy, for NpzArray. Run with Debian's python3-numpy (1.24): python3 numpy_masks.py

mask.npz      what numpy.savez_compressed(path, mask) writes for float16 (3, 5), values k/16
wide.npz      float32 (2, 3) in Fortran order, under the key 'mask'
"""
import numpy as np

np.savez_compressed("mask.npz", (np.arange(15) / 16).astype(np.float16).reshape(3, 5))
np.savez("wide.npz", mask=np.asfortranarray(np.arange(6, dtype=np.float32).reshape(2, 3) / 8))
