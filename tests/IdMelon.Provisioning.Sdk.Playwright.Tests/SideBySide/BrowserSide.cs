using Microsoft.Playwright;

namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>Chromium's own authenticator, one for each page.</summary>
internal sealed class BrowserSide : ICeremonySide
{
    private readonly List<(ICDPSession Session, string Id)> authenticators = [];
    private readonly Dictionary<IPage, Task> attached = [];
    private readonly TaskCompletionSource another = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private IBrowserContext? context;
    private CeremonyRow? row;

    public async Task AttachAsync(IBrowserContext context)
    {
        this.context = context;
        context.Page += async (_, page) =>
        {
            await AttachAsync(page);
            another.TrySetResult();
        };
        foreach (var page in context.Pages)
        {
            await AttachAsync(page);
        }
    }

    public async Task BeginAsync(CeremonyRow row)
    {
        this.row = row;
        foreach (var (session, id) in authenticators.ToArray())
        {
            await session.SendAsync("WebAuthn.removeVirtualAuthenticator", new() { ["authenticatorId"] = id });
            authenticators.Remove((session, id));
            await AddAsync(session);
        }
    }

    public async Task DoAsync(string what)
    {
        switch (what)
        {
            case "authenticator":
                // The driver may hear of a new page later than the page begins.
                await another.Task;
                await Task.WhenAll(context!.Pages.Select(AttachAsync));
                break;

            case "touch":
                foreach (var (session, id) in authenticators.ToArray())
                {
                    await session.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new() { ["authenticatorId"] = id, ["enabled"] = true });
                }

                break;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task AttachAsync(IPage page)
    {
        lock (gate)
        {
            return attached.TryGetValue(page, out var before) ? before : attached[page] = AddAsync(page);
        }
    }

    private async Task AddAsync(IPage page)
    {
        var session = await context!.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await AddAsync(session);
    }

    private async Task AddAsync(ICDPSession session)
    {
        var reply = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["ctap2Version"] = "ctap2_1",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["hasPrf"] = true,
                ["isUserVerified"] = row?.Refuses != true,
                ["automaticPresenceSimulation"] = row?.Waits != true,
            },
        });
        authenticators.Add((session, reply!.Value.GetProperty("authenticatorId").GetString()!));
    }
}
