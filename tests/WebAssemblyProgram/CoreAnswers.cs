using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning;
using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Browsing;
using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Planning;
using IdMelon.Provisioning.Recognition;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Running;
using IdMelon.Provisioning.Vaults;
using IdMelon.Provisioning.WebAuthn;

namespace WebAssemblyProgram;

/// <summary>What the core answers to the same questions inside and outside of WebAssembly; compiled into both.</summary>
internal static class CoreAnswers
{
    private static readonly PackRecognizer Recognizer = new(EntraCloud.Public);

    /// <summary>Recognizes a page as the shared page script replied it.</summary>
    public static string Recognize(string reply) => Describe(SnapshotJson.Read(reply));

    /// <summary>Recognizes many pages: a JSON list of replies or snapshots, each as a text.</summary>
    /// <returns>One answer per line.</returns>
    public static string RecognizeAll(string replies) => string.Join('\n', Texts(replies).Select(Recognize));

    /// <summary>Reads and recognizes many saved pages: a JSON list of HTML texts.</summary>
    /// <returns>One answer per line.</returns>
    public static string RecognizeSaved(string pages) => string.Join('\n', Texts(pages).Select(html =>
    {
        var saved = SavedPage.Read(html, EntraCloud.Public);
        return $"{saved.Address} {saved.Snapshot.Html.Length} {Describe(saved.Snapshot)}";
    }));

    /// <summary>Folds a journal of one entry per line.</summary>
    public static string Fold(string lines)
    {
        var entries = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JournalJson.Read).OfType<JournalEntry>().ToList();
        return new JsonArray([.. ProvisioningRecords.Fold(entries).Select(Describe)]).ToJsonString();
    }

    /// <summary>Plans a request in a cloud.</summary>
    public static string Plan(string user, string cloud)
    {
        var facts = new TenantFacts(EntraCloud.Find(cloud) ?? EntraCloud.Public, KeepsKeys: true);
        return ProvisioningPlanner.Plan(new ProvisioningRequest(user), facts).TryGet(out var plan, out var error)
            ? $"{plan.Mode}: {plan.Reason} {plan.StartAddress}"
            : $"{error.Code}: {error.Message} {error.Remedy}";
    }

    /// <summary>Makes a passkey with a key of the fake port; what is random in it is left out.</summary>
    public static async Task<string> MakePasskeyAsync()
    {
        var options = new PasskeyCreationOptions
        {
            RelyingPartyId = "login.microsoft.com",
            UserId = new byte[] { 1, 2, 3 },
            UserName = "ada@contoso.com",
            Challenge = new byte[] { 4, 5, 6 },
            Algorithms = [-7, -257],
        };
        var caller = new CallerOrigin("https://login.microsoft.com", "https://login.microsoft.com");
        using var made = (await new SoftwareAuthenticator(new FixedKeyFactory()).CreateAsync(options, caller, CancellationToken.None)).Value;
        var data = made.Registration.AuthenticatorData.ToArray();
        Array.Clear(data, 55, made.Registration.CredentialId.Length);
        return new JsonObject
        {
            ["clientData"] = Convert.ToHexString(made.Registration.ClientDataJson.Span),
            ["authenticatorData"] = Convert.ToHexString(data),
            ["attestationBytes"] = made.Registration.AttestationObject.Length,
            ["key"] = made.PrivateKey!.ToString(),
        }.ToJsonString();
    }

    /// <summary>Runs the automatic mode to its end over pages that were recorded in their order, and replays the journal through its JSON form.</summary>
    public static async Task<string> ProvisionAsync(string replies)
    {
        using var vault = new InMemoryVault();
        var journal = new InMemoryJournal();
        await using var browsers = new ReplayedBrowser([.. JsonNode.Parse(replies)!.AsArray().Select(reply => reply!.ToJsonString())]);
        var provisioner = new Provisioner(
            new ProvisioningParts
            {
                Browsers = browsers,
                AccessPasses = new FixedTenant(vault),
                Passkeys = new FixedTenant(vault),
                Authenticator = new SoftwareAuthenticator(new FixedKeyFactory()),
                Vault = vault,
                Journal = journal,
                Time = new FixedTime(),
            },
            new ProvisionerOptions { AllowsVolatileVault = true });
        var record = await provisioner.ProvisionAsync(new ProvisioningRequest(ReplayedBrowser.User) { Id = "request", PageLanguage = null });
        var lines = string.Join('\n', journal.Entries.Select(JournalJson.Write));
        return new JsonObject
        {
            ["record"] = Describe(record),
            ["replayed"] = JsonNode.Parse(Fold(lines)),
            ["rows"] = List([.. journal.Entries.OfType<JournalEntry.Transitioned>().Select(row => $"{row.From} on {row.On} to {row.To}")]),
            ["vault"] = List([.. (await vault.ListAsync(CancellationToken.None)).Select(passkey => $"{passkey.UserName} {passkey.State}")]),
        }.ToJsonString();
    }

    private static IEnumerable<string> Texts(string list) => JsonNode.Parse(list)!.AsArray().Select(text => text!.GetValue<string>());

    private static string Describe(PageSnapshot snapshot)
    {
        var step = Recognizer.Recognize(snapshot);
        return new JsonObject
        {
            ["kind"] = step.Kind.ToString(),
            ["targets"] = new JsonObject(step.Targets.OrderBy(target => target.Key).Select(target => KeyValuePair.Create(target.Key.ToString(), (JsonNode?)SnapshotControls.Describe(snapshot, target.Value.Number)))),
            ["numbers"] = List([.. step.Targets.OrderBy(target => target.Key).Select(target => $"{target.Value.SnapshotId} {target.Value.Number}")]),
            ["rule"] = step.Evidence.Rule,
            ["pack"] = step.Evidence.Pack,
            ["language"] = step.Evidence.Language,
            ["matched"] = List(step.Evidence.Matched),
            ["confidence"] = step.Confidence,
            ["nearMisses"] = List([.. step.NearMisses.Select(miss => $"{miss.Rule} {miss.Kind} {string.Join(' ', miss.Held)}, but {miss.Missing}")]),
            ["refusal"] = step.RefusalCode,
            ["number"] = step.RefusalNumber,
        }.ToJsonString();
    }

    private static JsonNode Describe(ProvisioningRecord record) => new JsonObject
    {
        ["request"] = record.RequestId,
        ["user"] = record.User,
        ["verdict"] = record.Verdict?.ToString(),
        ["state"] = record.State.ToString(),
        ["duration"] = record.Duration.ToString("c"),
        ["language"] = record.Language,
        ["pass"] = record.AccessPassId,
        ["made"] = record.CredentialId is not null,
        ["confirmed"] = record.PasskeyId is not null,
        ["error"] = record.Error?.Code,
        ["leftover"] = record.Leftover?.Code,
        ["roundTrips"] = record.RoundTrips,
        ["pageChanges"] = record.PageChanges,
    };

    private static JsonArray List(IReadOnlyList<string> items) => new([.. items.Select(item => (JsonNode)item)]);
}
