"""What a front end does to a kernel, and what a cell may do to it, through Jupyter's own client (Debian: python3-jupyter-client)."""
import json
import os
import queue
import random
import re
import select
import signal
import socket
import subprocess
import sys
import unittest

# As in a shell's background job: what is started from here inherits that Ctrl-C is ignored, and must hear interrupts all the same.
signal.signal(signal.SIGINT, signal.SIG_IGN)

from jupyter_client.manager import start_new_kernel
from jupyter_client.session import Session

REPOSITORY = sys.argv.pop(1)
PATIENCE = 60
LIBRARY = f'#r "{REPOSITORY}/lib/bin/Telltale.dll"\n#r "{REPOSITORY}/lib/bin/TorchSharp.dll"\n'


class Cell:
    """A cell that was sent: its outputs as they come, and its reply."""

    def __init__(self, client, code, **options):
        self.client, self.outputs, self.text = client, [], ""
        self.id = client.execute(code, allow_stdin=False, **options)

    def wait_for(self, found):
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != self.id:
                continue
            self.outputs.append(message)
            if message["msg_type"] == "stream":
                self.text += message["content"]["text"]
            if found(message):
                return self

    def printed(self, text):
        return self.wait_for(lambda message: text in self.text)

    def reply(self):
        while (reply := self.client.get_shell_msg(timeout=PATIENCE))["parent_header"].get("msg_id") != self.id:
            pass
        self.wait_for(lambda message: message["msg_type"] == "status" and message["content"]["execution_state"] == "idle")
        return reply["content"]

    def of_type(self, kind):
        return [message["content"] for message in self.outputs if message["msg_type"] == kind]


def settle(client):
    """A client that waits for a slow kernel asks again each second; the answers to those questions belong to no test."""
    asked = client.kernel_info()
    while client.get_shell_msg(timeout=PATIENCE)["parent_header"]["msg_id"] != asked:
        pass


class KernelCase(unittest.TestCase):
    """Tests that share a kernel; each finds it able to answer."""

    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start_new_kernel(kernel_name=".net-csharp")
        settle(cls.client)

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel()

    def run_cell(self, code, **options):
        cell = Cell(self.client, code, **options)
        return cell, cell.reply()

    def value_of(self, expression):
        cell, reply = self.run_cell(expression)
        self.assertEqual(reply["status"], "ok", reply)
        return cell.of_type("execute_result")[0]["data"]["text/plain"]

    def assert_failed(self, reply, *words):
        self.assertEqual(reply["status"], "error", reply)
        account = "\n".join(reply["traceback"])
        for word in words:
            self.assertIn(word, account)


