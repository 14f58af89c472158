using System.Security.Cryptography;
using CsCheck;
using IdMelon.Provisioning.Simulator.Pages;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Ceremony;

public sealed class AssertionVerifierTests : IAsyncLifetime
{
    private static readonly Guid Model = Guid.Parse("2fc0579f-8113-47ea-b116-bb5a8db9202a");

    private readonly RelyingParty party = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private Assertion good = null!;

    public async ValueTask InitializeAsync()
    {
        var registration = new Registration { Key = key, Aaguid = Model };
        party.Directory.AddPasskey(party.User, (await party.RegisterAsync(registration)).Passkey!);
        good = new(key, registration.CredentialId);
    }

    [Fact]
    public async Task A_registered_passkey_signs_its_user_in_and_its_counter_is_kept()
    {
        (await (good with { UserHandle = UserHandles.For(party.Tenant.Id, party.User) }).SendAsync(party)).ShouldBe(party.User);

        party.User.Passkeys.ShouldHaveSingleItem().SignCount.ShouldBe(2u);
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        (await good.SendAsync(party)).ShouldBe(party.User);

        (await good.SendAsync(party)).ShouldBeNull();
        (await (good with { Count = 3 }).SendAsync(party)).ShouldBe(party.User);
    }

    [Fact]
    public async Task Of_many_answers_with_one_counter_that_arrive_together_one_counts()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => good.SendAsync(party), TestContext.Current.CancellationToken)));

        answers.Count(user => user is not null).ShouldBe(1);
    }

    [Fact]
    public async Task The_handle_of_somebody_else_signs_nobody_in()
    {
        var eve = party.Directory.AddUser("eve@contoso.example");

        (await (good with { UserHandle = UserHandles.For(party.Tenant.Id, eve) }).SendAsync(party)).ShouldBeNull();
        (await (good with { UserHandle = UserHandles.For(Guid.NewGuid(), party.User) }).SendAsync(party)).ShouldBeNull();
        (await (good with { UserHandle = [1, 2, 3] }).SendAsync(party)).ShouldBeNull();
    }

    [Fact]
    public async Task A_deleted_passkey_or_an_unknown_one_signs_nobody_in()
    {
        (await (good with { CredentialId = new byte[32] }).SendAsync(party)).ShouldBeNull();
        party.Directory.RemovePasskey(party.User, party.User.Passkeys[0].Id);

        (await good.SendAsync(party)).ShouldBeNull();
    }

    [Fact]
    public async Task Key_restrictions_lock_out_what_is_registered_already_and_attestation_does_not()
    {
        party.Policies.Passkey = new() { KeyRestrictions = new(true, "block", [Model]) };
        (await good.SendAsync(party)).ShouldBeNull();
        party.Policies.Passkey = new() { IsEnabled = false };
        (await good.SendAsync(party)).ShouldBeNull();

        party.Policies.Passkey = new() { EnforcesAttestation = true };
        (await good.SendAsync(party)).ShouldBe(party.User);
    }

    [Fact]
    public async Task Another_challenge_or_an_unverified_user_signs_nobody_in()
    {
        (await (good with { Challenge = "another" }).SendAsync(party)).ShouldBeNull();
        (await (good with { Flags = 0x01 }).SendAsync(party)).ShouldBeNull();
        (await (good with { Flags = 0x04 }).SendAsync(party)).ShouldBeNull();
        party.User.Passkeys[0].SignCount.ShouldBe(1u);
    }

    [Fact]
    public void Rubbish_signs_nobody_in_and_is_no_fault()
    {
        var id = System.Buffers.Text.Base64Url.EncodeToString(good.CredentialId);
        Gen.Select(Gen.String[0, 40], Gen.String[0, 40], Gen.String[0, 40], Gen.String[0, 40].Null()).Sample(
            (clientData, data, signature, handle) =>
                party.Assertions.VerifyAsync(new DefaultHttpContext(), party.User, RelyingParty.Challenge, id, clientData, data, signature, handle).GetAwaiter().GetResult() is null
                && party.Assertions.VerifyAsync(new DefaultHttpContext(), party.User, RelyingParty.Challenge, clientData, clientData, data, signature, handle).GetAwaiter().GetResult() is null,
            iter: 2000);
    }

    public ValueTask DisposeAsync()
    {
        key.Dispose();
        return ValueTask.CompletedTask;
    }
}
