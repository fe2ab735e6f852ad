using Telltale.Workbench.Engine;

namespace Telltale.Tests.Workbench.Engine;

public class PackageTests
{
    [Fact]
    public void Packages_are_taken_out_and_every_other_character_stays_where_it_was()
    {
        const string Code = "#r \"nuget: CsCheck, 4.0.0\"\n#r \"x.dll\"\n#r \"NuGet:Markdig,1.6.0-beta.1\"\nvar text = \"#r nuget:\";";
        var (packages, rest) = Package.TakeFrom(Code);
        Assert.Equal([new Package("CsCheck", "4.0.0"), new Package("Markdig", "1.6.0-beta.1")], packages);
        Assert.Equal($"{new string(' ', 26)}\n#r \"x.dll\"\n{new string(' ', 31)}\nvar text = \"#r nuget:\";", rest);
    }

    [Theory]
    [InlineData("nuget: CsCheck")]
    [InlineData("nuget: CsCheck, *")]
    [InlineData("nuget: CsCheck, [1.0,2.0)")]
    [InlineData("nuget: , 1.0")]
    public void A_package_needs_one_exact_version(string reference) => Assert.Contains(
        "no exact version", Assert.Throws<FormatException>(() => Package.TakeFrom($"#r \"{reference}\"")).Message,
        StringComparison.Ordinal);
}
