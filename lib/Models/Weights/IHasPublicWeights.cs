namespace Telltale.Models;

/// <summary>A network for which public weights exist.</summary>
public interface IHasPublicWeights
{
    /// <summary>Public weights that fit this architecture; null where there are none.</summary>
    ImageNetWeights? PublicWeights { get; }
}
