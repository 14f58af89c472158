using System.Security.Cryptography;
using CsCheck;
using IdMelon.Provisioning.Simulator.Pages;
using Shouldly;
using Xunit;

namespace IdMelon.Provisioning.Simulator.Ceremony;

public sealed class RegistrationPropertyTests : IDisposable
{
    private static readonly Guid Model = Guid.Parse("2fc0579f-8113-47ea-b116-bb5a8db9202a");

    private readonly RelyingParty party = new(new() { RefusesSelfAttestation = false });
    private readonly VendorChain chain = new(Model);
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A certificate or a self-signature covers everything but the statement's own form: no flip makes another passkey of it.</summary>
    [Theory]
    [InlineData("certified")]
    [InlineData("self-attested")]
    public async Task A_flipped_byte_in_a_signed_registration_never_makes_another_passkey(string kind)
    {
        var registration = (kind == "certified" ? Registration.Packed(Model, chain) with { Key = key } : Registration.SelfAttested(key)) with { Challenge = RelyingParty.Challenge };
        var (attestation, clientData) = (registration.AttestationObject(), registration.ClientData());
        var passkey = (await party.RegisterAsync(attestation, clientData, registration.CredentialId)).Passkey.ShouldNotBeNull();

        Gen.Select(Gen.Int[0, attestation.Length - 1], Gen.Byte[1, 255]).Sample(
            (place, mask) =>
            {
                var changed = (byte[])attestation.Clone();
                changed[place] ^= mask;
                var result = party.RegisterAsync(changed, clientData, registration.CredentialId).GetAwaiter().GetResult();
                return result.Passkey is not { } other
                    ? result.Reason.Length > 0
                    : other.PublicKey.Span.SequenceEqual(passkey.PublicKey.Span) && (other.Aaguid, other.SignCount, other.IsSynced, other.Id) == (passkey.Aaguid, passkey.SignCount, passkey.IsSynced, passkey.Id)
                        && (other.AttestationFormat != "packed" || other.IsAttested == passkey.IsAttested);
            },
            iter: 3000);
    }

    [Fact]
    public void A_flipped_byte_in_the_client_data_of_a_signed_registration_is_always_refused()
    {
        var registration = Registration.Packed(Model, chain) with { Challenge = RelyingParty.Challenge };
        var (attestation, clientData) = (registration.AttestationObject(), registration.ClientData());

        Gen.Select(Gen.Int[0, clientData.Length - 1], Gen.Byte[1, 255]).Sample(
            (place, mask) =>
            {
                var changed = (byte[])clientData.Clone();
                changed[place] ^= mask;
                return party.RegisterAsync(attestation, changed, registration.CredentialId).GetAwaiter().GetResult().Passkey is null;
            },
            iter: 2000);
    }

    [Fact]
    public void Whatever_the_flags_a_registration_without_user_presence_and_verification_is_refused() =>
        Gen.Byte.Sample(
            flags =>
            {
                var result = party.RegisterAsync(new() { Flags = flags }).GetAwaiter().GetResult();
                return result.Passkey is { } passkey ? (flags & 0xC5) == 0x45 && (flags & 0x18) != 0x10 && passkey.IsSynced == ((flags & 0x08) != 0) : result.Reason.Length > 0;
            },
            iter: 600);

    [Fact]
    public void Any_beginning_of_a_registration_and_any_bytes_at_all_are_refused_and_no_fault()
    {
        var registration = Registration.Packed(Model, chain) with { Challenge = RelyingParty.Challenge };
        var (attestation, clientData) = (registration.AttestationObject(), registration.ClientData());

        Gen.Select(Gen.Int[0, attestation.Length - 1], Gen.Byte.Array[0, 300]).Sample(
            (length, bytes) =>
                party.RegisterAsync([.. attestation[..length], .. bytes.Take(attestation.Length - length - 1)], clientData, registration.CredentialId).GetAwaiter().GetResult().Passkey is null
                && party.RegisterAsync(bytes, clientData, registration.CredentialId).GetAwaiter().GetResult().Passkey is null
                && party.RegisterAsync(attestation, bytes, registration.CredentialId).GetAwaiter().GetResult().Passkey is null,
            iter: 1500);
    }

    public void Dispose()
    {
        chain.Dispose();
        key.Dispose();
    }
}
