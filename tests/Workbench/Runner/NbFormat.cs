using System.Diagnostics;

namespace Telltale.Tests.Workbench.Runner;

/// <summary>Debian's python3-nbformat, where it is installed.</summary>
internal static class NbFormat
{
    private const string Python = "/usr/bin/python3";

    public static void Validate(string path)
    {
        Assert.SkipUnless(File.Exists(Python) && Run("import nbformat").ExitCode == 0, "python3-nbformat is not installed.");
        var (exitCode, errors) = Run(
            "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT))", path);
        Assert.True(exitCode == 0, errors);
    }

    private static (int ExitCode, string Errors) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", .. arguments]) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }
}
