namespace IdMelon.Provisioning.Simulator.Directory;

/// <content>The groups.</content>
public sealed partial class TenantDirectory
{
    private readonly List<SimulatedGroup> groups = [];
    private readonly Dictionary<Guid, SimulatedGroup> groupsById = [];

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
            groupsById.Add(group.Id, group);
            return group;
        }
    }

    /// <summary>Finds a group by object id.</summary>
    public SimulatedGroup? FindGroup(Guid id)
    {
        lock (gate)
        {
            return groupsById.GetValueOrDefault(id);
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

            groupsById.Remove(group.Id);
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
            if (!groupsById.ContainsKey(memberId) && !usersById.ContainsKey(memberId))
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

    /// <summary>Gets the object ids of the users and groups in a group, directly or through other groups.</summary>
    internal IReadOnlyList<Guid> MembersAround(SimulatedGroup group)
    {
        lock (gate)
        {
            var found = new List<Guid>();
            var seen = new HashSet<Guid>();
            var open = new Queue<SimulatedGroup>([group]);
            while (open.TryDequeue(out var next))
            {
                foreach (var id in next.MemberIds.Where(seen.Add))
                {
                    found.Add(id);
                    if (groupsById.TryGetValue(id, out var nested))
                    {
                        open.Enqueue(nested);
                    }
                }
            }

            return found;
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
