using System.Globalization;

namespace Telltale.Evaluation;

/// <summary>What one call of <see cref="CollectionScoring"/> has done; all parts of the shard now lie in the folder.</summary>
/// <param name="Shard">The share of the collection.</param>
/// <param name="Parts">Parts of the shard.</param>
/// <param name="PartsFound">Those of them that were there already.</param>
/// <param name="Images">Images gone through in this call.</param>
/// <param name="Unscored">Those of them that could not be read and were skipped.</param>
public sealed record ScoredShard(Shard Shard, int Parts, int PartsFound, int Images, int Unscored)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"shard {Shard}: {Images:N0} images in {Parts - PartsFound} parts, {PartsFound} parts were there already, {Unscored:N0} images could not be read");
}
