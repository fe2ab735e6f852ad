namespace Telltale.Data.Transforms;

/// <summary>A step that changes values and moves nothing: a mask of the image stays as it is.</summary>
public abstract record PhotometricTransform : TransformStep
{
    internal sealed override (int Width, int Height)? OutputSize((int Width, int Height)? input) => input;
}
