using IdMelon.Provisioning.Simulator.Hosting;

namespace IdMelon.Provisioning.Simulator.Directory;

/// <summary>A member or guest of the simulated tenant, and how the pages treat that person.</summary>
/// <remarks>Thread-safe: every change of passes, passkeys and groups goes through <see cref="TenantDirectory"/> under one lock; lists are copies.</remarks>
public sealed class SimulatedUser
{
    private readonly TenantDirectory directory;

    internal SimulatedUser(TenantDirectory directory, Guid id, string userPrincipalName, string displayName)
    {
        this.directory = directory;
        Id = id;
        UserPrincipalName = userPrincipalName;
        DisplayName = displayName;
    }

    /// <summary>Gets the object id.</summary>
    public Guid Id { get; }

    /// <summary>Gets the sign-in name.</summary>
    public string UserPrincipalName { get; }

    /// <summary>Gets the display name.</summary>
    public string DisplayName { get; }

    /// <summary>Gets or sets whether the account is enabled.</summary>
    /// <value>The default is <see langword="true"/>; otherwise the sign-in is refused with 50057.</value>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Gets or sets whether the user is a guest. Guests may have no passkey; external ones no access pass either.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IsGuest { get; set; }

    /// <summary>Gets or sets the password; null if the user has none, then every typed one is wrong.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Password { private get; set; }

    /// <summary>Gets or sets the names of the directory roles the user holds, such as <c>Global Administrator</c>.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Roles { get; set => field = Copy.Of(value); } = [];

    /// <summary>Gets or sets whether the user is an administrator whose authentication methods the application may not touch.</summary>
    /// <value>The default is <see langword="false"/>; otherwise Graph answers calls about the methods with 403.</value>
    public bool IsPrivileged { get; set; }

    /// <summary>Gets or sets whether the access-pass policy lets passes be issued for the user, besides <see cref="Policies.TenantPolicies.AccessPass"/>.</summary>
    /// <value>The default is <see langword="true"/>; otherwise Graph answers the create call with 403.</value>
    public bool MayHaveAccessPass { get; set; } = true;

    /// <summary>Gets or sets whether the passkey method is offered to the user, besides <see cref="Policies.TenantPolicies.Passkey"/>.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool MayHavePasskey { get; set; } = true;

    /// <summary>Gets or sets whether the sign-in asks for the password first and offers the access pass only as another way.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool StartsWithPassword { get; set; }

    /// <summary>Gets or sets whether the sign-in asks "Stay signed in?".</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AsksToStaySignedIn { get; set; } = true;

    /// <summary>Gets or sets the pages that come between the accepted credential and the app, in order.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<SignInInterrupt> Interrupts { get; set => field = Copy.Of(value); } = [];

    /// <summary>Gets or sets the number (1 to 20) of the title of a <see cref="SignInInterrupt.ConditionalAccess"/> page.</summary>
    /// <value>The default is 2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not between 1 and 20.</exception>
    public int BlockTitle
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 20);
            field = value;
        }
    }

    = 2;

    /// <summary>Gets or sets the number (1 to 31) of the reason that a <see cref="SignInInterrupt.ConditionalAccess"/> page gives below its title.</summary>
    /// <value>The default is <see langword="null"/>: another one each time, because nobody knows which reason goes with which title.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not between 1 and 31.</exception>
    public int? BlockDescription
    {
        get;
        set
        {
            if (value is { } number)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, nameof(value));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 31, nameof(value));
            }

            field = value;
        }
    }

    /// <summary>Gets or sets whether a session that a window has of the user no longer counts: an account tile then asks for a credential, with 50173.</summary>
    /// <value>The default is <see langword="false"/>; a session is too old after a day anyway.</value>
    public bool IsSessionTooOld { get; set; }

    /// <summary>Gets or sets how long a session of Security info lasts for the user; then its calls are answered with error 25.</summary>
    /// <value>The default is <see langword="null"/>: as long as <see cref="SignIn.PageWeather.SecurityInfoSession"/> says; 30 days at most.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or longer than 30 days.</exception>
    public TimeSpan? SecurityInfoSession { get; set => field = value is { } span ? TimeLimits.Checked(span, TimeLimits.Longest) : null; }

    /// <summary>Gets or sets whether the user's domain is federated to another identity provider, which is at <c>adfs.contoso.example</c>.</summary>
    /// <value>The default is <see langword="false"/>. A usable access pass is asked for in preference to it.</value>
    public bool IsFederated { get; set; }

    /// <summary>Gets or sets whether security info demands a fresh sign-in before it lets the user register.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool NeedsFreshSignInForSecurityInfo { get; set; }

    /// <summary>Gets the current access pass, also after it was used or has expired; null if there is none.</summary>
    public SimulatedAccessPass? AccessPass { get; internal set; }

    /// <summary>Gets the registered passkeys.</summary>
    public IReadOnlyList<SimulatedPasskey> Passkeys { get; internal set; } = [];

    /// <summary>Tells whether the user belongs to a security group, directly or through other groups.</summary>
    public bool IsMemberOf(Guid groupId) => directory.GroupsOf(this).Any(group => group.Id == groupId && group.IsSecurityEnabled);

    /// <summary>Gets whether there is no password at all.</summary>
    internal bool HasNoPassword => Password is null;

    /// <summary>Tells whether a typed password is right, without telling by time where it differs.</summary>
    internal bool HasPassword(string typed) => Password is { } password && SignIn.OpaqueText.Same(password, typed);
}
