using IdMelon.Provisioning.Browsers;
using IdMelon.Provisioning.Browsing;

namespace IdMelon.Provisioning.CustomAdapter;

public sealed class CustomOptions : BrowserOptions;

/// <summary>What programs get: a pool of windows over the host.</summary>
public sealed class CustomBrowserFactory(CustomOptions options) : IBrowserSessionFactory
{
    private readonly BrowserPool pool = new([new CustomHost(options)], options.Pool, TimeProvider.System);

    public BrowserAbilities Abilities => pool.Abilities;

    public Task StartAsync(CancellationToken cancellationToken) => pool.StartAsync(cancellationToken);

    public Task<IBrowserSession> OpenAsync(BrowserSessionOptions options, CancellationToken cancellationToken) => pool.OpenAsync(options, cancellationToken);

    public ValueTask DisposeAsync() => pool.DisposeAsync();
}
