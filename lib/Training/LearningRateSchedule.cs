namespace Telltale.Training;

/// <summary>
/// How the step size changes over a run. A schedule keeps no state: it looks at the history, so a resumed run goes on as
/// if it had never stopped.
/// </summary>
public abstract record LearningRateSchedule
{
    /// <summary>The same step size throughout.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>Half a cosine from the full step size to nothing (Loshchilov and Hutter, 2017).</summary>
    public static LearningRateSchedule Cosine { get; } = new CosineSchedule();

    /// <summary>Cuts the step size when the validation loss has stopped falling.</summary>
    /// <param name="factor">What the step size is multiplied by at each cut, between 0 and 1.</param>
    /// <param name="patience">Epochs without a lower validation loss before a cut.</param>
    public static LearningRateSchedule Plateau(double factor = 0.1, int patience = 3) => new PlateauSchedule(factor, patience);

    /// <summary>The factor on the step size.</summary>
    /// <param name="progress">Share of the planned steps done, from 0 to 1.</param>
    /// <param name="finished">The epochs finished so far.</param>
    public abstract double Factor(double progress, IReadOnlyList<EpochResult> finished);

    private sealed record ConstantSchedule : LearningRateSchedule
    {
        public override double Factor(double progress, IReadOnlyList<EpochResult> finished) => 1;

        public override string ToString() => "constant";
    }

    private sealed record CosineSchedule : LearningRateSchedule
    {
        public override double Factor(double progress, IReadOnlyList<EpochResult> finished) => (1 + Math.Cos(Math.PI * progress)) / 2;

        public override string ToString() => "cosine";
    }

    private sealed record PlateauSchedule(double Cut, int Patience) : LearningRateSchedule
    {
        public override double Factor(double progress, IReadOnlyList<EpochResult> finished)
        {
            var (best, waited, factor) = (double.PositiveInfinity, 0, 1.0);
            foreach (var epoch in finished)
            {
                (best, waited) = epoch.ValidationLoss < best ? (epoch.ValidationLoss, 0) : (best, waited + 1);
                if (waited > Patience)
                {
                    (waited, factor) = (0, factor * Cut);
                }
            }
            return factor;
        }

        public override string ToString() => $"plateau(factor {Cut}, patience {Patience})";
    }
}