class Outputs(KernelCase):
    def test_a_display_is_updated_in_place(self):
        cell, _ = self.run_cell('var bar = display("0 %", "text/plain"); bar.Update("100 %");')
        shown, updated = cell.of_type("display_data")[0], cell.of_type("update_display_data")[0]
        self.assertEqual(shown["transient"], updated["transient"])
        self.assertEqual(updated["data"]["text/plain"], "100 %")

    def test_text_arrives_while_the_cell_runs(self):
        listener = self.enterContext(socket.create_server(("127.0.0.1", 0)))
        cell = Cell(self.client, f'Console.WriteLine("begun"); new System.Net.Sockets.TcpClient("127.0.0.1", {listener.getsockname()[1]}).GetStream().ReadByte();')
        connection, _ = listener.accept()
        cell.printed("begun")
        connection.close()
        self.assertEqual(cell.reply()["status"], "ok")

    def test_a_silent_cell_is_not_heard_and_does_not_count(self):
        _, before = self.run_cell("1")
        cell, reply = self.run_cell('Console.WriteLine("x"); 5', silent=True)
        self.assertEqual([message["msg_type"] for message in cell.outputs], ["status", "status"])
        self.assertEqual(reply["execution_count"], before["execution_count"])

    def test_what_waits_behind_a_failing_cell_is_dropped(self):
        listener = self.enterContext(socket.create_server(("127.0.0.1", 0)))
        Cell(self.client, f'new System.Net.Sockets.TcpClient("127.0.0.1", {listener.getsockname()[1]}).GetStream().ReadByte(); throw new Exception("first");')
        connection, _ = listener.accept()
        waiting = self.client.execute('"never"')
        self.client.kernel_info()  # its reply says that the kernel has read what was sent before it
        self.assertEqual(self.client.get_shell_msg(timeout=PATIENCE)["msg_type"], "kernel_info_reply")
        connection.close()
        statuses = [self.client.get_shell_msg(timeout=PATIENCE) for _ in range(2)]
        self.assertEqual([reply["content"]["status"] for reply in statuses], ["error", "aborted"])
        self.assertEqual(statuses[1]["parent_header"]["msg_id"], waiting)
        self.assertNotIn("execution_count", statuses[1]["content"])  # a cell that did not run gets no number
        self.assertEqual(self.value_of("1 + 1"), "2")

    def test_a_cell_cannot_ask_for_input(self):
        _, reply = self.run_cell("Console.ReadLine()")
        self.assert_failed(reply, "A cell cannot read input")

    def test_completion_and_inspection_know_what_cells_declared(self):
        self.run_cell("/// <summary>Twice as much.</summary>\nint TwiceAsMuch(int number) => 2 * number; var someList = new List<int>();")
        self.run_cell('var someList = "redeclared"; var naïve = 1;')
        for code, expected in (("TwiceA", "TwiceAsMuch"), ("someList.Subs", "Substring"), ('"😀" + naï', "naïve")):
            self.client.complete(code)
            content = self.client.get_shell_msg(timeout=PATIENCE)["content"]
            self.assertIn(expected, content["matches"])
            self.assertTrue(expected.startswith(code[content["cursor_start"]:content["cursor_end"]]))
        self.client.inspect("TwiceAsMuch(1)", cursor_pos=3)
        self.assertIn("int number", self.client.get_shell_msg(timeout=PATIENCE)["content"]["data"]["text/plain"])

    def test_other_requests_are_answered_while_a_cell_runs(self):
        cell = Cell(self.client, 'Console.WriteLine("begun"); await Task.Delay(-1);').printed("begun")
        self.client.kernel_info()
        self.assertEqual(self.client.get_shell_msg(timeout=PATIENCE)["msg_type"], "kernel_info_reply")
        self.client.complete("Console.WriteL")
        self.assertEqual(self.client.get_shell_msg(timeout=PATIENCE)["content"]["matches"], ["WriteLine"])
        self.manager.restart_kernel()
        self.client.wait_for_ready(timeout=PATIENCE)
        settle(self.client)

    def test_a_package_is_restored(self):
        cell, reply = self.run_cell('#r "nuget: MathNet.Numerics, 5.0.0"\nMathNet.Numerics.Combinatorics.Combinations(5, 2)')
        if reply["status"] == "error" and "NU1301" in "\n".join(reply["traceback"]):
            self.skipTest("The package source cannot be reached.")
        self.assertEqual(cell.of_type("execute_result")[0]["data"]["text/plain"], "10")
        self.assertEqual(self.value_of("MathNet.Numerics.Combinatorics.Combinations(4, 2)"), "6")


