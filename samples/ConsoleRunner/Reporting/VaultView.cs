using System.Globalization;
using System.Text.Json;
using IdMelon.Provisioning.Local.Vaults;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Vaults;

namespace IdMelon.Provisioning.ConsoleRunner.Reporting;

/// <summary>What was found in, or done with, a vault: for people, or as one JSON object.</summary>
internal static class VaultView
{
    public static IEnumerable<string> List(IReadOnlyList<VaultedPasskey> passkeys, bool json) => json
        ? [JsonObjects.Line(writer => writer.WriteArray("passkeys", passkeys, WriteFacts))]
        : [.. passkeys.Select(Line), Total(passkeys)];

    public static IEnumerable<string> Verified(VaultReport report, bool json) => json
        ? [JsonObjects.Line(writer =>
        {
            writer.WriteBoolean("sound", report.IsSound);
            writer.WriteNumber("entries", report.Sound.Count);
            writer.WriteNumber("opened", report.Opened);
            writer.WriteNumber("indexLines", report.IndexLines);
            writer.WriteString("indexHead", report.IndexHead);
            writer.WriteArray("findings", report.Findings, WriteFacts);
        })]
        :
        [
            .. report.Findings.Select(Line),
            string.Create(CultureInfo.InvariantCulture, $"{report.Sound.Count} entries are whole, {report.Opened} of them were opened. The index has {report.IndexLines} lines; its head is {report.IndexHead}."),
        ];

    public static IEnumerable<string> Exported(VaultedPasskey passkey, string path, bool json) => json
        ? [JsonObjects.Line(writer =>
        {
            writer.WriteString("file", path);
            writer.WriteStartObject("passkey");
            WriteFacts(writer, passkey);
            writer.WriteEndObject();
        })]
        : [TerminalText.Clean($"The private key of {passkey.CredentialId} for {passkey.UserName} is in {path}, in clear.")];

    public static IEnumerable<string> Rotated(RotationReport report, bool json) => json
        ? [JsonObjects.Line(writer =>
        {
            writer.WriteNumber("rotated", report.Rotated.Count);
            writer.WriteNumber("alreadySealed", report.AlreadySealed.Count);
            writer.WriteArray("findings", report.Findings, WriteFacts);
        })]
        :
        [
            .. report.Findings.Select(Line),
            string.Create(CultureInfo.InvariantCulture, $"{report.Rotated.Count} entries were sealed anew, {report.AlreadySealed.Count} were already."),
        ];

    public static IEnumerable<string> Settled(IReadOnlyList<SettledPasskey> settled, bool json) => json
        ? [JsonObjects.Line(writer => writer.WriteArray("settled", settled, WriteFacts))]
        :
        [
            .. settled.Select(item => TerminalText.Clean($"{JsonObjects.Lower(item.Settlement),-8} {item.Passkey.UserName}  {item.Passkey.CredentialId}{(item.Error is { } error ? $"  {error}" : "")}")),
            string.Create(CultureInfo.InvariantCulture, $"{settled.Count} keys were pending."),
        ];

    private static string Line(VaultedPasskey passkey) =>
        TerminalText.Clean(string.Create(CultureInfo.InvariantCulture, $"{JsonObjects.Lower(passkey.State),-8} {passkey.Created.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {passkey.UserName}  {passkey.RelyingPartyId}  {passkey.CredentialId}"));

    private static string Line(VaultFinding finding) => TerminalText.Clean($"{(finding.IsRepaired ? "put right" : "damaged")}: {finding.File}: {finding.Error}");

    private static string Total(IReadOnlyList<VaultedPasskey> passkeys) =>
        string.Create(CultureInfo.InvariantCulture, $"{passkeys.Count} keys, {passkeys.Count(passkey => passkey.State == VaultedPasskeyState.Pending)} of them pending.");

    private static void WriteFacts(Utf8JsonWriter writer, VaultedPasskey passkey)
    {
        writer.WriteString("credentialId", passkey.CredentialId);
        writer.WriteString("state", JsonObjects.Lower(passkey.State));
        writer.WriteString("rpId", passkey.RelyingPartyId);
        writer.WriteString("userName", passkey.UserName);
        writer.WriteString("userHandle", passkey.UserHandle);
        writer.WriteString("aaguid", passkey.Aaguid);
        writer.WriteString("requestId", passkey.RequestId);
        writer.WriteString("created", passkey.Created);
    }

    private static void WriteFacts(Utf8JsonWriter writer, VaultFinding finding)
    {
        writer.WriteString("file", finding.File);
        writer.WriteString("credentialId", finding.CredentialId);
        writer.WriteBoolean("repaired", finding.IsRepaired);
        writer.Write(finding.Error);
    }

    private static void WriteFacts(Utf8JsonWriter writer, SettledPasskey item)
    {
        writer.WriteString("settlement", JsonObjects.Lower(item.Settlement));
        writer.WriteString("passkeyId", item.PasskeyId);
        WriteFacts(writer, item.Passkey);
        writer.Write(item.Error);
    }
}
