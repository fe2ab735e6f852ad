using System.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.IntegralTransforms;
using Telltale.Data.Embedded;
using Telltale.Data;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Embedded;

public class SceneTests
{
    private static readonly TextureBank Textures = new(17);

    [Fact]
    public void Power_falls_with_frequency_as_in_photographs()
    {
        // Photographs: power ∝ 1/f^2.4 on average, single ones from 1.6 to 3 and beyond (Tolhurst, Tadmor, Chao 1992).
        var scenes = Enumerable.Range(0, 12).Select(number => Scene.Render(160, 160, Textures, SeededRandom.For(5, number)));
        var slopes = scenes.Select(PowerSlope).ToArray();
        Assert.InRange(slopes.Average(), -3, -2);
        Assert.All(slopes, slope => Assert.InRange(slope, -4, -1.5));
    }

    [Fact]
    public void Light_is_positive_and_varied()
    {
        for (var number = 0; number < 8; number++)
        {
            var scene = Scene.Render(129, 140, Textures, SeededRandom.For(6, number));
            Assert.Equal((129, 140), (scene.Width, scene.Height));
            for (var channel = 0; channel < 3; channel++)
            {
                var plane = scene.Plane(channel).ToArray();
                Assert.All(plane, light => Assert.InRange(light, 0, 8));
                Assert.True(plane.Max() > 1.5f * plane.Min());
            }
        }
    }

    [Fact]
    public void The_same_number_is_the_same_scene()
    {
        var (first, second, other) = (Render(3), Render(3), Render(4));
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        static float[] Render(int number) => Scene.Render(96, 64, Textures, SeededRandom.For(17, number)).Plane(1).ToArray();
    }

    // Slope of log power over log frequency along rows, for the logarithm of the light under a Hann window.
    private static double PowerSlope(FloatImage scene)
    {
        var (size, window) = (scene.Width, Window.Hann(scene.Width));
        var power = new double[size / 2];
        for (var y = 0; y < scene.Height; y++)
        {
            var row = scene.Plane(1).Slice(y * size, size).ToArray().Select(light => Math.Log(light + 0.01)).ToArray();
            var line = row.Select((value, x) => new Complex((value - row.Average()) * window[x], 0)).ToArray();
            Fourier.Forward(line);
            for (var f = 0; f < power.Length; f++)
            {
                power[f] += line[f].Magnitude * line[f].Magnitude;
            }
        }
        var frequencies = Enumerable.Range(3, size / 4).ToArray();
        // One row's power spectrum is the plane's summed over the other frequency, which takes one from the exponent.
        return Fit.Line([.. frequencies.Select(f => Math.Log(f))], [.. frequencies.Select(f => Math.Log(power[f]))]).B - 1;
    }
}
