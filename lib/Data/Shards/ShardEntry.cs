namespace Telltale.Data.Shards;

/// <summary>What a shard holds: a row of a Parquet file, or a file of a tar archive.</summary>
/// <param name="Path">Relative path in the unpacked folder; of what was not unpacked, where it would be.</param>
/// <param name="Use"><see cref="Image"/>, <see cref="Mask"/>, <see cref="Label"/>, or why it is left out, a few words.</param>
/// <param name="Fields">Values of the sample by the names of their columns.</param>
internal sealed record ShardEntry(string Path, string Use, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Use of an image.</summary>
    public const string Image = "image";

    /// <summary>Use of the mask of an image, which names it in the column <see cref="MaskColumn"/>.</summary>
    public const string Mask = "mask";

    /// <summary>Column with the relative path of an image's mask.</summary>
    public const string MaskColumn = "mask_path";

    /// <summary>Use of a file with the label of an image.</summary>
    public const string Label = "label";
}
