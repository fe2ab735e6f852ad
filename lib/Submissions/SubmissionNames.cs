using System.Text.RegularExpressions;

namespace Telltale.Submissions;

/// <summary>The file names and columns that the task prescribes.</summary>
internal static partial class SubmissionNames
{
    public const string Constrained = "_constrained.zip";
    public const string Open = "_open.zip";
    public const string Masks = "_localization_masks.zip";
    public const string Scores = "scores.csv";

    /// <summary>The key under which NumPy's <c>savez</c> stores an array without a name.</summary>
    public const string ArrayKey = "arr_0";

    /// <summary>The columns of detection, in this order.</summary>
    public static readonly string[] Detection = ["image_id", "prob", "label", "threshold"];

    /// <summary>The columns of localization, in this order.</summary>
    public static readonly string[] Localization = [.. Detection, "loc_threshold"];

    public static string EndingOf(SubmissionTrack track) => track == SubmissionTrack.Constrained ? Constrained : Open;

    /// <summary>Refuses a team name that is not fit for a file name.</summary>
    /// <exception cref="ArgumentException">It is empty, or has characters other than letters, digits, '-' and '_'.</exception>
    public static void RequireTeam(string team)
    {
        if (!Team().IsMatch(team ?? ""))
        {
            throw new ArgumentException(
                $"The team's name '{team}' becomes part of a file name: use letters, digits, '-' and '_' only.", nameof(team));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex Team();
}
