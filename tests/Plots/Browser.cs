using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Telltale.Tests.Plots;

/// <summary>Opens pages as a reader does, without a network, where Chromium is installed.</summary>
internal static partial class Browser
{
    /// <summary>Stands in a page's head and writes what goes wrong into the page as it happens.</summary>
    public const string WatchErrors = """
        <script>
        function note(what) { document.documentElement.dataset.error = what; }
        window.addEventListener("error", event => note(event.message));
        window.addEventListener("unhandledrejection", event => note(event.reason));
        window.addEventListener("securitypolicyviolation", event => note("asked for " + event.blockedURI));
        console.error = note;
        </script>
        """;

    /// <summary>Outputs of cells on a page, after its scripts have run.</summary>
    public static string Open(TemporaryFolder folder, IEnumerable<string> outputs) => Open(folder, Page(outputs));

    /// <summary>A page after its scripts have run. Its clock jumps over waiting, so that observers of its layout may not be called.</summary>
    public static string Open(TemporaryFolder folder, string page) => Run(folder, page, ["--virtual-time-budget=15000"]);

    /// <summary>
    /// Outputs of cells on a page once a condition holds, or after 600 frames; it is asked before each frame, and time is real.
    /// </summary>
    /// <param name="folder">For the page and the profile of the browser.</param>
    /// <param name="outputs">HTML.</param>
    /// <param name="condition">A JavaScript expression.</param>
    public static string OpenUntil(TemporaryFolder folder, IEnumerable<string> outputs, string condition) => Run(folder, Page([
        .. outputs,
        $$"""
        <iframe id="hold" hidden></iframe>
        <script>
        const held = document.getElementById("hold").contentDocument; // a document that stays open delays the page's load event
        held.open();
        let frames = 0;
        const look = () => {{condition}} || ++frames > 600 ? held.close() : requestAnimationFrame(look);
        requestAnimationFrame(look);
        </script>
        """]), []);

    private static string Page(IEnumerable<string> outputs) =>
        $"<!doctype html><html><head><meta charset=\"utf-8\">{WatchErrors}</head><body>{string.Join('\n', outputs)}</body></html>";

    private static string Run(TemporaryFolder folder, string page, string[] options)
    {
        var browser = Chromium();
        File.WriteAllText(folder.File("page.html"), page);
        var start = new ProcessStartInfo(browser)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
                $"--user-data-dir={folder.File("profile")}", "--dump-dom",
            },
        };
        string[] rest = [.. options, new Uri(folder.File("page.html")).AbsoluteUri];
        Array.ForEach(rest, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var dump = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return dump;
    }

    private static string Chromium()
    {
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var browser = new[] { "chromium", "chromium-browser", "google-chrome" }.SelectMany(
            name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(browser is null, "There is no Chromium on this machine to draw charts in (apt install chromium).");
        return browser!;
    }

    /// <summary>The errors written into a page.</summary>
    public static IEnumerable<string> ErrorsOf(string page) => Errors().Matches(page).Select(match => match.Groups[1].Value);

    [GeneratedRegex("<html[^>]* data-error=\"([^\"]*)\"")]
    private static partial Regex Errors();
}
