using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Tenants;

/// <summary>What every <see cref="IPasskeyDirectory"/> must do.</summary>
[Proves(typeof(IPasskeyDirectory))]
public abstract class PasskeyDirectoryConformance
{
    /// <summary>Gets the directory under test.</summary>
    protected abstract IPasskeyDirectory Directory { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Adds a user.</summary>
    protected abstract UserPrincipalName AddUser();

    /// <summary>Registers a passkey for a user past the directory under test.</summary>
    protected abstract void AddPasskey(UserPrincipalName user, DirectoryPasskey passkey);

    /// <summary>A user without passkeys lists none.</summary>
    [Fact]
    public async Task A_user_without_passkeys_lists_none() => Assert.Empty((await Directory.ListPasskeysAsync(AddUser(), Token)).Value);

    /// <summary>All passkeys are listed with what is known of them.</summary>
    [Fact]
    public async Task All_passkeys_are_listed_with_what_is_known_of_them()
    {
        var user = AddUser();
        DirectoryPasskey[] passkeys =
        [
            new("AAECAwQFBgcICQoLDA0ODw2", "Provisioned passkey", new DateTimeOffset(2025, 1, 31, 9, 30, 0, TimeSpan.Zero), Guid.Parse("820d89ed-d65a-409e-85cb-f73f0578f82a")),
            new("EBESExQVFhcYGRobHB0eHw2", "鍵 & Schlüssel \"2\"", new DateTimeOffset(2025, 1, 31, 9, 31, 0, TimeSpan.Zero), Guid.Empty),
        ];
        foreach (var passkey in passkeys)
        {
            AddPasskey(user, passkey);
        }

        Assert.Equal(passkeys, (await Directory.ListPasskeysAsync(user, Token)).Value.OrderBy(passkey => passkey.Created));
    }

    /// <summary>Passkeys of other users are not shown.</summary>
    [Fact]
    public async Task Passkeys_of_other_users_are_not_shown()
    {
        var (ada, grace) = (AddUser(), AddUser());
        AddPasskey(ada, new("AAECAwQFBgcICQoLDA0ODw2", "Ada's", new DateTimeOffset(2025, 1, 31, 9, 30, 0, TimeSpan.Zero), Guid.Empty));

        Assert.Empty((await Directory.ListPasskeysAsync(grace, Token)).Value);
    }

    /// <summary>An unknown user is refused, not shown as one without passkeys.</summary>
    [Fact]
    public async Task An_unknown_user_is_refused_not_shown_as_one_without_passkeys() =>
        Assert.Equal(
            ErrorCodes.UserNotFound,
            (await Directory.ListPasskeysAsync(UserPrincipalName.Parse("nobody-of-that-name@contoso.onmicrosoft.com"), Token)).Error?.Code);

    /// <summary>A removed passkey is gone, and the others stay.</summary>
    [Fact]
    public async Task A_removed_passkey_is_gone_and_the_others_stay()
    {
        var user = AddUser();
        AddPasskey(user, new("AAECAwQFBgcICQoLDA0ODw2", "one", new DateTimeOffset(2025, 1, 31, 9, 30, 0, TimeSpan.Zero), Guid.Empty));
        AddPasskey(user, new("EBESExQVFhcYGRobHB0eHw2", "two", new DateTimeOffset(2025, 1, 31, 9, 31, 0, TimeSpan.Zero), Guid.Empty));
        var one = (await Directory.ListPasskeysAsync(user, Token)).Value.Single(passkey => passkey.DisplayName == "one");

        Assert.True((await Directory.RemovePasskeyAsync(user, one.Id, Token)).Value);
        Assert.Equal("two", Assert.Single((await Directory.ListPasskeysAsync(user, Token)).Value).DisplayName);
    }

    /// <summary>Removing a passkey that is gone is no error.</summary>
    [Fact]
    public async Task Removing_a_passkey_that_is_gone_is_no_error()
    {
        var user = AddUser();
        AddPasskey(user, new("AAECAwQFBgcICQoLDA0ODw2", "one", new DateTimeOffset(2025, 1, 31, 9, 30, 0, TimeSpan.Zero), Guid.Empty));
        var id = Assert.Single((await Directory.ListPasskeysAsync(user, Token)).Value).Id;
        Assert.True((await Directory.RemovePasskeyAsync(user, id, Token)).Value);

        Assert.False((await Directory.RemovePasskeyAsync(user, id, Token)).Value);
    }

    /// <summary>A cancelled call throws.</summary>
    [Fact]
    public async Task A_cancelled_call_throws()
    {
        var user = AddUser();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Directory.ListPasskeysAsync(user, new CancellationToken(canceled: true)));
    }
}
