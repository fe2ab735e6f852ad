using Telltale.Runtime;

namespace Telltale.Data.Embedded;

/// <summary>What becomes of a scene before anyone edits or stores it: taken, made smaller, perhaps compressed, and cropped.</summary>
internal static class Photograph
{
    // Beyond the border pixels that filters have touched.
    private const int Border = 6;
    // Room for the grid of an earlier JPEG to begin anywhere in a block.
    private const int JpegPhases = 8;

    /// <summary>The scene through the camera, at the size of publication plus everything that will be cropped.</summary>
    /// <param name="camera">Takes it.</param>
    /// <param name="plan">Its size and how much smaller than taken it is.</param>
    /// <param name="phases">Further pixels along each side, for a crop that may begin at any of so many.</param>
    /// <param name="textures">Shared by all scenes of a corpus.</param>
    /// <param name="scene">Decides what is seen.</param>
    /// <param name="shot">Decides how it is taken.</param>
    public static FloatImage Take(Camera camera, FilePlan plan, int phases, TextureBank textures, SeededRandom scene, SeededRandom shot)
    {
        var margin = JpegPhases + phases + 2 * Border;
        var (width, height) = (plan.Width + margin, plan.Height + margin);
        var (sensorWidth, sensorHeight) = ((int)Math.Ceiling(width / plan.Reduction), (int)Math.Ceiling(height / plan.Reduction));
        var photograph = camera.Capture(Scene.Render(sensorWidth, sensorHeight, textures, scene), shot);
        return plan.Reduction < 1 ? Resampling.Resize(photograph, width, height) : photograph;
    }

    /// <summary>Crops it to the planned size; where the plan names an earlier quality, it was a JPEG file before.</summary>
    /// <param name="picture">As <see cref="Take"/> gave it, or regenerated.</param>
    /// <param name="plan">The same plan.</param>
    /// <param name="phases">The same number.</param>
    /// <param name="random">Decides where the crop begins.</param>
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
