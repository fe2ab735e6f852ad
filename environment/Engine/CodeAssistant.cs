using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.QuickInfo;

namespace Telltale.Workbench.Engine;

/// <summary>What may stand at a place in a cell.</summary>
/// <param name="Start">Where the text to be replaced begins, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">Texts to put there, the likeliest first.</param>
internal sealed record Completions(int Start, int End, IReadOnlyList<CompletionText> Items);

/// <summary>A text to put into a cell, and the kind of thing it names, such as "method".</summary>
internal sealed record CompletionText(string Text, string Kind);

/// <summary>Answers questions about code that is being written, from the cells that ran before; it runs nothing.</summary>
/// <param name="cells">The cells that ran.</param>
internal sealed class CodeAssistant(CellWorkspace cells)
{
    /// <summary>What may stand at <paramref name="position"/>.</summary>
    public async Task<Completions> CompleteAsync(string code, int position)
    {
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

    /// <summary>Signature and documentation of what stands at <paramref name="position"/> or ends there; null where nothing is known.</summary>
    public async Task<string?> InspectAsync(string code, int position)
    {
        var document = cells.Open(code);
        var service = QuickInfoService.GetService(document)!;
        var found = await service.GetQuickInfoAsync(document, position)
            ?? (position > 0 ? await service.GetQuickInfoAsync(document, position - 1) : null);
        return found is null ? null : string.Join("\n\n", found.Sections.Select(section => section.Text.ReplaceLineEndings("\n").Trim()).Where(text => text.Length > 0));
    }

    private static string Insertion(CompletionItem item) =>
        item.Properties.TryGetValue("InsertionText", out var text) ? text : item.DisplayText;
}
