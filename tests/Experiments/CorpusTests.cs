using Telltale.Data;
using Telltale.Experiments;
using Telltale.Tests.Data;

namespace Telltale.Tests.Experiments;

public sealed class CorpusTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CorpusTests() => folder.Touch(
        from source in new[] { "flux", "progan/car", "progan/cat", "shoes" }
        from label in new[] { "0_real", "1_fake" }
        from number in Enumerable.Range(0, 5)
        select $"{source}/{label}/{number}.jpg");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_folder_named_it_is_the_embedded_corpus()
    {
        var corpus = Corpus.Detection(_ => null, Embedded);
        Assert.True(corpus.IsSimulated);
        Assert.Equal(["phone"], corpus.HeldOutSources);
    }

    [Fact]
    public void A_folder_named_is_read_whole_and_is_not_simulated()
    {
        var corpus = Chosen();
        Assert.False(corpus.IsSimulated);
        Assert.Equal((40, Path.GetFileName(folder.Root)), (corpus.Count, corpus.Name));
        Assert.Empty(corpus.HeldOutSources);
    }

    [Fact]
    public void Train_and_test_sources_are_kept_and_the_test_sources_held_out()
    {
        var corpus = Chosen(train: " shoes ,", test: "flux");
        Assert.Equal(["flux", "shoes"], corpus.Sources);
        Assert.Equal(["flux"], corpus.HeldOutSources);
        var split = corpus.Split(17);
        Assert.All(new[] { split.Train, split.Validation, split.Test }, part => Assert.Equal(["shoes"], part.Sources));
        Assert.Equal((10, "shoes, unseen flux"), (split.Unseen.Count, split.Unseen.Name));
    }

    [Fact]
    public void Test_sources_alone_leave_the_others_to_train_on()
    {
        var corpus = Chosen(test: "progan");
        Assert.Equal(["progan/car", "progan/cat"], corpus.HeldOutSources);
        Assert.Equal(40, corpus.Count);
    }

    [Fact]
    public void A_source_to_train_and_to_test_on_is_divided_not_held_out() =>
        Assert.Equal(["flux"], Chosen(train: "shoes", test: "shoes,flux").HeldOutSources);

    [Fact]
    public void The_embedded_corpus_can_be_restricted_likewise()
    {
        var corpus = Corpus.Detection(Settings(null, null, "latent"), Embedded);
        Assert.True(corpus.IsSimulated);
        Assert.Equal(["latent"], corpus.HeldOutSources);
        Assert.Equal(["compact", "latent", "nearest"], corpus.Sources);
    }

    [Theory]
    [InlineData("faces", "", "TELLTALE_TRAIN is 'faces', but")]
    [InlineData("", "shoes,Flux", "TELLTALE_TEST is 'shoes,Flux', but")]
    public void The_message_about_an_unknown_source_lists_the_known_ones(string train, string test, string said)
    {
        var message = Assert.Throws<ArgumentException>(() => Chosen(train, test)).Message;
        Assert.StartsWith(said, message, StringComparison.Ordinal);
        Assert.EndsWith("It has: flux, progan/car, progan/cat, shoes.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_belong_together_as_the_user_says()
    {
        ImageCollection Grouped(string rule) => Corpus.Detection(
            variable => variable == Corpus.DetectionVariable ? folder.Root : variable == Corpus.GroupVariable ? rule : null, Embedded);
        Assert.Equal(8, Grouped("folder").Select(record => record.SourceId).Distinct().Count());
        Assert.Equal(["0", "1", "2", "3", "4"], Grouped("name").Select(record => record.SourceId).Distinct());
        Assert.Equal(["flux", "progan", "shoes"], Grouped("/(flux|progan|shoes)/").Select(record => record.SourceId).Distinct());
        Assert.StartsWith(
            "TELLTALE_GROUP is 'video(.*)': ", Assert.Throws<ArgumentException>(() => Grouped("video(.*)")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Something_must_be_left_to_train_on() =>
        Assert.Contains("leaves no source",
            Assert.Throws<ArgumentException>(() => Chosen(test: "flux,progan,shoes")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_real_images_train_on_one_generator_and_test_on_another()
    {
        var corpus = Corpus.Detection(Settings(SharedData.Folder("detection"), "stylegan2-faces", "flux-faces"), Embedded);
        var split = corpus.Split(17);
        Assert.Equal(1289, split.Train.Count + split.Validation.Count + split.Test.Count);
        Assert.Equal((879, "stylegan2-faces, unseen flux-faces"), (split.Unseen.Count, split.Unseen.Name));
    }

    [Fact]
    public void A_folder_named_for_localization_is_read_as_one()
    {
        var photograph = ImageCodec.EncodePng(new RgbImage(8, 8));
        foreach (var name in new[] { "Au/Au_ani_1.png", "Tp/Tp_D_ani_1.png", "gt/Tp_D_ani_1_gt.png" })
        {
            folder.Put($"casia/{name}", photograph);
        }
        var corpus = Corpus.Localization(variable => variable == Corpus.LocalizationVariable ? folder.File("casia") : null, Embedded);
        Assert.False(corpus.IsSimulated);
        Assert.Equal([ImageLabel.Authentic, ImageLabel.Edited], corpus.Select(record => record.Label));
    }

    [Fact]
    public void Sources_named_beside_a_folder_are_not_looked_for_in_the_embedded_corpus_of_the_other_question()
    {
        var settings = Settings(folder.Root, "shoes", "flux");
        Assert.Equal(4, Corpus.Localization(settings, Embedded).Count);
        Assert.Equal(["flux"], Corpus.Detection(settings, Embedded).HeldOutSources);
    }

    [Fact]
    public void Columns_and_labels_of_a_manifest_are_named_by_variables()
    {
        var manifest = folder.Put("liste.csv", "datei;typ\na.jpg;photo\nb.jpg;diffusion\n"u8.ToArray());
        ImageCollection Read(string columns, string labels) => Corpus.Detection(variable => variable switch
        {
            Corpus.DetectionVariable => manifest,
            CsvSettings.ColumnsVariable => columns,
            CsvSettings.LabelsVariable => labels,
            _ => null,
        }, Embedded);
        var read = Read(" path=datei, label = typ,", "photo=real, diffusion=Synthetic");
        Assert.Equal([ImageLabel.Real, ImageLabel.Synthetic], read.Select(record => record.Label));
        string Said(string columns, string labels) => Assert.Throws<ArgumentException>(() => Read(columns, labels)).Message;
        Assert.StartsWith("TELLTALE_COLUMNS is 'datei=path': 'datei' is not a column of the kit. ", Said("datei=path", ""),
            StringComparison.Ordinal);
        Assert.Contains("'typ' is not a pair. Write, for example, path=filename", Said("path=datei,typ", ""), StringComparison.Ordinal);
        Assert.Contains("'cat' is not a label of the kit", Said("path=datei", "photo=cat"), StringComparison.Ordinal);
        Assert.Contains("there is no column 'dataei', which was named for 'path'; found: datei, typ",
            Assert.Throws<ManifestException>(() => Read("path=dataei", "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_a_localization_manifest_and_of_scores_are_named_by_variables()
    {
        folder.Put("edits/manifest.csv", "file,typ\na.jpg,authentic\nb.jpg,authentic\n"u8.ToArray());
        var edits = Corpus.Localization(variable => variable switch
        {
            Corpus.LocalizationVariable => folder.File("edits"),
            CsvSettings.ColumnsVariable => "label=typ",
            _ => null,
        }, Embedded);
        Assert.Equal(2, edits.Count);
        var file = folder.Put("scores.csv", "name,clip,typ\na.jpg,0.25,photo\nb.jpg,0.75,ai\n"u8.ToArray());
        var scores = Corpus.Scores(variable => variable switch
        {
            Corpus.ScoresVariable => file,
            CsvSettings.ScoreColumnsVariable => "path=name,score=clip,label=typ",
            CsvSettings.LabelsVariable => "photo=real",
            _ => null,
        });
        Assert.Equal([0.25, 0.75], scores!.Items.Select(item => item.Score));
    }

    [Fact]
    public void Files_named_to_a_command_are_read_with_the_same_variables()
    {
        var list = folder.Put("liste.csv", "datei;typ\na.jpg;photo\nb.jpg;diffusion\n"u8.ToArray());
        var file = folder.Put("scores.csv", "name;clip\na.jpg;0,25\nb.jpg;0,75\n"u8.ToArray());
        Func<string, string?> settings = variable => variable switch
        {
            CsvSettings.ColumnsVariable => "path=datei, label=typ",
            CsvSettings.ScoreColumnsVariable => "path=name, score=clip",
            CsvSettings.LabelsVariable => "photo=real, diffusion=synthetic",
            Corpus.GroupVariable => "name",
            _ => null,
        };
        var images = Corpus.Read(list, settings);
        Assert.Equal(["a", "b"], images.Select(record => record.SourceId));
        Assert.Equal([(ImageLabel.Real, 0.25), (ImageLabel.Synthetic, 0.75)],
            Corpus.Scores(file, images, settings).Items.Select(item => (item.Record.Label, item.Score)));
        Assert.Contains("or TELLTALE_SCORE_COLUMNS='path=…'",
            Assert.Throws<ManifestException>(() => Corpus.Scores(file, images, _ => null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_of_scores_with_one_name_become_two_detectors_with_different_names()
    {
        var text = "path,score,label\na.jpg,0.25,real\nb.jpg,0.75,synthetic\n"u8.ToArray();
        var (first, second) = Corpus.ScoresOfTwo(folder.Put("resnet/scores.csv", text), folder.Put("vit/scores.csv", text));
        Assert.Equal(("resnet/scores", "vit/scores"), (first.Name, second.Name));
    }

    private ImageCollection Chosen(string? train = null, string? test = null) =>
        Corpus.Detection(Settings(folder.Root, train, test), Embedded);

    private static Func<string, string?> Settings(string? data, string? train, string? test) => variable => variable switch
    {
        Corpus.DetectionVariable => data,
        Corpus.TrainVariable => train,
        Corpus.TestVariable => test,
        _ => null,
    };

    private static ImageCollection Embedded() => new(
        "embedded", new[] { "compact", "phone", "nearest", "latent" }.Select(
            (source, number) => new ImageRecord($"/{source}", number < 2 ? ImageLabel.Real : ImageLabel.Synthetic, source)))
    {
        IsSimulated = true,
        HeldOutSources = ["phone"],
    };
}
