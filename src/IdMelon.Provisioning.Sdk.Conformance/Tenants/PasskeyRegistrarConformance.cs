using IdMelon.Provisioning.Authenticators;
using IdMelon.Provisioning.Requests;
using IdMelon.Provisioning.Tenants;
using IdMelon.Provisioning.WebAuthn;
using Xunit;

namespace IdMelon.Provisioning.Conformance.Tenants;

/// <summary>What every <see cref="IPasskeyRegistrar"/> must do.</summary>
[Proves(typeof(IPasskeyRegistrar))]
public abstract class PasskeyRegistrarConformance
{
    /// <summary>Gets the registrar under test.</summary>
    protected abstract IPasskeyRegistrar Registrar { get; }

    /// <summary>Gets an authenticator that makes ES256 or RS256 passkeys.</summary>
    protected abstract IPasskeyAuthenticator Authenticator { get; }

    /// <summary>Gets the token of the running test.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Adds a user who may have passkeys.</summary>
    protected abstract UserPrincipalName AddUser();

    /// <summary>Counts the passkeys that the directory really has for a user.</summary>
    protected abstract int CountPasskeys(UserPrincipalName user);

    /// <summary>Lets the reply to the next registration be lost after the directory has carried it out.</summary>
    protected abstract void LoseReplyToNextRegistration();

    /// <summary>An offer is for the user and of the cloud's own relying party.</summary>
    [Fact]
    public async Task An_offer_is_for_the_user_and_of_the_clouds_own_relying_party()
    {
        var user = AddUser();

        var offer = (await Registrar.OfferAsync(user, Token)).Value;

        Assert.Equal(user, UserPrincipalName.Parse(offer.Options.UserName));
        Assert.Contains(offer.Options.RelyingPartyId!, EntraCloud.All.SelectMany(cloud => cloud.SignInHosts));
        Assert.True(offer.Options.Challenge.Length >= 16);
        Assert.NotEmpty(offer.Options.Algorithms);
    }

    /// <summary>No two offers have the same challenge.</summary>
    [Fact]
    public async Task No_two_offers_have_the_same_challenge()
    {
        var user = AddUser();
        var one = (await Registrar.OfferAsync(user, Token)).Value;
        var two = (await Registrar.OfferAsync(user, Token)).Value;

        Assert.NotEqual(one.Options.Challenge.ToArray(), two.Options.Challenge.ToArray());
    }

    /// <summary>A registered passkey comes back as the directory holds it.</summary>
    [Fact]
    public async Task A_registered_passkey_comes_back_as_the_directory_holds_it()
    {
        var user = AddUser();
        using var made = await MakeAsync(user);

        var passkey = (await Registrar.RegisterAsync(user, "鍵 & Schlüssel \"2\"", made.Registration, Token)).Value;

        Assert.NotEmpty(passkey.Id);
        Assert.Equal("鍵 & Schlüssel \"2\"", passkey.DisplayName);
        Assert.Equal(made.Aaguid, passkey.Aaguid);
        Assert.Equal(1, CountPasskeys(user));
    }

    /// <summary>The same registration sent twice makes one passkey.</summary>
    [Fact]
    public async Task The_same_registration_sent_twice_makes_one_passkey()
    {
        var user = AddUser();
        using var made = await MakeAsync(user);
        Assert.True((await Registrar.RegisterAsync(user, "one", made.Registration, Token)).Succeeded);

        await Registrar.RegisterAsync(user, "one", made.Registration, Token);

        Assert.Equal(1, CountPasskeys(user));
    }

    /// <summary>A registration that the directory did not offer is refused.</summary>
    [Fact]
    public async Task A_registration_that_the_directory_did_not_offer_is_refused()
    {
        var user = AddUser();
        var offer = (await Registrar.OfferAsync(user, Token)).Value;
        using var made = await MakeAsync(offer.Options with { Challenge = new byte[offer.Options.Challenge.Length] });

        var attempt = await Registrar.RegisterAsync(user, "one", made.Registration, Token);

        Assert.Equal(ErrorCodes.PasskeyRefused, attempt.Error?.Code);
        Assert.Equal(0, CountPasskeys(user));
    }

    /// <summary>A lost reply is an unknown result, and the passkey is there.</summary>
    [Fact]
    public async Task A_lost_reply_is_an_unknown_result_and_the_passkey_is_there()
    {
        var user = AddUser();
        using var made = await MakeAsync(user);
        LoseReplyToNextRegistration();

        var attempt = await Registrar.RegisterAsync(user, "one", made.Registration, Token);

        Assert.Equal(ErrorCodes.TenantUnreachable, attempt.Error?.Code);
        Assert.Equal(1, CountPasskeys(user));
    }

    /// <summary>An unknown user is refused.</summary>
    [Fact]
    public async Task An_unknown_user_is_refused() =>
        Assert.Equal(ErrorCodes.UserNotFound, (await Registrar.OfferAsync(UserPrincipalName.Parse("nobody-of-that-name@contoso.onmicrosoft.com"), Token)).Error?.Code);

    /// <summary>A cancelled call throws.</summary>
    [Fact]
    public async Task A_cancelled_call_throws()
    {
        var user = AddUser();
        var cancelled = new CancellationToken(canceled: true);
        using var made = await MakeAsync(user);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Registrar.OfferAsync(user, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Registrar.RegisterAsync(user, "one", made.Registration, cancelled));
        Assert.Equal(0, CountPasskeys(user));
    }

    private async Task<MadePasskey> MakeAsync(UserPrincipalName user) => await MakeAsync((await Registrar.OfferAsync(user, Token)).Value.Options);

    private async Task<MadePasskey> MakeAsync(PasskeyCreationOptions options)
    {
        var origin = $"https://{options.RelyingPartyId}";
        return (await Authenticator.CreateAsync(options, new CallerOrigin(origin, origin), Token)).Value;
    }
}
