using Telltale.Bias;
using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Tests.Bias;

public class SourceDiagnosesTests
{
    private static IEnumerable<Prediction> Source(string name, SyntheticScores scores, long seed, Func<bool, bool>? keep = null)
    {
        var logits = scores.Logits(seed);
        return logits.Scores.Zip(logits.Targets).Index().Where(item => keep is null || keep(item.Item.Second)).Select(item =>
            new Prediction(new($"/{name}/{item.Index}.png", item.Item.Second ? ImageLabel.Synthetic : ImageLabel.Real, name),
                item.Item.First));
    }

    [Fact]
    public void Every_source_has_a_line_of_its_own_and_a_shift_from_the_reference()
    {
        var set = new Predictions("all", [.. Source("known", new(), 1), .. Source("unseen", new() { IsNoise = true, Shift = -2 }, 2)]);
        var diagnoses = CollapseDiagnosis.BySource(set, reference: "known");
        Assert.Equal(["known", "unseen"], diagnoses.Select(diagnosis => diagnosis.Name));
        Assert.Equal(2, diagnoses.ToString().Split('\n').Length);
        Assert.Contains("unseen: predicts real for almost everything", diagnoses.ToString(), StringComparison.Ordinal);
        Assert.Equal((FindingState.Unknown, FindingState.Found),
            (diagnoses["known"][FailureKind.Shift].State, diagnoses["unseen"][FailureKind.Shift].State));
        Assert.Contains("known, unseen", Assert.Throws<KeyNotFoundException>(() => diagnoses["other"]).Message, StringComparison.Ordinal);
        Assert.Contains("no source 'other'", Assert.Throws<ArgumentException>(() =>
            CollapseDiagnosis.BySource(set, reference: "other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_of_one_class_is_diagnosed_with_all_images_of_the_other()
    {
        var set = new Predictions("all",
            [.. Source("camera", new(), 1, target => !target), .. Source("generator", new(), 1, target => target)]);
        var generator = CollapseDiagnosis.BySource(set)["generator"];
        Assert.Equal((1000, 1000), (generator.Matrices[0].Positives, generator.Matrices[0].Negatives));
        Assert.True(generator.Ranking!.IsGood);
    }

    [Fact]
    public void A_published_detector_collapses_on_diffusion_models_and_not_on_its_own_generator()
    {
        var diagnoses = CollapseDiagnosis.BySource(PublishedScores.Thinned(4), criteria: new() { Resamples = 300 });
        Assert.Equal(15, diagnoses.Count);
        Assert.EndsWith("; no collapse", diagnoses["progan"].Verdict, StringComparison.Ordinal);
        Assert.All(new[] { "DALLE2", "Midjourney", "stable_diffusion_v_1_4", "stable_diffusion_v_1_5", "sd_xl" }, source =>
        {
            Assert.Equal(FindingState.Found, diagnoses[source][FailureKind.Ranking].State);
            Assert.StartsWith("predicts real for almost everything", diagnoses[source].Verdict, StringComparison.Ordinal);
        });
        Assert.Equal(FindingState.Found, diagnoses["stable_diffusion_v_1_4"][FailureKind.Threshold].State);
        Assert.Equal(FindingState.NotFound, diagnoses["DALLE2"][FailureKind.Threshold].State);
        Assert.Equal(FindingState.Found, diagnoses["DALLE2"][FailureKind.Saturation].State);
    }
}
