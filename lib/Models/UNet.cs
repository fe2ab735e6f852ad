using Telltale.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// U-Net (Ronneberger, Fischer, Brox: U-Net: Convolutional Networks for Biomedical Image Segmentation, MICCAI 2015) with batch norm
/// and padded convolutions: a contracting path, and an expanding path with skip connections from it. One logit per pixel.
/// </summary>
/// <remarks>
/// Receptive field: the logits of an aligned block of 16 × 16 pixels depend on that block and the 94 pixels around it, 95 with
/// residuals or NPR, 96 with SRM or constrained filters of 5 × 5, and on more than a thousand with DenseNet121 as encoder.
/// </remarks>
/// <example><code>
/// using var network = new UNet(UNetOptions.Small, seed: 17);
/// using var logits = network.forward(images); // (N, 3, H, W) to (N, 1, H, W)
/// </code></example>
public sealed class UNet : Module<Tensor, Tensor>, INetwork, IHasPrecision
{
    // The names of these fields are keys of the state dictionary.
    internal readonly UNetEncoder encoder;
    internal readonly ModuleList<UpConvolution> upsampling = [];
    internal readonly ModuleList<DoubleConvolution> decoder = [];
    internal readonly Convolution head;

    /// <summary>Creates a network with He's random initialisation, as in the paper.</summary>
    /// <param name="options">The architecture, for example <see cref="UNetOptions.Paper"/>.</param>
    /// <param name="seed">The random weights depend on it and the options alone.</param>
    /// <exception cref="ArgumentException">A size below 1, or a front end both here and in the encoder.</exception>
    public UNet(UNetOptions options, long seed = 17) : base(nameof(UNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        encoder = options.Encoder is null ? new PlainEncoder(options, seed) : new DenseNetEncoder(options, seed);
        for (var level = 0; level < encoder.Channels.Count - 1; level++)
        {
            var isCoarsest = level + 2 == encoder.Channels.Count;
            var (width, coarser) = (options.BaseWidth << level, isCoarsest ? encoder.Channels[^1] : options.BaseWidth << (level + 1));
            upsampling.append(new UpConvolution(coarser, width));
            decoder.append(new DoubleConvolution(encoder.Channels[level] + width, width));
        }
        head = new Convolution(options.BaseWidth, 1, 1, hasBias: true);
        RegisterComponents();
        HeInitialisation.Fill(this, seed);
    }

    /// <summary>The options it was created with.</summary>
    public UNetOptions Options { get; }

    /// <inheritdoc/>
    public string Architecture => Options.ToString();

    /// <inheritdoc/>
    public Precision Precision { get; set; }

    /// <summary>The DenseNet encoder, to load ImageNet weights into; null for the plain U-Net. Its classifier is unused.</summary>
    public DenseNet? DenseNet => (encoder as DenseNetEncoder)?.Network;

    /// <inheritdoc/>
    public override string ToString() => Architecture;

    /// <summary>
    /// Computes a logit for every pixel of a batch. Sides that are not multiples of the coarsest stride (16; 32 with DenseNet121) are
    /// padded internally by repeating the last row and column.
    /// </summary>
    /// <param name="input">(N, 3, H, W) float32, ImageNet-normalised; any H and W.</param>
    /// <returns>(N, 1, H, W) float32 logits, unbounded; above 0 = edited. The caller disposes them.</returns>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public override Tensor forward(Tensor input) => Cpu.CpuPath.TryPredict(this, input) ?? Plain(input);

    /// <summary>Pads images to multiples of the coarsest stride; the result is in the caller's dispose scope.</summary>
    internal Tensor Padded(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.size(1) != 3)
        {
            throw new ArgumentException($"{Options} needs (N, 3, H, W), not ({string.Join(", ", images.shape)}).", nameof(images));
        }
        var stride = 1L << (encoder.Channels.Count - 1);
        long Missing(long side) => (stride - side % stride) % stride;
        var (bottom, right) = (Missing(images.size(2)), Missing(images.size(3)));
        return bottom + right == 0 ? images : functional.pad(images, [0, right, 0, bottom], PaddingModes.Replicate);
    }

    private Tensor Plain(Tensor images)
    {
        using var scope = NewDisposeScope();
        var maps = encoder.forward(Padded(images), Precision); // from fine to coarse: (N, C_i, H / 2^i, W / 2^i)
        var x = maps[^1];
        for (var level = decoder.Count - 1; level >= 0; level--)
        {
            x = decoder[level].forward(cat([maps[level], upsampling[level].forward(x)], 1)); // (N, base · 2^level, …)
        }
        var logits = head.forward(x).to_type(images.dtype); // (N, 1, padded H, padded W)
        return logits.narrow(2, 0, images.size(2)).narrow(3, 0, images.size(3)).MoveToOuterDisposeScope(); // without the padding
    }
}

/// <summary>Two 3×3 convolutions, each with batch norm and ReLU; the resolution does not change.</summary>
internal sealed class DoubleConvolution : Module<Tensor, Tensor>
{
    internal readonly Convolution conv1, conv2;
    internal readonly BatchNormalization norm1, norm2;

    public DoubleConvolution(int channels, int outputs) : base(nameof(DoubleConvolution))
    {
        (conv1, norm1) = (new Convolution(channels, outputs, 3), new BatchNormalization(outputs));
        (conv2, norm2) = (new Convolution(outputs, outputs, 3), new BatchNormalization(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => ForwardImage(input, Precision.Float32);

    // The convolution of an image is float32 whatever the precision: bfloat16 would merge neighbouring grey levels.
    public Tensor ForwardImage(Tensor input, Precision precision)
    {
        using var scope = NewDisposeScope();
        var x = norm1.forward(conv1.forward(input).In(precision)).relu_();         // (N, C, H, W)
        return norm2.forward(conv2.forward(x)).relu_().MoveToOuterDisposeScope();  // (N, C, H, W)
    }
}