class Help(KernelCase):
    """What front ends and authors are helped with."""

    def test_a_sequence_of_records_is_a_table(self):
        cell, _ = self.run_cell('new[] { new { Name = "a", Value = 1 }, new { Name = "b", Value = 2 } }')
        html = cell.of_type("execute_result")[0]["data"]["text/html"]
        self.assertIn("<th>Name</th><th>Value</th>", html)

    def test_a_cell_is_timed_and_variables_are_listed(self):
        cell, _ = self.run_cell("#!time\n#!whos\nvar listed = 7;")
        self.assertRegex(cell.text, r"Wall time: [0-9.]+ ms")
        self.assertIn("listed  int  7", cell.of_type("display_data")[0]["data"]["text/plain"])

    def test_user_expressions_are_evaluated(self):
        _, reply = self.run_cell("var asked = 20;", user_expressions={"good": "asked + 1", "bad": "nonsense"})
        values = reply["user_expressions"]
        self.assertEqual((values["good"]["status"], values["good"]["data"]["text/plain"]), ("ok", "21"))
        self.assertEqual((values["bad"]["status"], values["bad"]["ename"]), ("error", "Compilation error"))

    def test_html_is_html(self):
        cell, _ = self.run_cell('HTML("<b>bold</b>")')
        self.assertEqual(cell.of_type("execute_result")[0]["data"]["text/html"], "<b>bold</b>")

    def test_errors_show_lines_proposals_and_what_follows_a_syntax_error(self):
        _, reply = self.run_cell("var a = 0;\nConsole.WriteLine(1 / a);")
        self.assert_failed(reply, ">   2 | Console.WriteLine(1 / a);")
        _, reply = self.run_cell("var number = 1;\nnumbr")
        self.assert_failed(reply, "Did you mean 'number'?")
        _, reply = self.run_cell("var a = ;\nnonsense()")
        self.assert_failed(reply, "CS1525", "CS0103")

    def test_a_notebook_elsewhere_is_told_where_the_library_is(self):
        _, reply = self.run_cell('#r "../elsewhere/Telltale.dll"')
        self.assert_failed(reply, "It is built", f"{REPOSITORY}/lib/bin")

    def test_the_launcher_and_the_help_menu_have_something_to_show(self):
        self.client.kernel_info()
        links = self.client.get_shell_msg(timeout=PATIENCE)["content"]["help_links"]
        self.assertTrue(all(link["text"] and link["url"].startswith("https://") for link in links))
        self.assertGreater(len(links), 2)
        with open(os.path.join(self.manager.kernel_spec.resource_dir, "logo-64x64.png"), "rb") as logo:
            self.assertEqual(logo.read(4), b"\x89PNG")
        self.assertTrue(os.path.exists(os.path.join(self.manager.kernel_spec.resource_dir, "logo-svg.svg")))

    def test_a_notebook_is_not_changed_by_opening_it(self):
        # Front ends write the kernel's language into the notebook; the notebook is modified where that differs from what it has.
        self.client.kernel_info()
        language = self.client.get_shell_msg(timeout=PATIENCE)["content"]["language_info"]
        folder = os.path.join(REPOSITORY, "notebooks")
        for name in sorted(os.listdir(folder)):
            if name.endswith(".ipynb"):
                with open(os.path.join(folder, name)) as notebook:
                    self.assertEqual(json.load(notebook)["metadata"]["language_info"], language, name)


