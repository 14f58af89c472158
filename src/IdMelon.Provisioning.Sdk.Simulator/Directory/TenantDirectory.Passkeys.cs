namespace IdMelon.Provisioning.Simulator.Directory;

/// <content>Passkeys by their credential.</content>
public sealed partial class TenantDirectory
{
    /// <summary>How many passkeys a user may register. Ten is often quoted without a source, and that it holds for registrations through Graph, too, is inferred.</summary>
    internal const int MostPasskeys = 10;

    /// <summary>Finds a passkey and whose it is; a credential id belongs to one user of the tenant at most.</summary>
    internal (SimulatedUser User, SimulatedPasskey Passkey)? FindPasskey(ReadOnlySpan<byte> credentialId)
    {
        lock (gate)
        {
            foreach (var user in users)
            {
                foreach (var passkey in user.Passkeys)
                {
                    if (passkey.CredentialId.Span.SequenceEqual(credentialId))
                    {
                        return (user, passkey);
                    }
                }
            }

            return null;
        }
    }

    /// <summary>Adds a passkey unless its credential belongs to somebody already or the user has as many as one may have, also when two arrive together.</summary>
    /// <returns><see langword="false"/> if it does.</returns>
    internal bool TryAddPasskey(SimulatedUser user, SimulatedPasskey passkey)
    {
        lock (gate)
        {
            if (user.Passkeys.Count >= MostPasskeys || FindPasskey(passkey.CredentialId.Span) is not null)
            {
                return false;
            }

            user.Passkeys = [.. user.Passkeys, passkey];
            return true;
        }
    }

    /// <summary>Keeps the counter of a passkey that was used.</summary>
    /// <returns>
    /// <see langword="false"/> if the passkey is gone, or if its counter has not grown, which tells of a copy of the authenticator; a counter that stays zero is none.
    /// </returns>
    internal bool RecordUse(ReadOnlySpan<byte> credentialId, uint signCount)
    {
        lock (gate)
        {
            if (FindPasskey(credentialId) is not var (user, passkey) || (signCount <= passkey.SignCount && (signCount, passkey.SignCount) != (0, 0)))
            {
                return false;
            }

            user.Passkeys = [.. user.Passkeys.Select(other => ReferenceEquals(other, passkey) ? passkey with { SignCount = signCount } : other)];
            return true;
        }
    }
}
