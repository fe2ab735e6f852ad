using Telltale.Models;

namespace Telltale.Tests.Models.FrontEnds;

/// <summary>A small network with each front end and side branch of the kit.</summary>
internal static class Tried
{
    public static DenseNetOptions Network { get; } =
        DenseNetOptions.DenseNetSmall with { GrowthRate = 4, BlockSizes = [1, 1], InitialFeatures = 6 };

    public static IReadOnlyDictionary<string, DenseNetOptions> FrontEnds { get; } = new Dictionary<string, DenseNetOptions>
    {
        ["RGB"] = Network,
        ["residuals"] = Network with { FrontEnd = new ResidualFrontEnd() },
        ["NPR"] = Network with { FrontEnd = new NprFrontEnd() },
        ["SRM, 3"] = Network with { FrontEnd = new SrmFrontEnd() },
        ["SRM, 30"] = Network with { FrontEnd = new SrmFrontEnd(SrmFilters.All) },
        ["constrained"] = Network with { FrontEnd = new BayarFrontEnd() },
        ["RGB, residuals, constrained"] = Network with { FrontEnd = new JoinedFrontEnd(new ResidualFrontEnd(), new BayarFrontEnd()) },
        ["RGB, block DCT"] = Network with { FrontEnd = new JoinedFrontEnd(new BlockDctFrontEnd()) },
        ["radial spectrum"] = Network with { SideBranch = new RadialSpectrum() },
        ["block DCT"] = Network with { SideBranch = new BlockDct() },
        ["constrained, radial spectrum"] = Network with { FrontEnd = new BayarFrontEnd(4), SideBranch = new RadialSpectrum(16) },
    };
}