class Interruption(KernelCase):
    WAIT = 'try { Console.WriteLine("begun"); await Task.Delay(-1, Telltale.Runtime.Interrupt.Token); } finally { Console.WriteLine("in order"); }'

    def test_a_message_stops_a_cell_in_order(self):
        self.run_cell(LIBRARY + 'var kept = "kept";')
        cell = Cell(self.client, self.WAIT).printed("begun")
        self.manager.interrupt_kernel()
        self.assert_failed(cell.reply(), "interrupted")
        self.assertIn("in order", cell.text)
        self.assertEqual(self.value_of("kept"), "kept")

    def test_a_signal_does_the_same_and_may_be_repeated(self):
        self.run_cell(LIBRARY)
        for _ in range(2):
            cell = Cell(self.client, self.WAIT).printed("begun")
            os.kill(self.manager.provisioner.pid, signal.SIGINT)
            self.assert_failed(cell.reply(), "interrupted")

    def test_between_cells_it_means_nothing(self):
        self.client.control_channel.send(self.client.session.msg("interrupt_request", {}))
        self.assertEqual(self.client.get_control_msg(timeout=PATIENCE)["content"]["status"], "ok")
        self.assertEqual(self.value_of("1 + 1"), "2")

    def test_a_training_stops_with_its_checkpoint_and_goes_on_from_there(self):
        run = self.training(epochs=400)
        cell = run()
        cell.wait_for(lambda message: max(self.epochs(cell.text), default=0) >= 3)
        self.manager.interrupt_kernel()
        self.assert_failed(cell.reply(), "interrupted")
        runs = os.path.join(os.environ["TELLTALE_CACHE"], "runs")
        self.assertEqual(len([name for name in os.listdir(runs) if name.endswith(".safetensors")]), 1)
        again = run()
        again.wait_for(lambda message: self.epochs(again.text))
        self.manager.interrupt_kernel()
        again.reply()
        self.assertGreaterEqual(self.epochs(again.text)[0], 3)

    def test_a_training_whose_model_is_of_an_earlier_cell_goes_on_too(self):
        self.training(epochs=399)
        self.run_cell("var earlier = new DenseNet(DenseNetOptions.DenseNetSmall, seed: 17);")
        fit = "Trainer.Fit(earlier, train, validation, Losses.CrossEntropy, options, new ConsoleProgress(), cancellation: Interrupt.Token);"
        cell = Cell(self.client, fit)
        cell.wait_for(lambda message: max(self.epochs(cell.text), default=0) >= 3)
        self.manager.interrupt_kernel()
        self.assert_failed(cell.reply(), "interrupted")
        again = Cell(self.client, fit)
        again.wait_for(lambda message: self.epochs(again.text))
        self.manager.interrupt_kernel()
        again.reply()
        self.assertGreaterEqual(self.epochs(again.text)[0], 3)

    def training(self, epochs):
        _, reply = self.run_cell(LIBRARY + f"""
using Telltale.Data; using Telltale.Data.Transforms; using Telltale.Experiments; using Telltale.Models; using Telltale.Plots; using Telltale.Runtime; using Telltale.Training;
Notebook.Start();
var split = Corpus.Detection().Split(seed: 17, groupBy: r => r.SourceId);
var train = new DetectionDataset(split.Train, Transform.Train(32));
var validation = new DetectionDataset(split.Validation, Transform.Evaluation(32));
var options = new TrainingOptions {{ Epochs = {epochs}, BatchSize = 16, LearningRate = 1e-3, Seed = 17 }};""")
        self.assertEqual(reply["status"], "ok", reply)
        return lambda: Cell(self.client, """
var model = new DenseNet(DenseNetOptions.DenseNetSmall, seed: 17);
Trainer.Fit(model, train, validation, Losses.CrossEntropy, options, new ConsoleProgress(), cancellation: Interrupt.Token);""")

    @staticmethod
    def epochs(progress):
        return [int(epoch) for epoch in re.findall(r"epoch (\d+)/", progress)]

    def test_a_cell_that_goes_on_is_ended_with_the_reason(self):
        cell = Cell(self.client, 'Console.WriteLine("begun"); while (true) { }').printed("begun")
        self.manager.interrupt_kernel()
        self.assert_failed(cell.reply(), "did not stop within 10 seconds", "run the notebook again")
        self.assertEqual(self.value_of("1 + 1"), "2")


