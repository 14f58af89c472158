using System.Text.Json.Serialization;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Transitions;

namespace IdMelon.Provisioning.Journaling;

/// <summary>One line of the journal. Together the entries of a request tell its whole story; folding them gives its record.</summary>
/// <remarks>Holds no secret: passes, keys and challenges have no place in any member.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType)]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(Transitioned), "transitioned")]
[JsonDerivedType(typeof(PasskeyMade), "passkey-made")]
[JsonDerivedType(typeof(PasskeySettled), "passkey-settled")]
public abstract record JournalEntry
{
    /// <summary>The schema version that this library writes.</summary>
    public const int CurrentSchemaVersion = 1;

    private protected JournalEntry(string batchId, string requestId, DateTimeOffset at)
    {
        BatchId = batchId;
        RequestId = requestId;
        At = at;
    }

    /// <summary>Gets the version of the entry's shape; readers skip members they do not know.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Gets the batch that the run belongs to.</summary>
    public string BatchId { get; }

    /// <summary>Gets the request.</summary>
    public string RequestId { get; }

    /// <summary>Gets when it happened.</summary>
    public DateTimeOffset At { get; }

    /// <summary>A run begins.</summary>
    public sealed record RunStarted(string BatchId, string RequestId, DateTimeOffset At, string User, ProvisioningMode Mode, string Reason)
        : JournalEntry(BatchId, RequestId, At);

    /// <summary>A row of the transition table was taken. It is written before the row's effect begins.</summary>
    public sealed record Transitioned(
        string BatchId,
        string RequestId,
        DateTimeOffset At,
        ProvisioningState From,
        ProvisioningTrigger On,
        ProvisioningState To,
        ProvisioningEffect Then,
        ProvisioningVerdict? Verdict = null)
        : JournalEntry(BatchId, RequestId, At)
    {
        /// <summary>Gets what was recognized, if a page was.</summary>
        public JournaledPage? Page { get; init; }

        /// <summary>Gets what went wrong, if something did.</summary>
        public ProvisioningError? Error { get; init; }

        /// <summary>Gets the id of the access pass that was issued, if one was.</summary>
        public string? AccessPassId { get; init; }

        /// <summary>Gets the directory's id of the confirmed passkey, if it was.</summary>
        public string? PasskeyId { get; init; }

        /// <summary>Gets the id under which the tenant's service has the call behind this row in its own logs, if there was one and it told.</summary>
        public string? ServiceRequestId { get; init; }

        /// <summary>Gets until when a person is waited for, if one is.</summary>
        public DateTimeOffset? Until { get; init; }

        /// <summary>Gets the round trips to the browser so far.</summary>
        public int RoundTrips { get; init; }

        /// <summary>Gets the changes of the page seen so far: replaced documents and changed views.</summary>
        public int PageChanges { get; init; }
    }

    /// <summary>A credential was made and is in the vault as pending; the page has not seen it yet.</summary>
    public sealed record PasskeyMade(string BatchId, string RequestId, DateTimeOffset At, string CredentialId, Guid Aaguid)
        : JournalEntry(BatchId, RequestId, At)
    {
        /// <summary>Gets the rp id of a passkey that was captured; null for one of the user's directory.</summary>
        public string? RelyingPartyId { get; init; }
    }

    /// <summary>A key that an earlier run had left was settled with the directory, or could not be; in the capture mode, a passkey was taken by its page, or was not.</summary>
    /// <param name="BatchId">The batch that the run belongs to.</param>
    /// <param name="RequestId">The request of the run that settles.</param>
    /// <param name="At">When.</param>
    /// <param name="CredentialId">The credential.</param>
    /// <param name="MadeFor">The request for which it was made.</param>
    /// <param name="Settlement">What has become of it.</param>
    public sealed record PasskeySettled(string BatchId, string RequestId, DateTimeOffset At, string CredentialId, string MadeFor, PasskeySettlement Settlement)
        : JournalEntry(BatchId, RequestId, At)
    {
        /// <summary>Gets the directory's id of the passkey, if it has it.</summary>
        public string? PasskeyId { get; init; }

        /// <summary>Gets why it could not be settled, if so.</summary>
        public ProvisioningError? Error { get; init; }
    }
}
