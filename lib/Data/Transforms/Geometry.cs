namespace Telltale.Data.Transforms;

/// <summary>A geometric transform after its random numbers are drawn: it does the same to everything it is applied to.</summary>
public abstract record Geometry
{
    private protected Geometry()
    {
    }

    /// <summary>The moved image.</summary>
    /// <param name="image">Never written to; returned itself where nothing moves.</param>
    public abstract RgbImage Apply(RgbImage image);
}
