using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Contenders;
using Telltale.Models;
using Telltale.Runtime;

namespace Telltale.Benchmarks;

/// <summary>The works to compare, and their contenders.</summary>
internal static class Works
{
    private const string AsOurs = ContenderProcess.AsOurs;

    private static readonly string[] Training =
    [
        "eager", "channels-last", "channels-last-bfloat16", "channels-last" + AsOurs, "channels-last-bfloat16" + AsOurs,
        "compiled", "compiled-bfloat16",
    ];

    private static readonly string[] Inference =
    [
        "eager", "channels-last", "channels-last-bfloat16", "channels-last-bfloat16" + AsOurs,
        "frozen", "frozen" + AsOurs, "frozen-bfloat16", "frozen-bfloat16" + AsOurs,
        "compiled-frozen", "compiled-frozen-bfloat16",
    ];

    private static readonly string[] Loading =
        ["pil-0-workers", "pil-1-workers", "pil-2-workers", "tensor-0-workers", "tensor-1-workers", "tensor-2-workers"];

    private static readonly string[] Types = ["float32", "bfloat16"];

    /// <summary>Every work with all possible contenders. The machine's limits come first, because others are related to them.</summary>
    public static IReadOnlyList<Work> All { get; } =
    [
        new("floor-product", 3, 10, [.. Own(Types), .. Peer(Types)]),
        new("floor-convolution", 3, 10, [.. Own(Types), .. Peer(Types)]),
        new("floor-memory", 2, 8, [.. Own("triad"), .. Peer("triad")]),
        OfNetwork(new("densenet121", "training", 128, 16), 12, 12),
        OfNetwork(new("densenet121", "training", 224, 16), 6, 6),
        OfNetwork(new("densenet121", "inference", 128, 32), 20, 12),
        OfNetwork(new("densenet121", "inference", 224, 32), 8, 6),
        OfNetwork(new("unet", "training", 256, 4), 2, 4),
        OfNetwork(new("unet", "inference", 256, 4), 2, 6),
        OfNetwork(new("densenetsmall", "training", 64, 32), 40, 40),
        OfNetwork(new("densenetsmall", "inference", 64, 32), 40, 40),
        OfNetwork(new("unetsmall", "training", 64, 16), 30, 30),
        OfNetwork(new("unetsmall", "inference", 64, 16), 30, 30),
        new("decode-augment", 1, 4, [.. Own("default"), .. Peer(Loading)]),
        new("loader-wait", 0, 1, [.. Own("default")]),
        new("ranking", 1, 3, [.. Own("default"), .. Peer("scikit-learn")]),
        new("pixel-sweep", 1, 2, [.. Own("default"), .. Peer("numpy-loop")]),
    ];

    /// <summary>A selection. Contenders in bfloat16 are excluded where it is emulated.</summary>
    /// <param name="names">Prefixes of names; empty for all.</param>
    /// <param name="hasPeer">False to measure the kit only.</param>
    /// <exception cref="ArgumentException">No work has this prefix.</exception>
    public static IReadOnlyList<Work> Chosen(IReadOnlyList<string> names, bool hasPeer)
    {
        foreach (var name in names.Where(name => !All.Any(work => work.Name.StartsWith(name, StringComparison.Ordinal))))
        {
            throw new ArgumentException($"Unknown work '{name}'.");
        }
        return
        [
            .. All
                .Where(work => names.Count == 0 || names.Any(name => work.Name.StartsWith(name, StringComparison.Ordinal)))
                .Select(work => work with { Contenders = [.. work.Contenders.Where(TakesPart)] }),
        ];

        bool TakesPart(Contender contender) =>
            (hasPeer || contender.Side == Side.Own)
            && (contender.IsFloat32 || Precisions.HasFastBFloat16 || Machine.MultipliesBFloat16);
    }

    private static Work OfNetwork(NetworkWork work, int warmUp, int steps)
    {
        Contender[] contenders = work.Kind == "training"
            ? [.. Own([.. OwnNetworks.Settings]), .. Peer(Training)]
            : [.. Own([.. OwnNetworks.Settings]), new(Side.OnnxRuntime, "float32"), .. Peer(Inference)];
        return new(work.ToString(), warmUp, steps, contenders);
    }

    private static IEnumerable<Contender> Own(params string[] settings) => settings.Select(setting => new Contender(Side.Own, setting));

    private static IEnumerable<Contender> Peer(params string[] settings) => settings.Select(setting => new Contender(Side.Peer, setting));
}
