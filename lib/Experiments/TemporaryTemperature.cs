using Telltale.Evaluation;
namespace Telltale.Experiments;
internal sealed record TemperatureScaling(double Temperature)
{
    public static TemperatureScaling Fit(Predictions p)
    {
        double Loss(double t) => p.Scores.Zip(p.Targets, (s, y) => { var z = Math.Log(Math.Clamp(s,1e-12,1-1e-12)/(1-Math.Clamp(s,1e-12,1-1e-12)))/t; return Math.Log(1+Math.Exp(y?-z:z)); }).Sum();
        var ts = Enumerable.Range(-40, 81).Select(i => Math.Pow(10, i/20.0)); return new(ts.MinBy(Loss));
    }
    public Predictions Apply(Predictions p) => new(p.Name, p.Records, [.. p.Scores.Select(s => { var c = Math.Clamp(s,1e-12,1-1e-12); return 1/(1+Math.Exp(-Math.Log(c/(1-c))/Temperature)); })]);
}
