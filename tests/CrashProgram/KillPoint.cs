using System.Diagnostics;

namespace IdMelon.Provisioning.CrashProgram;

/// <summary>Kills the process at the point of that name.</summary>
internal sealed class KillPoint(string point)
{
    public void At(string here)
    {
        if (here == point)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
