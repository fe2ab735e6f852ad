using Telltale.Benchmarks.Comparing;
using Telltale.Benchmarks.Growth;

namespace Telltale.Benchmarks;

/// <summary>The help of the command line.</summary>
internal static class Help
{
    /// <summary>Writes the help and returns the exit code.</summary>
    public static int Write(TextWriter writer, int exitCode)
    {
        writer.WriteLine($"""
            Telltale's benchmarks.

              dotnet run --project environment/benchmarks -- compare [OPTION…]
                  Compares the kit with PyTorch and ONNX Runtime: the same work on the same machine, each contender in a separate
                  process, alternating round by round. Prints medians and ratios.

                  --work NAME         one work, or all whose names start with NAME; repeatable (default: all)
                  --rounds N          number of runs of each contender (default: 5)
                  --peer COMMAND      starts a Python with PyTorch, torchvision and scikit-learn, for example "python3" or
                                      "environment/benchmarks/peer.sh run FOLDER"; also from {CompareOptions.PeerVariable}. Without it,
                                      only the kit is measured.
                  --images FOLDER     photographs to decode, resized to 500 × 375 (default: the embedded images, simulated)
                  --output FILE       writes the results as JSON, with machine and versions

              dotnet run --project environment/benchmarks -- profile [--work NAME] [--images FOLDER]
                  Profiles the kit: time spent in convolutions, batch norm, copies, waiting, decoding. Needs Linux perf.

              dotnet run --project environment/benchmarks -- pieces [OPTION OF BENCHMARKDOTNET…]
                  Micro-benchmarks by BenchmarkDotNet, for example --filter '*Sweep*'.

              dotnet run --project environment/benchmarks -- cures [FOLDER…] [OPTION…]
                  Measures the cures of docs/cures.md on generators left out, each alone. Without a folder, on the embedded images
                  (simulated). Trained networks are cached; repeat the call to resume. TELLTALE_PROFILE sets sizes and budget.

                  --ablation          adds the changes up instead
                  --recipe NAME       one recipe; repeatable (default: all). The first is the baseline
                  --seeds N,N…        seeds of training (default: 17,18,19)
                  --epochs N          epochs (default: those of the profile)
                  --learning-rate R   Adam's learning rate (default: that of the profile)

              dotnet run --project environment/benchmarks -- paper [FOLDER FOLDER] [--seeds N,N…] [--epochs N] [--learning-rate R]
                  Trains the paper's network at the paper's size on the first folder and tests it on the second, with the same
                  normalization and with that of the published code. Without folders, on the embedded images and their unseen
                  camera. Takes 5 to 10 minutes for each seed and 1,000 images on two cores.

              dotnet run --project environment/benchmarks -- robustness
                  Robustness curves and intervention probes of the replay's detectors, as published and cured, with all its seeds.

              dotnet run --project environment/benchmarks -- probe NETWORK FOLDER FOLDER FOLDER
                  A linear probe on the features of a network (docs/extending.md): trained on the first folder and tested on the second,
                  and back; on the third, with one generator left out at a time. Seeds 17, 18 and 19.

              dotnet run --project environment/benchmarks -- copymove FOLDER… [OPTION…]
                  The copy-move matcher on folders of images and masks, in any layout of docs/data.md.

                  --scales N,N…       how much larger or smaller a copy may be (default: 1)
                  --original PATTERN  finds the original in a path, for intervals (default: the name up to its first _)
                  --kind PATTERN      finds the kind of forgery in a path; each is reported
                  --train FOLDER      trains U-Nets on that folder and tests them instead; repeatable

              dotnet run --project environment/benchmarks -- growth [--work NAME] [--rows N] [--output FILE]
                  Processor time and memory of {string.Join(", ", GrowthWork.Names)}
                  on 1,000 to N rows (default: 1,000,000), with the exponents of the last decade. No image is read.
                  --work is repeatable (default: all); --output names the HTML file of the chart (default: artifacts/growth.html).

              dotnet run --project environment/benchmarks -- kills [--trials N] [--seed N]
                  Kills trainings, scorings, embedded corpora and replays with SIGKILL, at random times and (with strace) within fsync,
                  rename and write, also four processes at once; finishes them, and compares with undisturbed runs (default: 200 trials).

              dotnet run --project environment/benchmarks -- edits [FOLDER] [OPTION…]
                  Localizers on spliced, fully regenerated and copy-move edits, clean, as JPEG and resized: a plain U-Net, each change to
                  it alone, and the copy-move matcher. FOLDER holds photographs, which are forged (simulated); without it, on the embedded
                  images (simulated). Trained networks are cached; repeat the call to resume. TELLTALE_PROFILE sets sizes and budget.

                  --recipe NAME       one recipe; repeatable (default: all). The first is the baseline
                  --seeds N,N…        seeds of training (default: 17,18,19)
                  --epochs N          epochs (default: those of the profile)
                  --learning-rate R   Adam's learning rate (default: that of the profile)
                  --images N          the most test images of each kind (default: all)

              dotnet run --project environment/benchmarks -- precision [--seeds N,N…] [--epochs N] [--learning-rate R]
                  Accuracy and time of bfloat16 and float32 feature maps from the same seeds: a detector and a localizer on the
                  embedded images (simulated).

              dotnet run --project environment/benchmarks -- shapes [FOLDER] [OPTION…]
                  Object bias: localizers trained on edits inside rectangles and inside regions that follow the picture, each tested on
                  both, and on the unedited originals (simulated). The options of edits, except --images.

              dotnet run --project environment/benchmarks -- objects [FOLDER] [OPTION…]
                  Object bias of the localizers of edits: F1 of their maps of spliced test images, and of the unedited originals.
                  The options of edits, except --images.

            Works:
            """);
        foreach (var work in Works.All)
        {
            writer.WriteLine($"  {work.Name,-30} {string.Join(", ", work.Contenders)}");
        }
        return exitCode;
    }
}
