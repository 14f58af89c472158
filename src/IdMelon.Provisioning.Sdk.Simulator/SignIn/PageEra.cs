namespace IdMelon.Provisioning.Simulator.SignIn;

/// <summary>How security info looked over the years.</summary>
public enum PageEra
{
    /// <summary>2025 on: a list with "Passkey", a page in front of the ceremony, which then starts by itself.</summary>
    Passkey,

    /// <summary>Mid 2024: a list with "Security key"; choosing it leads on.</summary>
    SecurityKeyList,

    /// <summary>2019 to 2023: a drop-down with "Security key", then a choice of USB or NFC, then a ceremony that waits for Next.</summary>
    DropDown,
}
