using System.Globalization;
using Telltale.Runtime;

namespace Telltale.Evaluation;

/// <summary>The outcome of one call of <see cref="CollectionScoring"/>; all parts of the shard are now in the folder.</summary>
/// <param name="Shard">The share of the collection.</param>
/// <param name="Parts">Parts of the shard.</param>
/// <param name="PartsFound">Parts that existed before the call.</param>
/// <param name="Images">Images processed by this call, scored or skipped.</param>
/// <param name="Unscored">Images of these that could not be read and were skipped.</param>
public sealed record ScoredShard(Shard Shard, int Parts, int PartsFound, int Images, int Unscored)
{
    /// <summary>A summary in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"shard {Shard}: {Images.Counted("image")} in {(Parts - PartsFound).Counted("part")}, {PartsFound.Counted("part")} existed, " +
        $"{Unscored.Counted("image")} could not be read");
}
