using IdMelon.Provisioning.Simulator.SignIn;

namespace IdMelon.Provisioning.Simulator.OAuth;

/// <summary>The applications registered in the tenant; the first one is there from the start.</summary>
/// <remarks>Thread-safe. <see cref="All"/> is a copy.</remarks>
public sealed class SimulatorApplications
{
    private readonly Lock gate = new();
    private readonly List<SimulatorApplication> applications = [];

    internal SimulatorApplications()
    {
    }

    /// <summary>Gets all applications in the order in which they were added.</summary>
    public IReadOnlyList<SimulatorApplication> All
    {
        get
        {
            lock (gate)
            {
                return [.. applications];
            }
        }
    }

    /// <summary>The places that answers may go to, as a policy for contents names them: a browser also looks at where a posted form is redirected to.</summary>
    internal IEnumerable<string> RedirectSources => All.SelectMany(application => application.RedirectUris).Select(RedirectUris.SourceOf).Distinct();

    /// <summary>Registers an application, which has no secret, no certificate, no redirect URI and no role yet.</summary>
    /// <param name="displayName">The name shown to users.</param>
    /// <param name="clientId">The client id; null makes one up.</param>
    /// <exception cref="ArgumentException">There is such an application already.</exception>
    public SimulatorApplication Add(string displayName, Guid? clientId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(displayName);
        var application = new SimulatorApplication((clientId ?? Guid.NewGuid()).ToString(), displayName);
        lock (gate)
        {
            if (application.ClientId == AuthorizeRequest.SecurityInfoClientId || Find(application.ClientId) is not null)
            {
                throw new ArgumentException("There is an application with this client id.", nameof(clientId));
            }

            applications.Add(application);
        }

        return application;
    }

    /// <summary>Finds an application by its client id.</summary>
    public SimulatorApplication? Find(string? clientId)
    {
        lock (gate)
        {
            return applications.Find(application => string.Equals(application.ClientId, clientId, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Removes an application; its codes and refresh tokens are good for nothing from now on.</summary>
    /// <returns>Whether it was registered.</returns>
    public bool Remove(SimulatorApplication application)
    {
        lock (gate)
        {
            return applications.Remove(application);
        }
    }
}
