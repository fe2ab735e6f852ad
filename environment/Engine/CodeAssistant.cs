using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.QuickInfo;

namespace Telltale.Workbench.Engine;

/// <summary>Completions at a position in a cell.</summary>
/// <param name="Start">Start of the text to replace, in UTF-16 code units.</param>
/// <param name="End">End of the text to replace.</param>
/// <param name="Items">Candidates, the most likely first.</param>
internal sealed record Completions(int Start, int End, IReadOnlyList<CompletionText> Items);

/// <summary>A candidate and its kind, such as "method".</summary>
internal sealed record CompletionText(string Text, string Kind);

/// <summary>Completion and documentation for code that is being written, based on the cells that ran. Executes nothing.</summary>
/// <param name="cells">The cells that ran.</param>
/// <param name="services">Ends when the editor services have started; until then the compiler alone completes.</param>
internal sealed class CodeAssistant(CellWorkspace cells, Lazy<Task> services)
{
    private const string Sample = "Console.";

    /// <summary>
    /// The editor services, started after the first completion: they take a second and 75 MB, which a notebook that only runs does not
    /// need.
    /// </summary>
    public static Lazy<Task> Services(CellWorkspace cells) => new(() => Task.Run(
        () => new CodeAssistant(cells, new(Task.CompletedTask)).CompleteAsync(Sample, Sample.Length)));

    /// <summary>Completions at <paramref name="position"/>.</summary>
    public async Task<Completions> CompleteAsync(string code, int position)
    {
        if (!services.IsValueCreated || !services.Value.IsCompleted)
        {
            try
            {
                return QuickCompletion.At(cells.Compile(code), position);
            }
            finally
            {
                _ = services.Value; // not before: both at once would delay this answer
            }
        }

        var document = cells.Open(code);
        var list = await CompletionService.GetService(document)!.GetCompletionsAsync(document, position);
        var typed = code[Math.Min(list.Span.Start, position)..position];
        var items = list.ItemsList
            .Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .OrderBy(item => !item.FilterText.StartsWith(typed, StringComparison.Ordinal))
            .ThenBy(item => item.SortText, StringComparer.OrdinalIgnoreCase)
            .Select(item => new CompletionText(Insertion(item), item.Tags.Select(tag => tag.ToLowerInvariant()).FirstOrDefault("")))
            .DistinctBy(item => item.Text);
        return new Completions(Math.Min(list.Span.Start, position), Math.Max(list.Span.End, position), [.. items]);
    }

    /// <summary>Signature and documentation of the symbol at <paramref name="position"/>, or ending there; null if there is none.</summary>
    public async Task<string?> InspectAsync(string code, int position)
    {
        var document = cells.Open(code);
        var service = QuickInfoService.GetService(document)!;
        var found = await service.GetQuickInfoAsync(document, position)
            ?? (position > 0 ? await service.GetQuickInfoAsync(document, position - 1) : null);
        var texts = found?.Sections.Select(section => section.Text.ReplaceLineEndings("\n").Trim()).Where(text => text.Length > 0);
        return texts is null ? null : string.Join("\n\n", texts);
    }

    private static string Insertion(CompletionItem item) =>
        item.Properties.TryGetValue("InsertionText", out var text) ? text : item.DisplayText;
}
