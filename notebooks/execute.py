#!/usr/bin/env python3
"""Executes notebooks from clean, each in a kernel of its own.

Usage: execute.py [--write] [notebook.ipynb ...]     (default: all in this folder)

--write keeps the outputs in the files. KAITEI_BINARY names the program; KAITEI_NOTEBOOK_TRIALS takes the place of each
notebook's own number of trials. Needs nbclient, nbformat, ipykernel and Pillow.
"""

import base64
import io
import os
import pathlib
import sys

import nbclient
import nbformat
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent


def execute(path: pathlib.Path) -> nbformat.NotebookNode:
    """The notebook with its outputs. Raises nbclient.exceptions.CellExecutionError where a cell does."""
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(HERE)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day: they would differ each time
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]  # progress bars
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"]}
    return notebook


def shrink(notebook: nbformat.NotebookNode) -> None:
    """Figures with 256 colours: a third of the bytes, and no difference that an eye sees."""
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        if png := output.get("data", {}).get("image/png"):
            packed = io.BytesIO()
            Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE).save(packed, "PNG", optimize=True)
            output["data"]["image/png"] = base64.b64encode(packed.getvalue()).decode()


def main(arguments: list[str]) -> None:
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    for path in map(pathlib.Path, [name for name in arguments if name != "--write"] or sorted(HERE.glob("*.ipynb"))):
        print(path.name, flush=True)
        notebook = execute(path)
        if "--write" in arguments:
            shrink(notebook)
            nbformat.write(notebook, path)


if __name__ == "__main__":
    main(sys.argv[1:])
