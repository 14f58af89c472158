using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using IdMelon.Provisioning.Simulator.Directory;
using Microsoft.AspNetCore.Http;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>What an authenticator and a browser would send to sign in.</summary>
internal sealed record Assertion(ECDsa Key, byte[] CredentialId)
{
    public string Challenge { get; init; } = RelyingParty.Challenge;

    public byte Flags { get; init; } = 0x05;

    public uint Count { get; init; } = 2;

    public byte[]? UserHandle { get; init; }

    public Task<SimulatedUser?> SendAsync(RelyingParty party, SimulatedUser? expected = null)
    {
        var clientData = Encoding.UTF8.GetBytes($$"""{"type":"webauthn.get","challenge":"{{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Challenge))}}","origin":"https://login.microsoft.com"}""");
        var data = new byte[37];
        SHA256.HashData("login.microsoft.com"u8, data);
        data[32] = Flags;
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), Count);
        var signature = Key.SignData([.. data, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return party.Assertions.VerifyAsync(
            new DefaultHttpContext(), expected ?? party.User, RelyingParty.Challenge, Text(CredentialId), Text(clientData), Text(data), Text(signature), UserHandle is null ? null : Text(UserHandle));
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
