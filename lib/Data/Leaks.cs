namespace Telltale.Data;

/// <summary>
/// What to do where a split has one image, or images that are nearly the same, in two parts: the test then rewards memorization.
/// </summary>
public enum Leaks
{
    /// <summary>List them in <see cref="CollectionSplit.Warnings"/> and write them to <see cref="Console.Error"/>.</summary>
    Warn,

    /// <summary>Throw an exception that lists them.</summary>
    Refuse,

    /// <summary>Do not look for them.</summary>
    Ignore,
}
