using System.Security.Cryptography;
using IdMelon.Provisioning.Simulator.Directory;

namespace IdMelon.Provisioning.Simulator.Ceremony;

/// <summary>The user handle that goes into a passkey: always the same for a user, and nothing can be read from it.</summary>
internal static class UserHandles
{
    public static byte[] For(Guid tenantId, SimulatedUser user)
    {
        Span<byte> ids = stackalloc byte[32];
        tenantId.TryWriteBytes(ids);
        user.Id.TryWriteBytes(ids[16..]);
        return SHA256.HashData(ids);
    }
}
