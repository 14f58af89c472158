namespace IdMelon.Provisioning.Requests;

/// <summary>The wish to give one user one passkey.</summary>
/// <remarks>At most one passkey is registered per <see cref="Id"/>. Immutable.</remarks>
public sealed record ProvisioningRequest
{
    /// <summary>The longest passkey name that clients of Microsoft Graph accept.</summary>
    public const int MaximumPasskeyNameLength = 30;

    /// <summary>The longest time for which a window is left to a person.</summary>
    public static readonly TimeSpan MaximumHandOver = TimeSpan.FromHours(1);

    /// <summary>How long a person has in the modes <see cref="ProvisioningMode.Manual"/> and <see cref="ProvisioningMode.Capture"/> if <see cref="HandOver"/> says nothing else.</summary>
    public static readonly TimeSpan DefaultHandOver = TimeSpan.FromMinutes(30);

    private readonly Uri? captureAddress;
    private readonly TimeSpan? handOver;
    private readonly string passkeyName = "Provisioned passkey";
    private readonly int attempt = 1;

    /// <summary>Asks for a passkey for a user.</summary>
    public ProvisioningRequest(UserPrincipalName user)
    {
        if (user == default)
        {
            throw new ArgumentException("A request needs a user.", nameof(user));
        }

        User = user;
    }

    /// <summary>Asks for a passkey for the user of that name.</summary>
    /// <exception cref="FormatException">It is not a user principal name.</exception>
    public ProvisioningRequest(string user)
        : this(UserPrincipalName.Parse(user))
    {
    }

    /// <summary>Gets the user who is to get the passkey.</summary>
    public UserPrincipalName User { get; }

    /// <summary>Gets the id under which the run can be found again.</summary>
    /// <value>The default is a new UUID of version 7.</value>
    public string Id { get; init; } = Guid.CreateVersion7().ToString();

    /// <summary>Gets which attempt at the request this is. A further one does not take an earlier one's <see cref="Transitions.ProvisioningVerdict.Unconfirmed"/> for the last word.</summary>
    /// <remarks>
    /// A browser that is lost while it registers a passkey leaves a doubt. The first attempt ends with it. A further one asks the directory anew; if that answers, for as long as <see cref="Running.ProvisionerOptions.DirectoryPatience"/>,
    /// and does not show the passkey, the mode <see cref="ProvisioningMode.Automatic"/> signs in again and makes another, unless the service names the earlier one among those that the user has
    /// (<c>excludeCredentials</c>, WebAuthn Level 3 §5.4). The earlier key stays in the vault as pending, until it is settled. <see cref="Batching.BatchProvisioner"/> counts by itself.
    /// </remarks>
    /// <value>The default is 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Attempt
    {
        get => attempt;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            attempt = value;
        }
    }

    /// <summary>Gets the name that the passkey gets at security info. In the mode <see cref="ProvisioningMode.Manual"/> the operator is told of it, and the person decides.</summary>
    /// <value>The default is <c>Provisioned passkey</c>; 1 to 30 characters.</value>
    /// <exception cref="ArgumentException">Empty, longer than 30 characters, or with control characters.</exception>
    public string PasskeyName
    {
        get => passkeyName;
        init
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            if (value.Length > MaximumPasskeyNameLength || value.Any(char.IsControl))
            {
                throw new ArgumentException($"A passkey's name has 1 to {MaximumPasskeyNameLength} characters and no control characters.", nameof(value));
            }

            passkeyName = value;
        }
    }

    /// <summary>Gets the mode that the caller insists on; null lets the planner choose.</summary>
    public ProvisioningMode? Mode { get; init; }

    /// <summary>Gets who makes the passkey. What the browser cannot offer is refused when the run is planned.</summary>
    /// <value>The default is <see cref="AuthenticatorKind.Software"/>.</value>
    public AuthenticatorKind Authenticator { get; init; }

    /// <summary>Gets the language that the pages are asked for; null asks for none, so the browser's own decides. The mode <see cref="ProvisioningMode.Capture"/> asks for none.</summary>
    /// <value>The default is <c>en-US</c>, which every recognizer knows best.</value>
    public LanguageTag? PageLanguage { get; init; } = LanguageTag.Parse("en-US");

    /// <summary>Gets how long a person at the window is waited for where a page is not known, or may not be passed by a program; null asks nobody, and the run ends there.</summary>
    /// <remarks>
    /// The person works in the same window, which has to be visible; the run watches and goes on as soon as it knows the page again.
    /// In the modes <see cref="ProvisioningMode.Manual"/> and <see cref="ProvisioningMode.Capture"/> it is the time that the person has for everything: null means <see cref="DefaultHandOver"/>,
    /// and when it is over the window is closed.
    /// </remarks>
    /// <value>The default is <see langword="null"/>; more than 0, at most <see cref="MaximumHandOver"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not in this range.</exception>
    public TimeSpan? HandOver
    {
        get => handOver;
        init
        {
            if (value <= TimeSpan.Zero || value > MaximumHandOver)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A person is waited for more than 0 and at most 1 hour.");
            }

            handOver = value;
        }
    }

    /// <summary>Gets whether in the mode <see cref="ProvisioningMode.Manual"/> an access pass is issued, as <see cref="AccessPass"/> says, and shown to the operator. It is withdrawn and revoked at the end.</summary>
    /// <value>The default is <see langword="false"/>: the person signs in by other means. No other mode looks at it.</value>
    public bool ShowsAccessPass { get; init; }

    /// <summary>Gets where the window of the mode <see cref="ProvisioningMode.Capture"/> begins. The person may go anywhere from there.</summary>
    /// <value>The default is <see langword="null"/>; an absolute https address.</value>
    /// <exception cref="ArgumentException">It is no https address, or holds a user or a password.</exception>
    public Uri? CaptureAddress
    {
        get => captureAddress;
        init => captureAddress = value is null or { IsAbsoluteUri: true, Scheme: "https", UserInfo: "" } ? value : throw new ArgumentException("A window for other relying parties begins at an https address without credentials in it.", nameof(value));
    }

    /// <summary>Gets further texts that tell who the user is, such as the display name. They, and the words of them, are taken out of pages that are kept because a run got stuck.</summary>
    /// <value>The default is none; the sign-in name and the passkey's name are known anyway. What has less than 3 characters is left alone.</value>
    public IReadOnlyList<string> PersonalTexts { get; init; } = [];

    /// <summary>Gets how the access pass is issued.</summary>
    public AccessPassWish AccessPass { get; init; } = new();
}
