using System.Security.Cryptography;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensions.Msal;

namespace IdMelon.Provisioning.Graph.SignIn;

/// <summary>Keeps a person's tokens over the end of the program, encrypted by the platform: DPAPI, Keychain, or the keyring that libsecret reaches.</summary>
internal static class TokenCacheFile
{
    /// <summary>Attaches the cache if a folder was named. Where the platform cannot encrypt, tokens stay in memory: they are never written in clear.</summary>
    public static async Task AttachAsync(IPublicClientApplication application, SignInSurroundings around)
    {
        var options = around.Options;
        if (options.TokenCacheFolder is not { } folder)
        {
            return;
        }

        try
        {
            Create(folder);
            var name = $"idmelon-{options.Cloud.Name}-{options.TenantId}-{options.ClientId}.tokens".ToLowerInvariant();
            var storage = new StorageCreationPropertiesBuilder(name, folder)
                .WithMacKeyChain("IdMelon.Provisioning", name)
                .WithLinuxKeyring("com.idmelon.provisioning.tokens", MsalCacheHelper.LinuxKeyRingDefaultCollection, "Tokens of IdMelon.Provisioning", new("name", name), new("product", "IdMelon.Provisioning"))
                .Build();
            var helper = await MsalCacheHelper.CreateAsync(storage).ConfigureAwait(false);
            helper.VerifyPersistence();
            helper.RegisterCache(application.UserTokenCache);
        }
        catch (Exception exception) when (exception is MsalCachePersistenceException or CryptographicException or IOException or UnauthorizedAccessException
            or DllNotFoundException or EntryPointNotFoundException or PlatformNotSupportedException or InvalidOperationException or ArgumentException)
        {
            around.Logger.TokensStayInMemory((exception.InnerException ?? exception).GetType().Name);
        }
    }

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
