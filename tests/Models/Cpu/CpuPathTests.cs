namespace Telltale.Tests.Models.Cpu;

public class CpuPathTests
{
    [Fact]
    public void Nothing_names_the_CPU_path_but_its_one_door()
    {
        var uses = SourceRooms.Uses.Where(use => use.To == "Models/Cpu").ToList();
        Assert.All(uses, use => Assert.True(use.Type is "CpuPath" or "AdamCoefficients", $"{use.File} names {use.Type}"));
        Assert.Equal(
            ["Models/DenseNet.cs", "Models/Precisions.cs", "Models/UNet.cs", "Training/Adam.cs", "Training/TrainingRun.cs"],
            uses.Select(use => use.File).Distinct().Order());
    }
}
