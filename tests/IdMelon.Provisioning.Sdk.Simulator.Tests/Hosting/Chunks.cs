namespace IdMelon.Provisioning.Simulator.Tests.Hosting;

/// <summary>A stream whose length nobody can ask for.</summary>
internal sealed class Chunks(byte[] content) : MemoryStream(content)
{
    public override bool CanSeek => false;
}
