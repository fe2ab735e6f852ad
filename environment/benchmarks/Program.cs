using Telltale.Benchmarks;
using Telltale.Benchmarks.Growth;
using Telltale.Benchmarks.Kills;

return args switch
{
    ["compare", .. var rest] => await CompareVerb.RunAsync(rest),
    ["profile", .. var rest] => await ProfileVerb.RunAsync(rest),
    ["probe", .. var rest] => await ProbeVerb.RunAsync(rest),
    ["pieces", .. var rest] => PiecesVerb.Run(rest),
    ["cures", .. var rest] => await CuresVerb.RunAsync(rest),
    ["edits", .. var rest] => await EditsVerb.RunAsync(rest),
    ["shapes", .. var rest] => await ShapesVerb.RunAsync(rest),
    ["objects", .. var rest] => await ObjectsVerb.RunAsync(rest),
    ["copymove", .. var folders] => await CopyMoveVerb.RunAsync(folders),
    ["paper", .. var rest] => await PaperVerb.RunAsync(rest),
    ["robustness", .. var rest] => await RobustnessVerb.RunAsync(rest),
    ["precision", .. var rest] => await PrecisionVerb.RunAsync(rest),
    ["growth", .. var rest] => await GrowthVerb.RunAsync(rest),
    [GrowthProcess.Verb, .. var rest] => GrowthProcess.Run(rest),
    ["kills", .. var rest] => await KillsVerb.RunAsync(rest),
    [WorkProcess.Verb, .. var rest] => WorkProcess.Run(rest),
    [ContendVerb.Name, .. var rest] => ContendVerb.Run(rest),
    ["--help" or "-h" or "help", ..] => Help.Write(Console.Out, 0),
    _ => Help.Write(Console.Error, 2),
};
