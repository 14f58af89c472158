namespace IdMelon.Provisioning.BrowserExtension.Panel;

/// <summary>WebAuthn data in their JSON form. They hold a challenge, so they print as nothing.</summary>
/// <param name="Json">A JSON object.</param>
public sealed record PasskeyText(string Json)
{
    /// <summary>Prints <c>{…}</c>.</summary>
    public override string ToString() => "{…}";
}
