namespace IdMelon.Provisioning.Interception;

/// <summary>Which rp ids an origin may claim by its own name (WebAuthn Level 3 §5.1.3; HTML, "is a registrable domain suffix of or is equal to").</summary>
internal static class RelyingPartyIds
{
    /// <summary>Tells whether the rp id is the origin's host, or a part of it that somebody has registered.</summary>
    public static bool IsOwn(WebOrigin origin, string relyingPartyId)
    {
        if (!origin.MayHavePasskeys || relyingPartyId.Length == 0)
        {
            return false;
        }

        if (origin.Host == relyingPartyId)
        {
            return true;
        }

        if (!origin.Host.EndsWith($".{relyingPartyId}", StringComparison.Ordinal) || PublicSuffixes.RegistrableDomainOf(relyingPartyId) is null)
        {
            return false;
        }

        // A host inside of a private suffix may not reach out of it, even if the owner of that suffix could register the name.
        return relyingPartyId.Split('.').Length > PublicSuffixes.LabelsOf(origin.Host);
    }
}
