using IdMelon.Provisioning.Journaling;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Conformance.Journaling;

/// <summary>Journal entries for tests: one or more of every kind, with every member set at least once.</summary>
public static class JournalSamples
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 30, 0, 125, TimeSpan.Zero);

    /// <summary>Makes the samples.</summary>
    /// <param name="batchId">Their batch.</param>
    /// <param name="requestId">Their request.</param>
    public static IReadOnlyList<JournalEntry> Of(string batchId, string requestId = "request-1") =>
    [
        new JournalEntry.RunStarted(batchId, requestId, Start, "ada@contoso.onmicrosoft.com", ProvisioningMode.Automatic, "A pass may be issued.\nIt \"may\" — 許可 \u2028 too."),
        new JournalEntry.Transitioned(
            batchId,
            requestId,
            Start.AddSeconds(1),
            ProvisioningState.IssuingAccessPass,
            ProvisioningTrigger.AccessPassIssued,
            ProvisioningState.SigningIn,
            ProvisioningEffect.OpenWindow,
            null)
        {
            AccessPassId = "pass-1",
        },
        new JournalEntry.Transitioned(
            batchId,
            requestId,
            Start.AddSeconds(2),
            ProvisioningState.SigningIn,
            ProvisioningTrigger.UsernameAsked,
            ProvisioningState.SigningIn,
            ProvisioningEffect.Act,
            null)
        {
            Page = new JournaledPage("Username", "login.microsoftonline.com", ["#i0116", "phrase:sign-in.title"]) { Rule = "sign-in/username", Pack = "microsoft 1", Language = "ja" },
            RoundTrips = 2,
            PageChanges = 1,
        },
        new JournalEntry.PasskeySettled(batchId, requestId, Start.AddSeconds(3), "Dw4NDAsKCQgHBgUEAwIBAA", "earlier-request", PasskeySettlement.Pending)
        {
            Error = ProvisioningError.Of(ErrorCodes.PasskeyUnconfirmed, "It's not shown yet."),
        },
        new JournalEntry.PasskeyMade(batchId, requestId, Start.AddSeconds(3), "AAECAwQFBgcICQoLDA0ODw", Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a")),
        new JournalEntry.Transitioned(
            batchId,
            requestId,
            Start.AddSeconds(4),
            ProvisioningState.Verifying,
            ProvisioningTrigger.PasskeyConfirmed,
            ProvisioningState.CleaningUp,
            ProvisioningEffect.CleanUp,
            ProvisioningVerdict.Succeeded)
        {
            PasskeyId = "AAECAwQFBgcICQoLDA0ODw2",
        },
        new JournalEntry.Transitioned(
            batchId,
            requestId,
            Start.AddSeconds(5),
            ProvisioningState.CleaningUp,
            ProvisioningTrigger.LeftBehind,
            ProvisioningState.Finished,
            ProvisioningEffect.None,
            ProvisioningVerdict.Failed)
        {
            Error = ProvisioningError.Of(ErrorCodes.AccessPassLeftBehind, "It's there.") with { HttpStatus = 503, ServiceCode = "serviceUnavailable", RequestId = "5c1a" },
        },
    ];

    /// <summary>Writes entries in a form that can be compared: records with lists in them do not compare by content.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<JournalEntry> entries) => [.. entries.Select(JournalJson.Write)];
}
