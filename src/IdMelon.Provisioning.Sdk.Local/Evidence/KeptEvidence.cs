using IdMelon.Provisioning.Evidence;

namespace IdMelon.Provisioning.Local.Evidence;

/// <summary>A piece of evidence in a folder.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Verdict">What is to be thought of it.</param>
/// <param name="Evidence">What it says; null if it cannot be read.</param>
/// <param name="Signer">Who signed it, as the certificate in the signature names them; null if nobody did.</param>
/// <param name="Signed">When, by the signer's own clock.</param>
public sealed record KeptEvidence(string File, EvidenceVerdict Verdict, ProvisioningEvidence? Evidence, string? Signer, DateTimeOffset? Signed);
