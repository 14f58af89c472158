namespace IdMelon.Provisioning.Simulator.SecurityInfo;

/// <summary>The numbers of the kinds of methods, as far as the page offers them.</summary>
internal static class MethodType
{
    public const int AppCode = 3;
    public const int Email = 8;

    /// <summary>A security key, as it was numbered until 2023.</summary>
    public const int SecurityKey = 12;

    public const int Passkey = 18;
    public const int PasskeyInApp = 19;

    /// <summary>Tells whether a number means a passkey, the older way or the newer.</summary>
    public static bool IsPasskey(int? number) => number is SecurityKey or Passkey;
}
