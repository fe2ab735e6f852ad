using MathNet.Numerics.LinearAlgebra;

namespace Telltale.Bias;

/// <summary>
/// A matrix of zeros and ones with few ones in each row, and a last column of ones. Its products take time and memory for the ones only:
/// of the 18 features of an audit, a fiftieth of those of the whole matrix.
/// </summary>
/// <param name="Ones">The columns of each row that are 1, without the last.</param>
/// <param name="Columns">Number of columns, without the last.</param>
internal sealed record OneHotRows(IReadOnlyList<int[]> Ones, int Columns)
{
    /// <summary>Some of the rows.</summary>
    public OneHotRows Of(IEnumerable<int> rows) => this with { Ones = [.. rows.Select(row => Ones[row])] };

    /// <summary>X · w: one value for each row.</summary>
    public Vector<double> Logits(Vector<double> weights) => Vector<double>.Build.Dense(Ones.Count, row =>
    {
        var sum = weights[Columns];
        foreach (var column in Ones[row])
        {
            sum += weights[column];
        }
        return sum;
    });

    /// <summary>Xᵀ · r: one value for each column.</summary>
    public Vector<double> Sums(Vector<double> values)
    {
        var sums = new double[Columns + 1];
        for (var row = 0; row < Ones.Count; row++)
        {
            sums[Columns] += values[row];
            foreach (var column in Ones[row])
            {
                sums[column] += values[row];
            }
        }
        return Vector<double>.Build.Dense(sums);
    }

    /// <summary>Xᵀ · diag(v) · X.</summary>
    public Matrix<double> Products(Vector<double> values)
    {
        var products = new double[Columns + 1, Columns + 1];
        for (var row = 0; row < Ones.Count; row++)
        {
            var value = values[row];
            products[Columns, Columns] += value;
            foreach (var first in Ones[row])
            {
                products[first, Columns] += value;
                products[Columns, first] += value;
                foreach (var second in Ones[row])
                {
                    products[first, second] += value;
                }
            }
        }
        return Matrix<double>.Build.DenseOfArray(products);
    }
}
