"""Progress and displays in the kernel of .NET Interactive's tool, through Jupyter's own client (Debian: python3-jupyter-client)."""
import sys
import unittest

from jupyter_client.manager import start_new_kernel

REPOSITORY = sys.argv.pop(1)
PATIENCE = 120
SET_UP = f"""#r "{REPOSITORY}/lib/bin/Telltale.dll"
#r "{REPOSITORY}/lib/bin/TorchSharp.dll"
using Telltale.Plots; using Telltale.Runtime;
Notebook.Start()"""


class Interactive(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start_new_kernel(kernel_name=".net-csharp", startup_timeout=PATIENCE)
        outputs = cls.run_cell(SET_UP)
        assert not [message for message in outputs if message["msg_type"] == "error"], outputs

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel(now=True)

    @classmethod
    def run_cell(cls, code):
        outputs = []
        cls.client.execute_interactive(code, allow_stdin=False, timeout=PATIENCE, output_hook=outputs.append)
        return outputs

    def test_progress_overwrites_its_line_and_ends_complete(self):
        outputs = self.run_cell("""
IProgress<WorkProgress> progress = new ConsoleProgress();
foreach (var done in new[] { 1, 40, 80 }) progress.Report(new WorkProgress("resize", done, 80, TimeSpan.FromSeconds(2)));""")
        said = "".join(message["content"]["text"] for message in outputs if message["msg_type"] == "stream")
        lines = [line for line in said.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line]
        self.assertIn("1/80", lines[0])
        self.assertIn("80/80", lines[-1])
        self.assertTrue(said.endswith("\n"))

    def test_a_display_comes_first_and_its_update_after_it(self):
        outputs = self.run_cell('var bar = display("0 %", "text/plain"); bar.Update("100 %");')
        shown = [message for message in outputs if message["msg_type"].endswith("display_data")]
        self.assertEqual([message["msg_type"] for message in shown], ["display_data", "update_display_data"])
        self.assertEqual([message["content"]["data"]["text/plain"] for message in shown], ["0 %", "100 %"])
        # The tool gives the update another id, so that front ends cannot replace the display: the library shows progress as text.
        first, second = (message["content"]["transient"]["display_id"] for message in shown)
        self.assertNotEqual(first, second)


if __name__ == "__main__":
    unittest.main(verbosity=2)
