using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Runtime;

namespace Telltale.Tests.Data.Transforms;

public class TransformPipelineTests
{
    private static readonly TransformPipeline Everything = new(
        "Everything",
        [
            new GaussianBlur(0.5, 1.5, 0.7), new JpegReencode(40, 90, 0.6),
            new Resize(40, 30), new WebpReencode(50, 95, 0.8), new RandomCrop(24),
            new HorizontalFlip(), new Rotation(15, 7), new ColourJitter(0.2, 0.3, 0.4, 0.1), new CentreCrop(20),
        ],
        Normalization.Half);

    public static TheoryData<TransformPipeline> Pipelines =>
        [Everything, Transform.Train(20), Transform.Evaluation(20), Transform.PaperTrain(20), Transform.PaperEvaluation(20)];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Every_image_leaves_with_the_size_announced_and_the_input_untouched(TransformPipeline pipeline)
    {
        foreach (var (width, height) in new[] { (1, 1), (5, 90), (20, 20), (64, 33) })
        {
            var source = TransformFixture.Noise(width, height);
            var result = pipeline.Apply(source, SeededRandom.For(1, 2, 3));
            Assert.Equal((pipeline.OutputWidth, pipeline.OutputHeight), (result.Width, result.Height));
            Assert.Equal(TransformFixture.Noise(width, height).Pixels, source.Pixels);
        }
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void The_key_alone_decides_whatever_the_number_of_threads(TransformPipeline pipeline)
    {
        var source = TransformFixture.Noise(50, 40);
        var expected = Enumerable.Range(0, 40).Select(i => pipeline.Apply(source, SeededRandom.For(17, 3, i)).Pixels).ToArray();
        Parallel.For(0, 400, i => Assert.Equal(expected[i % 40], pipeline.Apply(source, SeededRandom.For(17, 3, i % 40)).Pixels));
    }

    [Fact]
    public void Training_varies_and_evaluation_does_not()
    {
        var source = TransformFixture.Noise(50, 40);
        Assert.All([Transform.Train(20), Transform.PaperTrain(20)], pipeline => Assert.True(Results(pipeline) > 20));
        Assert.All([Transform.Evaluation(20), Transform.PaperEvaluation(20)], pipeline => Assert.Equal(1, Results(pipeline)));

        int Results(TransformPipeline pipeline) =>
            Enumerable.Range(0, 30).Select(i => Convert.ToHexString(pipeline.Apply(source, SeededRandom.For(i)).Pixels)).Distinct().Count();
    }

    [Fact]
    public void The_description_is_one_line_with_every_parameter() =>
        Assert.Equal(
            "PaperTrain → Resize { Width = 224, Height = 224 } → HorizontalFlip { Probability = 0.5 } → Rotation { Degrees = 10, Fill = 0 }"
            + " → ColourJitter { Brightness = 0.2, Contrast = 0.2, Saturation = 0.2, Hue = 0.1 }"
            + " → Normalization { Mean = (0.485, 0.456, 0.406), StandardDeviation = (0.229, 0.224, 0.225) }",
            Transform.PaperTrain(224).ToString());

    [Fact]
    public void Any_change_shows_in_the_description()
    {
        var described = new[]
        {
            Everything,
            Everything with { Name = "Other" },
            Everything with { Normalization = Normalization.None },
            Everything with { Steps = [.. Everything.Steps.Skip(1)] },
            Everything with { Steps = [.. Everything.Steps.Reverse()] },
            Everything with { Steps = [new GaussianBlur(0.5, 1.5, 0.71), .. Everything.Steps.Skip(1)] },
        };
        Assert.Equal(described.Length, described.Select(pipeline => pipeline.ToString()).Distinct().Count());
    }

    [Fact]
    public void Normalised_values_are_those_of_torchvision()
    {
        var source = TransformFixture.Source;
        var values = new float[source.Pixels.Length];
        Transform.Evaluation(17).WriteNormalized(source, values);
        var rows = Enumerable.Range(0, 3)
            .SelectMany(channel => Enumerable.Range(0, 9).Select(x => values[3 * (5 * source.Width + x) + channel])).ToArray();
        var expected = TransformFixture.Cases("imagenet").Select(value => value.GetSingle()).ToArray();
        Assert.Equal(expected.Length, rows.Length);
        Assert.All(expected.Zip(rows), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Half_and_no_normalization_span_their_ranges()
    {
        var blackAndWhite = new RgbImage(2, 1, [0, 0, 0, 255, 255, 255]);
        var values = new float[6];
        Normalization.Half.Write(blackAndWhite, values);
        Assert.Equal([-1, -1, -1, 1, 1, 1], values);
        Normalization.None.Write(blackAndWhite, values);
        Assert.Equal([0, 0, 0, 1, 1, 1], values);
    }

    [Fact]
    public void A_wrong_destination_is_refused() =>
        Assert.Throws<ArgumentException>(() => Transform.Train(20).WriteNormalized(TransformFixture.Source, new float[7]));

    [Fact]
    public void A_pipeline_without_one_size_says_what_to_add()
    {
        var sizeless = new TransformPipeline("Bare", [new HorizontalFlip()], Normalization.None);
        Assert.Contains(
            "CentreCrop", Assert.Throws<InvalidOperationException>(() => sizeless.OutputWidth).Message, StringComparison.Ordinal);
    }
}
