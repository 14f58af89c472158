namespace IdMelon.Provisioning.Graph;

/// <summary>What to show a person who is to sign in on another device.</summary>
/// <param name="UserCode">The code to type there.</param>
/// <param name="Address">Where to type it.</param>
/// <param name="Message">The service's own sentence with both.</param>
/// <param name="Expires">Until when.</param>
public sealed record DeviceCodePrompt(string UserCode, Uri Address, string Message, DateTimeOffset Expires)
{
    /// <summary>Shows the address, but not the code: whoever types it lets this program in.</summary>
    public override string ToString() => $"DeviceCodePrompt {{ Address = {Address} }}";
}
