namespace Telltale.Models;

/// <summary>The weights do not fit the model, or the downloaded file differs from the announced hash.</summary>
/// <param name="message">Names the file or address, what differs, and how to fix it.</param>
public sealed class WeightsException(string message) : Exception(message);

/// <summary>The weights are not available: no connection, no such file, or an interrupted download.</summary>
/// <param name="message">Names the address and the reason.</param>
/// <param name="cause">The inner exception, if any.</param>
public sealed class WeightsUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