class Ends(KernelCase):
    def test_what_was_printed_just_before_arrives(self):
        for end in ("Environment.Exit(3);", 'Environment.FailFast("on purpose");', "System.Diagnostics.Process.GetCurrentProcess().Kill(); await Task.Delay(-1);",
                    'new System.Threading.Thread(() => throw new Exception("elsewhere")).Start(); await Task.Delay(-1);'):
            cell, _ = self.run_cell(f'Console.Write("last "); Console.Write("words"); {end}')
            self.assertIn("last words", cell.text)

    def test_exit_is_told(self):
        _, reply = self.run_cell("Environment.Exit(7);")
        self.assert_failed(reply, "exit code 7", "run the notebook again")
        self.assertEqual(self.value_of("1 + 1"), "2")

    def test_an_exception_on_another_thread_is_told(self):
        _, reply = self.run_cell('new System.Threading.Thread(() => throw new Exception("elsewhere")).Start(); await Task.Delay(-1);')
        self.assert_failed(reply, "elsewhere", "run the notebook again")
        self.assertEqual(self.value_of("1 + 1"), "2")

    def test_an_exception_between_cells_is_told(self):
        listener = self.enterContext(socket.create_server(("127.0.0.1", 0)))
        cell, _ = self.run_cell(
            f'var test = new System.Net.Sockets.TcpClient("127.0.0.1", {listener.getsockname()[1]});\n'
            'new System.Threading.Thread(() => { test.GetStream().ReadByte(); throw new Exception("too late"); }).Start();')
        listener.accept()[0].close()
        cell.printed("run the notebook again")
        self.assertIn("too late", cell.text)
        self.assertEqual(self.value_of("1 + 1"), "2")

    def test_a_hundred_megabytes_are_cut(self):
        cell, reply = self.run_cell('var line = new string(\'x\', 999) + "\\n"; for (var i = 0; i < 100_000; i++) Console.Write(line);')
        self.assertEqual(reply["status"], "ok")
        self.assertIn("90,000,000 more characters", cell.text)
        self.assertLess(len(cell.text), 10_001_000)
        self.assertEqual(self.value_of("1 + 1"), "2")


class Lifetime(KernelCase):
    def test_a_restart_forgets_and_counts_anew(self):
        self.run_cell("var forgotten = 1;")
        self.manager.restart_kernel()
        self.client.wait_for_ready(timeout=PATIENCE)
        settle(self.client)
        _, reply = self.run_cell("forgotten")
        self.assert_failed(reply, "CS0103")
        self.assertEqual(reply["execution_count"], 1)

    def test_the_first_Tab_after_a_start_is_answered(self):
        manager, client = start_new_kernel(kernel_name=".net-csharp")
        settle(client)
        client.complete("Console.WriteL")
        self.assertEqual(client.get_shell_msg(timeout=PATIENCE)["content"]["matches"], ["WriteLine"])
        client.stop_channels()
        manager.shutdown_kernel()

    def test_a_shutdown_leaves_no_process(self):
        manager, client = start_new_kernel(kernel_name=".net-csharp")
        cell = Cell(client, "Console.WriteLine(Environment.ProcessId); await Task.Delay(-1);").printed("\n")
        kernel = manager.provisioner.process
        client.shutdown()
        kernel.wait(PATIENCE)
        self.assertEqual(kernel.returncode, 0)
        self.assertFalse(os.path.exists(f"/proc/{int(cell.text)}"))
        client.stop_channels()

    def test_a_kernel_ends_with_the_one_that_started_it(self):
        code = "import os, sys; from jupyter_client.manager import start_new_kernel; m, c = start_new_kernel(kernel_name='.net-csharp'); print(m.provisioner.pid, flush=True); os._exit(0)"
        kernel = int(subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True).stdout)
        self.wait_until_gone(kernel)

    def wait_until_gone(self, process):
        # The kernel is not a child of this process: its pidfd becomes readable when it ends.
        try:
            import select
            descriptor = os.pidfd_open(process)
        except ProcessLookupError:
            return
        self.assertTrue(select.select([descriptor], [], [], PATIENCE)[0])
        os.close(descriptor)


