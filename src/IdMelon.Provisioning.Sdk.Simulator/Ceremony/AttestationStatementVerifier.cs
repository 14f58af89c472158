using System.Formats.Asn1;
using System.Formats.Cbor;
using System.Security.Cryptography;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>Checks attestation statements: <c>none</c> with nothing in it, and <c>packed</c>, with certificates or by the credential itself.</summary>
/// <remarks>
/// Inferred: a statement of another format, the name of which has at most 32 characters, is not looked into and counts as no attestation. Documented is only that tenants without enforcement accept
/// such formats. Certificates must be valid by the simulator's clock, as chains that end in a root of the metadata service must be.
/// </remarks>
internal sealed class AttestationStatementVerifier(EntraSimulatorOptions options, TimeProvider time)
{
    private const int LongestFormat = 32;

    public AttestationVerdict Verify(AttestationObject attestation, AttestedCredential credential, CoseKey key, ReadOnlySpan<byte> clientDataHash)
    {
        try
        {
            return attestation.Format switch
            {
                "none" => IsEmptyMap(attestation.Statement) ? AttestationVerdict.Unattested : AttestationVerdict.WrongFormat("A statement of the format none must be empty."),
                "packed" => VerifyPacked(PackedStatement.Read(attestation.Statement), [.. attestation.AuthenticatorData.Span, .. clientDataHash], credential.Aaguid, key),
                { Length: > 0 and <= LongestFormat } => AttestationVerdict.Unattested,
                _ => AttestationVerdict.WrongFormat("The name of the attestation format is empty or longer than 32 characters."),
            };
        }
        catch (MalformedDataException exception)
        {
            return AttestationVerdict.WrongFormat(exception.Message);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return AttestationVerdict.Refused("An attestation certificate or its key is not usable.");
        }
    }

    /// <summary>Tells whether a statement that holds makes its passkey an attested one.</summary>
    /// <remarks>Inferred: with certificates that end in a root of the tenant, or with any where the tenant was given no roots.</remarks>
    public bool IsAttested(AttestationVerdict verdict) => verdict.EndsInRoot || (verdict.Certificates.Count > 0 && options.AttestationRoots.Count == 0);

    private AttestationVerdict VerifyPacked(PackedStatement statement, ReadOnlySpan<byte> signed, Guid aaguid, CoseKey key)
    {
        if (statement.Certificates is not { } encoded)
        {
            return options.RefusesSelfAttestation ? AttestationVerdict.Refused("Self-attestation is not accepted.")
                : statement.Algorithm == key.Algorithm && key.Verifies(signed, statement.Signature.Span) ? AttestationVerdict.Unattested
                : AttestationVerdict.Refused("The self-attestation's signature does not hold.");
        }

        var now = time.GetUtcNow();
        using var certificates = AttestationCertificates.Read(encoded);
        return !certificates.HaveSigned(signed, statement.Signature.Span, statement.Algorithm) ? AttestationVerdict.Refused("The attestation's signature does not hold.")
            : !certificates.HaveProfile() ? AttestationVerdict.Refused("The certificate that signed is no attestation certificate.")
            : !certificates.AreFor(aaguid) ? AttestationVerdict.Refused("The certificate that signed is for another authenticator model.")
            : certificates.FaultInChain(now) is { } fault ? AttestationVerdict.Refused(fault)
            : AttestationVerdict.Unattested with { Certificates = encoded, EndsInRoot = certificates.EndIn(options.AttestationRoots, now) };
    }

    private static bool IsEmptyMap(ReadOnlyMemory<byte> statement)
    {
        var reader = new CborReader(statement, CborConformanceMode.Strict);
        if (reader.PeekState() != CborReaderState.StartMap)
        {
            return false;
        }

        reader.ReadStartMap();
        return reader.PeekState() == CborReaderState.EndMap;
    }
}
