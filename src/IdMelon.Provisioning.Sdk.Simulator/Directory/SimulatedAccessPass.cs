using System.Security.Cryptography;
using System.Text;

namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>A Temporary Access Pass as the simulated directory keeps it.</summary>
public sealed record SimulatedAccessPass(Guid Id, DateTimeOffset CreatedDateTime, DateTimeOffset StartDateTime, TimeSpan Lifetime, bool IsUsableOnce)
{
    /// <summary>Gets when a one-time pass was used.</summary>
    public DateTimeOffset? UsedDateTime { get; init; }

    /// <summary>Gets the clear text; never printed, logged or sent again after the create call.</summary>
    internal string Code { get; init; } = "";

    /// <summary>When it ends; a pass that would end after all days ends with them.</summary>
    internal DateTimeOffset EndDateTime => Lifetime < DateTimeOffset.MaxValue - StartDateTime ? StartDateTime + Lifetime : DateTimeOffset.MaxValue;

    /// <summary>Tells how usable the pass is at a moment: <c>EnabledByPolicy</c>, <c>Expired</c>, <c>NotYetValid</c> or <c>OneTimeUsed</c>.</summary>
    public string UsabilityReasonAt(DateTimeOffset now) =>
        IsUsableOnce && UsedDateTime is not null ? "OneTimeUsed"
        : now < StartDateTime ? "NotYetValid"
        : now >= EndDateTime ? "Expired"
        : "EnabledByPolicy";

    /// <summary>Tells whether somebody could sign in with it, now or later.</summary>
    internal bool IsOpenAt(DateTimeOffset now) => UsabilityReasonAt(now) is "EnabledByPolicy" or "NotYetValid";

    /// <summary>Tells whether somebody typed this pass.</summary>
    internal bool Matches(string typed) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code), Encoding.UTF8.GetBytes(typed));

    /// <inheritdoc/>
    public override string ToString() => $"SimulatedAccessPass {{ Id = {Id} }}";
}
