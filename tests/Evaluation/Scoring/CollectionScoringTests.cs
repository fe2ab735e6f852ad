using Telltale.Bias;
using Telltale.Data;
using Telltale.Data.Transforms;
using Telltale.Evaluation;
using Telltale.Models;

namespace Telltale.Tests.Evaluation.Scoring;

public sealed class CollectionScoringTests : IDisposable
{
    private readonly ScoredCollection images = new(58);

    public void Dispose() => images.Dispose();

    [Fact]
    public void Shards_give_the_scores_and_metrics_of_one_run_to_the_last_bit()
    {
        images.Score("whole");
        Assert.All([2, 0, 3, 1], shard => images.Score("shards", new(shard, 4)));
        var (whole, shards) = (images.Read("whole").Predictions, images.Read("shards").Predictions);
        Assert.Equal(images.Records, whole.Records);
        Assert.Equal(images.Records, shards.Records);
        Assert.True(whole.Scores.Distinct().Count() > 50);
        Assert.Equal(whole.Scores, shards.Scores);
        Assert.Equal(Metrics(whole), Metrics(shards));
        Assert.Equal(
            Predictor.Score(images.Model, new DetectionDataset(images.Records, images.Transform, new(0))).Scores, whole.Scores,
                (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_and_reads_no_finished_image_again()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<long>();
        var stopping = new Told(told =>
        {
            seen.Add(told.Done);
            if (told.Done >= 24)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => images.Score("scores", progress: stopping, cancellation: stop.Token));
        Assert.Equal([4, 8, 10, 14, 18, 20, 24], seen);
        Assert.Equal(["part-000000.parquet", "part-000001.parquet"], Files("scores"));
        Assert.True(images.Reads >= 24);
        var finished = File.ReadAllBytes(Path.Combine(images.Folder("scores"), "part-000001.parquet"));

        var (done, total) = (0L, 0L);
        Assert.Equal(new(Shard.Whole, 6, 2, 38, 0),
            images.Score("scores", progress: new Told(told => (done, total) = (told.Done, told.Total))));
        Assert.Equal((38, 38, 38), (images.Reads, done, total));
        Assert.Equal(finished, File.ReadAllBytes(Path.Combine(images.Folder("scores"), "part-000001.parquet")));
        Assert.Equal(new(Shard.Whole, 6, 6, 0, 0), images.Score("scores"));
        Assert.Equal(0, images.Reads);
        images.Score("whole");
        Assert.Equal(images.Read("whole").Predictions.Scores, images.Read("scores").Predictions.Scores);
    }

    [Fact]
    public void The_number_of_shards_may_change_between_two_runs()
    {
        images.Score("scores", new(1, 4));
        Assert.Equal(new(new(0, 2), 3, 0, 30, 0), images.Score("scores", new(0, 2)));
        Assert.Equal(new(Shard.Whole, 6, 5, 10, 0), images.Score("scores"));
        Assert.Equal(58, images.Reads);
        Assert.Equal(images.Records, images.Read("scores").Predictions.Records);
    }

    [Fact]
    public void More_shards_than_parts_leave_some_without_work()
    {
        Assert.Equal(new(new(7, 9), 0, 0, 0, 0), images.Score("scores", new(7, 9)));
        Assert.Equal(0, images.Reads);
    }

    [Fact]
    public void Scores_of_another_model_transform_batch_or_manifest_are_never_mixed_in()
    {
        images.Score("scores", new(0, 2));
        using var other = new DenseNet(DenseNetOptions.DenseNetTiny, seed: 6);
        var options = images.Options("scores");
        Refused("weights: ", () => CollectionScoring.Run(other, images.Manifest, images.Transform, options));
        Refused("transform: ", () => CollectionScoring.Run(images.Model, images.Manifest, Transform.Evaluation(32), options));
        Refused("images in a batch: 4, now images in a batch: 5",
            () => CollectionScoring.Run(images.Model, images.Manifest, images.Transform, options with { BatchSize = 5 }));
        Refused("rows in a part: 10, now rows in a part: 20",
            () => CollectionScoring.Run(images.Model, images.Manifest, images.Transform, options with { RowsPerPart = 20 }));
        Manifest.Write(images.Manifest, images.Records.Skip(1));
        Refused("58 rows", () => images.Score("scores"));
        Assert.Equal(30, images.Reads);

        void Refused(string difference, Action score)
        {
            var message = Assert.Throws<InvalidDataException>(score).Message;
            Assert.StartsWith(images.Folder("scores"), message, StringComparison.Ordinal);
            Assert.Contains(difference, message, StringComparison.Ordinal);
            Assert.EndsWith("Use another folder, or delete this one to start over.", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_image_that_cannot_be_read_stops_the_run_by_name_and_finished_parts_stay()
    {
        File.WriteAllText(images.Records[25].Path, "no image");
        var message = Assert.Throws<ImageFileException>(() => images.Score("scores")).Message;
        Assert.Contains(images.Records[25].Path, message, StringComparison.Ordinal);
        Assert.Equal(["part-000000.parquet", "part-000001.parquet"], Files("scores"));
    }

    [Fact]
    public void A_skipped_image_is_listed_with_the_reason_and_changes_no_other_score()
    {
        images.Score("sound");
        File.WriteAllText(images.Records[25].Path, "no image");
        File.Delete(images.Records[57].Path);
        Assert.Equal(new(Shard.Whole, 6, 0, 58, 2), images.Score("scores", invalid: InvalidImages.Skip));
        var (sound, scores) = (images.Read("sound").Predictions, images.Read("scores"));
        Assert.Equal([(images.Records[25], true), (images.Records[57], false)],
            scores.Unscored.Select(image => (image.Record, image.Problem.Contains("not a JPEG", StringComparison.Ordinal))));
        Assert.Equal(sound.Items.Where(item => item.Record != images.Records[25] && item.Record != images.Records[57]),
            scores.Predictions.Items);
    }

    [Fact]
    public void A_model_that_gives_no_number_is_heard_with_the_name_of_the_image()
    {
        using (TorchSharp.torch.no_grad())
        {
            images.Model.parameters().First().fill_(float.NaN);
        }
        var message = Assert.Throws<ArgumentException>(() => images.Score("scores")).Message;
        Assert.Contains($"{images.Records[0].Path} is NaN", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(images.Folder("scores")));
    }

    private string[] Files(string name) =>
        [.. Directory.GetFiles(images.Folder(name)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<MetricValue> Metrics(Predictions predictions)
    {
        var report = DetectionReport.Of(predictions, Threshold.Fixed(0.5), resamples: 40);
        var groups = BiasReport.ByGroup(predictions, record => record.Source, Threshold.Fixed(0.5), resamples: 40);
        return [.. report.Metrics, .. groups.Groups.Select(group => group.Value)];
    }
}
