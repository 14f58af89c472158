namespace IdMelon.Provisioning.WebAuthn;

/// <summary>One or two values that go in, or come out, of a credential's pseudo-random function (WebAuthn Level 3 §10.1.4, extension <c>prf</c>).</summary>
/// <param name="First">The first value.</param>
/// <param name="Second">The second value; null if there is none.</param>
public sealed record PseudoRandomValues(ReadOnlyMemory<byte> First, ReadOnlyMemory<byte>? Second = null)
{
    /// <summary>Prints nothing of the content.</summary>
    public override string ToString() => "***";
}
