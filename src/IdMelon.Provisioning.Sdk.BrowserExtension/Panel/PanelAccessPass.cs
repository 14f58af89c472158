using System.Text.Json.Serialization;
using IdMelon.Provisioning.BrowserExtension.Wire;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>An access pass on its way from the panel's server to the extension, which types it. Its secret is in the message and nowhere else.</summary>
/// <param name="Pass">The pass.</param>
[JsonConverter(typeof(AccessPassConverter))]
public sealed record PanelAccessPass(AccessPass Pass);
