namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>One case that the browser's own authenticator and the interception are both put to.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Script">The script of the page; it says one result.</param>
internal sealed record CeremonyRow(string Name, string Script)
{
    public const string Contoso = "https://login.contoso.test";

    /// <summary>Gets why the two may differ; null if they must not.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets whether the browser itself does not answer the same each time.</summary>
    public bool IsUnsteady { get; init; }

    public string Origin { get; init; } = Contoso;

    /// <summary>Gets the page's content; <c>{frame}</c> is the address of the frame's page.</summary>
    public string Html { get; init; } = "";

    /// <summary>Gets the headers of the page.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Gets the script of the second page, which a frame, a popup or a navigation opens.</summary>
    public string Second { get; init; } = "";

    public string SecondOrigin { get; init; } = Contoso;

    /// <summary>Gets what the second page holds; <c>{third}</c> is the address of the third.</summary>
    public string SecondHtml { get; init; } = "";

    /// <summary>Gets the script of the third page.</summary>
    public string Third { get; init; } = "";

    public string ThirdOrigin { get; init; } = Contoso;

    /// <summary>Gets what relying parties serve as their list of related origins, by host.</summary>
    public (string Host, WellKnown Reply)[] Lists { get; init; } = [];

    /// <summary>Gets whether nobody touches the authenticator until a page asks for it.</summary>
    public bool Waits { get; init; }

    /// <summary>Gets whether the person at the authenticator says no.</summary>
    public bool Refuses { get; init; }

    /// <summary>Gets whether the innermost frame is clicked.</summary>
    public bool Clicks { get; init; }
}

/// <summary>What is served at a well-known address.</summary>
internal sealed record WellKnown(string Json, string Type = "application/json", int Status = 200, string? Location = null);
