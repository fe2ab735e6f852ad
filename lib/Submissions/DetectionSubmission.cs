using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>
/// The files that MediaEval's task takes for detection: for each track an archive with one CSV file,
/// <c>image_id,prob,label,threshold</c> in this order. <see cref="SubmissionCheck"/> reads them back.
/// </summary>
/// <example><code>
/// DetectionSubmission.Write("submission", "TEAM", SubmissionTrack.Constrained, predictions, threshold);
/// Console.WriteLine(SubmissionCheck.Of("submission", "/data/test"));
/// </code></example>
public static class DetectionSubmission
{
    /// <summary>Writes <c>TEAM_constrained.zip</c> or <c>TEAM_open.zip</c>, replacing an older one.</summary>
    /// <param name="folder">Folder of the archive; created if missing.</param>
    /// <param name="team">The team's name: letters, digits, '-' and '_'.</param>
    /// <param name="track">Which of the two archives.</param>
    /// <param name="predictions">
    /// Every test image once. Logits become probabilities; <c>image_id</c> is the file name with its extension.
    /// </param>
    /// <param name="threshold">
    /// One for all images, on the scale of the scores. The label is 1 (synthetic) where the written probability reaches the written
    /// threshold.
    /// </param>
    /// <returns>The absolute path of the archive.</returns>
    /// <exception cref="ArgumentException">
    /// The predictions are empty or have no records, two images have the same name, the team's name is unfit, or the threshold is not
    /// in [0, 1] as a probability, such as the one that predicts nothing synthetic.
    /// </exception>
    public static string Write(string folder, string team, SubmissionTrack track, Predictions predictions, Threshold threshold)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(threshold);
        SubmissionNames.RequireTeam(team);
        if (predictions.Count == 0)
        {
            throw new ArgumentException($"'{predictions.Name}' has no images; a submission lists every test image.", nameof(predictions));
        }
        var scale = predictions.Scale;
        var limit = SubmissionRow.Required(
            double.IsInfinity(threshold.Value) ? threshold.Value : scale.ToProbability(threshold.Value), "threshold");
        var rows = predictions.Items.Select(item =>
            new SubmissionRow(SubmissionRow.NameOf(item.Record), scale.ToProbability(item.Score), limit));
        var (name, csv) = (team + SubmissionNames.EndingOf(track), SubmissionRow.Csv(SubmissionNames.Detection, rows));
        var path = Path.Combine(Path.GetFullPath(folder), name);
        SubmissionArchive.Write(path, archive => SubmissionArchive.Add(archive, Path.ChangeExtension(name, ".csv"), csv));
        return path;
    }

    /// <summary>Why images cannot be submitted together, and the cure: several have the same file name. Null where none have.</summary>
    /// <param name="predictions">The test images.</param>
    /// <exception cref="ArgumentException">The predictions have no records.</exception>
    public static string? SameNames(Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var names = predictions.Items.Select(item => item.Record.Path).GroupBy(Path.GetFileName, StringComparer.Ordinal).ToArray();
        if (names.FirstOrDefault(name => name.Count() > 1) is not { } shared)
        {
            return null;
        }
        var places = shared.Take(2).Select(path => string.Join('/', path.Split('/', '\\').SkipLast(1).TakeLast(2)));
        return "No submission was written. The task tells images apart by their file names alone, and the "
            + $"{predictions.Count.Invariant("N0")} images of '{predictions.Name}' have {names.Length.Invariant("N0")} different names: {shared.Key}, for example, lies in "
            + $"{string.Join(" and in ", places)}. The task's own test set has no such names. To submit these images, rename them so that "
            + "each file name occurs once (put the folder's name in front), or submit one folder at a time.";
    }
}
