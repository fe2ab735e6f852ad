namespace Telltale.Models;

/// <summary>Weights are sound as a file, but not the ones asked for: of another model, or not what their server announced.</summary>
/// <param name="message">Names the file or address, what differs, and the cure.</param>
public sealed class WeightsException(string message) : Exception(message);

/// <summary>Weights cannot be had now: no connection, no such file, broken off.</summary>
/// <param name="message">Names the address and the reason.</param>
/// <param name="cause">The exception underneath, if any.</param>
public sealed class WeightsUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
