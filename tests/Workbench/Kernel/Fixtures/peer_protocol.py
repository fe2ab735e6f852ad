"""The tests that the Jupyter project has for every kernel, on this one (Debian: python3-jupyter-kernel-test)."""
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "C#"
    file_extension = ".cs"

    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oh no");'
    code_generate_error = 'throw new Exception("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "new[] { 1, 2 }", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": '"<b>bold</b>".DisplayAs("text/html");', "mime": "text/html"},
        {"code": 'display("{}", "text/plain");', "mime": "text/plain"},
        {"code": '"{\\"data\\": []}".DisplayAs("application/vnd.plotly.v1+json");', "mime": "application/vnd.plotly.v1+json"},
    ]
    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "System.Math.Sq", "matches": {"Sqrt"}},
    ]
    complete_code_samples = ["1 + 1", "var x = 1;", "void F() { }", "if (true) { }"]
    incomplete_code_samples = ["foreach (var i in new[] { 1 }) {", "Console.WriteLine(", "/* a comment", "1 +"]
    invalid_code_samples = ["int f( }", "1 + + ) 2;"]
    code_inspect_sample = "Console.WriteLine"
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    # Two tests skip: a pager, and clearing output, which notebooks of .NET Interactive cannot do either.

if __name__ == "__main__":
    unittest.main(verbosity=2)