class Wire(KernelCase):
    def test_a_wrong_signature_is_ignored(self):
        stranger = Session(key=b"another key")
        stranger.send(self.client.shell_channel.socket, "execute_request", {"code": 'throw new Exception("obeyed");'})
        self.assert_answers()

    def test_malformed_messages_are_ignored(self):
        session, shell = self.client.session, self.client.shell_channel.socket
        shell.send_multipart([b"nothing"])
        shell.send_multipart([b"<IDS|MSG>", b"", b"{}"])
        for parts in ([b"not json", b"{}", b"{}", b"{}"], [b"[]", b"{}", b"{}", b"{}"], [b"{}", b"{}", b"{}", b"{}"], [b"\xff", b"{}", b"{}", b"{}"]):
            shell.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])
        self.assert_answers()

    def test_a_request_without_its_content_is_refused(self):
        for kind, content in (("execute_request", {}), ("execute_request", {"code": 5}), ("complete_request", {"code": []}), ("inspect_request", {}), ("history_request", {"n": "x"})):
            message = self.client.session.send(self.client.shell_channel.socket, kind, content)
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            self.assertEqual(reply["parent_header"]["msg_id"], message["header"]["msg_id"])
            self.assertEqual(reply["content"]["status"], "error", kind)
        self.assert_answers()

    def test_nothing_listens_beyond_the_address_of_the_connection_file(self):
        ports = {f"{port:04X}" for port in self.manager.get_connection_info().values() if isinstance(port, int)}
        with open("/proc/net/tcp") as table, open("/proc/net/tcp6") as table6:
            sockets = [line.split() for line in [*list(table)[1:], *list(table6)[1:]]]
        listening = [entry[1].split(":") for entry in sockets if entry[3] == "0A" and entry[1].split(":")[1] in ports]
        self.assertEqual({address for address, _ in listening}, {"0100007F"})
        self.assertEqual(len(listening), 5)

    def assert_answers(self):
        asked = self.client.kernel_info()
        self.assertEqual(self.client.get_shell_msg(timeout=PATIENCE)["parent_header"]["msg_id"], asked)
        with self.assertRaises(queue.Empty):
            self.client.get_shell_msg(timeout=0)


