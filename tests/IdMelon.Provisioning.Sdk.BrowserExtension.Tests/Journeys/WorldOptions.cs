using System.Text.Json.Nodes;
using IdMelon.Provisioning.BrowserExtension.Tests.Keys;
using IdMelon.Provisioning.EndToEnd.Tests;
using IdMelon.Provisioning.Operators;
using IdMelon.Provisioning.Simulator;
using Microsoft.Playwright;

namespace IdMelon.Provisioning.BrowserExtension.Tests.Journeys;

/// <summary>What is not as usual in an <see cref="ExtensionWorld"/>.</summary>
internal sealed record WorldOptions
{
    /// <summary>Gets whether the extension is allowed in private windows.</summary>
    public bool IsPrivateAllowed { get; init; } = true;

    /// <summary>Gets whether the operator has confirmed the panel.</summary>
    public bool IsTrusted { get; init; } = true;

    /// <summary>Gets the vault for which the extension seals the keys that it makes itself; null has the panel make the keys, and forget them.</summary>
    public SealedVault? SealedVault { get; init; }

    public string Locale { get; init; } = "en-US";

    public ColorScheme ColorScheme { get; init; } = ColorScheme.Light;

    /// <summary>Gets who sits at the panel.</summary>
    public IOperator? Operator { get; init; }

    /// <summary>Gets another relying party that the browser can reach.</summary>
    public Shop? Shop { get; init; }

    /// <summary>Gets what whoever manages the browser has laid down; null if nobody does.</summary>
    public JsonObject? Policies { get; init; }

    /// <summary>Gets what changes the manifest; null takes the extension as it is published.</summary>
    public Action<JsonObject>? Manifest { get; init; }

    /// <summary>Gets the arguments with which a browser finds the tenant and the other relying party, and nothing else.</summary>
    public IReadOnlyList<string> Arguments(EntraSimulator simulator) => Shop?.Beside(simulator.ChromiumArguments) ?? simulator.ChromiumArguments;
}
