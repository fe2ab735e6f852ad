using System.Globalization;

namespace Telltale.Data;

/// <summary>Mask options in manifests: <c>black threshold=0 channel=green level=2 resize=8</c>, without defaults.</summary>
internal static class MaskOptionsText
{
    private const string Black = "black";

    /// <summary>The text; null for no options.</summary>
    public static string? Of(MaskOptions? options)
    {
        if (options is null)
        {
            return null;
        }
        string?[] parts =
        [
            options.Polarity == MaskPolarity.BlackIsEdited ? Black : "white",
            options.Threshold == 127 ? null : Part("threshold", options.Threshold),
            options.Channel == MaskChannel.Grey ? null : $"channel={options.Channel.ToString().ToLowerInvariant()}",
            options.Level is { } level ? Part("level", level) : null,
            options.Resize == 0 ? null : Part("resize", options.Resize),
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    /// <summary>The options; null where the text cannot be read.</summary>
    public static MaskOptions? Parse(string text)
    {
        MaskOptions? options = new();
        foreach (var part in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options = options is null ? null : With(options, part.Split('='));
        }
        return options;
    }

    private static MaskOptions? With(MaskOptions options, string[] part) => part switch
    {
        [Black] => options with { Polarity = MaskPolarity.BlackIsEdited },
        ["white"] => options with { Polarity = MaskPolarity.WhiteIsEdited },
        ["threshold", var value] when Number(value, 254) is { } number => options with { Threshold = number },
        ["level", var value] when Number(value, 255) is { } number => options with { Level = number },
        ["resize", var value] when Number(value, int.MaxValue) is { } number => options with { Resize = number },
        ["channel", var value] when Enum.TryParse<MaskChannel>(value, true, out var channel) => options with { Channel = channel },
        _ => null,
    };

    private static int? Number(string text, int highest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= highest ? number : null;

    private static string Part(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value}");
}
