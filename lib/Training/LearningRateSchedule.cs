using Telltale.Runtime;

namespace Telltale.Training;

/// <summary>
/// A learning-rate schedule. It has no state and depends only on the progress and history of the run, so a resumed run continues
/// exactly.
/// </summary>
public abstract record LearningRateSchedule
{
    /// <summary>A constant learning rate.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantSchedule();

    /// <summary>Cosine annealing from the full learning rate to 0 (Loshchilov and Hutter: SGDR, ICLR 2017).</summary>
    public static LearningRateSchedule Cosine { get; } = new CosineSchedule();

    /// <summary>Reduces the learning rate when the validation loss has stopped falling.</summary>
    /// <param name="factor">Multiplier of the learning rate at each reduction, between 0 and 1.</param>
    /// <param name="patience">Epochs without a lower validation loss before a reduction.</param>
    public static LearningRateSchedule Plateau(double factor = 0.1, int patience = 3) => new PlateauSchedule(factor, patience);

    /// <summary>The factor of the learning rate.</summary>
    /// <param name="progress">Share of all steps done, from 0 to 1.</param>
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

    private sealed record PlateauSchedule(double Multiplier, int Patience) : LearningRateSchedule
    {
        public override double Factor(double progress, IReadOnlyList<EpochResult> finished)
        {
            var (best, waited, factor) = (double.PositiveInfinity, 0, 1.0);
            foreach (var epoch in finished)
            {
                (best, waited) = epoch.ValidationLoss < best ? (epoch.ValidationLoss, 0) : (best, waited + 1);
                if (waited > Patience)
                {
                    (waited, factor) = (0, factor * Multiplier);
                }
            }
            return factor;
        }

        public override string ToString() => $"plateau(factor {Multiplier.Invariant()}, patience {Patience})";
    }
}
