using System.Security.Cryptography;
using System.Text;

namespace Telltale.Runtime;

/// <summary>Digests of texts; short ones serve as cache keys.</summary>
internal static class TextDigest
{
    /// <summary>The first 16 hexadecimal digits of the text's SHA-256.</summary>
    public static string Of(string text) => Whole(text)[..16];

    /// <summary>The text's SHA-256 as 64 hexadecimal digits.</summary>
    public static string Whole(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
