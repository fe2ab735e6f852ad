using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>From a scene to an image before editing and storing: captured, reduced, optionally compressed, and cropped.</summary>
internal static class Photograph
{
    // Excludes the border pixels affected by filters.
    private const int Border = 6;
    // Margin for a random offset of the grid of an earlier JPEG.
    private const int JpegPhases = 8;

    /// <summary>The scene through the camera, at the planned size plus the margins that will be cropped.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="plan">Its size and reduction.</param>
    /// <param name="phases">Number of possible offsets of the crop along each axis.</param>
    /// <param name="textures">Shared by all scenes of a corpus.</param>
    /// <param name="scene">Draws the scene.</param>
    /// <param name="shot">Draws the camera's settings and noise.</param>
    public static FloatImage Take(Camera camera, FilePlan plan, int phases, TextureBank textures, SeededRandom scene, SeededRandom shot)
    {
        var margin = JpegPhases + phases + 2 * Border;
        var (width, height) = (plan.Width + margin, plan.Height + margin);
        var (sensorWidth, sensorHeight) = ((int)Math.Ceiling(width / plan.Reduction), (int)Math.Ceiling(height / plan.Reduction));
        var photograph = camera.Capture(Scene.Render(sensorWidth, sensorHeight, textures, scene), shot);
        return plan.Reduction < 1 ? Resampling.Resize(photograph, width, height) : photograph;
    }

    /// <summary>Crops to the planned size, after JPEG compression where the plan has an earlier quality.</summary>
    /// <param name="picture">From <see cref="Take"/>, possibly regenerated.</param>
    /// <param name="plan">The same plan.</param>
    /// <param name="phases">The same number.</param>
    /// <param name="random">Draws the offset of the crop.</param>
    public static FloatImage Publish(FloatImage picture, FilePlan plan, int phases, SeededRandom random)
    {
        var (left, top) = (Border + random.Next(phases), Border + random.Next(phases));
        var (jpegLeft, jpegTop) = (random.Next(JpegPhases), random.Next(JpegPhases));
        if (plan.EarlierQuality is { } earlier)
        {
            var published = picture.Crop(left, top, plan.Width + JpegPhases, plan.Height + JpegPhases).ToRgbImage();
            var jpeg = ImageCodec.EncodeJpeg(published, earlier, plan.Subsampling);
            (picture, left, top) = (FloatImage.From(ImageCodec.Decode(jpeg, "the earlier JPEG")), 0, 0);
        }
        return picture.Crop(left + jpegLeft, top + jpegTop, plan.Width, plan.Height);
    }
}
