using MathNet.Numerics.LinearAlgebra;
using Telltale.Bias;

namespace Telltale.Tests.Bias;

public class LogisticRegressionTests
{
    [Fact]
    public void Weights_are_those_of_scikit_learn() => Assert.All(PeerCases.All.LogisticRegression, item =>
    {
        var targets = Vector<double>.Build.DenseOfEnumerable(item.Targets.Select(target => (double)target));
        var model = LogisticRegression.Fit(Matrix<double>.Build.DenseOfRowArrays(item.Features), targets, item.Strength);
        Assert.Equal(item.Offset, model.Offset, 1e-6);
        Assert.All(item.Weights.Zip(model.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    });

    [Fact]
    public void Classes_that_can_be_separated_have_finite_weights()
    {
        var model = LogisticRegression.Fit(Matrix<double>.Build.Dense(40, 1, (row, _) => row),
            Vector<double>.Build.Dense(40, row => row < 20 ? 0 : 1), 1);
        Assert.True(double.IsFinite(model.Weights[0]) && model.Weights[0] > 0.2);
        Assert.Equal(19.5, -model.Offset / model.Weights[0], 1e-6);
    }
}
