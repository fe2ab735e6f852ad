using System.Security.Cryptography;
using System.Text;

namespace Telltale.Workbench.Kernel;

/// <summary>HMAC-SHA256 over the four JSON parts of a message, in lower-case hexadecimal digits.</summary>
/// <param name="key">The connection's key; if empty, nothing is signed and every message is accepted.</param>
internal sealed class MessageSignature(byte[] key)
{
    public byte[] Of(IEnumerable<byte[]> parts)
    {
        if (key.Length == 0)
        {
            return [];
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public bool IsValid(ReadOnlySpan<byte> signature, IEnumerable<byte[]> parts) =>
        key.Length == 0 || CryptographicOperations.FixedTimeEquals(signature, Of(parts));
}
