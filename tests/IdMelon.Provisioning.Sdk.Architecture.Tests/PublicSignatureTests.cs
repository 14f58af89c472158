using Mono.Cecil;

namespace IdMelon.Provisioning.Architecture;

public sealed class PublicSignatureTests
{
    // Libraries that must not show outside of the one package, if any, that is about them.
    private static readonly (string Library, string? Home)[] Hidden =
    [
        ("AngleSharp", null),
        ("System.Formats.Cbor", null),
        ("Microsoft.Playwright", "IdMelon.Provisioning.Sdk.Playwright"),
        ("WebDriver", "IdMelon.Provisioning.Sdk.Selenium"),
        ("PuppeteerSharp", "IdMelon.Provisioning.Sdk.Puppeteer"),
        ("Microsoft.Graph", "IdMelon.Provisioning.Sdk.Graph"),
        ("Microsoft.Kiota", "IdMelon.Provisioning.Sdk.Graph"),
        ("Microsoft.Identity", "IdMelon.Provisioning.Sdk.Graph"),
        ("OpenIddict", null),
    ];

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_foreign_library_shows_in_a_public_signature(string project)
    {
        var shown =
            from type in ShippedAssembly.Of(project).Types.Where(ShippedAssembly.IsPublic)
            from used in TypeUse.InPublicSignatures(type)
            where Hidden.Any(hidden => hidden.Home != project && Of(used).StartsWith(hidden.Library, StringComparison.Ordinal))
            select $"{type.FullName} shows {used.FullName}";

        shown.Distinct().ShouldBeEmpty();
    }

    private static string Of(TypeReference type) => type.Scope is AssemblyNameReference assembly ? assembly.Name : "";
}
