namespace Telltale.Models;

/// <summary>A layer whose weights satisfy a constraint, which <c>Trainer</c> restores after every step of the optimizer.</summary>
public interface IConstrained
{
    /// <summary>Changes the weights in place so that they satisfy the constraint; does nothing where they do.</summary>
    void Constrain();
}
