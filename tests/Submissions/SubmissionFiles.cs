using System.IO.Compression;
using System.Text;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Submissions;

namespace Telltale.Tests.Submissions;

/// <summary>Submissions made for tests: sound ones by the kit, others entry by entry.</summary>
internal static class SubmissionFiles
{
    public const string Header = "image_id,prob,label,threshold\n";

    public static Predictions Scores(params double[] scores) => new("test", scores.Select((score, index) =>
        new Prediction(new($"/images/{index}.png", index % 2 == 0 ? ImageLabel.Real : ImageLabel.Synthetic, "s"), score)));

    public static PredictedMask Mask(string name, int width, int height, Func<int, float> score)
    {
        var scores = Enumerable.Range(0, width * height).Select(score).ToArray();
        return new(new($"/images/{name}", ImageLabel.Edited, "s"), scores, new Mask(width, height, new byte[width * height]));
    }

    public static void Zip(string path, params (string Name, byte[] Content)[] entries)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(content);
        }
    }

    public static void Detection(string folder, string csv) =>
        Zip(Path.Combine(folder, "TEAM_open.zip"), ("TEAM_open.csv", Encoding.UTF8.GetBytes(csv)));

    /// <summary>A localization submission of one image 0.png with the given file as its mask.</summary>
    public static void Localization(string folder, params (string Name, byte[] Content)[] masks)
    {
        Zip(Path.Combine(folder, "TEAM_localization_masks.zip"), masks);
        File.WriteAllText(
            Path.Combine(folder, "scores.csv"), "image_id,prob,label,threshold,loc_threshold\n0.png,0.5,1,0.1,0.5\n1.png,0.05,0,0.1,0.5\n");
    }

    public static byte[] Npz(int width, int height, float value = 0.5f) =>
        NpzArray.Bytes([.. Enumerable.Repeat((Half)value, width * height)], width, height);

    public static byte[] Fixture(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Submissions", "Fixtures", name));
}
