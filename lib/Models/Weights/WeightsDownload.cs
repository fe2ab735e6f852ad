using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Telltale.Runtime;

namespace Telltale.Models;

/// <summary>
/// Downloads one file and checks it against its SHA-256. A connection that breaks is taken up again where it broke, also by a later call.
/// It ends at the announced size, and when hardly anything arrives.
/// </summary>
/// <param name="address">Where the file is.</param>
/// <param name="sha256">Its hash in hexadecimal; null for the one that the server of the address announces.</param>
/// <param name="timeout">Limit of a connection, a response and each read.</param>
/// <param name="patience">The time within which 16 kB must arrive.</param>
/// <param name="progress">Reports the kilobytes so far; null for none.</param>
/// <param name="token">Cancels.</param>
internal sealed class WeightsDownload(
    Uri address, string? sha256, TimeSpan timeout, TimeSpan patience, IProgress<WorkProgress>? progress, CancellationToken token)
{
    /// <summary>The most bytes that are accepted, announced or not: a hundred times the weights of DenseNet121.</summary>
    internal const long MostBytes = 4L << 30;

    private const int BufferBytes = 1 << 17;
    private const int MostRedirects = 5, MostConnections = 10;
    private const int LeastBytes = 1 << 14;
    private const string AnnouncedHash = "X-Linked-ETag", AnnouncedSize = "X-Linked-Size";

    private sealed class ClosedException(string message, Exception? cause = null) : Exception(message, cause);

    private sealed record Answer(HttpResponseMessage Response, string Hash, long? Size) : IDisposable
    {
        public void Dispose() => Response.Dispose();
    }

    /// <summary>Completes a file.</summary>
    /// <param name="file">What earlier calls downloaded; afterwards the whole file. Keeps its content where the connection breaks.</param>
    /// <returns>The SHA-256 of the file, in hexadecimal.</returns>
    /// <exception cref="WeightsUnavailableException">No connection, no such file, no announced hash, or broken off.</exception>
    /// <exception cref="WeightsException">The SHA-256 of the file is not the announced one; the file is empty then.</exception>
    public async Task<string> CompleteAsync(FileStream file)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            // Redirects are followed here, since the hash is announced by the hub's own response, not by the last one.
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !address.IsLoopback });
            return Checked(file, await FetchAsync(client, file, limit).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is HttpRequestException or NotSupportedException) // the latter: not an HTTP address
        {
            throw new WeightsUnavailableException($"{address} cannot be reached ({exception.Message.TrimEnd('.')}).", exception);
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            throw new WeightsUnavailableException($"{address} did not respond within {timeout.TotalSeconds.Invariant()} s.", exception);
        }
    }

    /// <summary>Returns the announced hash once the file has the announced size.</summary>
    private async Task<string> FetchAsync(HttpClient client, FileStream file, CancellationTokenSource limit)
    {
        for (var connection = 1; ; connection++)
        {
            var before = file.Length;
            try
            {
                using var answer = await RequestAsync(client, file.Length, limit).ConfigureAwait(false);
                if (answer.Response.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable)
                {
                    await CopyAsync(answer, file, limit).ConfigureAwait(false);
                    return answer.Hash;
                }
                file.SetLength(0); // what was there is no part of this file
            }
            catch (ClosedException reason) when (file.Length <= before || connection == MostConnections)
            {
                throw new WeightsUnavailableException(reason.Message, reason.InnerException);
            }
            catch (ClosedException)
            {
                // Some of it arrived: the next connection asks for the rest.
            }
        }
    }

    private async Task<Answer> RequestAsync(HttpClient client, long from, CancellationTokenSource limit)
    {
        var (next, hash, size) = (address, sha256, (long?)null);
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            limit.CancelAfter(timeout);
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.Range = from > 0 ? new(from, null) : null;
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (next.Authority == address.Authority && next.Scheme == address.Scheme)
            {
                hash ??= HashIn(response.Headers);
                size ??= SizeIn(response.Headers);
            }
            if (IsContent(response) && hash is not null)
            {
                return new(response, hash, response.Content.Headers.ContentRange?.Length ?? response.Content.Headers.ContentLength ?? size);
            }
            using (response)
            {
                next = RedirectIn(response) is { } location ? new Uri(next, location)
                    : throw new WeightsUnavailableException(IsContent(response)
                        ? $"{address} announces no SHA-256 to check the file against; set {nameof(ImageNetWeights.Sha256)}."
                        : $"{next} responded {(int)response.StatusCode} {response.ReasonPhrase}.");
            }
        }
        throw new WeightsUnavailableException($"{address} redirects more than {MostRedirects} times.");
    }

    private async Task CopyAsync(Answer answer, FileStream file, CancellationTokenSource limit)
    {
        if (answer.Size > MostBytes)
        {
            throw new WeightsUnavailableException($"{address} announces {answer.Size} bytes; the limit is {MostBytes}.");
        }
        var start = answer.Response.StatusCode == HttpStatusCode.PartialContent ? answer.Response.Content.Headers.ContentRange?.From : 0;
        file.SetLength(start == file.Length ? file.Length : 0); // a server may ignore the range and send the whole file
        if (start is not 0 && start != file.Length)
        {
            throw new ClosedException($"{address} sent another part of the file than it was asked for.");
        }
        file.Position = file.Length;
        var body = await answer.Response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        await CopyAsync(body, file, answer.Size, limit).ConfigureAwait(false);
        if (answer.Size is { } size && file.Length < size)
        {
            throw new ClosedException($"{address} closed the connection after {file.Length} of {size} bytes.");
        }
    }

    private async Task CopyAsync(Stream body, FileStream file, long? size, CancellationTokenSource limit)
    {
        var (clock, window, arrived) = (Stopwatch.StartNew(), Stopwatch.StartNew(), 0);
        var buffer = new byte[BufferBytes];
        while (await ReadAsync(body, buffer, limit).ConfigureAwait(false) is var count and > 0)
        {
            if (file.Length + count > (size ?? MostBytes))
            {
                file.SetLength(0);
                throw new WeightsUnavailableException(size is null ? $"{address} sends more than {MostBytes} bytes, the limit."
                    : $"{address} sends more than the {size} bytes that it announced.");
            }
            file.Write(buffer, 0, count);
            progress?.Report(new("ImageNet weights", KiloBytes(file.Length), KiloBytes(size ?? 0), clock.Elapsed, "kB"));
            arrived += count;
            if (window.Elapsed > patience)
            {
                RequireProgress(arrived);
                window.Restart();
                arrived = 0;
            }
        }
    }

    private void RequireProgress(int arrived)
    {
        if (arrived < LeastBytes)
        {
            throw new WeightsUnavailableException(
                $"{address} sent {arrived} bytes within {patience.TotalSeconds.Invariant()} s, which is too slow.");
        }
    }

    private async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationTokenSource limit)
    {
        limit.CancelAfter(timeout);
        try
        {
            return await body.ReadAsync(buffer, limit.Token).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new ClosedException($"{address} closed the connection ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    private string Checked(FileStream file, string announced)
    {
        file.Position = 0;
        var actual = Convert.ToHexStringLower(SHA256.HashData(file));
        if (!actual.Equals(announced, StringComparison.OrdinalIgnoreCase))
        {
            file.SetLength(0);
            throw new WeightsException(
                $"The file from {address} has the SHA-256 {actual}, not the announced {announced}. "
                + "It was discarded; try again, and do not trust the address if it happens twice.");
        }
        return actual;
    }

    private static bool IsContent(HttpResponseMessage response) =>
        response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable;

    private static Uri? RedirectIn(HttpResponseMessage response) =>
        (int)response.StatusCode is >= 300 and < 400 ? response.Headers.Location : null;

    private static string? HashIn(HttpResponseHeaders headers) =>
        headers.TryGetValues(AnnouncedHash, out var values) && values.First().Trim('"') is { Length: 64 } hash
            && hash.All(char.IsAsciiHexDigit) ? hash : null;

    private static long? SizeIn(HttpResponseHeaders headers) =>
        headers.TryGetValues(AnnouncedSize, out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    private static long KiloBytes(long bytes) => (bytes + 999) / 1000;
}
