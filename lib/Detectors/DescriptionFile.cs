using System.Text.Json.Nodes;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Detectors;

/// <summary>Reads the JSON file beside a network.</summary>
internal sealed class DescriptionFile
{
    private const long LargestFile = 1 << 20;
    private const int LargestInput = 16384;

    private static readonly string[] Known = ["task", "input_size", "fit", "mean", "std", "channels", "outputs", "synthetic_output"];

    private readonly string path;
    private readonly JsonObject json;

    private DescriptionFile(string path, JsonObject json) => (this.path, this.json) = (path, json);

    /// <summary>The description of a network.</summary>
    /// <param name="network">The path of its file.</param>
    /// <exception cref="UnusableFileException">The JSON file is missing, or something in it is wrong; the message says what.</exception>
    public static DetectorDescription Of(string network)
    {
        var path = Path.ChangeExtension(network, ".json");
        if (!File.Exists(path))
        {
            throw new UnusableFileException(path, $"It is missing, so how {Path.GetFileName(network)} is used is not known.",
                "Write it, for example {\"task\": \"detection\", \"input_size\": 224, \"mean\": [0.485, 0.456, 0.406], "
                + "\"std\": [0.229, 0.224, 0.225], \"outputs\": \"logits\", \"synthetic_output\": 1}.");
        }
        try
        {
            return new DescriptionFile(path, StrictJson.Object(RegularFile.ReadAllBytes(path, LargestFile))).Read();
        }
        catch (FormatException error)
        {
            throw new UnusableFileException(path, $"It cannot be used: {error.Message}.", "docs/extending.md lists its keys.", error);
        }
    }

    private DetectorDescription Read()
    {
        if (json.Select(entry => entry.Key).FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
        {
            throw Wrong($"has the unknown key '{unknown}'; known are {string.Join(", ", Known)}");
        }
        var task = Choice("task", null, DetectorTask.Detection, DetectorTask.Localization, DetectorTask.Features);
        InputFit[] fits = task == DetectorTask.Localization ? [InputFit.Tile] : [InputFit.Crop, InputFit.Resize, InputFit.Shrink];
        var size = Whole("input_size", 1, LargestInput);
        if (size is null && task != DetectorTask.Localization)
        {
            throw Wrong("has no input_size, the side of the network's square input in pixels");
        }
        if (size % 32 > 0 && task == DetectorTask.Localization)
        {
            throw Wrong("has an input_size that is no multiple of 32, as the tiles of localization are");
        }
        var probabilities = task != DetectorTask.Features && Text("outputs") switch
        {
            "logits" => false,
            "probabilities" => true,
            var other => throw Wrong($"has {(other is null ? "no outputs" : $"outputs '{other}'")}; it is 'logits' or 'probabilities'"),
        };
        return new(task, size, Choice("fit", fits[0], fits), new(Channels("mean", 0), Channels("std", 1)), probabilities,
            Whole("synthetic_output", 0, LargestInput) ?? -1)
        {
            IsBgr = Text("channels") switch
            {
                null or "rgb" => false,
                "bgr" => true,
                var other => throw Wrong($"has the channels '{other}'; it is 'rgb' or 'bgr'"),
            },
        };
    }

    private T Choice<T>(string key, T? missing, params T[] choices)
        where T : struct, Enum
    {
        var text = Text(key);
        var named = choices.ToDictionary(choice => choice.ToString().ToLowerInvariant());
        return text is null && missing is { } value ? value
            : text is not null && named.TryGetValue(text, out var chosen) ? chosen
            : throw Wrong($"has {(text is null ? $"no {key}" : $"the {key} '{text}'")}; it is one of {string.Join(", ", named.Keys)}");
    }

    private string? Text(string key) => json[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Wrong($"has a {key} that is no text"),
    };

    private int? Whole(string key, int least, int most) => json[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<int>(out var number) && number >= least && number <= most => number,
        _ => throw Wrong($"has a {key} that is no whole number from {least} to {most}"),
    };

    private ChannelValues Channels(string key, float missing)
    {
        if (json[key] is null)
        {
            return new(missing, missing, missing);
        }
        float[] values = json[key] is JsonArray { Count: 3 } list
            ? [.. list.Select(item => item is JsonValue value && value.TryGetValue<double>(out var number) ? (float)number : float.NaN)]
            : [];
        return values.Length == 3 && values.All(float.IsFinite) && (key != "std" || values.All(value => value > 0))
            ? new(values[0], values[1], values[2])
            : throw Wrong($"has a {key} that is no list of three numbers{(key == "std" ? " above 0" : "")}, for red, green and blue");
    }

    private FormatException Wrong(string what) => new($"{Path.GetFileName(path)} {what}");
}
