"""Drives Debian's Jupyter Notebook with the kit's kernel in headless Chromium and takes the screenshot jupyter.png.

Needs jupyter-notebook, python3-selenium and chromium-driver, and a registered kernel (dotnet run --project environment -- install).
Usage: python3 make_jupyter.py [picture]; works on a copy of the notebooks.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PICTURE = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).with_name("jupyter.png")
PORT, PATIENCE = 8899, 900


class Notebook:
    def __init__(self, browser):
        self.browser = browser

    def open(self, name):
        self.browser.get(f"http://127.0.0.1:{PORT}/notebooks/notebooks/{name}")
        self.wait(lambda: self.ask("return window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()"))

    def ask(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def wait(self, condition, what="the page"):
        return WebDriverWait(self.browser, PATIENCE, poll_frequency=0.1).until(lambda _: condition(), what)

    def menu(self, *path):
        for entry in path:
            self.wait(lambda: self.browser.find_element(By.CSS_SELECTOR, entry).is_displayed(), entry)
            self.browser.find_element(By.CSS_SELECTOR, entry).click()

    def click(self, action):
        self.browser.find_element(By.CSS_SELECTOR, f'[data-jupyter-action="jupyter-notebook:{action}"]').click()

    def cell(self, text):
        """The index of the code cell with this text."""
        return self.ask("return Jupyter.notebook.get_cells().findIndex(cell => cell.cell_type == 'code' && cell.get_text().includes(arguments[0]))", text)

    def output(self, cell):
        return self.ask("return Jupyter.notebook.get_cell(arguments[0]).output_area.element.text()", cell)

    def is_idle(self):
        return self.ask("return !Jupyter.notebook.kernel_busy && Jupyter.notebook.get_cells().every(cell => !cell.element.hasClass('running'))")

    def drawn(self):
        return self.ask("""return [...document.querySelectorAll('[data-telltale-plot]')].map(
            place => !!place.querySelector('.main-svg :is(.trace, .hm, image)'))""")


def main(notebook):
    notebook.open("02-detection.ipynb")
    training = notebook.cell("Trainer.Fit(model, train, validation")
    notebook.menu("#celllink", "#run_all_cells")

    def progress():
        return [tuple(map(int, found)) for found in re.findall(r"epoch (\d+)/\d+ \S* (\d+)/", notebook.output(training))]

    first = notebook.wait(progress, "the progress bar to appear")[-1]
    later = notebook.wait(lambda: (seen := progress()) and seen[-1] > first and seen[-1], "the progress bar to move")
    print(f"progress bar: {first}, then {later}")

    notebook.click("interrupt-kernel")
    notebook.wait(lambda: "interrupted" in notebook.output(training), "the interruption")
    notebook.wait(notebook.is_idle, "the kernel")
    print("interrupted:", notebook.output(training).strip().splitlines()[-1])

    notebook.menu("#kernellink", "#restart_run_all")
    notebook.menu(".modal-footer .btn-danger")
    roc = notebook.cell("CurvePlots.PrecisionRecall")
    notebook.wait(lambda: notebook.ask("return Jupyter.notebook.get_cell(arguments[0]).output_area.element.find('[data-telltale-plot]').length == 2", roc), "the curves")
    notebook.wait(lambda: all(notebook.drawn()), "the plots")
    print("after a restart, all run again:", len(notebook.drawn()), "plots drawn of", len(notebook.drawn()))
    take(notebook, training)
    print("console:", [entry["message"] for entry in notebook.browser.get_log("browser") if entry["level"] == "SEVERE"])


def take(notebook, training):
    notebook.ask("Jupyter.notebook.get_cell(arguments[0]).element[0].scrollIntoView()", training)
    notebook.browser.save_screenshot(str(PICTURE))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REPOSITORY / "notebooks", pathlib.Path(folder, "notebooks"))
        pathlib.Path(folder, "lib").symlink_to(REPOSITORY / "lib")
        server = subprocess.Popen(["jupyter", "notebook", "--allow-root", "--no-browser", f"--port={PORT}", "--NotebookApp.token="], cwd=folder)
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1200,1000", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        try:
            while subprocess.run([sys.executable, "-c", f"import socket; socket.create_connection(('127.0.0.1', {PORT}))"], stderr=subprocess.DEVNULL).returncode:
                time.sleep(0.2)
            with webdriver.Chrome(options=options) as browser:
                main(Notebook(browser))
        finally:
            server.terminate()
            server.wait()
