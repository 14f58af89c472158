using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>The users of the simulated tenant with their access passes and passkeys, and its groups.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class TenantDirectory
{
    private readonly Lock gate = new();
    private readonly List<SimulatedUser> users = [];
    private readonly Dictionary<Guid, SimulatedUser> usersById = [];
    private readonly Dictionary<string, SimulatedUser> usersByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider time;
    private IReadOnlyList<SimulatedUser>? shownUsers;
    private int issuedAccessPasses;

    internal TenantDirectory(TimeProvider time) => this.time = time;

    /// <summary>Gets the users in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedUser> Users
    {
        get
        {
            lock (gate)
            {
                // One copy serves everybody until there are other users.
                return shownUsers ??= [.. users];
            }
        }
    }

    /// <summary>Gets how many access passes were ever issued.</summary>
    public int IssuedAccessPasses
    {
        get
        {
            lock (gate)
            {
                return issuedAccessPasses;
            }
        }
    }

    /// <summary>Gets the users with a pass somebody could sign in with, now or later.</summary>
    public IReadOnlyList<SimulatedUser> UsersWithOpenAccessPass
    {
        get
        {
            lock (gate)
            {
                var now = time.GetUtcNow();
                return users.FindAll(user => user.AccessPass is { } pass && pass.IsOpenAt(now));
            }
        }
    }

    /// <summary>Adds a member.</summary>
    /// <exception cref="ArgumentException">The name is empty, has no <c>@</c> or is taken.</exception>
    public SimulatedUser AddUser(string userPrincipalName, string? displayName = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userPrincipalName);
        if (!userPrincipalName.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException("A user principal name looks like name@domain.", nameof(userPrincipalName));
        }

        lock (gate)
        {
            if (usersByName.ContainsKey(userPrincipalName))
            {
                throw new ArgumentException("A user of that name exists already.", nameof(userPrincipalName));
            }

            var user = new SimulatedUser(this, Guid.NewGuid(), userPrincipalName, displayName ?? userPrincipalName.Split('@')[0]);
            users.Add(user);
            usersById.Add(user.Id, user);
            usersByName.Add(userPrincipalName, user);
            shownUsers = null;
            return user;
        }
    }

    /// <summary>Finds a user by object id or user principal name (case-insensitive).</summary>
    public SimulatedUser? Find(string idOrName)
    {
        lock (gate)
        {
            return Guid.TryParseExact(idOrName, "D", out var id) ? usersById.GetValueOrDefault(id) : usersByName.GetValueOrDefault(idOrName);
        }
    }

    /// <summary>Finds a user by user principal name only (case-insensitive): nobody signs in with an object id.</summary>
    internal SimulatedUser? FindByName(string name)
    {
        lock (gate)
        {
            return usersByName.GetValueOrDefault(name);
        }
    }

    /// <summary>Removes a user with everything that belongs to the user.</summary>
    /// <returns><see langword="false"/> if the user is not in the directory.</returns>
    public bool RemoveUser(SimulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (gate)
        {
            if (!users.Remove(user))
            {
                return false;
            }

            usersById.Remove(user.Id);
            usersByName.Remove(user.UserPrincipalName);
            shownUsers = null;
            foreach (var group in groups)
            {
                group.MemberIds = [.. group.MemberIds.Where(id => id != user.Id)];
            }

            return true;
        }
    }

    /// <summary>Issues an access pass; an existing one is replaced, as the real directory does.</summary>
    public SimulatedAccessPass IssueAccessPass(SimulatedUser user, TimeSpan lifetime, bool isUsableOnce = true, DateTimeOffset? start = null, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        TimeLimits.Checked(lifetime, TimeLimits.LongestAccessPass, nameof(lifetime));
        lock (gate)
        {
            var now = time.GetUtcNow();
            var pass = new SimulatedAccessPass(Guid.NewGuid(), now, start ?? now, lifetime, isUsableOnce) { Code = code ?? AccessPassCode.Create() };
            user.AccessPass = pass;
            issuedAccessPasses++;
            return pass;
        }
    }

    /// <summary>Issues an access pass unless there is one somebody could sign in with, now or later.</summary>
    /// <returns>The pass, or null if there is one.</returns>
    internal SimulatedAccessPass? IssueOnlyAccessPass(SimulatedUser user, TimeSpan lifetime, bool isUsableOnce, DateTimeOffset? start, string code)
    {
        lock (gate)
        {
            return user.AccessPass is { } pass && pass.IsOpenAt(time.GetUtcNow()) ? null : IssueAccessPass(user, lifetime, isUsableOnce, start, code);
        }
    }

    /// <summary>Removes the access pass of that id.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    public bool RemoveAccessPass(SimulatedUser user, Guid id)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (gate)
        {
            if (user.AccessPass?.Id != id)
            {
                return false;
            }

            user.AccessPass = null;
            return true;
        }
    }

    /// <summary>Checks a typed pass and, if it is right, marks a one-time pass as used, in one step.</summary>
    /// <returns>0 if it may sign in, otherwise the AADSTS number: 130503 wrong, 130504 expired, 130505 already used.</returns>
    internal int RedeemAccessPass(SimulatedUser user, string typed)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (user.AccessPass is not { } pass
                || !pass.Matches(typed))
            {
                return 130503;
            }

            switch (pass.UsabilityReasonAt(now))
            {
                case "OneTimeUsed":
                    return 130505;
                case "Expired":
                    return 130504;
                case "NotYetValid":
                    return 130503;
                default:
                    user.AccessPass = pass with { UsedDateTime = now };
                    return 0;
            }
        }
    }

    /// <summary>Adds a passkey as if it had been registered; nothing about it is checked.</summary>
    public void AddPasskey(SimulatedUser user, SimulatedPasskey passkey)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(passkey);
        lock (gate)
        {
            user.Passkeys = [.. user.Passkeys, passkey];
        }
    }

    /// <summary>Removes a passkey by the id that Graph shows.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    public bool RemovePasskey(SimulatedUser user, string id)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (gate)
        {
            var before = user.Passkeys.Count;
            user.Passkeys = [.. user.Passkeys.Where(passkey => passkey.Id != id)];
            return user.Passkeys.Count < before;
        }
    }
}
