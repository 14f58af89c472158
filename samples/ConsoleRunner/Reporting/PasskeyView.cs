using System.Globalization;
using System.Text.Json;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>The passkeys of a user, or why they cannot be told.</summary>
internal sealed record UserPasskeys(UserPrincipalName User, Attempt<IReadOnlyList<DirectoryPasskey>> Passkeys);

/// <summary>What the directory has: for people, or as one JSON object.</summary>
internal static class PasskeyView
{
    public static IEnumerable<string> List(IReadOnlyList<UserPasskeys> users, bool json) => json
        ? [JsonObjects.Line(writer => writer.WriteArray("users", users, WriteUser))]
        : [.. users.SelectMany(Lines), string.Create(CultureInfo.InvariantCulture, $"{users.Where(user => user.Passkeys.Succeeded).Sum(user => user.Passkeys.Value.Count)} passkeys of {users.Count} users.")];

    public static IEnumerable<string> Removed(UserPrincipalName user, string id, bool removed, bool json) => json
        ? [JsonObjects.Line(writer =>
        {
            writer.WriteString("user", user.ToString());
            writer.WriteString("passkeyId", id);
            writer.WriteBoolean("removed", removed);
        })]
        : [TerminalText.Clean(removed ? $"{user}: the passkey {id} is removed." : $"{user}: there is no passkey {id}.")];

    public static void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(UserPasskeys user) =>
        !user.Passkeys.TryGet(out var passkeys, out var error) ? [TerminalText.Clean($"{user.User}  {error}")]
        : passkeys.Count == 0 ? [TerminalText.Clean($"{user.User}  none")]
        : passkeys.Select(passkey => TerminalText.Clean(string.Create(CultureInfo.InvariantCulture, $"{user.User}  {passkey.Created?.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {passkey.Aaguid}  {passkey.Id}  {passkey.DisplayName}")));

    private static void WriteUser(Utf8JsonWriter writer, UserPasskeys user)
    {
        writer.WriteString("user", user.User.ToString());
        writer.WriteArray("passkeys", user.Passkeys.Succeeded ? user.Passkeys.Value : [], (one, passkey) =>
        {
            one.WriteString("id", passkey.Id);
            one.WriteString("name", passkey.DisplayName);
            one.WriteString("aaguid", passkey.Aaguid?.ToString());
            one.WriteString("created", passkey.Created?.ToString("O", CultureInfo.InvariantCulture));
        });
        writer.Write(user.Passkeys.Error);
    }
}
