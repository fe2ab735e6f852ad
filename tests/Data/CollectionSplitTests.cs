using CsCheck;
using Telltale.Data;

namespace Telltale.Tests.Data;

public class CollectionSplitTests
{
    private static readonly Gen<ImageCollection> AnyCollection =
        Gen.Select(Gen.Int[3, 60], Gen.Int[0, 12], Gen.Int[1, 9], Gen.Int[1, 4]).SelectMany((images, scenes, perScene, sources) =>
            Gen.Select(Gen.Int[0, sources - 1], Gen.Bool, Gen.Int[0, scenes], Gen.Int[1, perScene]).List[images, images + 40]
                .Select(drawn => new ImageCollection("drawn", drawn.SelectMany((draw, number) => Copies(draw, number)))));

    [Fact]
    public void No_group_is_ever_separated_and_no_image_lost() =>
        Gen.Select(AnyCollection, Gen.Long).Sample((collection, seed) =>
        {
            if (Try(() => collection.Split(seed)) is not { } split)
            {
                return true;
            }
            ImageCollection[] parts = [split.Train, split.Validation, split.Test];
            var all = parts.SelectMany((part, number) => part.Select(record => (record, number))).ToList();
            return all.GroupBy(pair => pair.record.SourceId).All(group => group.Select(pair => pair.number).Distinct().Count() == 1)
                && all.Select(pair => pair.record.Path).Order().SequenceEqual(collection.Select(record => record.Path).Order())
                && parts.All(part => part.Any(record => record.IsPositive) && part.Any(record => !record.IsPositive))
                && split.Unseen.Count == 0;
        });

    [Fact]
    public void Single_images_are_divided_by_label_and_source_to_within_three_images() =>
        Gen.Select(Gen.Int[10, 80].Array[2, 5], Gen.Double[0.5, 0.8], Gen.Long).Sample((counts, train, seed) =>
        {
            var fractions = new SplitFractions(train, (1 - train) / 2, (1 - train) / 2);
            var collection = new ImageCollection(
                "single", counts.SelectMany((count, source) => Enumerable.Range(0, count)
                    .Select(image => Image($"{source}-{image}", source % 2 == 1, $"{source}"))));
            var split = collection.Split(seed, fractions: fractions);
            return Near(split.Train, collection, fractions.Train, 3)
                && Near(split.Validation, collection, fractions.Validation, 3) && Near(split.Test, collection, fractions.Test, 3);
        });

    [Fact]
    public void Groups_of_many_images_are_divided_to_within_a_group() =>
        Gen.Select(Gen.Int[1, 24].Array[30, 60], Gen.Long).Sample((sizes, seed) =>
        {
            var collection = new ImageCollection(
                "edits", sizes.SelectMany(
                    (size, group) => Enumerable.Range(0, size + 1).Select(copy => Image($"{group}-{copy}", copy > 0, "tgif", $"{group}"))));
            var split = collection.Split(seed);
            return Near(split.Train, collection, 0.6, 25)
                && Near(split.Validation, collection, 0.2, 25) && Near(split.Test, collection, 0.2, 25);
        });

    [Fact]
    public void Sources_of_one_group_each_do_not_all_land_in_training()
    {
        var collection = new ImageCollection(
            "many sources", Enumerable.Range(0, 100).Select(number => Image($"{number}", number % 2 == 0, $"source {number}")));
        Assert.Equal("60 20 20", Counts(collection.Split(17)));
    }

    [Fact]
    public void The_order_of_the_records_does_not_matter_and_the_seed_does() =>
        Gen.Select(AnyCollection, Gen.Long, Gen.Long)
            .Where((collection, seed, _) => Try(() => collection.Split(seed)) is not null)
            .Sample((collection, seed, order) =>
            {
                var shuffled = collection.ToArray();
                new Random((int)order).Shuffle(shuffled);
                var (one, two) = (collection.Split(seed), new ImageCollection("shuffled", shuffled).Split(seed));
                return one.Train.SequenceEqual(two.Train)
                    && one.Validation.SequenceEqual(two.Validation) && one.Test.SequenceEqual(two.Test);
            });

    [Fact]
    public void Another_seed_gives_another_split()
    {
        var collection = Balanced(50);
        Assert.Equal(20, Enumerable.Range(0, 20)
            .Select(seed => string.Join('|', collection.Split(seed).Test.Select(record => record.Path))).Distinct().Count());
    }

