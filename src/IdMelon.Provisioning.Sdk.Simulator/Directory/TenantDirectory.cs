using System.Security.Cryptography;

namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>The users of the simulated tenant with their access passes and passkeys, and its groups.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class TenantDirectory
{
    // The alphabet of the documentation's sample: letters, digits and signs that must survive form encoding.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789+*%&";

    private readonly Lock gate = new();
    private readonly List<SimulatedUser> users = [];
    private readonly List<SimulatedGroup> groups = [];
    private readonly TimeProvider time;
    private int issuedAccessPasses;

    internal TenantDirectory(TimeProvider time) => this.time = time;

    /// <summary>Gets the users in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedUser> Users
    {
        get
        {
            lock (gate)
            {
                return [.. users];
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
                return users.FindAll(user => user.AccessPass?.UsabilityReasonAt(now) is "EnabledByPolicy" or "NotYetValid");
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
            if (Find(userPrincipalName) is not null)
            {
                throw new ArgumentException("A user of that name exists already.", nameof(userPrincipalName));
            }

            var user = new SimulatedUser(this, Guid.NewGuid(), userPrincipalName, displayName ?? userPrincipalName.Split('@')[0]);
            users.Add(user);
            return user;
        }
    }

    /// <summary>Finds a user by object id or user principal name (case-insensitive).</summary>
    public SimulatedUser? Find(string idOrName)
    {
        lock (gate)
        {
            return users.Find(user =>
                string.Equals(user.UserPrincipalName, idOrName, StringComparison.OrdinalIgnoreCase)
                || string.Equals(user.Id.ToString(), idOrName, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Removes a user with everything that belongs to the user.</summary>
    /// <returns><see langword="false"/> if the user is not in the directory.</returns>
    public bool RemoveUser(SimulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (gate)
        {
            foreach (var group in groups)
            {
                group.MemberIds = [.. group.MemberIds.Where(id => id != user.Id)];
            }

            return users.Remove(user);
        }
    }

    /// <summary>Gets the groups in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedGroup> Groups
    {
        get
        {
            lock (gate)
            {
                return [.. groups];
            }
        }
    }

    /// <summary>Adds a group.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public SimulatedGroup AddGroup(string displayName, bool isSecurityEnabled = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(displayName);
        lock (gate)
        {
            var group = new SimulatedGroup(Guid.NewGuid(), displayName, isSecurityEnabled);
            groups.Add(group);
            return group;
        }
    }

    /// <summary>Finds a group by object id.</summary>
    public SimulatedGroup? FindGroup(Guid id)
    {
        lock (gate)
        {
            return groups.Find(group => group.Id == id);
        }
    }

    /// <summary>Removes a group.</summary>
    /// <returns><see langword="false"/> if it is not in the directory.</returns>
    public bool RemoveGroup(SimulatedGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (gate)
        {
            foreach (var other in groups)
            {
                other.MemberIds = [.. other.MemberIds.Where(id => id != group.Id)];
            }

            return groups.Remove(group);
        }
    }

    /// <summary>Makes a user or a group a member of a group; a member stays one.</summary>
    /// <exception cref="ArgumentException">There is no user or group of that id, or the group would contain itself.</exception>
    public void AddMember(SimulatedGroup group, Guid memberId)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (gate)
        {
            var nested = groups.Find(other => other.Id == memberId);
            if (nested is null && users.TrueForAll(user => user.Id != memberId))
            {
                throw new ArgumentException("There is no user or group of that id.", nameof(memberId));
            }

            if (memberId == group.Id || GroupsAround([group.Id]).Any(around => around.Id == memberId))
            {
                throw new ArgumentException("A group cannot contain itself.", nameof(memberId));
            }

            if (!group.MemberIds.Contains(memberId))
            {
                group.MemberIds = [.. group.MemberIds, memberId];
            }
        }
    }

    /// <summary>Ends a direct membership.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    public bool RemoveMember(SimulatedGroup group, Guid memberId)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (gate)
        {
            var before = group.MemberIds.Count;
            group.MemberIds = [.. group.MemberIds.Where(id => id != memberId)];
            return group.MemberIds.Count < before;
        }
    }

    /// <summary>Gets the groups a user belongs to, directly or through other groups.</summary>
    public IReadOnlyList<SimulatedGroup> GroupsOf(SimulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (gate)
        {
            return GroupsAround([user.Id]);
        }
    }

    /// <summary>Issues an access pass; an existing one is replaced, as the real directory does.</summary>
    public SimulatedAccessPass IssueAccessPass(SimulatedUser user, TimeSpan lifetime, bool isUsableOnce = true, DateTimeOffset? start = null, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (gate)
        {
            var now = time.GetUtcNow();
            var pass = new SimulatedAccessPass(Guid.NewGuid(), now, start ?? now, lifetime, isUsableOnce) { Code = code ?? RandomNumberGenerator.GetString(Alphabet, 8) };
            user.AccessPass = pass;
            issuedAccessPasses++;
            return pass;
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
                || !CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(pass.Code), System.Text.Encoding.UTF8.GetBytes(typed)))
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

    private List<SimulatedGroup> GroupsAround(HashSet<Guid> inside)
    {
        var found = new List<SimulatedGroup>();
        int before;
        do
        {
            before = found.Count;
            foreach (var group in groups.Where(group => !inside.Contains(group.Id) && group.MemberIds.Any(inside.Contains)).ToList())
            {
                inside.Add(group.Id);
                found.Add(group);
            }
        }
        while (found.Count > before);
        return found;
    }
}
