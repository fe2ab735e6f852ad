using Telltale.Data;
using Telltale.Evaluation;

namespace Telltale.Plots;

/// <summary>
/// A slider for the mask threshold that needs no kernel: the page contains scores and truth as images, and histograms of all pixels, so
/// that the metrics are exact although a large image is rendered smaller and colours follow the threshold in fiftieths.
/// </summary>
internal static class MaskSlider
{
    /// <summary>Steps of the slider: thresholds 0, 1/Steps, …, 1.</summary>
    public const int Steps = 1000;

    /// <summary>Steps of the slider from one colouring of the pixels to the next.</summary>
    public const int StepsPerLevel = Steps / 50;

    private static readonly ThresholdGrid Grid = new(Steps);

    private const string Script = """
        (function () {
          var colours = COLOURS;
          function number(value) { return value.toLocaleString("en-US"); }
          function share(part, whole) { return whole ? part / whole : 0; }
          function measure(image, step) {
            var hits = 0, misses = 0, alarms = 0;
            image.edited.forEach(function (count, bin) { if (bin >= step) hits += count; else misses += count; });
            image.authentic.forEach(function (count, bin) { if (bin >= step) alarms += count; });
            var f1 = share(2 * hits, 2 * hits + misses + alarms), iou = share(hits, hits + misses + alarms);
            return { hits: hits, misses: misses, alarms: alarms, f1: f1, iou: iou };
          }
          function write(place, of) {
            place.textContent = of.hits + of.misses
              ? "found " + number(of.hits) + " of " + number(of.hits + of.misses) + " edited pixels, "
                + number(of.alarms) + " false alarms: F1 " + of.f1.toFixed(3) + ", IoU " + of.iou.toFixed(3)
              : "nothing was edited: " + number(of.alarms) + " false alarms";
          }
          function pixels(picture) {
            var canvas = document.createElement("canvas");
            canvas.width = picture.naturalWidth; canvas.height = picture.naturalHeight;
            var context = canvas.getContext("2d");
            context.drawImage(picture, 0, 0);
            return context.getImageData(0, 0, canvas.width, canvas.height);
          }
          function paint(image, step) {
            if (!image.maps) return;
            var level = Math.floor(step / LEVEL), maps = image.maps.data;
            var drawn = image.context.createImageData(image.maps.width, image.maps.height);
            drawn.data.set(image.grey.data);
            for (var i = 0; i < maps.length; i += 4) {
              var predicted = maps[i + 1] >= level, truth = maps[i + 2];
              var colour = truth === 1 ? colours[predicted ? 0 : 1] : truth === 0 && predicted ? colours[2] : null;
              if (colour) for (var c = 0; c < 3; c++) drawn.data[i + c] = (3 * colour[c] + drawn.data[i + c]) / 4;
            }
            image.context.putImageData(drawn, 0, 0);
          }
          function start(root, data) {
            var slider = root.querySelector("input"), output = root.querySelector("output");
            var second = root.querySelector("input[data-variant]"), names = LABELS;
            function show() {
              var step = Number(slider.value), sum = 0, edited = 0, variant = second ? Number(second.value) : 0;
              data.forEach(function (image) {
                image.edited = image.variants[variant].edited;
                image.authentic = image.variants[variant].authentic;
                image.maps = image.variants[variant].maps;
                var of = measure(image, step);
                write(image.text, of);
                if (of.hits + of.misses) { sum += of.f1; edited++; }
                paint(image, step);
              });
              output.textContent = (second ? names[variant] + ", " : "") + "threshold " + (step / STEPS).toFixed(3)
                + (edited ? ": mean F1 of the edited images " + (sum / edited).toFixed(3) : "");
            }
            root.querySelectorAll("figure").forEach(function (figure, index) {
              var image = data[index], canvas = figure.querySelector("canvas"), grey = figure.querySelector("img");
              image.text = figure.querySelector("span");
              image.context = canvas.getContext("2d");
              Promise.all([grey.src].concat(image.variants.map(function (one) { return one.source; })).map(decode)).then(function (read) {
                image.grey = read[0];
                image.variants.forEach(function (one, place) { one.maps = read[place + 1]; });
                canvas.width = read[0].width; canvas.height = read[0].height;
                grey.style.display = "none";
                canvas.style.display = "block";
                show();
              });
            });
            slider.addEventListener("input", show);
            if (second) second.addEventListener("input", show);
            show();
          }
          function decode(source) {
            var picture = new Image();
            picture.src = source;
            return picture.decode().then(function () { return pixels(picture); });
          }
          document.querySelectorAll('[data-telltale-slider="NAME"]:not([data-started])').forEach(function (root) {
            root.dataset.started = "";
            root.addEventListener("keydown", function (event) { event.stopPropagation(); });
            start(root, DATA);
          });
        })();
        """;

