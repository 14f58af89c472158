using IdMelon.Provisioning.WebAuthn;

namespace IdMelon.Provisioning.Interception;

/// <summary>A page's passkey call, read: what it wants and on whose behalf.</summary>
public abstract record PasskeyCallRequest
{
    private protected PasskeyCallRequest(CallerOrigin caller) => Caller = caller;

    /// <summary>Gets the calling origin, as the browser vouches for it.</summary>
    public CallerOrigin Caller { get; }

    /// <summary>Gets the rp id: the one that the page names, or else its host.</summary>
    public abstract string RelyingPartyId { get; }

    /// <summary>Gets how long the page is ready to wait; null if it does not say.</summary>
    internal abstract TimeSpan? Timeout { get; }

    /// <summary>Prints the origins and the rp id only: the options hold a challenge.</summary>
    public sealed override string ToString() => $"{GetType().Name} {{ {RelyingPartyId} for {Caller.Origin} in {Caller.TopOrigin} }}";

    /// <summary>The page wants a new credential.</summary>
    public sealed record Create : PasskeyCallRequest
    {
        internal Create(CallerOrigin caller, PasskeyCreationOptions options)
            : base(caller) => Options = options;

        /// <summary>Gets the options, with their rp id.</summary>
        public PasskeyCreationOptions Options { get; }

        /// <inheritdoc/>
        public override string RelyingPartyId => Options.RelyingPartyId ?? "";

        internal override TimeSpan? Timeout => Options.Timeout;
    }

    /// <summary>The page wants a proof that a credential is there.</summary>
    public sealed record Get : PasskeyCallRequest
    {
        internal Get(CallerOrigin caller, PasskeyRequestOptions options)
            : base(caller) => Options = options;

        /// <summary>Gets the options, with their rp id.</summary>
        public PasskeyRequestOptions Options { get; }

        /// <inheritdoc/>
        public override string RelyingPartyId => Options.RelyingPartyId ?? "";

        internal override TimeSpan? Timeout => Options.Timeout;
    }
}
