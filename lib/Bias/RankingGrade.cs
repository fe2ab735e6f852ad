namespace Telltale.Bias;

/// <summary>How well scores rank synthetic images above real ones, judged by the area under the ROC curve (AUC).</summary>
public enum RankingGrade
{
    /// <summary>A class is absent, there are too few images, or the interval of the AUC spans too much.</summary>
    CannotTell,

    /// <summary>Below chance: real images score higher.</summary>
    Inverted,

    /// <summary>As good as chance.</summary>
    None,

    /// <summary>Above chance, but no threshold makes a useful detector.</summary>
    Weak,

    /// <summary>A threshold makes a useful detector.</summary>
    Good,

    /// <summary>Almost every synthetic image scores higher than almost every real one.</summary>
    NearPerfect,
}