    /// <summary>The slider and its images.</summary>
    public static string Html(IReadOnlyList<PredictedMask> masks, double start) => Html([("", masks)], start);

    /// <summary>The slider and its images, with a second slider where there is more than one variant of each image.</summary>
    public static string Html(IReadOnlyList<(string Name, IReadOnlyList<PredictedMask> Masks)> variants, double start)
    {
        var masks = variants[0].Masks;
        var drawn = masks.Select(mask => new MaskRendering(mask)).ToArray();
        var data = masks.Select((_, index) => new { variants = variants.Select(variant => Data(variant.Masks[index])) });
        var name = Guid.NewGuid().ToString("N");
        var colours = MaskColours.All.Select(colour => new int[] { colour.Red, colour.Green, colour.Blue });
        var position = Math.Clamp((int)Math.Round(start * Steps), 0, Steps);
        var second = variants.Count == 1 ? "" : $"""

            <label>compression
            <input type="range" data-variant="" min="0" max="{variants.Count - 1}" step="1" value="0"
              style="width:min(28em,100%);vertical-align:middle"></label>
            """;
        var script = Script
            .Replace("NAME", name, StringComparison.Ordinal)
            .Replace("COLOURS", ScriptJson.Of(colours), StringComparison.Ordinal)
            .Replace("LEVEL", $"{StepsPerLevel}", StringComparison.Ordinal)
            .Replace("STEPS", $"{Steps}", StringComparison.Ordinal)
            .Replace("LABELS", ScriptJson.Of(variants.Select(variant => variant.Name)), StringComparison.Ordinal)
            .Replace("DATA", ScriptJson.Of(data), StringComparison.Ordinal);
        return $"""
            <div data-telltale-slider="{name}" data-lm-suppress-shortcuts="true">
            <p style="margin:0.25em 0"><label>mask threshold
            <input type="range" min="0" max="{Steps}" step="1" value="{position}"
              style="width:min(28em,100%);vertical-align:middle"></label>{second}
            <output style="display:block;font-variant-numeric:tabular-nums"></output></p>
            <div style="display:grid;grid-template-columns:repeat(auto-fill,minmax(11em,1fr));gap:0.75em;max-width:64em">
            {string.Concat(masks.Zip(drawn, Picture))}
            </div>
            </div>
            <script>
            {script}
            </script>
            """;
    }

    private static object Data(PredictedMask mask) => new
    {
        source = ImageElement.Source(new MaskRendering(mask).Data()),
        edited = Histogram(mask, Mask.Edited),
        authentic = Histogram(mask, Mask.Authentic),
    };

    /// <summary>The last step whose threshold the score reaches; 0 for NaN.</summary>
    public static int Bin(float score) => float.IsNaN(score) ? 0 : Grid.Reached(score);

    private static int[] Histogram(PredictedMask mask, byte ofClass)
    {
        var counts = new int[Steps + 1];
        var scores = mask.Scores.Span;
        var truth = mask.Truth.Pixels;
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == ofClass)
            {
                counts[Bin(scores[i])]++;
            }
        }
        return counts;
    }

    // Without JavaScript the grey image and its caption remain.
    private static string Picture(PredictedMask mask, MaskRendering drawn) =>
        "<figure style=\"margin:0\">" +
        ImageElement.Html(ImageElement.View(drawn.Grey()), "the image in grey", "width:100%;display:block") +
        "<canvas style=\"width:100%;display:none\"></canvas>" +
        $"<figcaption style=\"font-size:0.85em\">{PlotText.Html(MaskPlots.Kind(mask.Record))}<br><span></span></figcaption></figure>";
}
