using System.IO.Compression;
using Telltale.Data;
using Telltale.Evaluation;
using Telltale.Runtime;

namespace Telltale.Submissions;

/// <summary>
/// The files that MediaEval's task takes for localization: <c>TEAM_localization_masks.zip</c> with one float16 array for each image,
/// and <c>scores.csv</c> with <c>image_id,prob,label,threshold,loc_threshold</c>, beside the archive or inside.
/// </summary>
public static class LocalizationSubmission
{
    /// <summary>Writes the archive and the scores, replacing older ones.</summary>
    /// <param name="folder">Folder of the files; created if missing.</param>
    /// <param name="team">The team's name: letters, digits, '-' and '_'.</param>
    /// <param name="masks">
    /// Every test image once, at its full size (<see cref="Predictor.FullSizeMasks"/>); consumed one by one. Masks without an edited pixel
    /// are written too.
    /// </param>
    /// <param name="pixels">The lowest pixel score that counts as edited, in [0, 1]: <c>loc_threshold</c>.</param>
    /// <param name="coverage">
    /// The lowest share of such pixels that makes an image edited, in [0, 1]: <c>threshold</c>, where <c>prob</c> is the share.
    /// </param>
    /// <param name="scoresInside">True to put <c>scores.csv</c> into the archive; false to put it beside.</param>
    /// <returns>The absolute path of the archive.</returns>
    /// <remarks>
    /// Scores are rounded to float16 without crossing the pixel threshold: a pixel is edited in the file where it was before, and no score
    /// moves by more than one step of float16 (at most 0.0005).
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// There are no masks, two images have the same name without extension, the team's name is unfit, or a threshold is not in [0, 1].
    /// </exception>
    public static string Write(string folder, string team, IEnumerable<PredictedMask> masks, Threshold pixels, Threshold coverage,
        bool scoresInside = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(masks);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(coverage);
        SubmissionNames.RequireTeam(team);
        var (ofPixels, ofImages) = (SubmissionRow.Required(pixels.Value, "pixel threshold"),
            SubmissionRow.Required(coverage.Value, "coverage threshold"));
        var path = Path.Combine(Path.GetFullPath(folder), team + SubmissionNames.Masks);
        byte[] csv = [];
        SubmissionArchive.Write(path, archive =>
        {
            csv = SubmissionRow.Csv(SubmissionNames.Localization, Rows(archive, masks, ofPixels, ofImages));
            if (scoresInside)
            {
                SubmissionArchive.Add(archive, SubmissionNames.Scores, csv);
            }
        });
        var beside = Path.Combine(Path.GetDirectoryName(path)!, SubmissionNames.Scores);
        if (scoresInside)
        {
            // One of an earlier submission would contradict the one inside.
            File.Delete(beside);
        }
        else
        {
            AtomicFile.Write(beside, stream => stream.Write(csv));
        }
        return path;
    }

    private static IEnumerable<SubmissionRow> Rows(ZipArchive archive, IEnumerable<PredictedMask> masks, double pixels, double coverage)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mask in masks)
        {
            var image = SubmissionRow.NameOf(mask.Record);
            var name = Path.GetFileNameWithoutExtension(image);
            if (!names.Add(name))
            {
                throw new ArgumentException($"Two images would have the mask {name}.npz. Submit one test set at a time.", nameof(masks));
            }
            var scores = Array.ConvertAll(mask.Scores.ToArray(), score => Rounded(score, pixels, mask.Record));
            // Arrays are compressed within their file, as by numpy.savez_compressed.
            SubmissionArchive.Add(archive, name + ".npz", NpzArray.Bytes(scores, mask.Truth.Width, mask.Truth.Height),
                CompressionLevel.NoCompression);
            yield return new(image, scores.Count(score => (double)score >= pixels) / (double)scores.Length, coverage, pixels);
        }
        if (names.Count == 0)
        {
            throw new ArgumentException("There are no masks; a submission has one for every test image.", nameof(masks));
        }
    }

    private static Half Rounded(float score, double threshold, ImageRecord record)
    {
        if (score is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"A pixel of {record.Path} has the score {score.Invariant()}; scores lie in [0, 1].");
        }
        var rounded = (Half)score;
        return ((double)rounded >= threshold) == (score >= threshold) ? rounded
            : score >= threshold ? Half.BitIncrement(rounded) : Half.BitDecrement(rounded);
    }
}
