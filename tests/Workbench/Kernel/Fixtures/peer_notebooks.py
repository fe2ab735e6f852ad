"""Executes notebooks as `jupyter nbconvert --execute` does, by its own class (Debian: jupyter-nbconvert).

Arguments: each or all (a kernel for each notebook, or one that runs all of them), the folder for the executed notebooks, then for each
notebook its path and the folder of its cache. A notebook that fails is written with its error, and the next one is run.
"""
import asyncio
import json
import os
import pathlib
import sys

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbconvert.preprocessors import CellExecutionError, ExecutePreprocessor

PATIENCE = 600
KERNEL = ".net-csharp"
kernels, output, *pairs = sys.argv[1:]
shared = AsyncKernelManager(kernel_name=KERNEL) if kernels == "all" else None

for source, cache in zip(map(pathlib.Path, pairs[::2]), pairs[1::2]):
    notebook = nbformat.read(source, as_version=4)
    os.environ["TELLTALE_CACHE"] = cache
    if shared:  # its process has the environment of the first notebook
        set_cache = f'Environment.SetEnvironmentVariable("TELLTALE_CACHE", {json.dumps(cache)});'
        notebook.cells.insert(0, nbformat.v4.new_code_cell(set_cache))
    executor = ExecutePreprocessor(timeout=PATIENCE, startup_timeout=PATIENCE, kernel_name=KERNEL)
    try:
        executor.preprocess(notebook, {"metadata": {"path": str(source.parent)}}, km=shared)
    except CellExecutionError as error:
        print(f"{source.name}: {error}", file=sys.stderr)
    if shared:
        del notebook.cells[0]
    nbformat.write(notebook, pathlib.Path(output) / source.name)

if shared:
    asyncio.run(shared.shutdown_kernel(now=True))
