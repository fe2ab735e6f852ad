namespace Telltale.Data.Embedded;

/// <summary>The sRGB transfer function (IEC 61966-2-1), followed by an S-curve.</summary>
internal sealed class ToneCurve
{
    private const int Steps = 4096;
    private readonly float[] table = new float[Steps + 2];

    /// <summary>A curve of the given contrast: 0 is plain sRGB, 1 a full smooth step.</summary>
    public ToneCurve(double contrast)
    {
        for (var i = 0; i < table.Length; i++)
        {
            var linear = Math.Min(1, (double)i / Steps);
            var encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
            table[i] = (float)((1 - contrast) * encoded + contrast * encoded * encoded * (3 - 2 * encoded));
        }
    }

    /// <summary>Encodes a plane of linear light; values are clipped to [0, 1].</summary>
    public float[] Apply(float[] linear)
    {
        var encoded = GC.AllocateUninitializedArray<float>(linear.Length);
        for (var i = 0; i < linear.Length; i++)
        {
            var position = Math.Clamp(linear[i], 0f, 1f) * Steps;
            var step = (int)position;
            encoded[i] = table[step] + (table[step + 1] - table[step]) * (position - step);
        }
        return encoded;
    }
}
