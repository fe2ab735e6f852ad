using System.Security.Cryptography;
using System.Text;

namespace Telltale.Runtime;

/// <summary>Short keys for long descriptions, used as cache keys.</summary>
internal static class TextDigest
{
    /// <summary>The first 16 hexadecimal digits of the text's SHA-256.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
