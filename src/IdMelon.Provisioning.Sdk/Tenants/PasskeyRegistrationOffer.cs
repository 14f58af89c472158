using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Tenants;

/// <summary>What the directory asks of a new passkey.</summary>
/// <param name="Options">The creation options.</param>
/// <param name="Expires">Until when the directory takes a registration made from them; null if it does not say.</param>
public sealed record PasskeyRegistrationOffer(PasskeyCreationOptions Options, DateTimeOffset? Expires);