    [Fact]
    public void Three_groups_in_each_class_are_just_enough()
    {
        Assert.Equal("2 2 2", Counts(Balanced(3).Split(17)));
        var error = Assert.Throws<ArgumentException>(() => Balanced(2).Split(17));
        Assert.Contains("2 in 2 groups (negative) and 2 in 2 groups (positive)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_group_cannot_be_divided()
    {
        var error = Assert.Throws<ArgumentException>(() => Balanced(10).Split(17, record => "all the same"));
        Assert.Contains("10 in 1 group (negative)", error.Message, StringComparison.Ordinal);
        Assert.Contains("use smaller groups", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_cannot_be_divided() =>
        Assert.Contains(
            "0 in 0 groups (positive)", Assert.Throws<ArgumentException>(
                () => Balanced(10).Where(record => !record.IsPositive).Split(17)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.8, 0.2, 0)]
    [InlineData(0.8, 0.3, -0.1)]
    [InlineData(0.5, 0.2, 0.2)]
    [InlineData(double.NaN, 0.2, 0.2)]
    public void Shares_that_do_not_sum_to_one_are_refused(double train, double validation, double test) =>
        Assert.Contains(
            "sum to 1", Assert.Throws<ArgumentException>(() => Balanced(10).Split(17, fractions: new(train, validation, test))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Held_out_sources_are_tested_on_and_nothing_else()
    {
        var collection =
            new ImageCollection("faces", [.. Balanced(50, "stylegan2"), .. Balanced(30, "flux")]) { HeldOutSources = ["flux"] };
        var split = collection.Split(17);
        Assert.Equal("60 20 20", Counts(split));
        Assert.Equal(["flux"], split.Unseen.Sources);
        Assert.Equal((60, "faces, unseen flux"), (split.Unseen.Count, split.Unseen.Name));
    }

    [Fact]
    public void A_held_out_camera_is_tested_with_the_synthetic_images_of_the_test_part()
    {
        var phone = Enumerable.Range(0, 10).Select(number => Image($"phone {number}", false, "phone"));
        var split = new ImageCollection("cameras", [.. Balanced(50), .. phone]) { HeldOutSources = ["phone"] }.Split(17);
        Assert.Equal(split.Test.Where(record => record.IsPositive), split.Unseen.Where(record => record.IsPositive));
        Assert.Equal(["phone"], split.Unseen.Where(record => !record.IsPositive).Sources);
    }

    [Fact]
    public void Unseen_images_share_no_group_with_what_was_trained_on()
    {
        var synthetic = Enumerable.Range(0, 30).Select(scene => Image($"fake {scene}", true, "latent", $"scene {scene}"));
        var compact = Enumerable.Range(0, 30).Select(scene => Image($"compact {scene}", false, "compact", $"compact {scene}"));
        var phone = Enumerable.Range(0, 30).Select(scene => Image($"phone {scene}", false, "phone", $"scene {scene}"));
        var split = new ImageCollection("scenes", [.. synthetic, .. compact, .. phone]) { HeldOutSources = ["phone"] }.Split(17);
        Assert.Empty(split.Train.Concat(split.Validation).Select(record => record.SourceId)
            .Intersect(split.Unseen.Select(record => record.SourceId)));
        Assert.Equal(6, split.Unseen.Count(record => record.Source == "phone"));
        ImageRecord[] shared = [Image("p", false, "phone", "compact 0"), Image("q", false, "phone", "scene 0")];
        var inTraining = new ImageCollection("scenes", [.. compact, .. synthetic, .. shared]) { HeldOutSources = ["phone"] };
        Assert.Contains(
            "phone cannot be tested",
            Assert.Throws<ArgumentException>(
                () => inTraining.Split(17, record => record.Source == "phone" ? split.Train[0].SourceId : record.SourceId)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_that_the_collection_names_is_used_as_it_is()
    {
        var split = Named(("train", 3), ("Val", 2), ("testing", 1)).SplitAsNamed();
        Assert.Equal("6 4 2", Counts(split));
        Assert.All(split.Validation, record => Assert.Equal("Val", record.Split));
    }

    [Fact]
    public void A_split_may_name_no_test_part_but_not_no_training()
    {
        Assert.Equal("6 4 0", Counts(Named(("train", 3), ("val", 2)).SplitAsNamed()));
        Assert.Contains("training would have 0 images",
            Assert.Throws<ArgumentException>(() => Named(("val", 3), ("test", 2)).SplitAsNamed()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "(found none;")]
    [InlineData("fold 3", "(found 'fold 3';")]
    public void An_image_without_a_known_part_is_named(string? part, string said)
    {
        var collection = new ImageCollection("odd", [.. Named(("train", 3), ("test", 3)), Image("odd one", true) with { Split = part }]);
        var message = Assert.Throws<ArgumentException>(() => collection.SplitAsNamed()).Message;
        Assert.Contains("odd one", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_split_that_separates_a_group_is_refused_with_both_files()
    {
        var collection = Named(("train", 3), ("test", 3));
        var message = Assert.Throws<ArgumentException>(
            () => collection.SplitAsNamed(record => record.Path.EndsWith('0') ? "same scene" : record.Path)).Message;
        Assert.Contains("separates the group 'same scene'", message, StringComparison.Ordinal);
        Assert.Contains("/train real 0 is in train, /test real 0 in test", message, StringComparison.Ordinal);
    }

    private static IEnumerable<ImageRecord> Copies((int Source, bool Synthetic, int Scene, int Copies) draw, int number) =>
        Enumerable.Range(0, draw.Copies).Select(copy => Image(
            $"{number}-{copy}", draw.Synthetic, $"source {draw.Source}", draw.Scene == 0 ? $"own {number}" : $"scene {draw.Scene}"));

    private static ImageRecord Image(string name, bool synthetic, string source = "source", string? group = null) =>
        new($"/{name}", synthetic ? ImageLabel.Synthetic : ImageLabel.Real, source) { SourceId = group ?? name };

    private static ImageCollection Balanced(int each, string source = "set") =>
        new(source, Enumerable.Range(0, 2 * each).Select(number => Image($"{source} {number:D3}", number % 2 == 1, source)));

    private static ImageCollection Named(params (string Part, int Each)[] parts) => new("named", parts.SelectMany(part =>
        Enumerable.Range(0, part.Each)
            .SelectMany(number => new[] { Image($"{part.Part} real {number}", false), Image($"{part.Part} fake {number}", true) })
            .Select(record => record with { Split = part.Part })));

    private static string Counts(CollectionSplit split) => $"{split.Train.Count} {split.Validation.Count} {split.Test.Count}";

    private static bool Near(ImageCollection part, ImageCollection all, double share, int tolerance) =>
        all.CountBy(record => (record.Label, record.Source)).All(cell =>
            Math.Abs(part.Count(record => (record.Label, record.Source) == cell.Key) - share * cell.Value) <= tolerance);

    private static CollectionSplit? Try(Func<CollectionSplit> split)
    {
        try
        {
            return split();
        }
        catch (ArgumentException impossible) when (impossible.Message.Contains("cannot be split", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
