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
    public void Features_of_zeros_and_ones_have_the_weights_of_the_whole_matrix()
    {
        var random = Telltale.Runtime.SeededRandom.For(17);
        var rows = new OneHotRows([.. Enumerable.Range(0, 300).Select(row => new[] { random.Next(3), 3 + random.Next(4) })], Columns: 7);
        var dense = Matrix<double>.Build.Dense(300, 7, (row, column) => rows.Ones[row].Contains(column) ? 1 : 0);
        var targets = Vector<double>.Build.Dense(300, row => random.Next(4) < rows.Ones[row][0] + 1 ? 1 : 0);
        var (sparse, whole) = (LogisticRegression.Fit(rows, targets, 1), LogisticRegression.Fit(dense, targets, 1));
        Assert.All(whole.Weights.Zip(sparse.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.All(whole.Logits(dense).Zip(sparse.Logits(rows)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Classes_that_can_be_separated_have_finite_weights()
    {
        var model = LogisticRegression.Fit(Matrix<double>.Build.Dense(40, 1, (row, _) => row),
            Vector<double>.Build.Dense(40, row => row < 20 ? 0 : 1), 1);
        Assert.True(double.IsFinite(model.Weights[0]) && model.Weights[0] > 0.2);
        Assert.Equal(19.5, -model.Offset / model.Weights[0], 1e-6);
    }
}
