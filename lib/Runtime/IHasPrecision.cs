namespace Telltale.Runtime;

/// <summary>A network whose maps may be of another type than its weights.</summary>
public interface IHasPrecision
{
    /// <summary>The type of its maps while it is trained or predicts. Training sets it to that of its options.</summary>
    Precision Precision { get; set; }
}
