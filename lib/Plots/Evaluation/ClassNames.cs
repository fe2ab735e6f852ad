using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>The names of the two classes: those of detection or of localization.</summary>
internal readonly record struct ClassNames(string Negative, string Positive)
{
    public static ClassNames Detection { get; } = new("real", "synthetic");

    public static ClassNames Localization { get; } = new("authentic", "edited");

    /// <summary>The names of the records' labels; those of detection if there are no records.</summary>
    public static ClassNames Of(Predictions predictions) =>
        predictions.HasRecords && predictions.Records.Any(record => record.Label is ImageLabel.Authentic or ImageLabel.Edited)
            ? Localization
            : Detection;
}
