using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IdMelon.Provisioning.Simulator.Audits;
using Microsoft.Extensions.DependencyInjection;

namespace IdMelon.Provisioning.Simulator.Pages;

/// <summary>What tests of Security info ask of a window and of the tenant.</summary>
internal static partial class SecurityInfoWindow
{
    /// <summary>The simulator's own data of the document that came last.</summary>
    public static JsonObject PageData(this PageClient window) => JsonNode.Parse(DataPattern().Match(window.Html).Groups[1].Value)!.AsObject();

    public static IReadOnlyList<DirectoryAudit> Audits(this EntraSimulator simulator) => simulator.Services.GetRequiredService<AuditLog>().All;

    public static Task<JsonObject> NewAsync(this PageClient window, int type = 18) => window.CallAsync("authenticationmethods/new", new() { ["Type"] = type });

    public static Task<JsonObject> AvailableAsync(this PageClient window) => window.CallAsync("authenticationmethods/availablemethods");

    public static int ErrorCode(this JsonObject answer) => (int)answer["ErrorCode"]!;

    public static int[] Offered(this JsonObject answer) => [.. answer["AvailableMethods"]!.AsArray().Select(type => (int)type!)];

    /// <summary>Goes through a ceremony and hands over what the page would keep.</summary>
    public static async Task<JsonObject> CreateAsync(this PageClient window, Func<Registration, Registration>? change = null)
    {
        var (_, fields) = await window.StartRegistrationAsync();
        var registration = new Registration { Challenge = fields["serverChallenge"] };
        return await window.FinishCeremonyAsync(fields, change?.Invoke(registration) ?? registration);
    }

    [GeneratedRegex(@"globalThis\.\$Page=(.*?);globalThis\.\$Strings", RegexOptions.CultureInvariant)]
    private static partial Regex DataPattern();
}
