using Telltale.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Telltale.Tests.Models;

public sealed class WeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Written_weights_load_unchanged()
    {
        using var trained = Small(2);
        using var fresh = Small(2);
        var report = Weights.Load(fresh, Written(trained.state_dict()));
        Assert.Equal(Values(trained), Values(fresh));
        Assert.False(report.ReplacedClassifier);
        Assert.False(report.IsFromScratch);
    }

    [Fact]
    public void A_classifier_for_other_classes_keeps_its_random_weights_and_the_report_says_so()
    {
        using var trained = Small(1000);
        using var fresh = Small(2);
        var classifier = fresh.get_parameter("classifier.weight")!.clone();
        var path = Written(trained.state_dict());
        var report = Weights.Load(fresh, path);
        Assert.True(report.ReplacedClassifier);
        Assert.Equal($"Weights from '{path}'. Its classifier has 1000 classes, this model 2: the classifier keeps its random weights.",
            report.ToString());
        Assert.Equal(classifier.data<float>(), fresh.get_parameter("classifier.weight")!.data<float>());
        Assert.Equal(
            trained.get_parameter("features.conv0.weight")!.data<float>(), fresh.get_parameter("features.conv0.weight")!.data<float>());
    }

    [Fact]
    public void Files_without_batch_counters_or_in_half_precision_are_accepted()
    {
        using var trained = Small(2);
        using var fresh = Small(2);
        var old = trained.state_dict().Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        Weights.Load(fresh, Written(old.ToDictionary(pair => pair.Key, pair => pair.Value.to(bfloat16))));
        var weight = fresh.get_parameter("features.conv0.weight")!;
        Assert.Equal(float32, weight.dtype);
        Assert.Equal(trained.get_parameter("features.conv0.weight")!.to(bfloat16).to(float32).data<float>(), weight.data<float>());
    }

    [Fact]
    public void Missing_unexpected_and_misshapen_keys_are_listed_and_the_model_is_unchanged()
    {
        using var model = Small(2);
        using var other = Small(2);
        var before = Values(model);
        var tensors = new Dictionary<string, Tensor>(other.state_dict()) { ["head.weight"] = ones(2), ["features.norm0.bias"] = ones(7) };
        tensors.Remove("features.conv0.weight");
        tensors.Remove("classifier.bias");
        var path = Written(tensors);
        var refusal = Assert.Throws<WeightsException>(() => Weights.Load(model, path));
        Assert.Equal(
            $"'{path}' does not contain weights for this DenseNet. Missing (2): features.conv0.weight, classifier.bias. "
            + "Unexpected (1): head.weight. Wrong shape (1): features.norm0.bias (7) instead of (24). "
            + "Build the model with the options these weights were trained with, or load another file.",
            refusal.Message);
        Assert.Equal(before, Values(model));
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("model.")]
    [InlineData("_orig_mod.module.")]
    public void A_prefix_of_all_keys_is_removed_and_the_report_says_so(string prefix)
    {
        using var trained = Small(2);
        using var fresh = Small(2);
        var path = Written(trained.state_dict().ToDictionary(pair => prefix + pair.Key, pair => pair.Value));
        Assert.Equal($"Weights from '{path}'. The prefix '{prefix}' of all its keys was removed.", Weights.Load(fresh, path).Sentence);
        Assert.Equal(Values(trained), Values(fresh));
    }

    [Fact]
    public void A_prefix_of_some_keys_is_not_removed_and_long_lists_are_cut()
    {
        using var model = Small(2);
        var tensors = model.state_dict().ToDictionary(pair => "module." + pair.Key, pair => pair.Value);
        tensors["head.weight"] = ones(2);
        var message = Assert.Throws<WeightsException>(() => Weights.Load(model, Written(tensors))).Message;
        Assert.Contains("features.conv0.weight, ", message, StringComparison.Ordinal);
        Assert.Contains(" more. Unexpected (", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 0, 1500);
    }

    [Fact]
    public void Assign_rejects_another_number_of_classes()
    {
        using var model = Small(2);
        using var other = Small(3);
        var refusal = Assert.Throws<WeightsException>(() => Weights.Assign(model, other.state_dict(), "run.safetensors"));
        Assert.Contains("classifier.weight (3, ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Public_weights_are_loaded_from_the_cache()
    {
        using var trained = new DenseNet(DenseNetOptions.DenseNet121 with { Classes = 3 });
        using var fresh = new DenseNet(DenseNetOptions.DenseNet121);
        var cached = Offline() with { Folder = folder.Root };
        SafeTensors.Write(cached.FilePath, trained.state_dict());
        var report = Weights.LoadFirstFound(fresh, named: null, mayDownload: true, cached);
        Assert.Equal(cached.FilePath, report.Source);
        Assert.Equal(trained.get_buffer("features.norm5.running_mean")!.data<float>(),
            fresh.get_buffer("features.norm5.running_mean")!.data<float>());
    }

    [Fact]
    public void A_named_file_takes_precedence_and_must_exist()
    {
        using var trained = Small(2);
        using var fresh = Small(2);
        Weights.LoadFirstFound(fresh, named: Written(trained.state_dict()), mayDownload: true, Offline());
        Assert.Equal(Values(trained), Values(fresh));
        Assert.Throws<FileNotFoundException>(
            () => Weights.LoadFirstFound(fresh, named: folder.File("absent"), mayDownload: true, Offline()));
    }

    [Fact]
    public void Without_a_connection_it_starts_from_scratch_and_says_so()
    {
        using var model = new DenseNet(DenseNetOptions.DenseNet121);
        var report = Weights.LoadFirstFound(model, named: "", mayDownload: true, Offline());
        Assert.True(report.IsFromScratch);
        Assert.StartsWith("Trained from scratch, without ImageNet weights: http://127.0.0.1:", report.Sentence, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", report.Sentence, StringComparison.Ordinal);
        Assert.Contains("TELLTALE_WEIGHTS", report.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_architectures_have_no_public_weights()
    {
        using var model = Small(2);
        var report = Weights.LoadFirstFound(model, named: "", mayDownload: true, Offline());
        Assert.True(report.IsFromScratch);
        Assert.Contains("there are none for this architecture", report.Sentence, StringComparison.Ordinal);
    }

    private ImageNetWeights Offline() => new() { Address = new(ImageNetWeightsTests.Unused(), "model.safetensors"), Folder = folder.Root };

    private static DenseNet Small(int classes) => new(DenseNetOptions.DenseNetSmall with { Classes = classes });

    private static double[][] Values(nn.Module model) =>
        [.. model.state_dict().Values.Select(tensor => tensor.to(float64).data<double>().ToArray())];

    private string Written(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var path = folder.File("weights.safetensors");
        SafeTensors.Write(path, tensors);
        return path;
    }
}
