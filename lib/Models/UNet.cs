using Telltale.Models.Cpu;
using Telltale.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Telltale.Models;

/// <summary>
/// U-Net (Ronneberger, Fischer, Brox: U-Net: Convolutional Networks for Biomedical Image Segmentation, MICCAI 2015) with batch
/// norm and padded convolutions: a contracting path, and an expanding path that sees each of its maps again. One logit a pixel.
/// </summary>
/// <remarks>
/// What the plain network says of a block of 16 × 16 pixels (counted from the corner) depends on that block and the 94 pixels around
/// it, 95 with residuals. With DenseNet121 as encoder it depends on more than a thousand.
/// </remarks>
public sealed partial class UNet : Module<Tensor, Tensor>, IHasPrecision
{
    // The names of these fields are keys of the state dictionary.
    private readonly UNetEncoder encoder;
    private readonly ModuleList<UpConvolution> upsampling = [];
    private readonly ModuleList<DoubleConvolution> decoder = [];
    private readonly Convolution head;

    /// <summary>Makes a network with random weights as in the paper (He's normal initialisation).</summary>
    /// <param name="options">Its shape, for example <see cref="UNetOptions.Paper"/>.</param>
    /// <param name="seed">The random weights are a function of it and the options alone.</param>
    /// <exception cref="ArgumentException">A size below 1, or residuals asked for twice.</exception>
    public UNet(UNetOptions options, long seed = 17) : base(nameof(UNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
        encoder = options.Encoder is null ? new PlainEncoder(options) : new DenseNetEncoder(options, seed);
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

    /// <summary>The shape it was made with.</summary>
    public UNetOptions Options { get; }

    /// <summary>The DenseNet that encodes, to load ImageNet weights into; null for the plain U-Net. Its classifier is never used.</summary>
    public DenseNet? DenseNet => (encoder as DenseNetEncoder)?.Network;

    /// <inheritdoc/>
    public Precision Precision { get; set; }

    /// <summary>Its options: everything that defines the network but its weights.</summary>
    public override string ToString() => Options.ToString();

    /// <summary>
    /// Scores every pixel of a batch. Sides that are no multiple of the coarsest stride (16; 32 with DenseNet121) are padded to one
    /// inside, by repeating the last column and row.
    /// </summary>
    /// <param name="input">(N, 3, H, W) float32, ImageNet-normalised; any H and W.</param>
    /// <returns>(N, 1, H, W) float32 logits, unbounded; above 0 = edited. The caller disposes it.</returns>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() != 4 || input.size(1) != 3)
        {
            throw new ArgumentException($"{Options} wants (N, 3, H, W), not ({string.Join(", ", input.shape)}).", nameof(input));
        }
        if (ForwardPass.CanPredict(this, input))
        {
            return ForwardPass.Predict(this, input);
        }
        using var scope = NewDisposeScope();
        var maps = encoder.forward(Padded(input)); // from fine to coarse: (N, C_i, H / 2^i, W / 2^i)
        var x = maps[^1];
        for (var level = decoder.Count - 1; level >= 0; level--)
        {
            x = decoder[level].forward(cat([maps[level], upsampling[level].forward(x)], 1)); // (N, base · 2^level, …)
        }
        return head.forward(x).narrow(2, 0, input.size(2)).narrow(3, 0, input.size(3)).MoveToOuterDisposeScope();
    }

    private Tensor Padded(Tensor images)
    {
        var stride = 1L << (encoder.Channels.Count - 1);
        long Missing(long side) => (stride - side % stride) % stride;
        var (bottom, right) = (Missing(images.size(2)), Missing(images.size(3)));
        return bottom + right == 0 ? images : functional.pad(images, [0, right, 0, bottom], PaddingModes.Replicate);
    }
}

/// <summary>Two 3×3 convolutions, each with batch norm and ReLU; the resolution stays.</summary>
internal sealed class DoubleConvolution : Module<Tensor, Tensor>
{
    private readonly Convolution conv1, conv2;
    private readonly BatchNormalization norm1, norm2;

    public DoubleConvolution(int channels, int outputs) : base(nameof(DoubleConvolution))
    {
        conv1 = new Convolution(channels, outputs, 3);
        norm1 = new BatchNormalization(outputs);
        conv2 = new Convolution(outputs, outputs, 3);
        norm2 = new BatchNormalization(outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = norm1.forward(conv1.forward(input)).relu_();                       // (N, C, H, W)
        return norm2.forward(conv2.forward(x)).relu_().MoveToOuterDisposeScope();  // (N, C, H, W)
    }

    /// <summary>The same of maps.</summary>
    public Activation Forward(Activation input, ForwardPass pass) => Finish(pass.Convolve(input, conv1), pass);

    /// <summary>The same of maps side by side; the first are of no use to steps after this one.</summary>
    public Activation Forward(Activation first, Activation second, ForwardPass pass) => Finish(pass.Convolve(first, second, conv1), pass);

    /// <summary>The same of an image.</summary>
    public Activation Forward(Activation image, Precision precision, ForwardPass pass) => Finish(pass.ConvolveImage(image, conv1, precision), pass);

    private Activation Finish(Activation first, ForwardPass pass) => pass.Rectify(pass.Convolve(pass.Rectify(first, norm1), conv2), norm2);
}
