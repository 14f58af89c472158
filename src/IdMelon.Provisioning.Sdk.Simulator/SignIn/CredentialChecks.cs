using System.Runtime.CompilerServices;
using IdMelon.Provisioning.Simulator.Directory;
using IdMelon.Provisioning.Simulator.Policies;

namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>Decides which credentials a user is offered and whether a typed one is right.</summary>
internal sealed class CredentialChecks(TenantDirectory directory, TenantPolicies policies, SimulatorWeather simulatorWeather, PageWeather weather, TimeProvider time)
{
    // Inferred from the documented defaults of smart lockout: ten wrong ones in a row lock the account for a minute.
    private const int Patience = 10;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(1);

    private readonly ConditionalWeakTable<SimulatedUser, Record> records = [];

    /// <summary>Tells whether the sign-in asks for an access pass.</summary>
    public bool OffersAccessPass(SimulatedUser? user) =>
        user?.AccessPass is { } pass
        && policies.MayHaveAccessPass(user)
        && (weather.OffersStaleAccessPass || pass.UsabilityReasonAt(time.GetUtcNow()) == "EnabledByPolicy");

    /// <summary>Gets the passkeys that the sign-in offers to use.</summary>
    public IReadOnlyList<SimulatedPasskey> OfferedPasskeys(SimulatedUser? user) =>
        user is not null && policies.MayHavePasskey(user) ? user.Passkeys : [];

    /// <summary>Checks an access pass and uses it up if it is for one use.</summary>
    /// <returns>0, or the AADSTS number of the refusal.</returns>
    public int CheckAccessPass(SimulatedUser user, string typed) => Counted(user, () =>
    {
        // The right pass may be refused as if it were wrong because it is too early; that is no guess.
        var isRight = user.AccessPass?.Matches(typed) ?? false;
        var refusal =
            !policies.MayHaveAccessPass(user) || (policies.AccessPass.RequiresOneTime && user.AccessPass is { IsUsableOnce: false }) ? 130502
            : user.AccessPass is { } pass && time.GetUtcNow() < pass.CreatedDateTime + simulatorWeather.AccessPassReadinessLag ? 130503
            : directory.RedeemAccessPass(user, typed);
        return (refusal, IsGuess: refusal == 130503 && !isRight);
    });

    /// <summary>Checks a password.</summary>
    /// <returns>0, or the AADSTS number of the refusal.</returns>
    public int CheckPassword(SimulatedUser user, string typed) => Counted(user, () =>
        user.HasPassword(typed) ? (0, false) : user.HasNoPassword ? (50056, false) : (50126, true));

    /// <summary>Checks a password that was typed here. That of a federated user is the other provider's, however right it is; which number that gives is inferred.</summary>
    /// <returns>0, or the AADSTS number of the refusal.</returns>
    public int CheckOwnPassword(SimulatedUser user, string typed) => user.IsFederated ? Counted(user, () => (50126, true)) : CheckPassword(user, typed);

    /// <summary>Gets the word that the second factor's page uses for the number of a refused access pass.</summary>
    public static string Word(int refusal) => refusal switch
    {
        130502 => "AccessPassBlockedByPolicy",
        130504 => "AccessPassExpired",
        130505 => "AccessPassAlreadyUsed",
        _ => "InvalidAccessPass",
    };

    /// <summary>Why the user may not get in whatever is proved: 50034 for one that has been removed, 50057 for a disabled one; 0 if nothing is wrong.</summary>
    public int AccountRefusal(SimulatedUser user) => directory.FindByName(user.UserPrincipalName) != user ? 50034 : user.IsEnabled ? 0 : 50057;

    /// <summary>What a page without fields says of such a user.</summary>
    public static string AccountRefusalText(int refusal) => refusal == 50034
        ? "AADSTS50034: The user account does not exist in the directory."
        : "AADSTS50057: The user account is disabled.";

    private int Counted(SimulatedUser user, Func<(int Refusal, bool IsGuess)> check)
    {
        if (AccountRefusal(user) is not 0 and var closed)
        {
            return closed;
        }

        var record = records.GetOrCreateValue(user);
        lock (record)
        {
            if (time.GetUtcNow() < record.LockedUntil)
            {
                return 50053;
            }

            var (refusal, isGuess) = check();
            record.Wrong = isGuess ? record.Wrong + 1 : refusal == 130503 ? record.Wrong : 0;
            if (record.Wrong >= Patience)
            {
                record.Wrong = 0;
                record.LockedUntil = time.GetUtcNow() + LockTime;
            }

            return refusal;
        }
    }

    private sealed class Record
    {
        public int Wrong { get; set; }

        public DateTimeOffset LockedUntil { get; set; }
    }
}
