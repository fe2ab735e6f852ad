"""Executes notebooks as `jupyter nbconvert --execute --allow-errors` does, by its own class (Debian: jupyter-nbconvert).

Arguments: each or all (a kernel for each notebook, or one for all of them), the folder for the executed notebooks, then for each notebook
its path and the folder of its cache.
"""
import json
import os
import pathlib
import sys

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor

PATIENCE = 600
kernels, output, *pairs = sys.argv[1:]
sources = list(map(pathlib.Path, pairs[::2]))
caches = pairs[1::2]
notebooks = [nbformat.read(source, as_version=4) for source in sources]


def execute(notebook, folder):
    executor = ExecutePreprocessor(timeout=PATIENCE, startup_timeout=PATIENCE, kernel_name=".net-csharp", allow_errors=True)
    executor.preprocess(notebook, {"metadata": {"path": str(folder)}})


if kernels == "each":
    for notebook, source, cache in zip(notebooks, sources, caches):
        os.environ["TELLTALE_CACHE"] = cache
        execute(notebook, source.parent)
else:
    together = nbformat.v4.new_notebook()
    for notebook, cache in zip(notebooks, caches):
        set_cache = f'Environment.SetEnvironmentVariable("TELLTALE_CACHE", {json.dumps(cache)});'
        together.cells += [nbformat.v4.new_code_cell(set_cache), *notebook.cells]
    execute(together, sources[0].parent)

for notebook, source in zip(notebooks, sources):
    nbformat.write(notebook, pathlib.Path(output) / source.name)
