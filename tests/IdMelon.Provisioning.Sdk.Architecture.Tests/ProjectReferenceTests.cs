using System.Xml.Linq;

namespace IdMelon.Provisioning.Architecture;

public sealed class ProjectReferenceTests
{
    private const string Core = ShippedAssembly.Core;

    // What each project may stand on. A new line here is a decision, to be told in ARCHITECTURE.md.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        [Core] =
        [
            "AngleSharp",
            "System.Formats.Cbor",
            "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options",
        ],
        [$"{Core}.Local"] = [Core, "System.Security.Cryptography.Pkcs"],
        [$"{Core}.Graph"] = [Core, "Microsoft.Graph", "Microsoft.Identity.Client", "Microsoft.Identity.Client.Extensions.Msal"],
        [$"{Core}.Browsers"] = [Core],
        [$"{Core}.Playwright"] = [$"{Core}.Browsers", "Microsoft.Playwright"],
        [$"{Core}.Selenium"] = [$"{Core}.Browsers", "Selenium.WebDriver"],
        [$"{Core}.Puppeteer"] = [$"{Core}.Browsers", "PuppeteerSharp"],
        [$"{Core}.BrowserExtension"] = [$"{Core}.Browsers"],
        [$"{Core}.Simulator"] = ["Microsoft.AspNetCore.App", "OpenIddict.Server.AspNetCore"],
        [$"{Core}.Conformance"] = [Core, "Microsoft.AspNetCore.App", "xunit.v3.assert", "xunit.v3.extensibility.core"],
    };

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_stands_only_on_what_is_agreed(string project)
    {
        var document = XDocument.Load(Repository.ProjectFile(project));

        var references = document.Descendants()
            .Where(item => item.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference" && item.Attribute("PrivateAssets")?.Value != "all")
            .Select(item => item.Attribute("Include")!.Value)
            .Select(include => include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include);

        references.Except(Allowed[project]).ShouldBeEmpty();
    }

    [Fact]
    public void The_simulator_shares_no_code_with_what_it_judges() =>
        ShippedAssembly.Of($"{Core}.Simulator").References.Where(name => name.StartsWith("IdMelon.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_core_knows_neither_browsers_nor_graph_nor_servers() =>
        ShippedAssembly.Of(Core).References.Where(name =>
            name.StartsWith("Microsoft.Playwright", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Graph", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Identity", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("IdMelon.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_shipped_assembly_opens_its_inside_to_another(string project)
    {
        var friends = XDocument.Load(Repository.ProjectFile(project)).Descendants("InternalsVisibleTo").Select(item => item.Attribute("Include")!.Value);

        friends.Where(friend => Repository.Projects.Contains(friend)).ShouldBeEmpty();
    }
}
