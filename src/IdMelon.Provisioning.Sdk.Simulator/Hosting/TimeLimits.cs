using System.Runtime.CompilerServices;
using System.Xml;

namespace IdMelon.Provisioning.Simulator.Hosting;

/// <summary>How long settings may last: sums of them with each other and with dates stay within what timers and dates can be.</summary>
internal static class TimeLimits
{
    /// <summary>The longest lag or session.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The longest that an answer may be late; a timer takes 49 days at most.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>The longest that a script may be slow.</summary>
    public static readonly TimeSpan LongestScript = TimeSpan.FromHours(1);

    /// <summary>The longest that an access pass may live when it is issued in process; Graph's policy allows less.</summary>
    public static readonly TimeSpan LongestAccessPass = TimeSpan.FromDays(3650);

    public static TimeSpan Checked(TimeSpan value, TimeSpan longest, [CallerMemberName] string name = "") =>
        value >= TimeSpan.Zero && value <= longest ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} takes a time from zero to {XmlConvert.ToString(longest)}.");
}
