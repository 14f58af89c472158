using IdMelon.Provisioning.Authenticators;

namespace IdMelon.Provisioning.BrowserExtension.Keys;

/// <summary>What the extension needs for panels that leave the making of keys to it.</summary>
/// <param name="Factory">Makes the keys.</param>
/// <param name="Sealer">Seals them for the panel's vault.</param>
public sealed record ExtensionKeys(IPasskeyKeyFactory Factory, IPasskeySealer Sealer);