class Malformed(KernelCase):
    """Messages that are signed rightly and wrong otherwise."""

    CONTENTS = {
        "execute_request": {"code": "1", "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True},
        "complete_request": {"code": "1", "cursor_pos": 1},
        "inspect_request": {"code": "1", "cursor_pos": 1, "detail_level": 0},
        "is_complete_request": {"code": "1"},
        "history_request": {"output": False, "raw": True, "hist_access_type": "tail", "n": 1, "pattern": "*", "unique": False},
        "comm_info_request": {"target_name": "x"},
        "comm_open": {"comm_id": "1", "target_name": "x", "data": {}},
        "kernel_info_request": {"any": "x"},
    }

    def setUp(self):
        self.drain()

    def send(self, parts, channel=None):
        parts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in parts]
        (channel or self.client.shell_channel).socket.send_multipart([b"<IDS|MSG>", self.client.session.sign(parts), *parts])

    def header(self, kind):
        header = self.client.session.msg_header(kind)
        return {**header, "date": header["date"].isoformat()}

    def refused(self, kind, header, parent, metadata, content, channel=None):
        """Every such message is answered with an error that names its request."""
        self.send([header, parent, metadata, content], channel)
        answer = self.client.get_control_msg if channel else self.client.get_shell_msg
        asked = re.search(rb'"msg_id": "([^"]*)"', header if isinstance(header, bytes) else json.dumps(header).encode())
        # Requests of earlier tests may be answered late.
        while (reply := answer(timeout=PATIENCE))["parent_header"].get("msg_id") != (asked and asked[1].decode()):
            pass
        self.assertEqual(reply["content"]["status"], "error", (kind, str(header)[:300], str(content)[:300]))
        self.assertTrue(reply["msg_type"].endswith("_reply"))
        return reply

    def test_each_part_of_each_type_is_checked(self):
        broken = [b'{"a": 1, "a": 2}', b'{"a": "\\ud800"}', b'{"a": "\xff"}', b"[]", b"5", b"null", b"{", b"", b'{"\\udc00": 1}', b"[" * 5000]
        for kind in self.CONTENTS:
            for part in broken:
                self.refused(kind, self.header(kind), {}, {}, part)
            for part in broken[:3]:
                self.refused(kind, self.header(kind), part, {}, self.CONTENTS[kind])
                self.refused(kind, self.header(kind), {}, part, self.CONTENTS[kind])
        self.assert_sound()

    def test_wrong_kinds_in_each_field_of_each_type(self):
        for kind, content in self.CONTENTS.items():
            for name, value in content.items():
                if kind == "kernel_info_request":
                    continue
                for wrong in ([], [{}], 1.5, 1e300, {} if not isinstance(value, dict) else "x", "x" if not isinstance(value, str) else 7):
                    self.refused(kind, self.header(kind), {}, {}, {**content, name: wrong})
        for name in ("msg_id", "session", "username", "date", "version"):
            self.refused("execute_request", {**self.header("execute_request"), name: []}, {}, {}, {"code": "1"})
        self.assert_sound()

    def test_a_broken_header_is_answered_where_it_names_a_type(self):
        good = json.dumps(self.header("kernel_info_request")).encode()
        for extra in (b', "username": "twice"}', b', "x": "\\udfff"}', b', "x": "\xc3"}'):
            self.refused("kernel_info_request", good[:-1] + extra, {}, {}, {})
        self.refused("shutdown_request", self.header("shutdown_request"), {}, {}, {"restart": "no"}, self.client.control_channel)
        self.assert_sound()

    def test_code_too_deep_for_the_compiler_is_refused(self):
        for kind in ("complete_request", "inspect_request", "is_complete_request"):
            for opening in ("(", "[", "{", "a<", "#if ("):
                self.refused(kind, self.header(kind), {}, {}, {"code": opening * 20000})
        _, reply = self.run_cell("(" * 20000)
        self.assert_failed(reply, "too deep")
        for opening in ("!", "if (a) ", "x => ", "a ? b : "):
            self.client.is_complete(opening * 5000)
            self.client.get_shell_msg(timeout=PATIENCE)
            self.client.complete(opening * 500)
            self.client.get_shell_msg(timeout=PATIENCE)
        self.assert_sound()

    def test_a_thousand_random_changes(self):
        random.seed(17)
        for number in range(1000):
            kind = random.choice(list(self.CONTENTS))
            parts = [json.dumps(part).encode() for part in (self.header(kind), {}, {}, self.CONTENTS[kind])]
            which = random.randrange(4)
            part = bytearray(parts[which])
            for _ in range(random.randrange(1, 4)):
                part[random.randrange(len(part))] = random.randrange(256)
            parts[which] = bytes(part)
            self.send(parts)
        self.drain()
        self.assert_sound()

    def test_a_repeated_message_is_obeyed_once(self):
        parts = [self.header("execute_request"), {}, {}, {"code": "var once = Environment.TickCount64;"}]
        self.send(parts)
        self.assertEqual(self.client.get_shell_msg(timeout=PATIENCE)["content"]["status"], "ok")
        self.send(parts)
        self.assert_sound()

    def test_a_frame_of_400_megabytes_is_not_taken(self):
        import zmq
        before = self.memory()
        stranger = zmq.Context.instance().socket(zmq.DEALER)
        stranger.linger = 0
        info = self.manager.get_connection_info()
        stranger.connect(f"tcp://127.0.0.1:{info['shell_port']}")
        monitor = stranger.get_monitor_socket()
        stranger.send_multipart([b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", bytes(400 << 20)])
        from zmq.utils.monitor import recv_monitor_message
        while recv_monitor_message(monitor)["event"] != zmq.EVENT_DISCONNECTED:
            pass
        stranger.disable_monitor()
        stranger.close()
        self.assert_sound()
        self.assertLess(self.memory() - before, 100 << 20)

    def memory(self):
        with open(f"/proc/{self.manager.provisioner.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) * 1024

    def drain(self):
        """Reads replies until the one to a question asked last."""
        asked = self.client.kernel_info()
        while self.client.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") != asked:
            pass

    def assert_sound(self):
        self.drain()
        self.assertEqual(self.value_of("1 + 1"), "2")


class Children(KernelCase):
    """What a cell started ends with the kernel, however it did so."""

    def start(self, client):
        begin = "setsid -f sh -c 'echo $$; exec sleep 600'; nohup sleep 600 >/dev/null 2>&1 & echo $!"
        cell = Cell(client, 'var start = new System.Diagnostics.ProcessStartInfo("sh", new[] { "-c", ' + json.dumps(begin) + ' }) { RedirectStandardOutput = true };\n'
                    "var child = System.Diagnostics.Process.Start(start); Console.WriteLine($\"{child.StandardOutput.ReadLine()} {child.StandardOutput.ReadLine()} {Environment.ProcessId}\");")
        self.assertEqual(cell.reply()["status"], "ok")
        return [os.pidfd_open(int(process)) for process in cell.text.split()]

    def assert_gone(self, descriptors):
        for descriptor in descriptors:
            self.assertTrue(select.select([descriptor], [], [], PATIENCE)[0])
            os.close(descriptor)

    def test_a_restart_ends_them(self):
        started = self.start(self.client)
        self.manager.restart_kernel()
        self.client.wait_for_ready(timeout=PATIENCE)
        settle(self.client)
        self.assert_gone(started)

    def test_a_cell_that_exits_ends_them(self):
        started = self.start(self.client)
        self.run_cell("Environment.Exit(0);")
        self.assert_gone(started)

    def test_a_shutdown_ends_them(self):
        manager, client = start_new_kernel(kernel_name=".net-csharp")
        settle(client)
        started = self.start(client)
        client.shutdown()
        self.assert_gone(started)
        client.stop_channels()
        manager.provisioner.process.wait(PATIENCE)

    def test_a_killed_kernel_ends_them(self):
        manager, client = start_new_kernel(kernel_name=".net-csharp")
        settle(client)
        started = self.start(client)
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        self.assert_gone(started)
        client.stop_channels()

    def test_a_kernel_and_its_cells_killed_together_leave_none(self):
        manager, client = start_new_kernel(kernel_name=".net-csharp")
        settle(client)
        started = self.start(client)
        os.kill(manager.provisioner.pid, signal.SIGSTOP)  # so that neither ends the other's children first
        signal.pidfd_send_signal(started[-1], signal.SIGKILL)
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        self.assert_gone(started)
        client.stop_channels()


class Endurance(KernelCase):
    def test_three_hundred_cells_cost_little_memory(self):
        self.cell(0)
        for number in range(20):
            self.cell(number)
        before = self.memory()
        for number in range(300):
            self.cell(number)
        grown = self.memory() - before
        print(f"memory grew by {grown / 2**20:.0f} MiB", file=sys.stderr)
        self.assertLess(grown, 100 * 2**20)

    def cell(self, number):
        _, reply = self.run_cell(f'var value{number} = {number}; Console.WriteLine(value{number}); value{number} + 1')
        self.assertEqual(reply["status"], "ok")

    def memory(self):
        """Of the kernel and of the process of its cells, after a collection that gives memory back."""
        cells = int(self.value_of("{ GC.Collect(2, GCCollectionMode.Aggressive, true, true); } Environment.ProcessId"))
        return sum(self.resident(process) for process in (self.manager.provisioner.pid, cells))

    @staticmethod
    def resident(process):
        with open(f"/proc/{process}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) * 1024


if __name__ == "__main__":
    unittest.main(verbosity=2)
